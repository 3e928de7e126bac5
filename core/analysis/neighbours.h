// SPDX-License-Identifier: Apache-2.0
// The rows that were learned most like a given one.
#pragma once

#include "core/analysis/trajectories.h"

#include <cstdint>
#include <vector>

namespace core::analysis {

struct Neighbour {
    std::uint32_t row = 0;
    float distance = 0; ///< Euclidean, over the window's raw losses
    friend bool operator==(const Neighbour&, const Neighbour&) = default;
};

/// The `count` rows nearest to `row` by their raw losses over the window, nearest first, exact ties by row number; without
/// the row itself and without rows that lack a loss in the window. Exact: every row is compared. Empty when the row itself
/// lacks one. Throws Error{BadInput}.
std::vector<Neighbour> nearestTrajectories(const LossView& losses, Window window, std::size_t row, std::size_t count);

} // namespace core::analysis
