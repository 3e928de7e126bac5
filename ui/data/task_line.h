// SPDX-License-Identifier: GPL-3.0-or-later
// Work under way in one line: what it is, how far, and a way to stop it.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

namespace ui {

class Button;
class LongTask;
class ProgressBar;
class TextLabel;

class TaskLine : public QWidget {
    Q_OBJECT

public:
    explicit TaskLine(const Theme& theme, QWidget* parent = nullptr);

    /// Visible while the task runs. `stop` names the button: "Cancel the import".
    void follow(LongTask& task, const QString& words, const QString& stop);

Q_SIGNALS:
    void stopped(); ///< by the user; the task was cancelled

private:
    TextLabel* words_;
    ProgressBar* bar_;
    TextLabel* share_;
    Button* stop_;
    QString text_;

    void show(quint64 done, quint64 total);
};

} // namespace ui
