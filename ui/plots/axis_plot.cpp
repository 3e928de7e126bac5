// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/axis_plot.h"

#include "ui/plots/plot_painting.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double smallestShare = 1e-6; ///< of the whole that can be zoomed to
constexpr double tickLength = 4;

AxisRange cut(AxisRange wanted, AxisRange whole)
{
    const double span = std::clamp(wanted.span(), smallestShare * whole.span(), whole.span());
    const double low = std::clamp(wanted.low, whole.low, whole.high - span);
    return { low, low + span };
}

} // namespace

AxisPlot::AxisPlot(const Theme& theme, QWidget* parent)
    : PlotFrame(theme, parent)
{
    setAxes({}, { 0, 1 }, {}, { 0, 1 });
}

AxisPlot::~AxisPlot() = default;

void AxisPlot::setAxes(const AxisSettings& x, AxisRange xData, const AxisSettings& y, AxisRange yData)
{
    const auto replace = [](Axis& axis, const AxisSettings& settings, AxisRange values) {
        const bool zoomed = axis.visible != axis.scale.whole() && axis.settings.logarithmic == settings.logarithmic;
        axis.settings = settings;
        axis.scale = AxisScale(settings, values.low, values.high);
        axis.visible = zoomed ? cut(axis.visible, axis.scale.whole()) : axis.scale.whole();
    };
    replace(x_, x, xData);
    replace(y_, y, yData);
    refresh();
}

bool AxisPlot::isZoomed() const
{
    return x_.visible != x_.scale.whole() || y_.visible != y_.scale.whole();
}

void AxisPlot::setVisibleRange(AxisRange x, AxisRange y)
{
    x = cut(x, x_.scale.whole());
    y = cut(y, y_.scale.whole());
    if (x == x_.visible && y == y_.visible)
        return;
    x_.visible = x;
    y_.visible = y;
    refresh();
    Q_EMIT viewChanged();
}

void AxisPlot::resetView()
{
    setVisibleRange(x_.scale.whole(), y_.scale.whole());
}

PlotGeometry AxisPlot::geometryFor(QSizeF size) const
{
    PlotGeometry geometry = PlotFrame::geometryFor(size);
    double top = geometry.header.bottom() + 3;
    if (!y_.settings.label.isEmpty()) {
        geometry.measure = { geometry.header.left(), 30, geometry.header.width(), 16 };
        top = geometry.measure.bottom() + 7;
    }
    top += topMargin();
    const double below = 20 + (x_.settings.label.isEmpty() ? 0 : 16) + (text().caption.isEmpty() ? 3 : 20);
    const double height = std::max(10.0, size.height() - top - below);
    const QFont font = plotFont(theme(), TextSize::Axis11);
    double labels = 0;
    for (const AxisTick& tick : yTicks(QRectF(0, 0, 100, height)))
        labels = std::max(labels, textWidth(font, tick.label));
    const double left = std::max(32.0, std::ceil(labels) + 18);
    geometry.plot = { left, top, std::max(10.0, size.width() - left - rightMargin()), height };
    return geometry;
}

std::vector<AxisTick> AxisPlot::xTicks(const QRectF& plot) const
{
    return x_.scale.ticks(x_.visible, std::clamp(static_cast<int>(plot.width() / 64), 2, 9));
}

std::vector<AxisTick> AxisPlot::yTicks(const QRectF& plot) const
{
    return y_.scale.ticks(y_.visible, std::clamp(static_cast<int>(plot.height() / 18), 2, 7));
}

QPointF AxisPlot::toPixel(const QRectF& plot, double xPlace, double yPlace) const
{
    return planeMap(plot).toPixel({ xPlace, yPlace });
}

QPointF AxisPlot::toPlaces(const QRectF& plot, QPointF pixel) const
{
    return planeMap(plot).toPlace(pixel);
}

QPointF AxisPlot::pixelOf(double x, double y) const
{
    return toPixel(plotRectangle(), x_.scale.place(x), y_.scale.place(y));
}

void AxisPlot::paintGrid(const PlotPaint& paint) const
{
    const QRectF& plot = paint.geometry.plot;
    if (!grid_)
        return;
    for (const AxisTick& tick : yTicks(plot)) {
        const double y = toPixel(plot, 0, y_.scale.place(tick.value)).y();
        paintCrispLine(paint.painter, { plot.left(), y }, { plot.right(), y }, theme().colour(Role::Grid));
    }
}

void AxisPlot::paintAxes(const PlotPaint& paint) const
{
    QPainter& painter = paint.painter;
    const QRectF& plot = paint.geometry.plot;
    const QFont font = plotFont(theme(), TextSize::Axis11);
    const QColor axis = theme().colour(Role::Axis);
    painter.setFont(font);
    paintCrispLine(painter, plot.bottomLeft(), plot.bottomRight(), axis);
    painter.setPen(theme().colour(Role::Secondary));
    for (const AxisTick& tick : yTicks(plot)) {
        const double y = toPixel(plot, 0, y_.scale.place(tick.value)).y();
        painter.drawText(QRectF(0, y - 8, plot.left() - 6, 16), Qt::AlignRight | Qt::AlignVCenter, tick.label);
    }
    double free = -1e9; ///< labels start right of it
    std::vector<AxisTick> ticks = xTicks(plot);
    // the last label is kept whatever is beside it: it says how far the axis goes
    const auto labelOf = [&](const AxisTick& tick) {
        const double width = textWidth(font, tick.label);
        const double x = toPixel(plot, x_.scale.place(tick.value), 0).x();
        const double left = std::min(x - width / 2, paint.geometry.whole.right() - width - 2);
        return QRectF(left, plot.bottom() + tickLength + 1, width, 14);
    };
    const double last = ticks.empty() ? 1e9 : labelOf(ticks.back()).left();
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        const double x = toPixel(plot, x_.scale.place(ticks[i].value), 0).x();
        paintCrispLine(painter, { x, plot.bottom() }, { x, plot.bottom() + tickLength }, axis);
        const QRectF label = labelOf(ticks[i]);
        const bool isLast = i + 1 == ticks.size();
        if (label.left() < free || (!isLast && label.right() + 5 > last))
            continue;
        free = label.right() + 5;
        painter.drawText(label, Qt::AlignCenter | Qt::TextDontClip, ticks[i].label);
    }
    painter.drawText(
        QRectF(plot.left(), plot.bottom() + 20, plot.width(), 16), Qt::AlignRight | Qt::AlignVCenter, x_.settings.label);
    painter.drawText(paint.geometry.measure, Qt::AlignLeft | Qt::AlignVCenter, y_.settings.label);
}

std::optional<ReadOut> AxisPlot::readOutAt(QPointF, const QRectF&) const
{
    return std::nullopt;
}

double AxisPlot::nextPlace(std::optional<double> from, int direction) const
{
    const double step = x_.visible.span() / 50;
    return from ? std::clamp(*from + direction * step, x_.visible.low, x_.visible.high)
                : x_.visible.low + x_.visible.span() / 2;
}

void AxisPlot::onCursorMoved(std::optional<QPointF>) { }

void AxisPlot::moveCursorTo(std::optional<QPointF> places)
{
    if (places == cursor_)
        return;
    cursor_ = places;
    setReadOutSentence(readOutSentence());
    onCursorMoved(places);
    update();
}

QString AxisPlot::readOutSentence() const
{
    if (!cursor_)
        return {};
    const auto readOut = readOutAt(*cursor_, plotRectangle());
    return readOut ? readOut->sentence() : QString();
}

void AxisPlot::paintOver(const PlotPaint& paint)
{
    if (paint.exporting)
        return;
    if (drag_ == Drag::Frame)
        paintFrame(paint);
    else if (cursor_)
        if (const auto readOut = readOutAt(*cursor_, paint.geometry.plot))
            paintReadOut(paint.painter, theme(), *readOut, paint.geometry.plot);
}

void AxisPlot::paintFrame(const PlotPaint& paint) const
{
    QColor fill = theme().colour(Role::Accent);
    paint.painter.setPen(QPen(fill, 1.5));
    fill.setAlphaF(0.10F);
    paint.painter.setBrush(fill);
    paint.painter.drawRect(frameIn(paint.geometry.plot));
}

} // namespace ui
