// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in a content's place while there is none: empty, loading, or an error. Icon, head, one line, at most one
// button.
#pragma once

#include "ui/controls/button.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

namespace ui {

class IconLabel;
class ProgressBar;
class TextLabel;

class StatePanel : public QWidget {
    Q_OBJECT

public:
    explicit StatePanel(const Theme& theme, QWidget* parent = nullptr);

    /// No button where its text is empty.
    void showEmpty(const QString& iconName, const QString& head, const QString& line, const QString& button = {});

    /// Invisible for the first 150 ms, so that what comes at once does not flicker.
    void showLoading(const QString& head);

    /// Of the loading state: "12 288 of 26 472", with a bar.
    void setProgress(qint64 done, qint64 total);

    /// What and where, then what to do.
    void showError(const QString& head, const QString& line, const QString& button = {});

Q_SIGNALS:
    void buttonClicked();

private:
    void setUp(const QString& icon, Role role, const QString& head, const QString& line);
    void setButton(ButtonKind kind, const QString& text);

    QWidget* content_;
    IconLabel* icon_;
    TextLabel* head_;
    TextLabel* line_;
    ProgressBar* bar_;
    Button* primary_;
    Button* outlined_;
    QTimer delay_;
};

} // namespace ui
