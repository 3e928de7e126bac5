// SPDX-License-Identifier: GPL-3.0-or-later
// What window_bench measures, a part each.
#pragma once

#include "tests/bench/ui/bench_window.h"
#include "tests/bench/ui/gui_clock.h"

namespace bench {

void dataFigures(BenchWindow& window); ///< sort, filter, facet, search on the Data page
void trajectoryFigures(BenchWindow& window); ///< density image, brush, preview, stored result, exports
/// Steps changed, undone and saved on the page Curate, and the GUI thread's handlers meanwhile.
void curateFigures(BenchWindow& window, MeasuredApplication& application);
/// The GUI thread's handlers while a hand scrolls, sorts, brushes and drags a control.
void handFigures(BenchWindow& window, MeasuredApplication& application);
/// The same while a file is imported into the project that is open.
void importFigures(BenchWindow& window, MeasuredApplication& application, const QString& file);
/// The same while a run's events are written at a high rate with the proxy page open. `project`: closed, gets a run.
void liveFigures(ui::Theme& theme, MeasuredApplication& application, const QString& project);

} // namespace bench
