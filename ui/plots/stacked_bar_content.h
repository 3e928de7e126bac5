// SPDX-License-Identifier: GPL-3.0-or-later
// What a StackedBarPlot draws, as plain values.
#pragma once

#include "ui/plots/axis_scale.h"
#include "ui/plots/plot_values.h"
#include "ui/plots/series_look.h"

#include <vector>

namespace ui {

/// What a part of every bar stands for.
struct StackPart {
    QString name;
    PlotColour colour;
    bool hatched = false; ///< the second channel of hard
    bool open = false; ///< an outline alone: unscored
};

struct StackedBar {
    QString name;
    std::vector<qint64> counts; ///< one a part
    QString note; ///< behind the bar: "43 % hard"
};

struct StackedBarContent {
    PlotText text;
    AxisSettings xAxis; ///< from 0
    std::vector<StackPart> parts;
    std::vector<StackedBar> bars; ///< from top to bottom
};

} // namespace ui
