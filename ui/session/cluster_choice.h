// SPDX-License-Identifier: GPL-3.0-or-later
// What clusters are to be made of a run: the settings of the controls as a value, and as core's request and stored settings.
#pragma once

#include "core/jobs/project_clustering.h"

#include <optional>
#include <string>

namespace ui {

/// A boundary that is set by hand: rows at or above the loss are hard.
struct Boundary {
    core::analysis::ThresholdStatistic statistic = core::analysis::ThresholdStatistic::WindowMean;
    double loss = 0;
    friend bool operator==(const Boundary&, const Boundary&) = default;
};

struct ClusterChoice {
    core::analysis::FeatureKind features = core::analysis::FeatureKind::Raw;
    std::optional<core::analysis::Window> window; ///< absent: all points. Raw allows none, Window needs one.
    int clusters = 2;
    int hardClusters = 1; ///< of the hardest; below `clusters`
    std::uint64_t seed = 0;
    int restarts = 10;
    std::optional<Boundary> boundary; ///< two clusters; of the others only the window counts

    friend bool operator==(const ClusterChoice&, const ClusterChoice&) = default;

    /// What is counted with `points` recording points. The window lies inside them.
    core::analysis::Window windowOf(std::size_t points) const;
    core::jobs::ClusterRequest request(const std::string& run) const;
};

/// The choice that makes the same clusters: only what counts differs from the default.
ClusterChoice withoutUnused(ClusterChoice choice);

/// Out of the settings of a stored clustering; nullopt: another version wrote what is not understood.
std::optional<ClusterChoice> choiceOf(const core::Json& settings);

} // namespace ui
