// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/cell_delegate.h"

#include <QtGui/QPainter>
#include <QtWidgets/QWidget>

namespace ui {

CellDelegate::CellDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , theme_(theme)
{
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QFontMetrics metrics(theme_.font(TextSize::Body13));
    return { metrics.horizontalAdvance(displayText(index.data(), option.locale)) + 2 * padding, 26 };
}

Role CellDelegate::groundOf(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool selected = isSelected ? isSelected(index) : option.state.testFlag(QStyle::State_Selected);
    if (selected)
        return option.widget != nullptr && option.widget->hasFocus() ? Role::Selection : Role::SelectionIdle;
    const bool hovered = isHovered ? isHovered(index) : option.state.testFlag(QStyle::State_MouseOver);
    return hovered ? Role::Hover : Role::Panel;
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QRect cell = option.rect;
    painter->save();
    painter->setClipRect(cell, Qt::IntersectClip);
    painter->fillRect(cell, theme_.colour(groundOf(option, index)));
    painter->fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), theme_.colour(Role::Grid));
    painter->setFont(theme_.font(TextSize::Body13));
    paintContent(*painter, cell.adjusted(padding, 0, -padding, -1), index);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(theme_.colour(Role::Focus), 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter->drawRect(cell.adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

void CellDelegate::paintContent(QPainter& painter, const QRect& place, const QModelIndex& index) const
{
    const bool loading = loadingRole >= 0 && index.data(loadingRole).toBool();
    const QString text = index.data().toString();
    const Role role = loading ? Role::Disabled : text == QString::fromUtf8("–") ? Role::Secondary : textRole;
    const auto alignment = static_cast<Qt::Alignment>(index.data(Qt::TextAlignmentRole).toInt());
    paintText(painter, place, text, alignment, role);
}

/// Where the first hit is out of sight, the text begins a few words before it.
QString CellDelegate::shownText(const QString& text, const QFontMetrics& metrics, int width) const
{
    const QString shown = metrics.elidedText(text, Qt::ElideRight, width);
    if (words.isEmpty() || shown.contains(words, Qt::CaseInsensitive))
        return shown;
    const qsizetype hit = text.indexOf(words, 0, Qt::CaseInsensitive);
    if (hit < 0)
        return shown;
    constexpr qsizetype before = 8;
    return metrics.elidedText(QChar(0x2026) + text.mid(std::max<qsizetype>(0, hit - before)), Qt::ElideRight, width);
}

void CellDelegate::paintHits(QPainter& painter, const QRect& place, const QString& shown) const
{
    const QFontMetricsF metrics(painter.font());
    for (qsizetype hit = shown.indexOf(words, 0, Qt::CaseInsensitive); hit >= 0;
         hit = shown.indexOf(words, hit + words.size(), Qt::CaseInsensitive)) {
        const qreal left = metrics.horizontalAdvance(shown.left(hit));
        const qreal right = metrics.horizontalAdvance(shown.left(hit + words.size()));
        painter.fillRect(
            QRectF(place.left() + left, place.top() + 4, right - left, place.height() - 8), theme_.colour(Role::SearchHit));
    }
}

void CellDelegate::paintText(
    QPainter& painter, const QRect& place, const QString& text, Qt::Alignment alignment, Role role) const
{
    const QString shown = shownText(text, painter.fontMetrics(), place.width());
    if (!words.isEmpty())
        paintHits(painter, place, shown);
    painter.setPen(theme_.colour(role));
    painter.drawText(place, static_cast<int>(alignment) | Qt::TextSingleLine, shown);
}

} // namespace ui
