// SPDX-License-Identifier: GPL-3.0-or-later
// What HistogramPlot paints.
#include "ui/plots/histogram_plot.h"

#include "ui/plots/plot_painting.h"
#include "ui/theme/number_text.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double openWidth = 16; ///< of the bar for what has no value yet
constexpr double paleShare = 0.45;

QColor fillOf(const BarSeries& series, const Theme& theme)
{
    QColor colour = series.colour.colour(theme);
    if (series.pale)
        colour.setAlphaF(static_cast<float>(paleShare));
    return colour;
}

} // namespace

/// Its edges lie on device pixels, one of which stays free between bars that are wide enough.
QRectF HistogramPlot::barOf(const PlotPaint& paint, std::size_t bin, qint64 count) const
{
    const QRectF& plot = paint.geometry.plot;
    const double left = toPixel(plot, xScale().place(content_.edges[bin]), 0).x();
    const double right = toPixel(plot, xScale().place(content_.edges[bin + 1]), 0).x();
    const double top = toPixel(plot, 0, static_cast<double>(count)).y();
    QRectF bar = alignedToDevice(paint.painter, QRectF(QPointF(left, top), QPointF(right, plot.bottom())));
    if (bar.height() * paint.ratio < 1) // a row is never nothing
        bar.setTop(bar.bottom() - 1 / paint.ratio);
    if (bar.width() * paint.ratio >= 4)
        bar.setRight(bar.right() - 1 / paint.ratio);
    return bar & plot;
}

void HistogramPlot::paintPicture(const PlotPaint& paint)
{
    paintGrid(paint);
    for (std::size_t bin = 0; bin < bins(); ++bin)
        paintBars(paint, bin);
    paintCensored(paint);
    paintAxes(paint);
    paintLimit(paint);
    paintNames(paint);
}

/// The bars of one bin, a lower one before a higher one.
void HistogramPlot::paintBars(const PlotPaint& paint, std::size_t bin) const
{
    QColor lines = theme().colour(Role::Panel);
    lines.setAlphaF(0.55F);
    std::vector<const BarSeries*> order;
    for (const BarSeries& series : content_.series)
        if (series.counts[bin] > 0)
            order.push_back(&series);
    std::stable_sort(order.begin(), order.end(),
        [bin](const BarSeries* a, const BarSeries* b) { return a->counts[bin] > b->counts[bin]; });
    for (const BarSeries* series : order) {
        const QRectF bar = barOf(paint, bin, series->counts[bin]);
        if (bar.isEmpty())
            continue;
        paint.painter.fillRect(bar, fillOf(*series, theme()));
        if (series->hatched)
            paint.painter.fillRect(bar, QBrush(lines, Qt::BDiagPattern));
    }
}

void HistogramPlot::paintCensored(const PlotPaint& paint) const
{
    if (!hasCensored())
        return;
    const QRectF& plot = paint.geometry.plot;
    QPainter& painter = paint.painter;
    const double left = plot.right() + 20;
    qint64 most = 0;
    painter.save();
    for (const BarSeries& series : content_.series) {
        if (series.censored <= 0)
            continue;
        most = std::max(most, series.censored);
        const double top = std::max(plot.top(), toPixel(plot, 0, static_cast<double>(series.censored)).y());
        const QRectF bar = alignedToDevice(painter, { QPointF(left, top), QPointF(left + openWidth, plot.bottom()) });
        painter.setPen(QPen(series.colour.colour(theme()), 1.5, series.pale ? Qt::DashLine : Qt::SolidLine));
        painter.setBrush(theme().colour(Role::Panel));
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    painter.restore();
    painter.setFont(plotFont(theme(), TextSize::Axis11));
    painter.setPen(theme().colour(Role::Secondary));
    const double middle = left + openWidth / 2;
    const double top = std::max(plot.top(), toPixel(plot, 0, static_cast<double>(most)).y());
    painter.drawText(QRectF(middle - 40, top - 16, 80, 14), Qt::AlignCenter, countText(most));
    painter.drawText(QRectF(middle - 40, plot.bottom() + 5, 80, 14), Qt::AlignCenter, tr("not yet"));
}

void HistogramPlot::paintLimit(const PlotPaint& paint) const
{
    if (!content_.limit)
        return;
    const QRectF& plot = paint.geometry.plot;
    const double x = toPixel(plot, xScale().place(content_.limit->x), 0).x();
    if (x < plot.left() || x > plot.right())
        return;
    const QColor colour = theme().colour(Role::Warning);
    QPen pen(colour, 1.5, Qt::SolidLine, Qt::FlatCap);
    pen.setDashPattern({ 4, 2 });
    paint.painter.setPen(pen);
    paint.painter.drawLine(QPointF(x, plot.top() - 6), QPointF(x, plot.bottom()));
    const QFont font = plotFont(theme(), TextSize::Small12, QFont::Medium);
    const bool left = x + 8 + textWidth(font, content_.limit->text) > paint.geometry.whole.right() - 8;
    paintLabel(paint.painter, theme(), font, colour, content_.limit->text, { x + (left ? -5 : 5), plot.top() - 6 },
        (left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
}

/// Beside the falling side of its bars: there is room above them.
void HistogramPlot::paintNames(const PlotPaint& paint) const
{
    if (content_.series.size() < 2)
        return;
    const QRectF& plot = paint.geometry.plot;
    const QFont font = plotFont(theme(), TextSize::Small12, QFont::Medium);
    std::vector<qint64> tallest;
    for (std::size_t bin = 0; bin < bins(); ++bin)
        tallest.push_back(mostIn(bin));
    const auto peak = std::max_element(tallest.begin(), tallest.end());
    double share = 0.6;
    double lowest = plot.top();
    for (const BarSeries& series : content_.series) {
        auto bin = peak;
        while (bin != tallest.end() && static_cast<double>(*bin) > share * static_cast<double>(*peak))
            ++bin;
        if (bin == tallest.end())
            return;
        const auto index = static_cast<std::size_t>(bin - tallest.begin());
        const QRectF bar = barOf(paint, index, *bin);
        // all names end above the axis
        const auto left
            = static_cast<double>(content_.series.end() - content_.series.begin() - (&series - content_.series.data()));
        const double y = std::max(lowest, std::min(bar.top() - 18, plot.bottom() - 18 * left));
        const QColor colour = series.pale ? theme().colour(Role::Secondary) : series.colour.textColour(theme());
        const QRectF box = paintLabel(
            paint.painter, theme(), font, colour, series.name, { bar.left() + 4, y }, Qt::AlignLeft | Qt::AlignTop);
        lowest = box.bottom();
        share *= 0.45;
    }
}

void HistogramPlot::paintOver(const PlotPaint& paint)
{
    const QRectF& plot = paint.geometry.plot;
    if (selected_) {
        const double left = toPixel(plot, xScale().place(content_.edges[selected_->first]), 0).x();
        const double right = toPixel(plot, xScale().place(content_.edges[selected_->last + 1]), 0).x();
        const QColor accent = theme().colour(Role::Accent);
        QColor fill = accent;
        fill.setAlphaF(0.10F);
        const QRectF box = QRectF(QPointF(left, plot.top()), QPointF(right, plot.bottom())) & plot;
        paint.painter.fillRect(box, fill);
        paint.painter.setPen(QPen(accent, 1.5));
        paint.painter.drawLine(box.topLeft(), box.bottomLeft());
        paint.painter.drawLine(box.topRight(), box.bottomRight());
    }
    AxisPlot::paintOver(paint);
}

} // namespace ui
