// SPDX-License-Identifier: GPL-3.0-or-later
// What a MapPlot draws: one point a row, coloured by cluster.
#pragma once

#include "ui/plots/axis_scale.h"
#include "ui/plots/plot_values.h"
#include "ui/plots/series_look.h"
#include "ui/plots/tone_colours.h"

#include "core/data/selection.h"

#include <memory>
#include <optional>
#include <vector>

namespace ui {

/// One entry a row; NaN is not drawn. Shared with the thread that draws: replaced whole, never changed.
struct MapValues {
    std::vector<float> x;
    std::vector<float> y;
};

struct CornerWords {
    QString text;
    PlotColour colour = Role::Secondary;
};

struct MapContent {
    PlotText text;
    AxisSettings xAxis; ///< linear
    AxisSettings yAxis; ///< linear
    QString xName; ///< in the exported values
    QString yName;
    std::shared_ptr<const MapValues> values;
    std::shared_ptr<const std::vector<std::int32_t>> labels; ///< one cluster a row, -1 = not drawn
    std::vector<QString> clusters; ///< names, in the order of the labels
    ClusterPair pair;
    std::shared_ptr<const core::data::Selection> selected; ///< the others fade; null: nothing is selected
    std::optional<std::size_t> highlighted; ///< row with a ring around its point
    CornerWords topLeft;
    CornerWords bottomLeft;
    CornerWords bottomRight;
};

} // namespace ui
