// SPDX-License-Identifier: GPL-3.0-or-later
// What a LinePlot draws, as plain values.
#pragma once

#include "ui/plots/axis_scale.h"
#include "ui/plots/plot_values.h"
#include "ui/plots/read_out.h"
#include "ui/plots/series_look.h"

#include <functional>
#include <vector>

namespace ui {

struct LineSeries {
    QString name; ///< at the line's end and in the read-out
    QString note; ///< a second line under it: the smoothing ("mean of 17 steps"), a count
    std::vector<double> x; ///< must not fall
    std::vector<double> y; ///< one per x; NaN is left out
    SeriesLook look;
    std::optional<QString> endName; ///< where the line's end says something else
    bool raw = false; ///< 1 pixel at 35 %, no name at its end, no markers
    bool markers = false; ///< one at every point
    bool endDot = false; ///< a dot on the last point of a line that grows
    bool valueInName = false; ///< "math 5.04"
    bool halo = false; ///< 3 pixels of panel around it
    int decimals = 2; ///< of its values
};

struct LineBand {
    QString name; ///< in the exported values; what it is stands in the sub-title
    std::vector<double> x;
    std::vector<double> low;
    std::vector<double> high;
    PlotColour colour;
    double fill = 0.15;
};

/// A bracket above the curve.
struct PlateauMark {
    std::size_t series = 0;
    double first = 0;
    double last = 0;
    QString text; ///< "plateau 76 steps"
    bool certain = true; ///< otherwise dashed
};

/// A diamond on the curve.
struct DropMark {
    std::size_t series = 0;
    double x = 0;
    QString text; ///< "drop at 220"
    bool certain = true; ///< otherwise open
};

/// A diamond on the x axis: a learning time. Censored ones are open, at the right edge, "not yet".
struct AxisMark {
    std::optional<double> x; ///< absent: censored
    PlotColour colour;
    QString text;
    bool certain = true;
};

/// A circle on the x axis and a dotted line above it; filled when all its rows are scored.
struct RecordingMark {
    double x = 0;
    bool done = false;
};

struct PointNote {
    double x = 0;
    double y = 0;
    QString text;
};

struct LineContent {
    PlotText text;
    AxisSettings xAxis;
    AxisSettings yAxis;
    QString xName; ///< in the read-out: "step"
    int xDecimals = 0;
    std::vector<LineBand> bands;
    std::vector<LineSeries> series; ///< drawn in this order
    std::vector<PlateauMark> plateaus;
    std::vector<DropMark> drops;
    std::vector<AxisMark> axisMarks;
    std::vector<RecordingMark> recordingPoints;
    std::vector<PointNote> notes;
    /// More rows of the read-out at an x of the series (the time of day); may be empty.
    std::function<std::vector<ReadOutRow>(double x)> moreReadOut;
};

} // namespace ui
