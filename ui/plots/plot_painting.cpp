// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_painting.h"

#include <QtGui/QFontMetricsF>
#include <QtGui/QPaintEngine>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

bool drawsPixels(const QPainter& painter)
{
    const QPaintEngine* engine = painter.paintEngine();
    return engine == nullptr || engine->type() == QPaintEngine::Raster || engine->type() == QPaintEngine::OpenGL2;
}

} // namespace

void paintCrispLine(QPainter& painter, QPointF from, QPointF to, const QColor& colour, Qt::PenStyle style)
{
    painter.save();
    QPen pen(colour, 1, style, Qt::FlatCap);
    if (drawsPixels(painter)) {
        const QTransform device = painter.deviceTransform();
        const double width = std::max(1.0, std::floor(device.m11() + 0.01));
        pen.setWidthF(width);
        pen.setCosmetic(true);
        painter.setRenderHint(QPainter::Antialiasing, false);
        // to the middle of a pixel, or between two for an even width: there is only one way to round it
        const double shift = std::fmod(width, 2) == 1 ? 0.5 : 0.0;
        const auto aligned = [&](QPointF point) {
            const QPointF pixel = device.map(point);
            return device.inverted().map(QPointF(std::floor(pixel.x()) + shift, std::floor(pixel.y()) + shift));
        };
        from = aligned(from);
        to = aligned(to);
    }
    painter.setPen(pen);
    painter.drawLine(from, to);
    painter.restore();
}

QRectF alignedToDevice(const QPainter& painter, const QRectF& rectangle)
{
    const QTransform device = painter.deviceTransform();
    const QRectF pixels = device.mapRect(rectangle);
    const QPointF from(std::round(pixels.left()), std::round(pixels.top()));
    const QPointF to(std::round(pixels.right()), std::round(pixels.bottom()));
    return device.inverted().mapRect(QRectF(from, to));
}

void paintPixels(QPainter& painter, const QRectF& rectangle, const QImage& image)
{
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(drawsPixels(painter) ? alignedToDevice(painter, rectangle) : rectangle, image);
    painter.restore();
}

QFont plotFont(const Theme& theme, TextSize size, QFont::Weight weight)
{
    QFont font = theme.font(size);
    font.setWeight(weight);
    return font;
}

double textWidth(const QFont& font, const QString& text)
{
    return QFontMetricsF(font).horizontalAdvance(text);
}

QRectF labelBox(const QFont& font, const QString& text, QPointF corner, Qt::Alignment alignment)
{
    const QSizeF size(textWidth(font, text) + 4, QFontMetricsF(font).height());
    const double left = alignment & Qt::AlignRight ? corner.x() - size.width()
        : alignment & Qt::AlignHCenter             ? corner.x() - size.width() / 2
                                                   : corner.x();
    const double top = alignment & Qt::AlignBottom ? corner.y() - size.height()
        : alignment & Qt::AlignVCenter             ? corner.y() - size.height() / 2
                                                   : corner.y();
    return { { left, top }, size };
}

QRectF paintLabel(QPainter& painter, const Theme& theme, const QFont& font, const QColor& colour, const QString& text,
    QPointF corner, Qt::Alignment alignment)
{
    const QRectF box = labelBox(font, text, corner, alignment);
    QColor ground = theme.colour(Role::Panel);
    ground.setAlphaF(0.86F);
    painter.fillRect(box, ground);
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(box, Qt::AlignCenter | Qt::TextDontClip, text);
    return box;
}

} // namespace ui
