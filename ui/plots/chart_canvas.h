// SPDX-License-Identifier: GPL-3.0-or-later
// The only contact with Qt Charts: lines, bands and dots in a unit square, painted onto any rectangle. Axes, grid, ticks and
// bars are painted by ourselves, since Qt Charts draws them across two device pixels at a scale of 1.5.
#pragma once

#include <QtCore/QList>
#include <QtCore/QPointF>
#include <QtCore/QRectF>
#include <QtGui/QBrush>
#include <QtGui/QPen>

#include <memory>

class QPainter;

namespace ui {

struct CanvasLine {
    QList<QPointF> points; ///< x and y from 0 to 1, y upwards; parts outside are cut off
    QPen pen;
};

struct CanvasArea {
    QList<QPointF> upper;
    QList<QPointF> lower; ///< same x as upper
    QBrush brush;
};

struct CanvasDots {
    QList<QPointF> points;
    double size = 6; ///< pixels
    QColor colour;
};

class ChartCanvas {
public:
    ChartCanvas();
    ~ChartCanvas();
    ChartCanvas(const ChartCanvas&) = delete;
    ChartCanvas& operator=(const ChartCanvas&) = delete;

    /// Replaces everything; drawn in this order: areas, lines, dots. Series are kept and only their points replaced while
    /// their numbers stay the same.
    void setContent(const QList<CanvasArea>& areas, const QList<CanvasLine>& lines, const QList<CanvasDots>& dots = {});
    void paint(QPainter& painter, const QRectF& plot);

private:
    struct Chart;
    std::unique_ptr<Chart> chart_;
};

} // namespace ui
