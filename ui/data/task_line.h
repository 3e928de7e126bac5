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

    /// Shows itself. `stop` names the button: "Cancel the import".
    void begin(const QString& words, const QString& stop);
    void setProgress(quint64 done, quint64 total); ///< bytes; total 0: unknown
    /// All of it for a task that has begun; the button stops it.
    void follow(LongTask& task, const QString& words, const QString& stop);

Q_SIGNALS:
    void stopRequested(); ///< by the user

private:
    TextLabel* words_;
    ProgressBar* bar_;
    TextLabel* share_;
    Button* stop_;
    LongTask* task_ = nullptr;
};

} // namespace ui
