// SPDX-License-Identifier: GPL-3.0-or-later
// What LinePlot paints over its lines: markers, brackets, diamonds, circles, names.
#include "ui/plots/line_plot.h"

#include "ui/plots/line_values.h"
#include "ui/plots/plot_painting.h"
#include "ui/theme/number_text.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double markerSize = 6;
constexpr double diamondSize = 9;
constexpr double circleSize = 8.5;

QString nameOf(const LineSeries& series, double value)
{
    const QString name = series.endName.value_or(series.name);
    return series.valueInName ? (name + ' ' + numberText(value, series.decimals)).trimmed() : name;
}

void paintWhereFree(QPainter& painter, const Theme& theme, std::vector<QRectF>& taken, const QFont& font,
    const QString& text, QPointF corner, Qt::Alignment alignment)
{
    const QRectF box = labelBox(font, text, corner, alignment);
    if (std::any_of(taken.begin(), taken.end(), [&](const QRectF& other) { return other.intersects(box); }))
        return;
    taken.push_back(paintLabel(painter, theme, font, theme.colour(Role::Text), text, corner, alignment));
}

} // namespace

bool LinePlot::hasCensored() const
{
    return std::any_of(
        content_.axisMarks.begin(), content_.axisMarks.end(), [](const AxisMark& mark) { return !mark.x.has_value(); });
}

double LinePlot::rightMargin() const
{
    if (hasList())
        return 176;
    // names that end at the right edge need room beside it; those of a line that still grows lie inside
    const QRectF unit(0, 0, 1000, 100);
    std::vector<EndName> names = endNames(unit);
    const auto inside = [&](const EndName& name) { return name.end.x() < unit.right() - 160; };
    names.erase(std::remove_if(names.begin(), names.end(), inside), names.end());
    return std::max(hasCensored() ? 52.0 : 20.0, endNamesWidth(theme(), names) + 6);
}

void LinePlot::paintMarkers(const PlotPaint& paint) const
{
    const QRectF& plot = paint.geometry.plot;
    const QRectF reach = plot.adjusted(-1, -1, 1, 1);
    for (const LineSeries& series : content_.series) {
        if (!isShown(series) || series.raw)
            continue;
        const QColor colour = series.look.colour.colour(theme());
        const auto mark = [&](std::size_t i, Marker marker, double size) {
            const QPointF at = toPixel(plot, xScale().place(series.x[i]), yScale().place(series.y[i]));
            if (std::isfinite(at.x()) && std::isfinite(at.y()) && reach.contains(at))
                paintMarker(paint.painter, marker, at, size, colour, theme().colour(Role::Panel));
        };
        for (std::size_t i = 0; series.markers && i < series.x.size(); ++i)
            mark(i, series.look.marker, markerSize);
        if (const auto last = lastFinite(series, INFINITY); last && series.endDot)
            mark(*last, Marker::Circle, 9);
    }
}

void LinePlot::paintRecordingPoints(const PlotPaint& paint) const
{
    const QRectF& plot = paint.geometry.plot;
    for (const RecordingMark& mark : content_.recordingPoints) {
        const double x = toPixel(plot, xScale().place(mark.x), 0).x();
        if (x > plot.left() + 2 && x < plot.right() + 1)
            paintCrispLine(
                paint.painter, { x, plot.top() }, { x, plot.bottom() }, theme().colour(Role::Border), Qt::DotLine);
    }
}

/// The longest plateau's label has the first choice.
void LinePlot::paintPlateaus(const PlotPaint& paint, std::vector<QRectF>& taken) const
{
    std::vector<const PlateauMark*> longestFirst;
    for (const PlateauMark& mark : content_.plateaus)
        longestFirst.push_back(&mark);
    std::stable_sort(longestFirst.begin(), longestFirst.end(),
        [](const auto* a, const auto* b) { return a->last - a->first > b->last - b->first; });
    const QRectF& plot = paint.geometry.plot;
    const QFont font = plotFont(theme(), TextSize::Axis11, QFont::Medium);
    const QColor colour = theme().colour(Role::Text);
    for (const PlateauMark* each : longestFirst) {
        const PlateauMark& mark = *each;
        if (mark.series >= content_.series.size() || !isShown(content_.series[mark.series]))
            continue;
        const LineSeries& series = content_.series[mark.series];
        const double left = std::max(plot.left(), toPixel(plot, xScale().place(mark.first), 0).x());
        const double right = std::min(plot.right(), toPixel(plot, xScale().place(mark.last), 0).x());
        double y = plot.bottom();
        for (const double x : { mark.first, (mark.first + mark.last) / 2, mark.last })
            if (const auto value = valueAt(series, x))
                y = std::min(y, toPixel(plot, 0, yScale().place(*value)).y());
        y = std::max(plot.top() + 18, y - 10);
        if (!(left + 8 < right))
            continue;
        const Qt::PenStyle style = mark.certain ? Qt::SolidLine : Qt::DashLine;
        paintCrispLine(paint.painter, { left, y }, { right, y }, colour, style);
        paintCrispLine(paint.painter, { left, y - 4 }, { left, y + 5 }, colour);
        paintCrispLine(paint.painter, { right, y - 4 }, { right, y + 5 }, colour);
        paintWhereFree(paint.painter, theme(), taken, font, mark.text, { (left + right) / 2, y - 4 },
            Qt::AlignHCenter | Qt::AlignBottom);
    }
}

void LinePlot::paintDrops(const PlotPaint& paint, std::vector<QRectF>& taken) const
{
    const QRectF& plot = paint.geometry.plot;
    const QFont font = plotFont(theme(), TextSize::Axis11, QFont::Medium);
    for (const DropMark& mark : content_.drops) {
        if (mark.series >= content_.series.size() || !isShown(content_.series[mark.series]))
            continue;
        const LineSeries& series = content_.series[mark.series];
        const auto value = valueAt(series, mark.x);
        if (!value)
            continue;
        const QPointF at = toPixel(plot, xScale().place(mark.x), yScale().place(*value));
        if (!plot.contains(at))
            continue;
        paintMarker(paint.painter, Marker::Diamond, at, diamondSize, series.look.colour.colour(theme()).darker(115),
            theme().colour(Role::Panel), !mark.certain);
        paintWhereFree(
            paint.painter, theme(), taken, font, mark.text, at + QPointF(11, -2), Qt::AlignLeft | Qt::AlignVCenter);
    }
}

void LinePlot::paintAxisMarks(const PlotPaint& paint) const
{
    const QRectF& plot = paint.geometry.plot;
    const QColor panel = theme().colour(Role::Panel);
    for (const RecordingMark& mark : content_.recordingPoints) {
        const double x = toPixel(plot, xScale().place(mark.x), 0).x();
        if (x < plot.left() - 1 || x > plot.right() + 1)
            continue;
        paintMarker(paint.painter, Marker::Circle, { x, plot.bottom() }, mark.done ? circleSize : circleSize - 1,
            theme().colour(mark.done ? Role::Accent : Role::Edge), panel, !mark.done);
    }
    double censored = plot.right();
    for (const AxisMark& mark : content_.axisMarks) {
        const double x = mark.x ? toPixel(plot, xScale().place(*mark.x), 0).x() : censored;
        if (x < plot.left() - 1 || x > plot.right() + 1)
            continue;
        paintMarker(paint.painter, Marker::Diamond, { x, plot.bottom() }, diamondSize, mark.colour.colour(theme()), panel,
            !mark.certain || !mark.x);
        if (!mark.x)
            censored -= diamondSize + 4;
    }
    if (censored < plot.right())
        paintLabel(paint.painter, theme(), plotFont(theme(), TextSize::Axis11), theme().colour(Role::Secondary),
            tr("not yet"), { plot.right() + 8, plot.bottom() }, Qt::AlignLeft | Qt::AlignVCenter);
}

void LinePlot::paintNotes(const PlotPaint& paint) const
{
    const QRectF& plot = paint.geometry.plot;
    for (const PointNote& note : content_.notes) {
        const QPointF at = toPixel(plot, xScale().place(note.x), yScale().place(note.y));
        if (plot.contains(at))
            paintLabel(paint.painter, theme(), plotFont(theme(), TextSize::Axis11), theme().colour(Role::Secondary),
                note.text, at + QPointF(4, 0), Qt::AlignLeft | Qt::AlignVCenter);
    }
}

std::vector<EndName> LinePlot::endNames(const QRectF& plot) const
{
    std::vector<EndName> names;
    for (const LineSeries& series : content_.series) {
        if (series.raw || !isShown(series) || (series.name.isEmpty() && !series.valueInName))
            continue;
        const auto last = lastFinite(series, xScale().value(visibleX().high));
        if (!last)
            continue;
        const auto value = valueAt(series, xScale().value(visibleX().high)).value_or(series.y[*last]);
        const double x
            = valueAt(series, xScale().value(visibleX().high)) ? visibleX().high : xScale().place(series.x[*last]);
        if (x < visibleX().low || !std::isfinite(yScale().place(value)))
            continue;
        QPointF end = toPixel(plot, x, yScale().place(value));
        end.setY(std::clamp(end.y(), plot.top(), plot.bottom()));
        names.push_back({ end, nameOf(series, value), series.note, series.look.colour.textColour(theme()),
            !(series.look.colour.textColour(theme()) == theme().colour(Role::Text)), theme().colour(Role::Secondary) });
    }
    return names;
}

void LinePlot::paintNames(const PlotPaint& paint) const
{
    // "not yet" stands under the names
    const QRectF room = paint.geometry.plot.adjusted(0, 0, 0, hasCensored() ? -14 : 0);
    paintEndNames(paint.painter, theme(), endNames(paint.geometry.plot), room);
}

/// The list beside the plot where there are no widgets.
void LinePlot::paintList(const PlotPaint& paint) const
{
    if (!paint.exporting)
        return;
    double y = paint.geometry.plot.top();
    const double left = paint.geometry.plot.right() + 12;
    paint.painter.setFont(plotFont(theme(), TextSize::Small12));
    for (const LineSeries& series : content_.series) {
        if (series.raw || series.name.isEmpty() || !isShown(series))
            continue;
        paint.painter.setPen(penOf(series.look, theme()));
        paint.painter.drawLine(QPointF(left, y + 8), QPointF(left + 20, y + 8));
        paint.painter.setPen(theme().colour(Role::Text));
        paint.painter.drawText(QRectF(left + 28, y, 120, 16), Qt::AlignLeft | Qt::AlignVCenter, series.name);
        y += 18;
    }
}

} // namespace ui
