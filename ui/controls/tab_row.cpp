// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/tab_row.h"

#include <QtGui/QCursor>
#include <QtGui/QFocusEvent>
#include <QtGui/QPainter>

namespace ui {

namespace {

constexpr int rowHeight = 32;
constexpr int gap = 20;

} // namespace

TabRow::TabRow(const Theme& theme, QWidget* parent)
    : QTabBar(parent)
    , theme_(theme)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(false);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

QSize TabRow::tabSizeHint(int index) const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    return { QFontMetrics(bold).horizontalAdvance(tabText(index)) + gap + 2, rowHeight };
}

QSize TabRow::minimumTabSizeHint(int index) const
{
    return tabSizeHint(index);
}

void TabRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPoint pointer = mapFromGlobal(QCursor::pos());
    for (int index = 0; index < count(); ++index) {
        const QRect tab = tabRect(index).adjusted(0, 0, -gap + 2, 0);
        const bool current = index == currentIndex();
        QFont shown = font();
        shown.setWeight(current ? QFont::DemiBold : QFont::Normal);
        painter.setFont(shown);
        const bool lit = current || (underMouse() && tab.contains(pointer));
        painter.setPen(theme_.colour(!isTabEnabled(index) ? Role::Disabled : lit ? Role::Text : Role::Secondary));
        painter.drawText(tab.adjusted(2, 0, 0, -2), Qt::AlignVCenter | Qt::AlignLeft, tabText(index));
        if (current)
            painter.fillRect(QRect(tab.left(), tab.bottom() - 1, tab.width(), 2), theme_.colour(Role::Accent));
        if (current && hasFocus() && byKeyboard_) {
            painter.setPen(QPen(theme_.colour(Role::Focus), 2));
            painter.drawRoundedRect(QRectF(tab).adjusted(-1, 3, 1, -3), 3, 3);
        }
    }
}

void TabRow::focusInEvent(QFocusEvent* event)
{
    byKeyboard_ = event->reason() != Qt::MouseFocusReason;
    QTabBar::focusInEvent(event);
}

} // namespace ui
