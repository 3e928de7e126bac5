// SPDX-License-Identifier: GPL-3.0-or-later
// One recent project on the welcome page: name, folder and size, when it was open. One that has gone says so and stays.
#pragma once

#include "ui/shell/window_settings.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QAbstractButton>

namespace ui {

class RecentRow : public QAbstractButton {
    Q_OBJECT

public:
    RecentRow(const Theme& theme, const RecentProject& project, bool there, bool last, QWidget* parent = nullptr);

    QSize sizeHint() const override { return { 300, 51 }; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

Q_SIGNALS:
    void forgetRequested();

private:
    const Theme& theme_;
    QString folder_;
    QString content_;
    QString when_;
    bool there_;
    bool last_;
};

/// "today, 14:02", "yesterday", "14 November"
QString dayText(const QDateTime& when, const QDateTime& now);

} // namespace ui
