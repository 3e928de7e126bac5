// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/map_density.h"

#include "core/base/error.h"

#include <algorithm>
#include <string>

namespace core::analysis {
namespace {

constexpr std::size_t mostBins = 4096;

void check(std::size_t points, std::size_t ordinates, std::size_t labels, const DensitySettings& settings)
{
    if (ordinates != points || labels != points)
        throw Error(ErrorKind::BadInput, "a map needs an x, a y and a label for every point");
    if (settings.width < 1 || settings.width > mostBins || settings.height < 1 || settings.height > mostBins)
        throw Error(ErrorKind::BadInput, "a map is 1 to " + std::to_string(mostBins) + " bins wide and high");
    if (!(settings.low < settings.high) || !(settings.left < settings.right))
        throw Error(ErrorKind::BadInput, "the edges of a map must leave room between them");
}

} // namespace

DensityImage mapDensity(std::span<const float> x, std::span<const float> y, std::span<const std::int32_t> labels,
    std::size_t clusters, const DensitySettings& settings)
{
    check(x.size(), y.size(), labels.size(), settings);
    DensityImage image{ settings.width, settings.height, clusters, {} };
    image.counts.assign(settings.width * settings.height * clusters, 0);
    const double across = static_cast<double>(settings.width) / (settings.right - settings.left);
    const double down = static_cast<double>(settings.height) / (settings.high - settings.low);
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (labels[i] < 0)
            continue;
        const auto cluster = static_cast<std::size_t>(labels[i]);
        if (cluster >= clusters)
            throw Error(ErrorKind::BadInput, "label " + std::to_string(labels[i]) + " is not a cluster");
        const double column = (static_cast<double>(x[i]) - settings.left) * across;
        const double row = (settings.high - static_cast<double>(y[i])) * down;
        // written so that NaN is outside
        if (!(column >= 0 && column <= static_cast<double>(settings.width))
            || !(row >= 0 && row <= static_cast<double>(settings.height)))
            continue;
        const std::size_t binX = std::min(settings.width - 1, static_cast<std::size_t>(column));
        const std::size_t binY = std::min(settings.height - 1, static_cast<std::size_t>(row));
        ++image.counts[(cluster * settings.height + binY) * settings.width + binX];
    }
    return image;
}

} // namespace core::analysis
