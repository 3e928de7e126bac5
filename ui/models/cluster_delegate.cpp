// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/cluster_delegate.h"

#include "ui/models/example_table_model.h"

#include <QtGui/QPainter>

namespace ui {

namespace {

constexpr int markerPlace = 10; ///< width of a marker and
constexpr int markerGap = 6; ///< the space behind it
constexpr int iconSize = 14;

} // namespace

void paintMarker(QPainter& painter, QPointF centre, CellMarker marker, const QColor& colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const qreal x = centre.x();
    const qreal y = centre.y();
    switch (marker) {
    case CellMarker::Circle:
        painter.drawEllipse(centre, 4, 4);
        break;
    case CellMarker::Diamond:
        painter.drawPolygon(QPolygonF({ { x, y - 5 }, { x + 5, y }, { x, y + 5 }, { x - 5, y } }));
        break;
    case CellMarker::Square:
        painter.drawRect(QRectF(x - 3.5, y - 3.5, 7, 7));
        break;
    case CellMarker::Cross:
        painter.setPen(QPen(colour, 1.6));
        painter.drawLine(QPointF(x - 4, y - 4), QPointF(x + 4, y + 4));
        painter.drawLine(QPointF(x - 4, y + 4), QPointF(x + 4, y - 4));
        break;
    case CellMarker::None:
        break;
    }
    painter.restore();
}

void ClusterDelegate::paintContent(QPainter& painter, const QRect& place, const QModelIndex& index) const
{
    const auto cell = index.data(ExampleTableModel::ClusterRole).value<ClusterCell>();
    QRect rest = place;
    const QPointF centre(place.left() + markerPlace / 2.0, place.top() + place.height() / 2.0);
    if (cell.marker != CellMarker::None) {
        paintMarker(painter, centre, cell.marker, theme().colour(cell.colour));
        rest.adjust(markerPlace + markerGap, 0, 0, 0);
    }
    const QString icon = cell.excluded ? QStringLiteral("ban") : cell.pinned ? QStringLiteral("pin") : QString();
    if (!icon.isEmpty()) {
        const int width = painter.fontMetrics().horizontalAdvance(cell.word);
        const int left = std::min(rest.left() + width + 4, place.right() + 1 - iconSize);
        theme().icon(icon).paint(&painter, QRect(left, place.top() + (place.height() - iconSize) / 2, iconSize, iconSize));
        rest.setRight(left - 3);
    }
    paintText(painter, rest, cell.word, Qt::AlignLeft | Qt::AlignVCenter,
        cell.marker == CellMarker::None ? Role::Secondary : Role::Text);
}

void LossDelegate::paintContent(QPainter& painter, const QRect& place, const QModelIndex& index) const
{
    const auto cell = index.data(ExampleTableModel::ClusterRole).value<ClusterCell>();
    const bool missing = !index.data(ExampleTableModel::SortRole).isValid();
    const QString text = index.data().toString();
    if (missing && cell.marker == CellMarker::Cross) {
        const qreal left = place.right() - painter.fontMetrics().horizontalAdvance(text) - markerGap - markerPlace / 2.0;
        paintMarker(painter, { std::max<qreal>(left, place.left() + 4), place.top() + place.height() / 2.0 },
            CellMarker::Cross, theme().colour(Role::Unscored));
    }
    paintText(painter, place, text, Qt::AlignRight | Qt::AlignVCenter, missing ? Role::Secondary : Role::Text);
}

} // namespace ui
