// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/rail_item.h"

#include <QtGui/QFocusEvent>
#include <QtGui/QPainter>

namespace ui {

namespace {

constexpr int itemHeight = 32;
constexpr int pictureSize = 18;
constexpr int markSize = 14;

} // namespace

RailItem::RailItem(const Theme& theme, const QString& iconName, const QString& text, QWidget* parent)
    : QAbstractButton(parent)
    , theme_(theme)
    , iconName_(iconName)
{
    setText(text);
    setCheckable(true);
    setAutoExclusive(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(text);
    refreshWords();
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void RailItem::setState(PageState state, const QString& why)
{
    state_ = state;
    why_ = why;
    refreshWords();
    update();
}

void RailItem::setCompact(bool compact)
{
    compact_ = compact;
    refreshWords();
    updateGeometry();
    update();
}

QSize RailItem::sizeHint() const
{
    return { compact_ ? 36 : 135, itemHeight };
}

void RailItem::refreshWords()
{
    static const char* const names[]{ "", QT_TR_NOOP("empty"), QT_TR_NOOP("ready"), QT_TR_NOOP("running"),
        QT_TR_NOOP("out of date") };
    const QString state = state_ == PageState::None ? QString() : tr(names[static_cast<int>(state_)]);
    const QString words = why_.isEmpty() ? state : why_;
    setAccessibleDescription(words);
    setToolTip(compact_ ? (words.isEmpty() ? text() : text() + ": " + words) : why_);
}

void RailItem::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isChecked() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme_.colour(isChecked() ? Role::Selection : Role::Hover));
        painter.drawRoundedRect(rect(), 4, 4);
    }
    if (isChecked()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme_.colour(Role::Accent));
        painter.drawRoundedRect(QRectF(0, 7, 3, itemHeight - 14), 1.5, 1.5);
    }
    const QRect icon(compact_ ? (width() - pictureSize) / 2 : 12, (itemHeight - pictureSize) / 2, pictureSize, pictureSize);
    theme_.icon(iconName_, isChecked() ? Role::Accent : Role::Secondary).paint(&painter, icon);
    if (!compact_) {
        QFont shown = font();
        shown.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
        painter.setFont(shown);
        painter.setPen(theme_.colour(Role::Text));
        painter.drawText(rect().adjusted(38, 0, -markSize - 7, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
        drawMark(painter, { width() - markSize - 5, (itemHeight - markSize) / 2, markSize, markSize });
    }
    if (hasFocus() && byKeyboard_) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme_.colour(Role::Focus), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

void RailItem::drawMark(QPainter& painter, const QRect& place) const
{
    const QPointF middle = QRectF(place).center();
    switch (state_) {
    case PageState::None:
        break;
    case PageState::Empty:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme_.colour(Role::Secondary), 1.25));
        painter.drawEllipse(middle, 3.5, 3.5);
        break;
    case PageState::Ready:
        theme_.icon("check", Role::Success).paint(&painter, place);
        break;
    case PageState::Running:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme_.colour(Role::Accent), 1.75, Qt::SolidLine, Qt::RoundCap));
        painter.drawArc(QRectF(middle - QPointF(5, 5), QSizeF(10, 10)), 90 * 16, -270 * 16);
        break;
    case PageState::Stale:
        theme_.icon("refresh", Role::Warning).paint(&painter, place);
        break;
    }
}

void RailItem::focusInEvent(QFocusEvent* event)
{
    byKeyboard_ = event->reason() != Qt::MouseFocusReason;
    QAbstractButton::focusInEvent(event);
}

} // namespace ui
