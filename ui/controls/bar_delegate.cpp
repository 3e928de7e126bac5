// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/bar_delegate.h"

#include <QtGui/QPainter>

#include <algorithm>

namespace ui {

namespace {

constexpr int side = 6;
constexpr int gap = 6;
constexpr int leastBar = 30;
constexpr int barHeight = 8;

} // namespace

BarDelegate::BarDelegate(const Theme& theme, int rowHeight, QObject* parent)
    : QStyledItemDelegate(parent)
    , theme_(theme)
    , rowHeight_(rowHeight)
{
}

QSize BarDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return { leastBar + 2 * side, rowHeight_ };
}

void BarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver) && option.state.testFlag(QStyle::State_Enabled);
    if (selected || hovered) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme_.colour(selected ? Role::Selection : Role::Hover));
        painter->drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), 3, 3);
    }
    QFont font = theme_.font(TextSize::Small12);
    font.setWeight(selected ? QFont::DemiBold : QFont::Normal);
    painter->setFont(font);
    painter->setPen(theme_.colour(option.state.testFlag(QStyle::State_Enabled) ? Role::Text : Role::Disabled));
    const QRect inner = option.rect.adjusted(side, 0, -side, 0);
    const int names = std::clamp(inner.width() - textWidth - leastBar - 2 * gap, 20, nameWidth);
    const QRect name(inner.left(), inner.top(), names, inner.height());
    const QRect text(inner.right() - textWidth + 1, inner.top(), textWidth, inner.height());
    painter->drawText(name, Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetrics(font).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, names));
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignRight, index.data(textRole).toString());
    const QRect bar(
        name.right() + 1 + gap, inner.center().y() - barHeight / 2 + 1, text.left() - name.right() - 1 - 2 * gap, barHeight);
    if (fullValue > 0 && bar.width() > 0)
        drawBar(*painter, bar, index.data(valueRole).toDouble(), selected);
    if (focused) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(theme_.colour(Role::Focus), 2));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 3, 3);
    }
    painter->restore();
}

void BarDelegate::drawBar(QPainter& painter, const QRect& place, double value, bool selected) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme_.colour(Role::Sunken));
    painter.drawRoundedRect(place, 2, 2);
    const double share = value > 0 ? std::min(value / fullValue, 1.0) : 0; // NaN has no bar
    if (share <= 0)
        return;
    painter.setBrush(theme_.colour(selected && barRole == Role::Edge ? Role::Accent : barRole));
    painter.drawRoundedRect(QRectF(place.left(), place.top(), std::max(2.0, share * place.width()), place.height()), 2, 2);
}

} // namespace ui
