// SPDX-License-Identifier: GPL-3.0-or-later
// What clicks and keys do to the shared selection: one row, one more, a range from the anchor, all. No widget.
#pragma once

#include "ui/models/example_table_model.h"
#include "ui/session/selection_state.h"

namespace ui {

class RowSelection {
public:
    RowSelection(const ExampleTableModel& model, SelectionState& state);

    /// While the table shows only what is selected, a plain click chooses nothing: the other rows would go.
    void click(int place);
    void toggle(int place);
    /// From the anchor (where the last click was) to `place`, both included; added to the selection or in its place.
    void extend(int place, bool add);
    /// The current row went from `from` to `place` by a key: a selection of that row alone goes along, one of more rows (a
    /// brush that is walked through) stays.
    void goAlong(const RowChoice& from, int place);
    void all();
    void clear();
    void setAnchor(int place);

    /// How the row is drawn: chosen, or current.
    bool isMarked(int place) const;

private:
    const ExampleTableModel& model_;
    SelectionState& state_;
    RowChoice anchor_; ///< by row, so that it survives another order

    bool onlySelectedShown() const { return state_.filter().rows.onlyBrushed; }
};

} // namespace ui
