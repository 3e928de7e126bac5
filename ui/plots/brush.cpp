// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/brush.h"

#include "ui/plots/plot_painting.h"

#include <QtGui/QPainter>

#include <algorithm>

namespace ui {

using core::analysis::PlaneBox;
using core::analysis::PlanePoint;

namespace {

constexpr double handleSize = 6;
constexpr double reachOfHandle = 8;
constexpr double leastSize = 4; ///< pixels
constexpr double lassoStep = 4; ///< pixels between corners

PlaneBox boxOf(QPointF a, QPointF b)
{
    return { std::min(a.x(), b.x()), std::max(a.x(), b.x()), std::min(a.y(), b.y()), std::max(a.y(), b.y()) };
}

QRectF pixelsOf(const PlaneMap& map, const PlaneBox& box)
{
    return map.toPixels({ box.left, box.right }, { box.low, box.high });
}

PlaneBox around(const std::vector<PlanePoint>& corners)
{
    PlaneBox box{ corners[0].x, corners[0].x, corners[0].y, corners[0].y };
    for (const PlanePoint& corner : corners)
        box = { std::min(box.left, corner.x), std::max(box.right, corner.x), std::min(box.low, corner.y),
            std::max(box.high, corner.y) };
    return box;
}

QPointF clampedPlace(const PlaneMap& map, QPointF pixel)
{
    return map.toPlace({ std::clamp(pixel.x(), map.plot.left(), map.plot.right()),
        std::clamp(pixel.y(), map.plot.top(), map.plot.bottom()) });
}

} // namespace

core::data::Selection selectionOf(const BrushShapes& shapes, std::span<const float> x, std::span<const float> y)
{
    core::data::Selection selection(x.size());
    for (const BrushShape& shape : shapes)
        selection |= shape.isLasso() ? core::analysis::pointsInPolygon(x, y, shape.corners)
                                     : core::analysis::pointsInBox(x, y, shape.box);
    return selection;
}

core::data::Selection selectionOf(
    const BrushShapes& shapes, const core::analysis::LossView& losses, std::span<const double> positions)
{
    core::data::Selection selection(losses.rows);
    for (const BrushShape& shape : shapes)
        selection |= core::analysis::rowsThroughBox(losses, positions, shape.box);
    return selection;
}

void Brush::clear()
{
    shapes_.clear();
    grip_ = Grip::None;
}

void Brush::setShapes(BrushShapes shapes)
{
    shapes_ = std::move(shapes);
    grip_ = Grip::None;
}

Brush::Grip Brush::gripAt(const PlaneMap& map, QPointF pixel) const
{
    if (shapes_.empty() || shapes_.back().isLasso())
        return Grip::None;
    const QRectF box = pixelsOf(map, shapes_.back().box);
    const auto near = [&](QPointF corner) { return (corner - pixel).manhattanLength() <= reachOfHandle; };
    if (near(box.topLeft()))
        return Grip::TopLeft;
    if (near(box.topRight()))
        return Grip::TopRight;
    if (near(box.bottomLeft()))
        return Grip::BottomLeft;
    if (near(box.bottomRight()))
        return Grip::BottomRight;
    return box.contains(pixel) ? Grip::Inside : Grip::None;
}

void Brush::begin(const PlaneMap& map, QPointF pixel, bool lasso, bool adds)
{
    const QPointF place = clampedPlace(map, pixel);
    last_ = anchor_ = place;
    grip_ = adds || lasso ? Grip::None : gripAt(map, pixel);
    if (grip_ == Grip::None) {
        if (!adds)
            shapes_.clear();
        shapes_.push_back({ boxOf(place, place), {} });
        if (lasso)
            shapes_.back().corners.push_back({ place.x(), place.y() });
        grip_ = lasso ? Grip::Lasso : Grip::New;
        return;
    }
    const PlaneBox& box = shapes_.back().box;
    const bool left = grip_ == Grip::TopLeft || grip_ == Grip::BottomLeft;
    const bool top = grip_ == Grip::TopLeft || grip_ == Grip::TopRight;
    anchor_ = { left ? box.right : box.left, top ? box.low : box.high };
}

void Brush::drag(const PlaneMap& map, QPointF pixel)
{
    if (grip_ == Grip::None)
        return;
    const QPointF place = clampedPlace(map, pixel);
    BrushShape& shape = shapes_.back();
    if (grip_ == Grip::Lasso) {
        if ((map.toPixel(place) - map.toPixel(last_)).manhattanLength() < lassoStep)
            return;
        shape.corners.push_back({ place.x(), place.y() });
        shape.box = around(shape.corners);
    } else if (grip_ == Grip::Inside) {
        const QPointF moved = place - last_;
        shape.box = { shape.box.left + moved.x(), shape.box.right + moved.x(), shape.box.low + moved.y(),
            shape.box.high + moved.y() };
    } else {
        shape.box = boxOf(anchor_, place);
    }
    last_ = place;
}

bool Brush::end(const PlaneMap& map)
{
    grip_ = Grip::None;
    if (shapes_.empty())
        return false;
    const BrushShape& shape = shapes_.back();
    const QRectF pixels = pixelsOf(map, shape.box);
    if (std::max(pixels.width(), pixels.height()) >= leastSize && (!shape.isLasso() || shape.corners.size() >= 3))
        return true;
    shapes_.pop_back();
    return !shapes_.empty();
}

bool Brush::resize(double across, double up)
{
    if (shapes_.empty() || shapes_.back().isLasso())
        return false;
    PlaneBox& box = shapes_.back().box;
    box.right = std::max(box.left, box.right + across);
    box.high = std::max(box.low, box.high + up);
    return true;
}

Qt::CursorShape Brush::pointerAt(const PlaneMap& map, QPointF pixel) const
{
    switch (gripAt(map, pixel)) {
    case Grip::TopLeft:
    case Grip::BottomRight:
        return Qt::SizeFDiagCursor;
    case Grip::TopRight:
    case Grip::BottomLeft:
        return Qt::SizeBDiagCursor;
    case Grip::Inside:
        return Qt::SizeAllCursor;
    default:
        return Qt::CrossCursor;
    }
}

void Brush::paint(QPainter& painter, const Theme& theme, const PlaneMap& map, const QString& words) const
{
    if (shapes_.empty())
        return;
    const QColor accent = theme.colour(Role::Accent);
    QColor fill = accent;
    fill.setAlphaF(0.10F);
    painter.save();
    painter.setClipRect(map.plot.adjusted(-5, -20, 60, 5));
    painter.setRenderHint(QPainter::Antialiasing);
    for (const BrushShape& shape : shapes_) {
        painter.setPen(QPen(accent, 1.5));
        painter.setBrush(fill);
        if (!shape.isLasso()) {
            painter.drawRect(pixelsOf(map, shape.box));
            continue;
        }
        QPolygonF polygon;
        for (const PlanePoint& corner : shape.corners)
            polygon.append(map.toPixel({ corner.x, corner.y }));
        painter.drawPolygon(polygon, Qt::OddEvenFill);
    }
    const QRectF newest = pixelsOf(map, shapes_.back().box);
    if (!shapes_.back().isLasso()) {
        painter.setBrush(theme.colour(Role::Panel));
        for (const QPointF corner : { newest.topLeft(), newest.topRight(), newest.bottomLeft(), newest.bottomRight() })
            painter.drawRect(QRectF(corner - QPointF(handleSize / 2, handleSize / 2), QSizeF(handleSize, handleSize)));
    }
    if (!words.isEmpty()) {
        const QFont font = plotFont(theme, TextSize::Small12, QFont::DemiBold);
        const double width = textWidth(font, words) + 4;
        const double right = std::min(std::max(newest.right(), map.plot.left() + width), map.plot.right());
        const bool above = newest.top() - 20 >= map.plot.top();
        paintLabel(painter, theme, font, accent, words, { right, above ? newest.top() - 3 : newest.bottom() + 5 },
            Qt::AlignRight | (above ? Qt::AlignBottom : Qt::AlignTop));
    }
    painter.restore();
}

} // namespace ui
