// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/read_out.h"

#include "ui/plots/plot_painting.h"

#include <QtGui/QPainter>

#include <algorithm>

namespace ui {

namespace {

constexpr double margin = 8;
constexpr double rowHeight = 16;
constexpr double distance = 9; ///< from the cross-hair
constexpr double swatchSize = 8;
constexpr double heaviest = 1e6; ///< weight of a point that is read

struct Columns {
    double name = 0; ///< left edge inside the box
    double width = 0;
};

Columns columnsOf(const Theme& theme, const ReadOut& readOut)
{
    const QFont font = plotFont(theme, TextSize::Axis11);
    const bool anySwatch = std::any_of(
        readOut.rows.begin(), readOut.rows.end(), [](const ReadOutRow& row) { return row.swatch.has_value(); });
    Columns columns{ margin + (anySwatch ? swatchSize + 6 : 0), 0 };
    columns.width = textWidth(plotFont(theme, TextSize::Axis11, QFont::DemiBold), readOut.head) + 2 * margin;
    for (const ReadOutRow& row : readOut.rows)
        columns.width
            = std::max(columns.width, columns.name + textWidth(font, row.name) + 14 + textWidth(font, row.value) + margin);
    return columns;
}

double weightOf(const ReadOut& readOut, const QRectF& box)
{
    const QRectF grown = box.adjusted(-3, -3, 3, 3);
    double weight = 0;
    for (const QPointF& point : readOut.avoid)
        weight += grown.contains(point) ? 1 : 0;
    for (const QPointF& point : readOut.read)
        weight += grown.contains(point) ? heaviest : 0;
    return weight;
}

void paintRow(QPainter& painter, const Theme& theme, const ReadOutRow& row, const QRectF& line, double nameLeft)
{
    if (row.swatch)
        painter.fillRect(
            QRectF(line.left() + margin, line.center().y() - swatchSize / 2, swatchSize, swatchSize), *row.swatch);
    painter.setPen(theme.colour(Role::Text));
    painter.drawText(line.adjusted(nameLeft, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, row.name);
    painter.drawText(line.adjusted(0, 0, -margin, 0), Qt::AlignRight | Qt::AlignVCenter, row.value);
}

} // namespace

QString ReadOut::sentence() const
{
    QString text = head;
    for (std::size_t i = 0; i < rows.size(); ++i)
        text += (i == 0 ? ": " : ", ") + rows[i].name + ' ' + rows[i].value;
    return text;
}

QRectF placeOf(const ReadOut& readOut, QSizeF box, const QRectF& plot)
{
    const double right = readOut.x + distance;
    const double left = readOut.x - distance - box.width();
    QRectF best;
    double least = -1;
    const double room = std::max(0.0, plot.height() - box.height() - 8);
    for (const double x : { right, left }) {
        if (x < plot.left() || x + box.width() > plot.right() + 60)
            continue;
        for (int step = 0; step <= 8; ++step) {
            const QRectF candidate(QPointF(x, plot.top() + 4 + room * step / 8), box);
            const double weight = weightOf(readOut, candidate);
            if (least < 0 || weight < least) {
                least = weight;
                best = candidate;
            }
        }
    }
    return least < 0 ? QRectF(QPointF(right, plot.top() + 4), box) : best;
}

QRectF paintReadOut(QPainter& painter, const Theme& theme, const ReadOut& readOut, const QRectF& plot)
{
    paintCrispLine(painter, { readOut.x, plot.top() }, { readOut.x, plot.bottom() }, theme.colour(Role::Secondary));
    const Columns columns = columnsOf(theme, readOut);
    const std::size_t rows = std::min(readOut.rows.size(), ReadOut::mostRows);
    const double height = 8 + rowHeight * static_cast<double>(rows + 1);
    const QRectF box = placeOf(readOut, { columns.width, height }, plot);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.colour(Role::Edge), 1));
    painter.setBrush(theme.colour(Role::Raised));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    QRectF line(box.left(), box.top() + 4, box.width(), rowHeight);
    painter.setFont(plotFont(theme, TextSize::Axis11, QFont::DemiBold));
    painter.setPen(theme.colour(Role::Text));
    painter.drawText(line.adjusted(margin, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, readOut.head);
    painter.setFont(plotFont(theme, TextSize::Axis11));
    for (std::size_t i = 0; i < rows; ++i) {
        line.translate(0, rowHeight);
        paintRow(painter, theme, readOut.rows[i], line, columns.name);
    }
    painter.restore();
    return box;
}

} // namespace ui
