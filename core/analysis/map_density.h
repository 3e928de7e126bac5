// SPDX-License-Identifier: Apache-2.0
// Points of a plane (the data map) in one picture: how many of each cluster lie in each bin.
#pragma once

#include "core/analysis/density_image.h"

#include <cstdint>
#include <span>

namespace core::analysis {

/// Counts of points per bin and cluster. A bin is a "pixel" of the settings: width × height equal bins over [left, right] ×
/// [low, high], both edges included; points outside, or not finite, are left out. `labels`: one cluster per point, -1 = not
/// drawn. Throws Error{BadInput}.
DensityImage mapDensity(std::span<const float> x, std::span<const float> y, std::span<const std::int32_t> labels,
    std::size_t clusters, const DensitySettings& settings);

} // namespace core::analysis
