// SPDX-License-Identifier: Apache-2.0
// All trajectories in one picture: how many of them, drawn as poly-lines, pass through each pixel, for each cluster.
#pragma once

#include "core/analysis/trajectories.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace core::analysis {

struct DensitySettings {
    std::size_t width = 1024; ///< pixels, 1 to 4,096
    std::size_t height = 512; ///< pixels, 1 to 4,096
    double low = 0; ///< loss at the bottom edge
    double high = 1; ///< loss at the top edge, above `low`
    double left = 0; ///< position at the left edge
    double right = 1; ///< position at the right edge, above `left`
};

/// One plane of counts per cluster, counts[(cluster * height + y) * width + x], y = 0 at the top. Every trajectory counts
/// once in every pixel column between its points: at the pixel where the line between its two neighbouring points (each
/// first moved to the nearest pixel) crosses the middle of the column. Parts outside the picture are cut off.
struct DensityImage {
    std::size_t width = 0;
    std::size_t height = 0;
    std::size_t clusters = 0;
    std::vector<std::uint32_t> counts;
};

/// `positions`: where each recording point lies on the horizontal axis (rising; a step or its logarithm). `labels`: one
/// cluster per row, -1 = not drawn; a segment that ends in a value that is not finite is not drawn. Throws
/// Error{BadInput}.
DensityImage densityImage(const LossView& losses, std::span<const double> positions, std::span<const std::int32_t> labels,
    std::size_t clusters, const DensitySettings& settings);

/// One cluster's plane as 0 to 1: ln(1 + count) / ln(1 + most) when `logarithmic`, else count / most, where most is the
/// highest count of all planes.
std::vector<float> intensities(const DensityImage& image, std::size_t cluster, bool logarithmic);

} // namespace core::analysis
