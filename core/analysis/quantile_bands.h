// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/trajectories.h"

#include <cstdint>
#include <span>
#include <vector>

namespace core::analysis {

/// values[(cluster * levels + level) * points + point]; NaN where the cluster has no finite loss at that point.
struct QuantileBands {
    std::size_t clusters = 0;
    std::vector<double> levels; ///< as asked for
    std::size_t points = 0;
    std::vector<float> values;
    std::vector<float> means; ///< clusters × points

    float at(std::size_t cluster, std::size_t level, std::size_t point) const
    {
        return values[(cluster * levels.size() + level) * points + point];
    }
};

/// Exact quantiles of the losses of each cluster at each recording point, linear between order statistics (Hyndman and
/// Fan's type 7). `labels`: one per row, -1 = left out. `levels`: rising, 0 to 1. Throws Error{BadInput}.
QuantileBands quantileBands(
    const LossView& losses, std::span<const std::int32_t> labels, std::size_t clusters, const std::vector<double>& levels);

} // namespace core::analysis
