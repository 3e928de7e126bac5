// SPDX-License-Identifier: GPL-3.0-or-later
// What a DumbbellPlot draws, as plain values.
#pragma once

#include "ui/plots/axis_scale.h"
#include "ui/plots/plot_values.h"

#include <QtCore/QString>

#include <vector>

namespace ui {

/// A name with a count before and after; its shares are of all counts of the same time.
struct DumbbellRow {
    QString name;
    qint64 before = 0;
    qint64 after = 0;
};

struct DumbbellContent {
    PlotText text;
    AxisSettings xAxis; ///< in per cent
    QString beforeName;
    QString afterName;
    QString countName; ///< in the read-out: "rows"
    std::vector<DumbbellRow> rows; ///< from top to bottom
};

} // namespace ui
