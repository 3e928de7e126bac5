// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/interval_delegate.h"

#include "ui/theme/number_text.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr int numberWidth = 44;
constexpr int halfWidth = 48;
constexpr int gap = 6;

} // namespace

void IntervalDelegate::paintContent(QPainter& painter, const QRect& place, const QModelIndex& index) const
{
    const auto cell = index.data(intervalRole).value<IntervalCell>();
    const QRect number(place.left(), place.top(), numberWidth, place.height());
    const bool missing = std::isnan(cell.estimate);
    paintText(painter, number, numberText(cell.estimate, decimals), Qt::AlignRight | Qt::AlignVCenter,
        missing ? Role::Secondary : Role::Text);
    if (missing || spanMost <= spanLeast)
        return;
    const QRect half(number.right() + gap, place.top(), halfWidth, place.height());
    paintText(painter, half, QStringLiteral("± ") + numberText((cell.most - cell.least) / 2, decimals),
        Qt::AlignLeft | Qt::AlignVCenter, Role::Secondary);
    const QRectF track(half.right() + gap, place.center().y() - 2, place.right() - half.right() - gap, 6);
    if (track.width() < 8)
        return;
    painter.fillRect(track, theme().colour(Role::Sunken));
    const auto x = [&](double value) {
        return track.left() + track.width() * std::clamp((value - spanLeast) / (spanMost - spanLeast), 0.0, 1.0);
    };
    QColor band = theme().colour(barRole);
    band.setAlphaF(0.35f);
    painter.fillRect(QRectF(x(cell.least), track.top(), std::max(1.0, x(cell.most) - x(cell.least)), 6), band);
    painter.fillRect(QRectF(x(cell.estimate) - 1, track.top() - 2, 2, 10), theme().colour(barRole));
}

} // namespace ui
