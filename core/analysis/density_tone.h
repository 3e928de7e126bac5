// SPDX-License-Identifier: Apache-2.0
// What a density image says at each pixel in numbers that a table of colours can be looked up by: how many, and which
// share of them belongs to the second of two clusters.
#pragma once

#include "core/analysis/density_image.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace core::analysis {

struct ToneSettings {
    std::size_t first = 0; ///< cluster whose share counts down
    std::optional<std::size_t> second; ///< cluster whose share counts up; absent: all clusters are one
    double percentile = 0.998; ///< of the counts of pixels that are not empty: what is drawn at full depth
    double most = 0; ///< > 0: drawn at full depth instead of the percentile
};

/// codes[y * width + x]: 0 = empty; otherwise depth 1 to `depths` in the low byte and, in the high byte, 0 to `shares`-1
/// for the share of the second cluster (at equal steps from 0 to 1), or `others` where more rows of other clusters pass.
struct DensityTones {
    static constexpr int depths = 255;
    static constexpr int shares = 65;
    static constexpr int others = 65;

    std::size_t width = 0;
    std::size_t height = 0;
    double most = 0; ///< count that is drawn at full depth; 0 where the image is empty
    std::vector<std::uint16_t> codes;
};

/// Depth is ln(1 + n) / ln(1 + most), clipped; n counts the rows of the two clusters, or of the others where those are more.
/// Throws Error{BadInput} for a cluster that the image has not.
DensityTones densityTones(const DensityImage& image, const ToneSettings& settings);

} // namespace core::analysis
