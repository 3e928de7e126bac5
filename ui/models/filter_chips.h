// SPDX-License-Identifier: GPL-3.0-or-later
// Above a table: how many rows it shows of how many, and every filter in force as a chip that removes it.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/controls/chip_row.h"
#include "ui/models/example_view.h"
#include "ui/session/selection_state.h"

namespace ui {

/// One chip a filter. The snapshot gives clusters their names; null: none is known yet.
std::vector<Chip> chipsOf(const ExampleFilter& filter, const Snapshot& snapshot);
/// The filter without what the chip stands for; an unknown key changes nothing.
ExampleFilter withoutChip(ExampleFilter filter, const QString& key);

class FilterChips : public QWidget {
    Q_OBJECT

public:
    FilterChips(const Theme& theme, SelectionState& state, QWidget* parent = nullptr);

    void setView(const ViewResult& view);

private:
    SelectionState& state_;
    Snapshot snapshot_;
    class TextLabel* count_;
    ChipRow* chips_;
    class Button* clear_;

    void refreshChips();
};

} // namespace ui
