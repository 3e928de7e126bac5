// SPDX-License-Identifier: GPL-3.0-or-later
// Which benchmark files the rows are compared with, and the rows that were found.
#pragma once

#include "ui/controls/file_dialogs.h"
#include "ui/curate/recipe_flow.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QDialog>

class QListWidget;
class QTableWidget;

namespace ui {

class Button;
class MessageLine;
class OverlapCheck;
class TextLabel;

class OverlapDialog : public QDialog {
    Q_OBJECT

public:
    OverlapDialog(const Theme& theme, OverlapCheck& check, RecipeFlow& flow, AskFile askFile, QWidget* parent = nullptr);

Q_SIGNALS:
    void selectRequested(); ///< the rows that were found

private:
    void addParts(const Theme& theme);
    void askBenchmark();
    void removeChosen();
    void refresh();
    void fillRows();

    OverlapCheck& check_;
    RecipeFlow& flow_;
    AskFile askFile_;
    QListWidget* files_;
    QTableWidget* rows_;
    TextLabel* summary_;
    MessageLine* problem_ = nullptr;
    Button* add_ = nullptr;
    Button* remove_ = nullptr;
    Button* select_ = nullptr;
    Button* stop_ = nullptr;
    const void* shown_ = nullptr; ///< the report whose rows are listed
};

} // namespace ui
