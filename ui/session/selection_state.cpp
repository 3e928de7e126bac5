// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/selection_state.h"

namespace ui {

SelectionState::SelectionState(QObject* parent)
    : QObject(parent)
{
}

void SelectionState::startDataset(std::size_t rows)
{
    selection_ = core::data::Selection(rows);
    selectedCount_ = 0;
    current_.reset();
    hovered_.reset();
    filter_ = {};
    Q_EMIT datasetStarted();
    Q_EMIT selectionChanged();
    Q_EMIT currentRowChanged();
    Q_EMIT hoveredRowChanged();
    Q_EMIT filterChanged();
}

void SelectionState::setSelection(core::data::Selection selection)
{
    if (selection.size() != selection_.size() || selection == selection_)
        return;
    selection_ = std::move(selection);
    selectedCount_ = selection_.count();
    Q_EMIT selectionChanged();
}

void SelectionState::clearSelection()
{
    setSelection(core::data::Selection(rows()));
}

RowChoice SelectionState::known(RowChoice row) const
{
    return row && *row < rows() ? row : std::nullopt;
}

void SelectionState::setCurrentRow(RowChoice row)
{
    if (known(row) == current_)
        return;
    current_ = known(row);
    Q_EMIT currentRowChanged();
}

void SelectionState::setHoveredRow(RowChoice row)
{
    if (known(row) == hovered_)
        return;
    hovered_ = known(row);
    Q_EMIT hoveredRowChanged();
}

void SelectionState::setFilter(const ExampleFilter& filter)
{
    if (filter == filter_)
        return;
    filter_ = filter;
    Q_EMIT filterChanged();
}

core::data::Selection SelectionState::targets() const
{
    if (!current_ || isSelected(*current_))
        return selection_;
    core::data::Selection alone(rows());
    alone.set(*current_, true);
    return alone;
}

} // namespace ui
