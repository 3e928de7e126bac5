// SPDX-License-Identifier: Apache-2.0
// Mean losses of groups of rows (sources, clusters, skills) at the recording points.
#pragma once

#include "core/analysis/trajectories.h"

#include <cstdint>
#include <span>
#include <vector>

namespace core::analysis {

struct GroupCurves {
    std::size_t groups = 0;
    std::size_t points = 0;
    std::vector<double> means; ///< groups × points: means[group * points + point]; NaN where no row has a loss
    std::vector<std::uint32_t> counts; ///< groups × points: rows in each mean (n)

    double mean(std::size_t group, std::size_t point) const { return means[group * points + point]; }
    std::uint32_t count(std::size_t group, std::size_t point) const { return counts[group * points + point]; }
};

/// Every row counts once, at the points at which it has a finite loss. `codes`: one group per row, below `groups`, -1 = left
/// out. Throws Error{BadInput}.
GroupCurves groupCurves(const LossView& losses, std::span<const std::int32_t> codes, std::size_t groups);

/// How a number per row (its tokens) is shared among groups.
struct GroupTotal {
    std::uint64_t rows = 0;
    std::uint64_t total = 0; ///< of the numbers
    double share = 0; ///< of the sum over all groups; NaN when that is 0
};

/// Throws Error{BadInput}.
std::vector<GroupTotal> groupTotals(
    std::span<const std::int32_t> codes, std::size_t groups, std::span<const std::uint32_t> numbers);

} // namespace core::analysis
