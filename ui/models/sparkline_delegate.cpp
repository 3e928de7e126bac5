// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sparkline_delegate.h"

#include "ui/models/example_table_model.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <algorithm>
#include <cmath>

namespace ui {

void SparklineDelegate::paintContent(QPainter& painter, const QRect& place, const QModelIndex& index) const
{
    const auto cell = index.data(ExampleTableModel::TrajectoryRole).value<TrajectoryCell>();
    if (cell.losses.empty() || top <= 0) {
        paintText(painter, place, QString::fromUtf8("–"), Qt::AlignLeft | Qt::AlignVCenter, Role::Secondary);
        return;
    }
    const QRectF area = QRectF(place).adjusted(2, 5, -4, -4);
    const double step = area.width() / std::max<double>(1, static_cast<double>(cell.losses.size()) - 1);
    QPainterPath path;
    QPointF last;
    bool drawing = false; // a missing point is a gap
    for (std::size_t point = 0; point < cell.losses.size(); ++point) {
        const double loss = static_cast<double>(cell.losses[point]);
        if (std::isfinite(loss)) {
            last = { area.left() + step * static_cast<double>(point),
                area.bottom() - area.height() * std::clamp(loss / top, 0.0, 1.0) };
            drawing ? path.lineTo(last) : path.moveTo(last);
        }
        drawing = std::isfinite(loss);
    }
    if (path.isEmpty() && last.isNull()) {
        paintText(painter, place, QString::fromUtf8("–"), Qt::AlignLeft | Qt::AlignVCenter, Role::Secondary);
        return;
    }
    const QColor colour = theme().colour(cell.colour);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(path, QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(last, 2.2, 2.2);
}

} // namespace ui
