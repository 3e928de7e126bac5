// SPDX-License-Identifier: GPL-3.0-or-later
// Tabs as words with a line under the current one.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QTabBar>

namespace ui {

class TabRow : public QTabBar {
    Q_OBJECT

public:
    explicit TabRow(const Theme& theme, QWidget* parent = nullptr);

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    const Theme& theme_;
    bool byKeyboard_ = false;
};

} // namespace ui
