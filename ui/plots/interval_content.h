// SPDX-License-Identifier: GPL-3.0-or-later
// What an IntervalPlot draws, as plain values.
#pragma once

#include "ui/plots/axis_scale.h"
#include "ui/plots/plot_values.h"
#include "ui/plots/series_look.h"

#include <QtCore/QString>

#include <optional>
#include <vector>

namespace ui {

/// An estimate, with its interval where one is known.
struct IntervalMark {
    QString name; ///< in the read-out and the exported values
    double value = 0;
    std::optional<AxisRange> interval;
    SeriesLook look;
    bool open = false; ///< nothing is claimed of it
};

struct IntervalRow {
    QString name;
    std::vector<IntervalMark> marks; ///< one, or two that are joined by a line
    QString text; ///< right of the plot: "+7.0 ± 2.7"
    QString note; ///< right of that, in secondary: "8 of 8"
    bool strong = false; ///< name and text semi-bold
};

/// A part of the axis with its words above it.
struct IntervalZone {
    AxisRange range;
    QString words; ///< "too small to find with 8 seeds"
};

struct IntervalContent {
    PlotText text;
    AxisSettings xAxis;
    int decimals = 1; ///< of the values
    QString noteName; ///< of the rows' notes, in the read-out
    std::vector<IntervalRow> rows; ///< from top to bottom
    std::optional<IntervalZone> zone;
    bool zeroLine = false;
    bool nameMarks = false; ///< the marks of the first row have their names above them
};

} // namespace ui
