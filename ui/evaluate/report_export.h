// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment's findings as files in a folder: report.md, scores.csv, summary.json, and the plots as PNG and SVG with
// their values.
#pragma once

#include "ui/evaluate/evaluation_view.h"
#include "ui/session/background.h"

#include <functional>

namespace ui {

class IntervalPlot;

/// What is written where.
struct ReportFiles {
    QString folder;
    const EvaluationView& view;
    IntervalPlot& differences;
    IntervalPlot& groups;
};

/// Paints here, encodes and writes on another thread; `done` with the number of files, or `failed`, in this thread while
/// `receiver` lives. Files of these names are replaced.
void exportReport(
    const ReportFiles& files, Background& background, QObject* receiver, std::function<void(int)> done, OnFailure failed);

} // namespace ui
