// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/window_bracket.h"

#include "ui/plots/plot_painting.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double above = 8; ///< of the bracket over the plot
constexpr double reach = 10; ///< of a grip: targets are 20 pixels and more
constexpr double veil = 0.62;

} // namespace

void WindowBracket::setPoints(std::vector<double> positions, std::optional<core::analysis::Window> window)
{
    positions_ = std::move(positions);
    window_ = positions_.size() < 2 ? std::nullopt : window;
    if (!window_)
        return;
    window_->last = std::min(window_->last, positions_.size() - 1);
    window_->first = std::min(window_->first, window_->last);
}

double WindowBracket::pixelOf(const PlaneMap& map, std::size_t point) const
{
    return std::clamp(map.toPixel({ positions_[point], 0 }).x(), map.plot.left(), map.plot.right());
}

WindowBracket::Grip WindowBracket::gripAt(const PlaneMap& map, QPointF pixel) const
{
    if (!window_ || std::abs(pixel.y() - (map.plot.top() - above)) > reach + 2)
        return Grip::None;
    const double toFirst = std::abs(pixel.x() - pixelOf(map, window_->first));
    const double toLast = std::abs(pixel.x() - pixelOf(map, window_->last));
    if (std::min(toFirst, toLast) > reach)
        return Grip::None;
    if (toFirst == toLast) // of one point: towards the side that there is
        return window_->first > 0 ? Grip::First : Grip::Last;
    return toFirst < toLast ? Grip::First : Grip::Last;
}

bool WindowBracket::drag(const PlaneMap& map, QPointF pixel)
{
    if (!window_ || held_ == Grip::None)
        return false;
    std::size_t nearest = 0;
    for (std::size_t point = 1; point < positions_.size(); ++point)
        if (std::abs(map.toPixel({ positions_[point], 0 }).x() - pixel.x())
            < std::abs(map.toPixel({ positions_[nearest], 0 }).x() - pixel.x()))
            nearest = point;
    const core::analysis::Window before = *window_;
    if (window_->first == window_->last && nearest != window_->first) // which end it becomes shows only now
        held_ = nearest < window_->first ? Grip::First : Grip::Last;
    if (held_ == Grip::First)
        window_->first = std::min(nearest, std::max(window_->last, std::size_t{ 1 }) - 1);
    else
        window_->last = std::min(std::max(nearest, window_->first + 1), positions_.size() - 1);
    return !(before == *window_);
}

bool WindowBracket::move(Grip grip, int points)
{
    if (!window_ || grip == Grip::None)
        return false;
    const core::analysis::Window before = *window_;
    const auto moved = [points](std::size_t point, std::size_t least, std::size_t most) {
        const auto to = static_cast<std::ptrdiff_t>(point) + points;
        return static_cast<std::size_t>(
            std::clamp(to, static_cast<std::ptrdiff_t>(least), static_cast<std::ptrdiff_t>(most)));
    };
    if (grip == Grip::First)
        window_->first = moved(window_->first, 0, std::max(window_->first, std::max(window_->last, std::size_t{ 1 }) - 1));
    else
        window_->last = moved(window_->last, std::min(window_->last, window_->first + 1), positions_.size() - 1);
    return !(before == *window_);
}

void WindowBracket::paint(QPainter& painter, const Theme& theme, const PlaneMap& map, const QString& words) const
{
    if (!window_)
        return;
    const QColor accent = theme.colour(Role::Accent);
    const double left = pixelOf(map, window_->first);
    const double right = pixelOf(map, window_->last);
    const double y = map.plot.top() - above;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(accent, 1.5));
    painter.drawLine(QPointF(left, y), QPointF(right, y));
    painter.setBrush(theme.colour(Role::Panel));
    for (const double x : { left, right })
        painter.drawRoundedRect(QRectF(x - 3, y - 5, 6, 10), 1.5, 1.5);
    const QFont font = plotFont(theme, TextSize::Axis11, QFont::Medium);
    // in the line of the bracket, which is above all trajectories; beside it where it is too short
    const double width = textWidth(font, words) + 16;
    const double at = right - left > width + 12     ? (left + right - width) / 2
        : right + 8 + width < map.plot.right() + 20 ? right + 8
                                                    : left - 8 - width;
    paintLabel(painter, theme, font, accent, words, { at + width / 2, y }, Qt::AlignHCenter | Qt::AlignVCenter);
    painter.restore();
}

void WindowBracket::paintVeil(QPainter& painter, const Theme& theme, const PlaneMap& map) const
{
    if (!window_)
        return;
    QColor panel = theme.colour(Role::Panel);
    panel.setAlphaF(static_cast<float>(veil));
    const QRectF& plot = map.plot;
    const double left = pixelOf(map, window_->first);
    const double right = pixelOf(map, window_->last);
    painter.fillRect(alignedToDevice(painter, { plot.topLeft(), QPointF(left, plot.bottom()) }), panel);
    painter.fillRect(alignedToDevice(painter, { QPointF(right, plot.top()), plot.bottomRight() }), panel);
}

} // namespace ui
