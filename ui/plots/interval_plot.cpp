// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/interval_plot.h"

#include "ui/plots/line_values.h"
#include "ui/plots/plot_export.h"
#include "ui/plots/plot_painting.h"
#include "ui/theme/number_text.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {

namespace {

constexpr double markerSize = 10;
constexpr double roomShare = 0.05; ///< of the values' range, at both ends
constexpr double gap = 14; ///< between the plot and the texts beside it, and between those

} // namespace

IntervalPlot::IntervalPlot(const Theme& theme, QWidget* parent)
    : CategoryPlot(theme, parent)
{
}

IntervalPlot::~IntervalPlot() = default;

AxisRange IntervalPlot::dataRange() const
{
    AxisRange range{ std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity() };
    const auto take = [&range](double value) {
        if (!std::isfinite(value))
            return;
        range.low = std::min(range.low, value);
        range.high = std::max(range.high, value);
    };
    for (const IntervalRow& row : content_.rows)
        for (const IntervalMark& mark : row.marks) {
            take(mark.value);
            take(mark.interval ? mark.interval->low : mark.value);
            take(mark.interval ? mark.interval->high : mark.value);
        }
    if (content_.zone) {
        take(content_.zone->range.low);
        take(content_.zone->range.high);
    }
    if (content_.zeroLine)
        take(0);
    if (range.low > range.high)
        return { 0, 1 };
    const double room = std::max(range.span() * roomShare, 1e-9); // no mark stands on a name
    return { range.low - room, range.high + room };
}

void IntervalPlot::setContent(IntervalContent content)
{
    content_ = std::move(content);
    QStringList names;
    for (const IntervalRow& row : content_.rows)
        names.append(row.name);
    setText(content_.text);
    setRows(names, content_.xAxis, withRoundEnds(dataRange(), false));
}

double IntervalPlot::textColumn() const
{
    double widest = 0;
    for (const IntervalRow& row : content_.rows)
        widest = std::max(widest, textWidth(plotFont(theme(), TextSize::Small12, QFont::DemiBold), row.text));
    return widest;
}

double IntervalPlot::noteColumn() const
{
    double widest = 0;
    for (const IntervalRow& row : content_.rows)
        widest = std::max(widest, textWidth(plotFont(theme(), TextSize::Small12), row.note));
    return widest;
}

double IntervalPlot::rightMargin() const
{
    const double texts = textColumn();
    const double notes = noteColumn();
    return 14 + (texts > 0 ? texts + gap : 0) + (notes > 0 ? notes + gap : 0);
}

QString IntervalPlot::valueText(double value) const
{
    return numberText(value, content_.decimals);
}

void IntervalPlot::paintPicture(const PlotPaint& paint)
{
    paintZone(paint);
    paintAxes(paint);
    paint.painter.save();
    paint.painter.setRenderHint(QPainter::Antialiasing);
    for (qsizetype row = 0; row < rowCount(); ++row)
        paintRow(paint, row);
    paint.painter.restore();
    for (qsizetype row = 0; row < rowCount(); ++row)
        paintTexts(paint, row);
    if (content_.nameMarks && rowCount() > 0)
        paintMarkNames(paint);
}

void IntervalPlot::paintZone(const PlotPaint& paint) const
{
    const QRectF& plot = paint.geometry.plot;
    if (content_.zone) {
        const auto& zone = *content_.zone;
        const double left = toPixel(plot, zone.range.low, 0).x();
        const double right = toPixel(plot, zone.range.high, 0).x();
        const QRectF box = QRectF(QPointF(left, plot.top()), QPointF(right, plot.bottom())) & plot;
        paint.painter.fillRect(box, theme().colour(Role::Sunken));
        const QFont font = plotFont(theme(), TextSize::Axis11);
        const double width = textWidth(font, zone.words);
        const double most = paint.geometry.whole.right() - 4 - width;
        const double begin = std::clamp(box.center().x() - width / 2, 4.0, std::max(4.0, most));
        paint.painter.setFont(font);
        paint.painter.setPen(theme().colour(Role::Secondary));
        paint.painter.drawText(QRectF(begin, plot.top() - 16, width + 2, 15), Qt::AlignLeft | Qt::AlignVCenter, zone.words);
    }
    if (!content_.zeroLine)
        return;
    const double zero = toPixel(plot, 0, 0).x();
    if (zero >= plot.left() && zero <= plot.right())
        paintCrispLine(paint.painter, { zero, plot.top() }, { zero, plot.bottom() }, theme().colour(Role::Text));
}

void IntervalPlot::paintMark(const PlotPaint& paint, const IntervalMark& mark, double y) const
{
    const QRectF& plot = paint.geometry.plot;
    const QColor colour = mark.look.colour.colour(theme());
    if (mark.interval) {
        paint.painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::FlatCap));
        paint.painter.drawLine(
            QPointF(toPixel(plot, mark.interval->low, 0).x(), y), QPointF(toPixel(plot, mark.interval->high, 0).x(), y));
    }
    const Marker marker = mark.look.marker == Marker::None ? Marker::Circle : mark.look.marker;
    paintMarker(paint.painter, marker, { toPixel(plot, mark.value, 0).x(), y }, markerSize, colour,
        theme().colour(Role::Panel), mark.open);
}

void IntervalPlot::paintRow(const PlotPaint& paint, qsizetype row) const
{
    const QRectF& plot = paint.geometry.plot;
    const IntervalRow& values = content_.rows[static_cast<std::size_t>(row)];
    const double y = toPixel(plot, 0, placeOf(row)).y();
    if (y < plot.top() || y > plot.bottom())
        return;
    paint.painter.setClipRect(plot.adjusted(-markerSize, 0, markerSize, 0));
    if (values.marks.size() == 2) {
        paint.painter.setPen(QPen(theme().colour(Role::Border), 2, Qt::SolidLine, Qt::FlatCap));
        paint.painter.drawLine(QPointF(toPixel(plot, values.marks[0].value, 0).x(), y),
            QPointF(toPixel(plot, values.marks[1].value, 0).x(), y));
    }
    for (const IntervalMark& mark : values.marks)
        if (std::isfinite(mark.value))
            paintMark(paint, mark, y);
    paint.painter.setClipping(false);
}

void IntervalPlot::paintTexts(const PlotPaint& paint, qsizetype row) const
{
    const QRectF& plot = paint.geometry.plot;
    const IntervalRow& values = content_.rows[static_cast<std::size_t>(row)];
    const double y = toPixel(plot, 0, placeOf(row)).y();
    if (y < plot.top() || y > plot.bottom() || rowHeight(plot) < 10)
        return;
    const double texts = textColumn();
    const double begin = plot.right() + gap;
    paint.painter.setFont(plotFont(theme(), TextSize::Small12, values.strong ? QFont::DemiBold : QFont::Normal));
    paint.painter.setPen(theme().colour(Role::Text));
    paint.painter.drawText(QRectF(begin, y - 8, texts + 2, 16), Qt::AlignRight | Qt::AlignVCenter, values.text);
    paint.painter.setFont(plotFont(theme(), TextSize::Small12));
    paint.painter.setPen(theme().colour(Role::Secondary));
    paint.painter.drawText(QRectF(begin + (texts > 0 ? texts + gap : 0), y - 8, noteColumn() + 2, 16),
        Qt::AlignRight | Qt::AlignVCenter, values.note);
}

/// Over the marks of the first row, pushed apart where they are near each other.
void IntervalPlot::paintMarkNames(const PlotPaint& paint) const
{
    const QRectF& plot = paint.geometry.plot;
    const auto& marks = content_.rows.front().marks;
    const QFont font = plotFont(theme(), TextSize::Axis11, QFont::Medium);
    std::vector<double> middles;
    for (const IntervalMark& mark : marks)
        middles.push_back(toPixel(plot, mark.value, 0).x());
    if (marks.size() == 2) {
        const double room = (textWidth(font, marks[0].name) + textWidth(font, marks[1].name)) / 2 + 8;
        const double near = room - std::abs(middles[1] - middles[0]);
        const double direction = middles[1] >= middles[0] ? 1 : -1;
        if (near > 0) {
            middles[0] -= direction * near / 2;
            middles[1] += direction * near / 2;
        }
    }
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const double width = textWidth(font, marks[i].name);
        const double left = std::clamp(middles[i] - width / 2, 2.0, std::max(2.0, paint.geometry.whole.right() - 4 - width));
        paintLabel(paint.painter, theme(), font, marks[i].look.colour.textColour(theme()), marks[i].name,
            { left, toPixel(plot, 0, placeOf(0)).y() - markerSize }, Qt::AlignLeft | Qt::AlignBottom);
    }
}

ReadOut IntervalPlot::readOutOf(qsizetype row, const QRectF& plot) const
{
    const IntervalRow& values = content_.rows[static_cast<std::size_t>(row)];
    ReadOut readOut;
    for (const IntervalMark& mark : values.marks) {
        QString words = valueText(mark.value);
        if (mark.interval)
            words += ' ' + tr("(%1 to %2)").arg(valueText(mark.interval->low), valueText(mark.interval->high));
        readOut.rows.push_back({ mark.name, words, mark.look.colour.colour(theme()) });
        readOut.read.push_back(toPixel(plot, mark.value, placeOf(row)));
    }
    if (!values.note.isEmpty())
        readOut.rows.push_back({ content_.noteName, values.note, std::nullopt });
    return readOut;
}

std::function<QString()> IntervalPlot::values() const
{
    return [content = content_] {
        QString text = csvLine({ QStringLiteral("row"), QStringLiteral("estimate of"), QStringLiteral("value"),
            QStringLiteral("low"), QStringLiteral("high"), QStringLiteral("note") });
        for (const IntervalRow& row : content.rows)
            for (const IntervalMark& mark : row.marks)
                text += csvLine(
                    { row.name, mark.name, csvNumber(mark.value), mark.interval ? csvNumber(mark.interval->low) : QString(),
                        mark.interval ? csvNumber(mark.interval->high) : QString(), row.note });
        return text;
    };
}

} // namespace ui
