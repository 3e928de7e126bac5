// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/window_style.h"

#include <QtGui/QPainter>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QStyleFactory>
#include <QtWidgets/QStyleOption>
#include <QtWidgets/QTableView>

namespace ui {

namespace {

constexpr int markSize = 16;
constexpr int controlHeight = 28;
constexpr int comboArrowWidth = 24;

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

WindowStyle::WindowStyle(const Theme& theme)
    : QProxyStyle(QStyleFactory::create("Fusion"))
    , theme_(&theme)
{
}

QColor WindowStyle::colour(Role role) const
{
    return theme_ ? theme_->colour(role) : QColor();
}

void WindowStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    painter->save();
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheckMark(*option, *painter);
        break;
    case PE_IndicatorRadioButton:
        drawRadioMark(*option, *painter);
        break;
    case PE_FrameFocusRect:
        if (qobject_cast<const QCheckBox*>(widget) == nullptr && qobject_cast<const QRadioButton*>(widget) == nullptr)
            drawFocus(*option, *painter);
        break;
    case PE_PanelItemViewRow:
        break; // the cells draw it
    case PE_PanelItemViewItem:
        drawItemGround(*option, *painter, widget);
        break;
    case PE_IndicatorArrowDown:
        drawChevron(option->rect, "chevron-down", Role::Secondary, *painter);
        break;
    case PE_IndicatorArrowUp:
        drawChevron(option->rect, "chevron-up", Role::Secondary, *painter);
        break;
    case PE_IndicatorArrowRight:
        drawChevron(option->rect, "chevron-right", Role::Secondary, *painter);
        break;
    case PE_IndicatorBranch:
        if (has(*option, State_Children))
            drawChevron(
                option->rect, has(*option, State_Open) ? "chevron-down" : "chevron-right", Role::Secondary, *painter);
        break;
    case PE_IndicatorHeaderArrow:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            drawChevron(option->rect, header->sortIndicator == QStyleOptionHeader::SortUp ? "chevron-up" : "chevron-down",
                Role::Text, *painter);
        break;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
    painter->restore();
}

void WindowStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    const auto* combo = control == CC_ComboBox ? qstyleoption_cast<const QStyleOptionComboBox*>(option) : nullptr;
    if (combo == nullptr) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    painter->save();
    drawComboBox(*combo, *painter);
    painter->restore();
}

int WindowStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
        return markSize;
    case PM_HeaderMarkSize:
        return 12;
    case PM_ScrollBarExtent:
        return 10;
    case PM_SplitterWidth:
        return 1;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_FocusFrameHMargin:
        return 8; // the sides of a cell's text
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int WindowStyle::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* returned) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup: // a list below the box
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration:
    case SH_TabBar_PreferNoArrows:
    case SH_UnderlineShortcut:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

QSize WindowStyle::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
    if (type == CT_ComboBox)
        return { size.width() + 8 + comboArrowWidth, controlHeight };
    QSize found = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_CheckBox || type == CT_RadioButton)
        found.setHeight(std::max(found.height(), 24)); // the least that a pointer meets well
    return found;
}

QRect WindowStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget) const
{
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return option->rect.adjusted(6, 1, -comboArrowWidth, -1);
    if (control == CC_ComboBox && part == SC_ComboBoxArrow)
        return { option->rect.right() - comboArrowWidth + 1, option->rect.top(), comboArrowWidth, option->rect.height() };
    return QProxyStyle::subControlRect(control, option, part, widget);
}

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

void WindowStyle::drawComboBox(const QStyleOptionComboBox& option, QPainter& painter) const
{
    const bool enabled = has(option, State_Enabled);
    const bool focused = has(option, State_HasFocus);
    const Role line = !enabled ? Role::Border : focused ? Role::Focus : Role::Edge;
    const Role ground = !enabled ? Role::Window : has(option, State_MouseOver) ? Role::Hover : Role::Panel;
    drawFrame(painter, option.rect, colour(line), focused ? 2 : 1, colour(ground), 4);
    const QRect arrow = subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, nullptr);
    drawChevron(arrow, "chevron-down", enabled ? Role::Secondary : Role::Disabled, painter);
}

void WindowStyle::drawFocus(const QStyleOption& option, QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour(Role::Focus), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1));
}

void WindowStyle::drawChevron(const QRect& place, const QString& name, Role role, QPainter& painter) const
{
    if (theme_)
        theme_->icon(name, role).paint(&painter, alignedRect(Qt::LeftToRight, Qt::AlignCenter, { 14, 14 }, place));
}

} // namespace ui
