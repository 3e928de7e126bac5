// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/row_selection.h"

#include <algorithm>

namespace ui {

using core::data::Selection;

RowSelection::RowSelection(const ExampleTableModel& model, SelectionState& state)
    : model_(model)
    , state_(state)
{
}

void RowSelection::setAnchor(int place)
{
    anchor_ = model_.rowAt(place);
}

void RowSelection::click(int place)
{
    setAnchor(place);
    const RowChoice row = model_.rowAt(place);
    if (!row || *row >= state_.rows() || onlySelectedShown())
        return;
    Selection selection(state_.rows());
    selection.set(*row, true);
    state_.setSelection(std::move(selection));
}

void RowSelection::toggle(int place)
{
    setAnchor(place);
    const RowChoice row = model_.rowAt(place);
    if (!row || *row >= state_.rows())
        return;
    Selection selection = state_.selection();
    selection.set(*row, !selection.contains(*row));
    state_.setSelection(std::move(selection));
}

void RowSelection::extend(int place, bool add)
{
    if (!model_.rowAt(place) || model_.snapshot()->rows() != state_.rows() || onlySelectedShown())
        return;
    const int anchored = model_.placeOf(anchor_);
    if (anchored < 0)
        setAnchor(place);
    const int anchor = anchored < 0 ? place : anchored;
    Selection selection = add ? state_.selection() : Selection(state_.rows());
    for (int i = std::min(anchor, place); i <= std::max(anchor, place); ++i)
        selection.set(*model_.rowAt(i), true);
    state_.setSelection(std::move(selection));
}

void RowSelection::goAlong(const RowChoice& from, int place)
{
    if (from && state_.selectedCount() == 1 && state_.isSelected(*from))
        click(place);
}

void RowSelection::all()
{
    if (!model_.snapshot() || model_.snapshot()->rows() != state_.rows())
        return;
    state_.setSelection(Selection::where(
        state_.rows(), [&](std::size_t row) { return model_.placeOf(static_cast<std::uint32_t>(row)) >= 0; }));
}

void RowSelection::clear()
{
    state_.clearSelection();
}

bool RowSelection::isMarked(int place) const
{
    const RowChoice row = model_.rowAt(place);
    return row && (row == state_.currentRow() || (!onlySelectedShown() && state_.isSelected(*row)));
}

} // namespace ui
