// SPDX-License-Identifier: Apache-2.0
// When each row was learned: curves.h's learning time on every row's trajectory over the recording points, and their
// histogram.
#pragma once

#include "core/analysis/trajectories.h"

#include <cstdint>
#include <span>
#include <vector>

namespace core::analysis {

enum class Learning : std::uint8_t {
    Learned,
    Censored, ///< fell by less than censoredShare of its first loss: not learned within the window
    Unscored, ///< a loss in the window is missing
};

struct LearningTimes {
    std::vector<float> steps; ///< one per row: the first step, interpolated, at which half of the row's descent is made;
                              ///< NaN unless Learned
    std::vector<Learning> states; ///< one per row
};

/// `steps`: of every recording point, strictly rising. The descent is first minus last loss of the window; between recording
/// points a trajectory is the straight line. Throws Error{BadInput}.
LearningTimes learningTimes(
    const LossView& losses, std::span<const double> steps, Window window, double censoredShare = 0.10);

/// How many rows were learned in each bin, by group (a cluster, a source).
struct LearningHistogram {
    std::vector<double> edges; ///< bins + 1, rising
    std::size_t groups = 0;
    std::vector<std::uint32_t> counts; ///< groups × bins: counts[group * bins + bin]; the last bin holds its upper edge
    std::vector<std::uint32_t> censored; ///< per group
    std::vector<std::uint32_t> unscored; ///< per group

    std::size_t bins() const { return edges.empty() ? 0 : edges.size() - 1; }
};

/// Bins between two recording points each, so that a bar is as wide as what is known: edges are the window's steps.
std::vector<double> learningEdges(std::span<const double> steps, Window window);

/// `labels`: one group per row, below `groups`, -1 = left out. Times outside the edges count in the first or last bin.
/// Throws Error{BadInput}.
LearningHistogram learningHistogram(
    const LearningTimes& times, std::span<const std::int32_t> labels, std::size_t groups, std::vector<double> edges);

} // namespace core::analysis
