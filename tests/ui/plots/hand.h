// SPDX-License-Identifier: GPL-3.0-or-later
// A hand on a plot: presses, drags and releases as a person would.
#pragma once

#include <QtTest/QTest>
#include <QtWidgets/QWidget>

namespace hand {

inline void drag(
    QWidget& widget, QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = {}, Qt::MouseButton button = Qt::LeftButton)
{
    QTest::mousePress(&widget, button, modifiers, from.toPoint());
    for (int step = 1; step <= 5; ++step)
        QTest::mouseMove(&widget, (from + (to - from) * step / 5).toPoint());
    QTest::mouseRelease(&widget, button, modifiers, to.toPoint());
}

inline void wheel(QWidget& widget, QPointF at, int notches, Qt::KeyboardModifiers modifiers = {})
{
    QWheelEvent event(
        at, widget.mapToGlobal(at), {}, { 0, 120 * notches }, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&widget, &event);
}

/// Pixels of that colour in a part of the widget, as it is seen at a scale of 1; `tolerance` in each channel.
inline int pixelsOf(QWidget& widget, const QRectF& part, const QColor& colour, int tolerance = 0)
{
    const QImage image = widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
    int count = 0;
    const auto isNear = [&](QRgb pixel) {
        return std::abs(qRed(pixel) - colour.red()) <= tolerance && std::abs(qGreen(pixel) - colour.green()) <= tolerance
            && std::abs(qBlue(pixel) - colour.blue()) <= tolerance;
    };
    const QRect pixels = part.toAlignedRect() & image.rect();
    for (int y = pixels.top(); y <= pixels.bottom(); ++y)
        for (int x = pixels.left(); x <= pixels.right(); ++x)
            count += isNear(image.pixel(x, y)) ? 1 : 0;
    return count;
}

} // namespace hand
