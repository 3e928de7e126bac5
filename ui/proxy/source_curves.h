// SPDX-License-Identifier: GPL-3.0-or-later
// Mean losses of a run's rows by source at the recording points so far; computed away from the GUI thread.
#pragma once

#include "ui/plots/line_content.h"

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/analysis/group_curves.h"
#include "core/data/columns.h"
#endif

#include <QtCore/QStringList>

#include <memory>
#include <vector>

namespace ui {

struct SourceCurves {
    QStringList names; ///< of the sources that have rows, most rows first
    core::analysis::GroupCurves curves; ///< one group a name
    std::vector<std::uint32_t> rows; ///< of each source
    std::vector<std::uint64_t> steps; ///< of the recording points
    std::vector<double> means; ///< over all rows with a loss, per recording point
    std::vector<std::uint64_t> scored; ///< rows with a loss, per recording point
    std::size_t allRows = 0;
};

/// Of the first `points` recording points: those that are complete. `columns` may have fewer, or no losses yet.
SourceCurves sourceCurves(const core::data::Columns& columns, std::size_t points);

/// The sources drawn where the person chose none: as many as have a colour of their own.
QStringList usualSources(const SourceCurves& curves);

/// `chosen`: names, at most 8 are drawn. `plannedSteps`: recording points of the whole run, those to come included; evenly
/// spaced, so that the early ones can be told apart.
LineContent sourceContent(
    const SourceCurves& curves, const QStringList& chosen, const std::vector<std::int64_t>& plannedSteps);

} // namespace ui
