// SPDX-License-Identifier: GPL-3.0-or-later
// Two clusterings of a run side by side: the one on screen, a stored one, or the same settings over a shorter window.
#pragma once

#include "core/store/project_session.h"
#include "ui/session/cluster_work.h"

#include <variant>

namespace ui {

struct ThisClustering {
    friend bool operator==(const ThisClustering&, const ThisClustering&) = default;
};
/// The settings of the clustering on screen, from its first point to this one.
struct UpToPoint {
    std::size_t last = 0;
    friend bool operator==(const UpToPoint&, const UpToPoint&) = default;
};
using ComparedClustering = std::variant<ThisClustering, core::ClusteringId, UpToPoint>;

/// For a thread that is not the GUI's. Throws Error: a stored clustering is gone or of other rows, Cancelled.
ClusterChanges compareClusterings(const core::store::ProjectSession& session, const Clusters& shown,
    const ComparedClustering& left, const ComparedClustering& right, const core::CancelToken& cancel);

} // namespace ui
