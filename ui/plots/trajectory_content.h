// SPDX-License-Identifier: GPL-3.0-or-later
// What a DensityPlot draws: all trajectories of a run, their clusters, and what is drawn over them.
#pragma once

#include "ui/plots/axis_scale.h"
#include "ui/plots/plot_values.h"
#include "ui/plots/series_look.h"
#include "ui/plots/tone_colours.h"

#include "core/analysis/quantile_bands.h"
#include "core/analysis/trajectories.h"
#include "core/data/selection.h"

#include <memory>
#include <optional>
#include <vector>

namespace ui {

/// The losses of a run, shared with the threads that draw them: replaced whole, never changed.
struct TrajectoryValues {
    core::analysis::LossView losses;
    std::vector<double> steps; ///< one per recording point, rising
    std::shared_ptr<const void> owner; ///< keeps what `losses` looks at
};

struct ClusterLook {
    QString name;
    qint64 count = 0; ///< trajectories
    SeriesLook look;
};

/// One row drawn over the image.
struct RowLine {
    std::size_t row = 0;
    QString text; ///< "row 1 535: plateau"
    bool excluded = false; ///< thin, grey and dashed
};

struct TrajectoryContent {
    PlotText text;
    AxisSettings yAxis; ///< linear
    QString xLabel;
    bool logSteps = false; ///< recording points lie by ln(1 + step) instead of evenly
    std::shared_ptr<const TrajectoryValues> values;
    std::shared_ptr<const std::vector<std::int32_t>> labels; ///< one cluster a row, -1 = not drawn
    std::vector<ClusterLook> clusters; ///< in the order of the labels
    ClusterPair pair;
    std::shared_ptr<const core::analysis::QuantileBands> bands; ///< means and quantiles of the clusters; may be null
    std::optional<core::analysis::Window> window; ///< absent: no bracket
    std::shared_ptr<const core::data::Selection> selected; ///< the others fade; null: nothing is selected
    std::vector<RowLine> pinned;
};

/// Where the recording points lie on the x axis.
std::vector<double> positionsOf(const std::vector<double>& steps, bool logSteps);

} // namespace ui
