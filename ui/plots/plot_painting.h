// SPDX-License-Identifier: GPL-3.0-or-later
// Small pieces of drawing that all plots share: lines of whole device pixels, text on panel, pictures pixel by pixel.
#pragma once

#include "ui/theme/theme.h"

#include <QtCore/QRectF>
#include <QtGui/QFont>
#include <QtGui/QImage>

class QPainter;

namespace ui {

/// Horizontal or vertical, one device pixel wide up to a scale of 2 (and never blurred); on paper one point.
void paintCrispLine(QPainter& painter, QPointF from, QPointF to, const QColor& colour, Qt::PenStyle style = Qt::SolidLine);

/// The rectangle whose edges lie on device pixels.
QRectF alignedToDevice(const QPainter& painter, const QRectF& rectangle);

/// Puts the image onto the rectangle without smoothing.
void paintPixels(QPainter& painter, const QRectF& rectangle, const QImage& image);

QFont plotFont(const Theme& theme, TextSize size, QFont::Weight weight = QFont::Normal);
double textWidth(const QFont& font, const QString& text);

/// Where paintLabel() would put its box.
QRectF labelBox(const QFont& font, const QString& text, QPointF corner, Qt::Alignment alignment);

/// Text whose box (its own size) is put at `corner` by `alignment` (that corner or side of the box lies there), on panel at
/// 86 % so that lines do not cross it. Returns the box.
QRectF paintLabel(QPainter& painter, const Theme& theme, const QFont& font, const QColor& colour, const QString& text,
    QPointF corner, Qt::Alignment alignment);

} // namespace ui
