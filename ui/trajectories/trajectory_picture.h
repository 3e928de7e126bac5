// SPDX-License-Identifier: GPL-3.0-or-later
// What the plots of the page are drawn from: numbers only, computed off the GUI thread from a snapshot and its clusters.
#pragma once

#include "core/analysis/learning_times.h"
#include "core/analysis/quantile_bands.h"
#include "ui/session/cluster_work.h"

#include <memory>
#include <vector>

namespace ui {

struct MapValues;
struct TrajectoryValues;

/// Immutable once published.
struct TrajectoryPicture {
    ColumnsPointer columns;
    bool preview = false; ///< quantiles are left out
    core::analysis::Window window;
    std::shared_ptr<const TrajectoryValues> values;
    std::shared_ptr<const std::vector<std::int32_t>> labels; ///< one cluster a row; -1: unscored or held out
    std::vector<std::size_t> rows; ///< of each cluster; one entry where there are no clusters
    bool clustered = false;
    std::shared_ptr<const core::analysis::QuantileBands> bands;
    std::shared_ptr<const MapValues> map;
    std::shared_ptr<const core::analysis::LearningTimes> times; ///< null: fewer than two points in the window

    std::size_t drawn() const;
    /// Of the learning time's bins, in whole steps and equally wide, about the steps at which nearly all rows are learned:
    /// the outer hundredths count in the outer bins. Where no row is learned: the window's recording points.
    std::vector<double> edges() const;
};
using PicturePointer = std::shared_ptr<const TrajectoryPicture>;

/// `clusters` null: trajectories without clusters. What `last` has of the same losses is used again. `preview`: fast.
PicturePointer makePicture(const ColumnsPointer& columns, const ClustersPointer& clusters, const PicturePointer& last);

/// Rows learned in these bins, counted from 0; the outer bins have no outer end.
core::data::Selection rowsLearned(const TrajectoryPicture& picture, std::size_t firstBin, std::size_t lastBin);

} // namespace ui
