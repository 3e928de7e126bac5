// SPDX-License-Identifier: GPL-3.0-or-later
// Asks with which tokenizer and up to which length the tokens of the dataset are to be counted, and starts that job.
#pragma once

#include "ui/controls/file_dialogs.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QDialog>

class QComboBox;
class QLineEdit;

namespace ui {

class Button;
class Field;
class MessageLine;
class NumberBox;

class TokenCountDialog : public QDialog {
    Q_OBJECT

public:
    TokenCountDialog(const Theme& theme, Workspace& workspace, AskFile askFile, QWidget* parent);

Q_SIGNALS:
    void started(const QString& words);

private:
    Workspace& workspace_;
    AskFile askFile_;
    quint64 request_ = 0;

    QLineEdit* folder_;
    Field* folderField_;
    NumberBox* longest_;
    QComboBox* template_;
    MessageLine* message_;
    Button* count_;

    void setUp(const Theme& theme);
    void refresh();
    void start();
    void onAnswer(const core::jobs::RequestAnswered& answer);
};

} // namespace ui
