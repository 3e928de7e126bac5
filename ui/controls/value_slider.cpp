// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/value_slider.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr int steps = 10000;
constexpr double handleRadius = 8;
constexpr double focusRadius = 12; ///< the ring is whole at both ends too
constexpr double grooveHeight = 4;

} // namespace

ValueSlider::ValueSlider(const Theme& theme, QWidget* parent)
    : QSlider(Qt::Horizontal, parent)
    , theme_(theme)
{
    setRange(0, steps);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

double ValueSlider::position() const
{
    return static_cast<double>(value()) / steps;
}

void ValueSlider::setPosition(double position)
{
    const QSignalBlocker quiet(this);
    setValue(static_cast<int>(std::lround(std::clamp(position, 0.0, 1.0) * steps)));
    update();
}

void ValueSlider::setZone(std::optional<std::pair<double, double>> zone)
{
    zone_ = zone;
    update();
}

double ValueSlider::xOf(double position) const
{
    return focusRadius + std::clamp(position, 0.0, 1.0) * (width() - 2 * focusRadius);
}

void ValueSlider::moveTo(double x)
{
    setPosition((x - focusRadius) / std::max(1.0, width() - 2 * focusRadius));
    Q_EMIT dragged();
}

void ValueSlider::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double middle = height() / 2.0;
    const auto bar = [&](double from, double to, Role role) {
        painter.setBrush(theme_.colour(role));
        painter.drawRoundedRect(QRectF(from, middle - grooveHeight / 2, to - from, grooveHeight), 2, 2);
    };
    const double x = xOf(position());
    bar(0, width(), Role::Sunken);
    bar(0, x, isEnabled() ? Role::Accent : Role::Disabled);
    if (zone_) { // above the groove, so that it is seen on both sides of the handle
        painter.setBrush(theme_.colour(isEnabled() ? Role::Success : Role::Disabled));
        painter.drawRect(QRectF(QPointF(xOf(zone_->first), middle + 4), QPointF(xOf(zone_->second), middle + 6)));
    }
    if (hasFocus() && byKeyboard_) {
        painter.setBrush(theme_.colour(Role::Window));
        painter.setPen(QPen(theme_.colour(Role::Focus), 2));
        painter.drawEllipse(QPointF(x, middle), focusRadius - 1, focusRadius - 1);
    }
    painter.setBrush(theme_.colour(isSliderDown() || (underMouse() && isEnabled()) ? Role::Hover : Role::Panel));
    painter.setPen(QPen(theme_.colour(isEnabled() ? Role::Accent : Role::Disabled), 2));
    painter.drawEllipse(QPointF(x, middle), handleRadius - 1, handleRadius - 1);
}

void ValueSlider::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(true);
    moveTo(event->position().x());
}

void ValueSlider::mouseMoveEvent(QMouseEvent* event)
{
    if (isSliderDown())
        moveTo(event->position().x());
}

void ValueSlider::mouseReleaseEvent(QMouseEvent* event)
{
    if (!isSliderDown() || event->button() != Qt::LeftButton)
        return;
    setSliderDown(false);
    update();
    Q_EMIT released();
}

void ValueSlider::focusInEvent(QFocusEvent* event)
{
    byKeyboard_ = event->reason() != Qt::MouseFocusReason;
    QSlider::focusInEvent(event);
}

void ValueSlider::wheelEvent(QWheelEvent* event)
{
    event->ignore(); // scrolling a column of controls must not change what it passes over
}

} // namespace ui
