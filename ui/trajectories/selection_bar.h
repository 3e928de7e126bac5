// SPDX-License-Identifier: GPL-3.0-or-later
// How many rows are selected, and what can be done with them: pin, exclude, save. Without a selection it is about the
// current row. Everything here can be undone.
#pragma once

#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

namespace ui {

class Button;
class TextLabel;

class SelectionBar : public QWidget {
    Q_OBJECT

public:
    SelectionBar(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);

Q_SIGNALS:
    void saveRequested();

private:
    void refresh();
    void pin(bool hard);
    void exclude();
    /// What the bar names: the selection, wherever the current row is; else the current row.
    core::data::Selection rows() const;
    bool allHave(core::data::RowMark mark) const;

    Workspace& workspace_;
    TextLabel* count_;
    TextLabel* total_;
    Button* pinHard_;
    Button* pinEasy_;
    Button* exclude_;
    Button* save_;
};

} // namespace ui
