// SPDX-License-Identifier: GPL-3.0-or-later
// The head of the page: which run, which clustering, and what can be done with the hard rows.
#pragma once

#include "ui/controls/page_header.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

class QComboBox;

namespace ui {

class Button;

class TrajectoriesHead : public PageHeader {
    Q_OBJECT

public:
    TrajectoriesHead(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);

Q_SIGNALS:
    void exportRequested();
    void recipeRequested();

private:
    void fill();
    void fillRuns();
    void fillClusterings();

    Workspace& workspace_;
    QComboBox* runs_;
    QComboBox* clusterings_;
    Button* export_;
    Button* recipe_;
};

} // namespace ui
