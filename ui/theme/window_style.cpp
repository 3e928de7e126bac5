// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/window_style.h"

#include <QtGui/QPainter>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QStyleFactory>
#include <QtWidgets/QStyleOption>

namespace ui {

namespace {

const QStyleOptionHeader* horizontalHeader(const QStyleOption* option)
{
    const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
    return header != nullptr && header->orientation == Qt::Horizontal ? header : nullptr;
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
        if (qobject_cast<const QAbstractButton*>(widget) == nullptr) // those show it in their outline or mark
            drawFocus(*option, *painter);
        break;
    case PE_PanelItemViewRow:
    case PE_IndicatorHeaderArrow:
        break; // cells and heads draw theirs
    case PE_PanelItemViewItem:
        drawItemGround(*option, *painter, widget);
        break;
    case PE_IndicatorMenuCheckMark:
        drawMark(option->rect, "check", Role::Text, *painter);
        break;
    case PE_IndicatorArrowDown:
        drawMark(option->rect, "chevron-down", Role::Secondary, *painter);
        break;
    case PE_IndicatorArrowUp:
        drawMark(option->rect, "chevron-up", Role::Secondary, *painter);
        break;
    case PE_IndicatorArrowRight:
        drawMark(option->rect, "chevron-right", Role::Secondary, *painter);
        break;
    case PE_IndicatorBranch:
        if (option->state.testFlag(State_Children))
            drawMark(option->rect, option->state.testFlag(State_Open) ? "chevron-down" : "chevron-right", Role::Secondary,
                *painter);
        break;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
    painter->restore();
}

void WindowStyle::drawControl(
    ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const auto* header = horizontalHeader(option);
    if (header == nullptr || (element != CE_HeaderSection && element != CE_HeaderLabel)) {
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    }
    painter->save();
    if (element == CE_HeaderSection) {
        painter->fillRect(option->rect, colour(Role::Raised));
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colour(Role::Border));
    } else {
        drawHeaderLabel(*header, *painter);
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
    case PM_ScrollBarExtent:
        return 10;
    case PM_SplitterWidth:
        return 1;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_FocusFrameHMargin:
        return cellSide - 1; // views add one
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
    if (const auto* header = horizontalHeader(option); type == CT_HeaderSection && header != nullptr && theme_)
        return { QFontMetrics(headFont()).horizontalAdvance(header->text) + 2 * cellSide + sortMark, controlHeight };
    QSize found = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_CheckBox || type == CT_RadioButton)
        found.setHeight(std::max(found.height(), leastTarget));
    if (type == CT_ItemViewItem)
        found.setHeight(std::max(found.height(), leastTarget));
    return found;
}

QRect WindowStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    if (element == SE_HeaderLabel && horizontalHeader(option) != nullptr)
        return option->rect;
    return QProxyStyle::subElementRect(element, option, widget);
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

} // namespace ui
