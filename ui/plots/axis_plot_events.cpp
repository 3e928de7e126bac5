// SPDX-License-Identifier: GPL-3.0-or-later
// Wheel, pointer and keys of AxisPlot.
#include "ui/plots/axis_plot.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QWheelEvent>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double farFromPress = 4; ///< pixels that make a drag of a press
constexpr double frameBothWays = 14; ///< pixels of height below which a frame takes the whole height
constexpr double zoomOfOneNotch = 0.8;

} // namespace

void AxisPlot::zoom(double factor, QPointF at, bool along, bool upwards)
{
    const auto around = [factor](AxisRange range, double middle) {
        return AxisRange{ middle + (range.low - middle) * factor, middle + (range.high - middle) * factor };
    };
    const QPointF places = toPlaces(plotRectangle(), at);
    setVisibleRange(
        along ? around(x_.visible, places.x()) : x_.visible, upwards ? around(y_.visible, places.y()) : y_.visible);
}

void AxisPlot::pan(QPointF pixels)
{
    const QRectF plot = plotRectangle();
    const double across = -pixels.x() / plot.width() * x_.visible.span();
    const double up = pixels.y() / plot.height() * y_.visible.span();
    setVisibleRange({ x_.visible.low + across, x_.visible.high + across }, { y_.visible.low + up, y_.visible.high + up });
}

void AxisPlot::wheelEvent(QWheelEvent* event)
{
    // a page that scrolls goes on scrolling where the plot has nothing to zoom
    if (!isReady() || !plotRectangle().contains(event->position())) {
        event->ignore();
        return;
    }
    const double notches = (event->angleDelta().y() + event->angleDelta().x()) / 120.0;
    const bool both = event->modifiers() & Qt::ControlModifier;
    const bool upwards = event->modifiers() & Qt::ShiftModifier;
    zoom(std::pow(zoomOfOneNotch, notches), event->position(), both || !upwards, both || upwards);
    event->accept();
}

void AxisPlot::mousePressEvent(QMouseEvent* event)
{
    if (!isReady() || (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)) {
        event->ignore();
        return;
    }
    pressedAt_ = draggedTo_ = event->position();
    pressedWith_ = event->modifiers();
    if (event->button() == Qt::MiddleButton)
        drag_ = Drag::Pan;
    else
        drag_ = beginDrag(pressedAt_, pressedWith_) ? Drag::Content : Drag::Pressed;
}

void AxisPlot::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (drag_ == Drag::Pressed && (at - pressedAt_).manhattanLength() >= farFromPress)
        drag_ = pressedWith_ & Qt::ShiftModifier ? Drag::Pan : Drag::Frame;
    if (drag_ == Drag::Pan)
        pan(at - draggedTo_);
    else if (drag_ == Drag::Content)
        continueDrag(at);
    draggedTo_ = at;
    const QRectF plot = plotRectangle();
    if (drag_ == Drag::None && isReady()) {
        moveCursorTo(plot.contains(at) ? std::optional(toPlaces(plot, at)) : std::nullopt);
        QWidget::setCursor(pointerAt(at));
    }
    update();
}

void AxisPlot::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = drag_;
    drag_ = Drag::None;
    if (drag == Drag::Content)
        endDrag(event->position());
    else if (drag == Drag::Frame)
        showFrame();
    else if (drag == Drag::Pressed)
        clicked(event->position(), pressedWith_);
    update();
}

QRectF AxisPlot::frameIn(const QRectF& plot) const
{
    const QRectF frame = QRectF(pressedAt_, draggedTo_).normalized();
    const bool flat = frame.height() < frameBothWays;
    const double left = std::clamp(frame.left(), plot.left(), plot.right());
    const double right = std::clamp(frame.right(), plot.left(), plot.right());
    const double top = flat ? plot.top() : std::clamp(frame.top(), plot.top(), plot.bottom());
    const double bottom = flat ? plot.bottom() : std::clamp(frame.bottom(), plot.top(), plot.bottom());
    return { QPointF(left, top), QPointF(right, bottom) };
}

void AxisPlot::showFrame()
{
    const QRectF plot = plotRectangle();
    const QRectF frame = frameIn(plot);
    if (frame.width() < farFromPress || frame.height() < farFromPress)
        return;
    const QPointF low = toPlaces(plot, frame.bottomLeft());
    const QPointF high = toPlaces(plot, frame.topRight());
    setVisibleRange({ low.x(), high.x() }, { low.y(), high.y() });
}

void AxisPlot::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && isReady())
        resetView();
}

void AxisPlot::leaveEvent(QEvent*)
{
    moveCursorTo(std::nullopt);
}

void AxisPlot::keyPressEvent(QKeyEvent* event)
{
    if (!isReady() || !handleKey(event))
        PlotFrame::keyPressEvent(event);
}

bool AxisPlot::handleKey(QKeyEvent* event)
{
    const QRectF plot = plotRectangle();
    const bool moves = event->modifiers() & Qt::ControlModifier;
    const QPointF at = cursor_ ? toPixel(plot, cursor_->x(), cursor_->y()) : plot.center();
    const auto place = [&](int direction) {
        const double x = nextPlace(cursor_ ? std::optional(cursor_->x()) : std::nullopt, direction);
        moveCursorTo(QPointF(x, cursor_ ? cursor_->y() : toPlaces(plot, plot.center()).y()));
    };
    const auto raise = [&](int direction) {
        const QPointF now = cursor_.value_or(toPlaces(plot, plot.center()));
        moveCursorTo(QPointF(now.x(), now.y() + direction * y_.visible.span() / 50));
    };
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int direction = event->key() == Qt::Key_Left ? -1 : 1;
        moves ? pan({ -direction * plot.width() / 10, 0 }) : place(direction);
        return true;
    }
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const int direction = event->key() == Qt::Key_Down ? -1 : 1;
        moves ? pan({ 0, direction * plot.height() / 10 }) : raise(direction);
        return true;
    }
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(zoomOfOneNotch, at, true, moves);
        return true;
    case Qt::Key_Minus:
        zoom(1 / zoomOfOneNotch, at, true, moves);
        return true;
    case Qt::Key_0:
    case Qt::Key_Home:
        resetView();
        return true;
    case Qt::Key_Escape:
        if (!cursor_)
            return false;
        moveCursorTo(std::nullopt);
        return true;
    default:
        return false;
    }
}

} // namespace ui
