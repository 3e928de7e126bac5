// SPDX-License-Identifier: GPL-3.0-or-later
// Clusters of a columnar snapshot, made and judged in memory: pure computation for a thread that is not the GUI's. The same
// numbers as core/jobs' clusterRun(), in steps, so that the clusters are there before the slower figures.
#pragma once

#include "core/data/columns.h"
#include "ui/session/cluster_choice.h"

#include <memory>
#include <vector>

namespace ui {

using ColumnsPointer = std::shared_ptr<const core::data::Columns>;

/// What clustering sees of a snapshot.
struct ClusterInput {
    ColumnsPointer columns;
    std::shared_ptr<const std::vector<float>> losses; ///< held-out and excluded rows are NaN
    std::int64_t heldOut = 0;
    std::int64_t excluded = 0; ///< without the held-out ones
    std::string excludedRows; ///< core::jobs::excludedFingerprint()
    std::shared_ptr<const core::data::LengthCodes> lengths;

    core::analysis::LossView view() const { return { *losses, columns->points(), columns->rows() }; }
};
using ClusterInputPointer = std::shared_ptr<const ClusterInput>;

/// Throws Error{BadInput} when the snapshot has no losses. `last` is used again where the losses
/// and the rows left out are the same ones.
ClusterInputPointer clusterInput(const ColumnsPointer& columns, const ClusterInputPointer& last = nullptr);

struct ValueRange {
    double low = 0;
    double high = 0;
};

/// Clusters and what is known of them so far. Immutable once published.
struct Clusters {
    ClusterChoice choice;
    ClusterInputPointer input;
    ColumnsPointer columns; ///< the snapshot with these clusters, and mean and variability over their window
    core::jobs::ClusterReport report;
    bool preview = false; ///< not the stored result
    bool judged = false; ///< silhouette, agreement of seeds and of windows are in the report
    std::size_t points = 0; ///< recording points there were
    ValueRange meanLoss; ///< over the window, of the scored rows
    ValueRange lastLoss; ///< at the window's last point
    double milliseconds = 0; ///< that the clusters took

    const core::analysis::Clustering& clustering() const { return report.clustering; }
};
using ClustersPointer = std::shared_ptr<const Clusters>;

/// While a control moves: warm-started from the clusters of `last` where their number is the same. Throws Error.
ClustersPointer previewOf(const ClusterInputPointer& input, const ClusterChoice& choice, const ClustersPointer& last,
    const core::CancelToken& cancel);
/// What is stored: the same bits as the command line's.
ClustersPointer clustersOf(const ClusterInputPointer& input, const ClusterChoice& choice, const core::CancelToken& cancel);
/// What a stored clustering says; `columns` are the snapshot with it.
ClustersPointer clustersOf(
    const ClusterInputPointer& input, const core::store::ClusteringRecord& record, const ColumnsPointer& columns);

/// The slower figures, one after another.
enum class Judgement { Silhouette, Seeds, Windows };
inline constexpr Judgement allJudgements[] = { Judgement::Silhouette, Judgement::Seeds, Judgement::Windows };
ClustersPointer judged(const ClustersPointer& clusters, Judgement judgement, const core::CancelToken& cancel);

/// A record to be inserted; its quality says how many points there were.
core::store::ClusteringRecord recordOf(const Clusters& clusters, core::RunId run, const std::string& runName);
/// Recording points that the clustering was made of; nullopt: it does not say.
std::optional<std::size_t> pointsOf(const core::store::ClusteringRecord& record);

/// Which rows were excluded when it was made, as excludedFingerprint() says it.
std::string excludedRowsOf(const core::store::ClusteringRecord& record);

/// Rows that lie in other clusters on the right than on the left, of those that are scored in both.
struct ClusterChanges {
    core::data::Selection rows;
    std::uint64_t compared = 0;
    std::uint64_t toHard = 0;
    std::uint64_t toEasy = 0; ///< were hard, are not
    std::uint64_t between = 0; ///< changed, but not from or to hard
    double agreement = 1; ///< adjusted Rand index
};
ClusterChanges changesBetween(const core::analysis::Clustering& left, const core::analysis::Clustering& right);

} // namespace ui
