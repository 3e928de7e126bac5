// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/icon_label.h"

#include <QtGui/QPainter>

namespace ui {

IconLabel::IconLabel(const Theme& theme, const QString& name, Role role, int size, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , name_(name)
    , role_(role)
{
    setFixedSize(size, size);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void IconLabel::setIcon(const QString& name, Role role)
{
    name_ = name;
    role_ = role;
    update();
}

void IconLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    theme_.icon(name_, role_).paint(&painter, rect());
}

} // namespace ui
