// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/preview_table.h"

#include "core/data/prompt.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QHeaderView>

#include <algorithm>

namespace ui {

using core::data::ExampleShape;

namespace {

constexpr std::size_t longestCell = 300; ///< bytes
constexpr int heightOfRow = 26;

QString oneLine(const std::string& text)
{
    std::size_t end = std::min(text.size(), longestCell);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    QString line = QString::fromUtf8(text.data(), static_cast<qsizetype>(end)).simplified();
    return end < text.size() ? line + QChar(0x2026) : line;
}

QString turnsOf(const core::data::ExampleText& text)
{
    QString turns;
    for (const core::data::Message& message : text.messages) {
        turns += (turns.isEmpty() ? "" : "  ") + QString::fromStdString(message.role) + ": " + oneLine(message.content);
        if (turns.size() > static_cast<qsizetype>(longestCell))
            break;
    }
    return turns;
}

} // namespace

void PreviewModel::setRows(std::vector<core::data::PreviewRow> rows, ExampleShape shape)
{
    beginResetModel();
    rows_ = std::move(rows);
    parts_ = { Part::Line };
    if (shape == ExampleShape::PromptResponse)
        parts_.insert(parts_.end(), { Part::Prompt, Part::Response });
    else
        parts_.push_back(shape == ExampleShape::Text ? Part::Text : Part::Turns);
    parts_.push_back(Part::Source);
    endResetModel();
}

int PreviewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int PreviewModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(parts_.size());
}

QString PreviewModel::textOf(const core::data::PreviewRow& row, Part part) const
{
    if (part == Part::Line)
        return countText(static_cast<qint64>(row.line));
    if (!row.problem.empty())
        return part == parts_[1] ? QString::fromStdString(row.problem) : QString();
    switch (part) {
    case Part::Prompt:
        return oneLine(core::data::promptText(row.row.text));
    case Part::Response:
        return oneLine(row.row.text.response);
    case Part::Text:
        return oneLine(row.row.text.text);
    case Part::Turns:
        return turnsOf(row.row.text);
    case Part::Source:
        return oneLine(row.row.source);
    case Part::Line:
        break;
    }
    return {};
}

QVariant PreviewModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& row = rows_[static_cast<std::size_t>(index.row())];
    const Part part = parts_[static_cast<std::size_t>(index.column())];
    if (role == Qt::DisplayRole)
        return textOf(row, part);
    if (role == Qt::ToolTipRole && !row.problem.empty())
        return QString::fromStdString(row.problem);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            part == Part::Line ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    return {};
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= columnCount())
        return {};
    switch (parts_[static_cast<std::size_t>(section)]) {
    case Part::Line:
        return tr("Line");
    case Part::Prompt:
        return tr("Prompt");
    case Part::Response:
        return tr("Response");
    case Part::Text:
        return tr("Text");
    case Part::Turns:
        return tr("Turns");
    case Part::Source:
        return tr("Source");
    }
    return {};
}

PreviewTable::PreviewTable(const Theme&, QWidget* parent)
    : QTableView(parent)
    , model_(new PreviewModel(this))
{
    setObjectName("import preview");
    setAccessibleName(tr("First rows under this mapping"));
    setModel(model_);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(heightOfRow);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void PreviewTable::setRows(std::vector<core::data::PreviewRow> rows, ExampleShape shape)
{
    model_->setRows(std::move(rows), shape);
    const int last = model_->columnCount() - 1;
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    for (const int section : { 0, last })
        horizontalHeader()->setSectionResizeMode(section, QHeaderView::Interactive);
    setColumnWidth(0, 64);
    setColumnWidth(last, 120);
    clearSpans();
    for (int row = 0; row < model_->rowCount(); ++row)
        if (model_->data(model_->index(row, 1), Qt::ToolTipRole).isValid())
            setSpan(row, 1, 1, last); // a refusal is one sentence over all cells
}

} // namespace ui
