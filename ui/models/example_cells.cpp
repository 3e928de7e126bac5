// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/example_cells.h"

#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

#include <cmath>

namespace ui {

using core::data::Columns;
using core::data::RowFlag;
using core::data::RowMark;

namespace {

constexpr int lossDecimals = 2;

QString translate(const char* text)
{
    return QCoreApplication::translate("ui::ExampleTable", text);
}

QString none()
{
    return QString::fromUtf8("–");
}

bool tokensKnown(const Columns& columns)
{
    return hasMeasure(columns, Measure::PromptTokens);
}

QString lossText(const Columns& columns, double loss, std::size_t row)
{
    if (std::isnan(loss) && columns.hasFlag(row, RowFlag::Unscored))
        return translate("Unscored");
    return numberText(loss, lossDecimals);
}

QString learnedText(const Columns& columns, double step, std::size_t row)
{
    if (!std::isnan(step))
        return countText(std::llround(step));
    const bool scored = !columns.learnedAt.empty() && !std::isnan(measureValue(columns, Measure::LastLoss, row));
    return scored ? translate("Not yet") : none();
}

QString numberCell(const Columns& columns, ExampleColumn column, std::size_t row)
{
    const double value = measureValue(columns, *measureOf(columns, column), row);
    if (column == ExampleColumn::LastLoss)
        return lossText(columns, value, row);
    if (column == ExampleColumn::LearnedAt)
        return learnedText(columns, value, row);
    return std::isnan(value) ? none() : countText(std::llround(value));
}

} // namespace

std::optional<Measure> measureOf(const Columns& columns, ExampleColumn column)
{
    switch (column) {
    case ExampleColumn::Row:
        return Measure::RowNumber;
    case ExampleColumn::Cluster:
        return Measure::Cluster;
    case ExampleColumn::Source:
        return Measure::Source;
    case ExampleColumn::PromptLength:
        return tokensKnown(columns) ? Measure::PromptTokens : Measure::PromptCharacters;
    case ExampleColumn::ResponseLength:
        return tokensKnown(columns) ? Measure::ResponseTokens : Measure::ResponseCharacters;
    case ExampleColumn::LastLoss:
        return Measure::LastLoss;
    case ExampleColumn::LearnedAt:
        return Measure::LearnedAt;
    case ExampleColumn::Labels:
        return Measure::Labels;
    case ExampleColumn::Flags:
        return Measure::Flags;
    case ExampleColumn::Prompt:
    case ExampleColumn::Response:
    case ExampleColumn::Trajectory:
        break;
    }
    return {};
}

std::optional<core::data::ColumnName> nameColumnOf(ExampleColumn column)
{
    if (column == ExampleColumn::Source)
        return core::data::ColumnName::Source;
    return column == ExampleColumn::Labels ? std::optional(core::data::ColumnName::Labels) : std::nullopt;
}

bool isText(ExampleColumn column)
{
    return column == ExampleColumn::Prompt || column == ExampleColumn::Response;
}

bool isNumber(ExampleColumn column)
{
    return column == ExampleColumn::Row || column == ExampleColumn::PromptLength || column == ExampleColumn::ResponseLength
        || column == ExampleColumn::LastLoss || column == ExampleColumn::LearnedAt;
}

QString columnHead(const Columns& columns, ExampleColumn column)
{
    switch (column) {
    case ExampleColumn::Prompt:
        return translate("Prompt");
    case ExampleColumn::Response:
        return translate("Response");
    case ExampleColumn::PromptLength:
        return tokensKnown(columns) ? translate("Prompt tok.") : translate("Prompt char.");
    case ExampleColumn::ResponseLength:
        return tokensKnown(columns) ? translate("Resp. tok.") : translate("Resp. char.");
    case ExampleColumn::Trajectory:
        return translate("Trajectory");
    case ExampleColumn::Labels:
        return translate("Labels");
    default:
        return measureName(*measureOf(columns, column));
    }
}

QString columnHelp(const Columns& columns, ExampleColumn column)
{
    switch (column) {
    case ExampleColumn::Cluster:
        return translate("Cluster, and a pin where it was set by hand");
    case ExampleColumn::PromptLength:
    case ExampleColumn::ResponseLength:
        return measureName(*measureOf(columns, column));
    case ExampleColumn::Trajectory:
        return translate("Loss at every recording point; the scale is the same for all rows");
    case ExampleColumn::LastLoss:
        return translate("Loss at the last recording point, nats per response token");
    case ExampleColumn::LearnedAt:
        return translate(
            "Step at which half of the row's own descent was made. A row that hardly falls can be half-way early: sort by "
            "Last loss for what is still hard.");
    default:
        return columnHead(columns, column);
    }
}

QString cellText(const Columns& columns, ExampleColumn column, std::size_t row)
{
    if (isNumber(column))
        return numberCell(columns, column, row);
    switch (column) {
    case ExampleColumn::Cluster:
        return clusterCell(columns, row).word;
    case ExampleColumn::Source:
        return facetValueName(columns, core::data::FacetName::Source, columns.source.names[columns.source.codes[row]]);
    case ExampleColumn::Labels:
        return columns.labels.empty() ? QString() : QString::fromStdString(columns.labels.joined(columns.labels.codes[row]));
    case ExampleColumn::Flags:
        return flagNames(columns, row);
    default:
        return {};
    }
}

QVariant cellValue(const Columns& columns, ExampleColumn column, std::size_t row)
{
    if (isNumber(column)) {
        const double value = measureValue(columns, *measureOf(columns, column), row);
        return std::isnan(value) ? QVariant() : QVariant(value);
    }
    if (column == ExampleColumn::Trajectory)
        return {};
    const QString text = cellText(columns, column, row);
    return text.isEmpty() ? QVariant() : QVariant(text);
}

QString cellSpeech(const Columns& columns, ExampleColumn column, std::size_t row)
{
    if (column == ExampleColumn::Cluster) {
        const ClusterCell cell = clusterCell(columns, row);
        const QString word = cell.pinned ? translate("%1, pinned").arg(cell.word) : cell.word;
        return cell.excluded ? translate("%1, excluded").arg(word) : word;
    }
    if (column == ExampleColumn::Trajectory) {
        const TrajectoryCell cell = trajectoryCell(columns, row);
        if (cell.losses.empty() || std::isnan(cell.losses.back()))
            return translate("No trajectory");
        return translate("Loss from %1 to %2 over %3 recording points")
            .arg(numberText(static_cast<double>(cell.losses.front()), lossDecimals),
                numberText(static_cast<double>(cell.losses.back()), lossDecimals),
                countText(static_cast<qint64>(cell.losses.size())));
    }
    return cellText(columns, column, row);
}

namespace {

Role clusterColour(const Columns& columns, std::uint32_t code)
{
    if (columns.isHardCluster(static_cast<std::uint16_t>(code)))
        return Role::Hard;
    return code == 0 ? Role::Easy : Role::Neutral;
}

CellMarker markerOf(Role colour)
{
    return colour == Role::Hard ? CellMarker::Diamond : colour == Role::Easy ? CellMarker::Circle : CellMarker::Square;
}

} // namespace

ClusterCell clusterCell(const Columns& columns, std::size_t row)
{
    ClusterCell cell;
    cell.excluded = columns.hasMark(row, RowMark::Excluded);
    const bool pinnedHard = columns.hasMark(row, RowMark::PinnedHard);
    cell.pinned = pinnedHard || columns.hasMark(row, RowMark::PinnedEasy);
    if (cell.pinned) {
        cell.word = pinnedHard ? translate("Hard") : translate("Easy");
        cell.colour = pinnedHard ? Role::Hard : Role::Easy;
        cell.marker = markerOf(cell.colour);
    } else if (!columns.cluster.empty() && columns.cluster[row] != core::data::noCluster) {
        cell.word = clusterName(columns, columns.cluster[row]);
        cell.colour = clusterColour(columns, columns.cluster[row]);
        cell.marker = markerOf(cell.colour);
    } else if (columns.hasFlag(row, RowFlag::Unscored)) {
        cell.word = translate("Unscored");
        cell.colour = Role::Unscored;
        cell.marker = CellMarker::Cross;
    } else {
        cell.word = columns.heldOut[row] != 0 ? translate("Held out") : none();
        cell.colour = Role::Unscored;
    }
    return cell;
}

TrajectoryCell trajectoryCell(const Columns& columns, std::size_t row)
{
    TrajectoryCell cell;
    cell.colour = clusterCell(columns, row).colour;
    if (!columns.losses.empty())
        for (std::size_t point = 0; point < columns.points(); ++point)
            cell.losses.push_back(columns.lossesAt(point)[row]);
    return cell;
}

} // namespace ui
