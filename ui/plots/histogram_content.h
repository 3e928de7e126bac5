// SPDX-License-Identifier: GPL-3.0-or-later
// What a HistogramPlot draws, as plain values.
#pragma once

#include "ui/plots/axis_scale.h"
#include "ui/plots/plot_values.h"
#include "ui/plots/series_look.h"

#include <optional>
#include <vector>

namespace ui {

/// Counts of the same bins; a later series is drawn over an earlier one, as its part.
struct BarSeries {
    QString name;
    std::vector<qint64> counts;
    PlotColour colour;
    bool pale = false; ///< all rows, behind the part that is looked at
    bool hatched = false; ///< the second channel of hard
    qint64 censored = 0; ///< rows without a value yet: an open bar at the edge
};

/// A vertical line at a value, with a sentence: where rows are cut.
struct LimitLine {
    double x = 0;
    QString text; ///< "512 tokens: 1 192 rows longer, cut at the end"
};

struct HistogramContent {
    PlotText text;
    AxisSettings xAxis;
    AxisSettings yAxis; ///< linear, from 0
    QString xName; ///< in the read-out: "tokens"
    std::vector<double> edges; ///< rising, one more than there are bins
    std::vector<BarSeries> series;
    bool openLow = false; ///< the first bin holds what lies below it, too
    bool openHigh = false; ///< the last one what lies above
    std::optional<LimitLine> limit;
};

} // namespace ui
