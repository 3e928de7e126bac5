// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/quantile_bands.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace core::analysis {
namespace {

/// Quantiles at rising levels; each selection narrows what is left to search. Reorders the values.
void quantilesOf(std::vector<float>& values, const std::vector<double>& levels, const auto& set)
{
    std::size_t begin = 0;
    for (std::size_t level = 0; level < levels.size(); ++level) {
        const double position = levels[level] * static_cast<double>(values.size() - 1);
        const auto below = static_cast<std::size_t>(position);
        const auto nth = values.begin() + static_cast<std::ptrdiff_t>(below);
        std::nth_element(values.begin() + static_cast<std::ptrdiff_t>(begin), nth, values.end());
        const auto low = static_cast<double>(*nth);
        const double share = position - static_cast<double>(below);
        const double high = share > 0 ? static_cast<double>(*std::min_element(nth + 1, values.end())) : low;
        set(level, static_cast<float>(low + share * (high - low)));
        begin = below;
    }
}

void check(
    const LossView& losses, std::span<const std::int32_t> labels, std::size_t clusters, const std::vector<double>& levels)
{
    losses.validate();
    if (labels.size() != losses.rows)
        throw Error(ErrorKind::BadInput, "quantile bands need one label for every row");
    for (const std::int32_t label : labels)
        if (label >= 0 && static_cast<std::size_t>(label) >= clusters)
            throw Error(ErrorKind::BadInput, "label " + std::to_string(label) + " is not a cluster");
    for (std::size_t i = 0; i < levels.size(); ++i)
        if (!(levels[i] >= 0 && levels[i] <= 1) || (i > 0 && levels[i] < levels[i - 1]))
            throw Error(ErrorKind::BadInput, "quantile levels must rise from 0 to 1");
}

} // namespace

QuantileBands quantileBands(
    const LossView& losses, std::span<const std::int32_t> labels, std::size_t clusters, const std::vector<double>& levels)
{
    check(losses, labels, clusters, levels);
    constexpr float none = std::numeric_limits<float>::quiet_NaN();
    QuantileBands bands{ clusters, levels, losses.points, {}, {} };
    bands.values.assign(clusters * levels.size() * losses.points, none);
    bands.means.assign(clusters * losses.points, none);
    const auto points = static_cast<std::int64_t>(losses.points);
#pragma omp parallel for schedule(dynamic, 1)
    for (std::int64_t index = 0; index < points; ++index) {
        const auto point = static_cast<std::size_t>(index);
        std::vector<std::vector<float>> members(clusters);
        for (std::size_t row = 0; row < losses.rows; ++row)
            if (labels[row] >= 0 && std::isfinite(losses.at(point, row)))
                members[static_cast<std::size_t>(labels[row])].push_back(losses.at(point, row));
        for (std::size_t c = 0; c < clusters; ++c) {
            if (members[c].empty())
                continue;
            const double sum = std::accumulate(members[c].begin(), members[c].end(), 0.0);
            bands.means[c * losses.points + point] = static_cast<float>(sum / static_cast<double>(members[c].size()));
            quantilesOf(members[c], levels, [&](std::size_t level, float value) {
                bands.values[(c * levels.size() + level) * losses.points + point] = value;
            });
        }
    }
    return bands;
}

} // namespace core::analysis
