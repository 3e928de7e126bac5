// SPDX-License-Identifier: GPL-3.0-or-later
// How WindowStyle draws each of its parts.
#include "ui/theme/window_style.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyleOption>
#include <QtWidgets/QTableView>

namespace ui {

namespace {

/// A frame of whole pixels inside `place`.
void drawFrame(QPainter& painter, const QRect& place, const QColor& line, qreal width, const QBrush& ground, qreal radius)
{
    const qreal half = width / 2;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, width));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(place).adjusted(half, half, -half, -half), radius, radius);
}

bool has(const QStyleOption& option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

} // namespace

void WindowStyle::drawCheckMark(const QStyleOption& option, QPainter& painter) const
{
    const bool enabled = has(option, State_Enabled);
    const bool marked = has(option, State_On) || has(option, State_NoChange);
    const QRect box = alignedRect(Qt::LeftToRight, Qt::AlignCenter, { markSize, markSize }, option.rect);
    const QColor ground = marked
        ? colour(enabled ? (has(option, State_MouseOver) ? Role::AccentHover : Role::Accent) : Role::Disabled)
        : colour(enabled ? (has(option, State_MouseOver) ? Role::Hover : Role::Panel) : Role::Window);
    const QColor line = marked ? ground : colour(enabled ? Role::Edge : Role::Border);
    if (has(option, State_HasFocus) && has(option, State_KeyboardFocusChange))
        drawFrame(painter, box, colour(marked ? Role::Text : Role::Focus), 2, ground, 3);
    else
        drawFrame(painter, box, line, 1, ground, 3);
    if (!marked)
        return;
    painter.setPen(QPen(colour(enabled ? Role::OnAccent : Role::Window), 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.translate(box.topLeft());
    if (has(option, State_On))
        painter.drawPolyline(QPolygonF{ { 4.2, 8.2 }, { 6.9, 10.9 }, { 11.8, 5.4 } });
    else
        painter.drawLine(QPointF(4.5, 8), QPointF(11.5, 8));
}

void WindowStyle::drawRadioMark(const QStyleOption& option, QPainter& painter) const
{
    const bool enabled = has(option, State_Enabled);
    const bool chosen = has(option, State_On);
    const bool focused = has(option, State_HasFocus) && has(option, State_KeyboardFocusChange);
    const QRect box = alignedRect(Qt::LeftToRight, Qt::AlignCenter, { markSize, markSize }, option.rect);
    const Role line = !enabled ? Role::Border : focused ? Role::Focus : chosen ? Role::Accent : Role::Edge;
    const Role ground = !enabled ? Role::Window : has(option, State_MouseOver) ? Role::Hover : Role::Panel;
    drawFrame(painter, box, colour(line), focused ? 2 : 1, colour(ground), markSize / 2.0);
    if (!chosen)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour(enabled ? Role::Accent : Role::Disabled));
    painter.drawEllipse(QRectF(box).center(), 4, 4);
}

void WindowStyle::drawItemGround(const QStyleOption& option, QPainter& painter, const QWidget* widget) const
{
    const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(&option);
    if (item != nullptr && item->backgroundBrush.style() != Qt::NoBrush)
        painter.fillRect(option.rect, item->backgroundBrush);
    const bool focused
        = has(option, State_Active) && (widget == nullptr || widget->hasFocus() || has(option, State_HasFocus));
    if (has(option, State_Selected))
        painter.fillRect(option.rect, colour(focused ? Role::Selection : Role::SelectionIdle));
    else if (has(option, State_MouseOver) && has(option, State_Enabled))
        painter.fillRect(option.rect, colour(Role::Hover));
    if (qobject_cast<const QTableView*>(widget) != nullptr) { // rows are told apart by a line
        painter.setPen(QPen(colour(Role::Grid), 0));
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    }
}

QFont WindowStyle::headFont() const
{
    QFont font = theme_->font(TextSize::Small12);
    font.setWeight(QFont::DemiBold);
    return font;
}

void WindowStyle::drawHeaderLabel(const QStyleOptionHeader& option, QPainter& painter) const
{
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    QRect place = option.rect.adjusted(cellSide, 0, -cellSide, -1);
    const bool right = option.textAlignment.testFlag(Qt::AlignRight);
    const QFontMetrics metrics(headFont());
    const QString text
        = metrics.elidedText(option.text, Qt::ElideRight, std::max(0, place.width() - (sorted ? sortMark : 0)));
    if (sorted) { // the mark stands before the name
        const int left = right ? place.right() - metrics.horizontalAdvance(text) - sortMark : place.left() - 2;
        drawMark({ left, place.top(), sortMark, place.height() },
            option.sortIndicator == QStyleOptionHeader::SortUp ? "chevron-down" : "chevron-up", Role::Text, painter);
        if (!right)
            place.adjust(sortMark, 0, 0, 0);
    }
    painter.setFont(headFont());
    painter.setPen(colour(sorted || has(option, State_MouseOver) ? Role::Text : Role::Secondary));
    painter.drawText(place, static_cast<int>(Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft)), text);
}

void WindowStyle::drawComboBox(const QStyleOptionComboBox& option, QPainter& painter) const
{
    const bool enabled = has(option, State_Enabled);
    const bool focused = has(option, State_HasFocus);
    const Role line = !enabled ? Role::Border : focused ? Role::Focus : Role::Edge;
    const Role ground = !enabled ? Role::Window : has(option, State_MouseOver) ? Role::Hover : Role::Panel;
    drawFrame(painter, option.rect, colour(line), focused ? 2 : 1, colour(ground), 4);
    const QRect arrow = subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, nullptr);
    drawMark(arrow, "chevron-down", enabled ? Role::Secondary : Role::Disabled, painter);
}

void WindowStyle::drawFocus(const QStyleOption& option, QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour(Role::Focus), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1));
}

void WindowStyle::drawMark(const QRect& place, const QString& name, Role role, QPainter& painter) const
{
    if (theme_)
        theme_->icon(name, role).paint(&painter, alignedRect(Qt::LeftToRight, Qt::AlignCenter, { 14, 14 }, place));
}

} // namespace ui
