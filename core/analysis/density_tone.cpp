// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/density_tone.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace core::analysis {
namespace {

constexpr std::uint32_t tableSize = 4096; ///< counts below are looked up, larger ones computed

/// What is counted at a pixel.
struct Pixel {
    std::uint32_t count = 0;
    std::uint32_t code = 0; ///< share, or DensityTones::others
};

class Counting {
public:
    Counting(const DensityImage& image, const ToneSettings& settings)
        : image_(image)
        , settings_(settings)
        , pixels_(image.width * image.height)
    {
        if (settings.first >= image.clusters || (settings.second && *settings.second >= image.clusters))
            throw Error(ErrorKind::BadInput,
                "the picture has " + std::to_string(image.clusters) + " clusters, asked for one that it has not");
    }

    Pixel at(std::size_t pixel) const
    {
        if (!settings_.second)
            return { total(pixel), DensityTones::others };
        const std::uint32_t first = image_.counts[settings_.first * pixels_ + pixel];
        const std::uint32_t second = image_.counts[*settings_.second * pixels_ + pixel];
        const std::uint32_t both = first + second;
        const std::uint32_t rest = image_.clusters > 2 ? total(pixel) - both : 0;
        if (rest > both)
            return { rest, DensityTones::others };
        if (both == 0)
            return {};
        constexpr std::uint64_t steps = DensityTones::shares - 1;
        return { both, static_cast<std::uint32_t>((second * steps + both / 2) / both) };
    }

    std::size_t pixels() const { return pixels_; }

private:
    std::uint32_t total(std::size_t pixel) const
    {
        std::uint32_t sum = 0;
        for (std::size_t cluster = 0; cluster < image_.clusters; ++cluster)
            sum += image_.counts[cluster * pixels_ + pixel];
        return sum;
    }

    const DensityImage& image_;
    const ToneSettings& settings_;
    std::size_t pixels_;
};

/// The count below which `share` of the pixels that are not empty lie.
double percentileOf(std::vector<std::uint32_t>& counts, double share)
{
    if (counts.empty())
        return 0;
    const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(counts.size() - 1);
    const auto middle = counts.begin() + static_cast<std::ptrdiff_t>(std::lround(at));
    std::nth_element(counts.begin(), middle, counts.end());
    return *middle;
}

class Depth {
public:
    explicit Depth(double most)
        : scale_(DensityTones::depths / std::log1p(std::max(most, 1.0)))
    {
        for (std::uint32_t count = 0; count < tableSize; ++count)
            table_[count] = of(count);
    }

    std::uint32_t operator()(std::uint32_t count) const { return count < tableSize ? table_[count] : of(count); }

private:
    std::uint32_t of(std::uint32_t count) const
    {
        const double depth = std::log1p(static_cast<double>(count)) * scale_;
        return static_cast<std::uint32_t>(std::clamp(std::lround(depth), 1L, static_cast<long>(DensityTones::depths)));
    }

    double scale_;
    std::uint32_t table_[tableSize] = {};
};

} // namespace

DensityTones densityTones(const DensityImage& image, const ToneSettings& settings)
{
    const Counting counting(image, settings);
    DensityTones tones{ image.width, image.height, settings.most, {} };
    tones.codes.resize(counting.pixels());
    std::vector<std::uint32_t> counts(counting.pixels());
    std::vector<std::uint32_t> filled;
    for (std::size_t pixel = 0; pixel < counting.pixels(); ++pixel) {
        const Pixel value = counting.at(pixel);
        counts[pixel] = value.count;
        tones.codes[pixel] = static_cast<std::uint16_t>(value.code << 8U);
        if (value.count > 0)
            filled.push_back(value.count);
    }
    if (!(tones.most > 0))
        tones.most = percentileOf(filled, settings.percentile);
    const Depth depth(tones.most);
    for (std::size_t pixel = 0; pixel < counting.pixels(); ++pixel)
        tones.codes[pixel] = counts[pixel] == 0 ? std::uint16_t{ 0 }
                                                : static_cast<std::uint16_t>(tones.codes[pixel] | depth(counts[pixel]));
    return tones;
}

} // namespace core::analysis
