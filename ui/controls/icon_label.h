// SPDX-License-Identifier: GPL-3.0-or-later
// An icon that is only looked at.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

namespace ui {

class IconLabel : public QWidget {
    Q_OBJECT

public:
    IconLabel(const Theme& theme, const QString& name, Role role, int size, QWidget* parent = nullptr);

    void setIcon(const QString& name, Role role);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& theme_;
    QString name_;
    Role role_;
};

} // namespace ui
