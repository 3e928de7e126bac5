// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of a table of examples, and what stands in a cell: text, raw value, accessible text. No painting.
#pragma once

#include "ui/models/facet_words.h"
#include "ui/theme/colours.h"

#include <QtCore/QMetaType>
#include <QtCore/QVariant>

#include <optional>

namespace ui {

enum class ExampleColumn {
    Row,
    Cluster,
    Source,
    Prompt,
    Response,
    PromptLength, ///< in tokens, or in characters while no tokens are known
    ResponseLength,
    Trajectory,
    LastLoss,
    LearnedAt,
    Labels,
    Flags
};
inline constexpr int exampleColumns = static_cast<int>(ExampleColumn::Flags) + 1;

enum class CellMarker { None, Circle, Diamond, Square, Cross };

/// Marker and word of a row's cluster, and what a person decided about it.
struct ClusterCell {
    QString word;
    CellMarker marker = CellMarker::None;
    Role colour = Role::Neutral;
    bool pinned = false; ///< by hand to the cluster that the word names
    bool excluded = false;
};

/// Losses at the recording points, NaN where there is none.
struct TrajectoryCell {
    std::vector<float> losses;
    Role colour = Role::Neutral;
};

/// What the column is ordered and filtered by as numbers; nothing for texts and trajectories.
std::optional<Measure> measureOf(const core::data::Columns& columns, ExampleColumn column);
/// The column of names that its field filters by; nothing for others.
std::optional<core::data::ColumnName> nameColumnOf(ExampleColumn column);
bool isText(ExampleColumn column); ///< prompt or response
bool isNumber(ExampleColumn column); ///< set right, with a number filter

QString columnHead(const core::data::Columns& columns, ExampleColumn column);
QString columnHelp(const core::data::Columns& columns, ExampleColumn column);

/// Not of Prompt and Response, whose texts are elsewhere.
QString cellText(const core::data::Columns& columns, ExampleColumn column, std::size_t row);
/// A number, a name, or invalid where it is missing.
QVariant cellValue(const core::data::Columns& columns, ExampleColumn column, std::size_t row);
/// As read aloud; for cells whose text alone does not say it.
QString cellSpeech(const core::data::Columns& columns, ExampleColumn column, std::size_t row);

ClusterCell clusterCell(const core::data::Columns& columns, std::size_t row);
TrajectoryCell trajectoryCell(const core::data::Columns& columns, std::size_t row);

} // namespace ui

Q_DECLARE_METATYPE(ui::ClusterCell)
Q_DECLARE_METATYPE(ui::TrajectoryCell)
