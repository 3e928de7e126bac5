// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/stacked_bar_plot.h"

#include "ui/plots/line_values.h"
#include "ui/plots/plot_export.h"
#include "ui/plots/plot_painting.h"
#include "ui/theme/number_text.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <numeric>

namespace ui {

namespace {

constexpr double thickest = 16; ///< of a bar, in pixels

qint64 totalOf(const StackedBar& bar)
{
    return std::accumulate(bar.counts.begin(), bar.counts.end(), qint64{ 0 });
}

} // namespace

StackedBarPlot::StackedBarPlot(const Theme& theme, QWidget* parent)
    : CategoryPlot(theme, parent)
{
}

StackedBarPlot::~StackedBarPlot() = default;

void StackedBarPlot::setContent(StackedBarContent content)
{
    const bool fits = std::all_of(content.bars.begin(), content.bars.end(),
        [&](const StackedBar& bar) { return bar.counts.size() == content.parts.size(); });
    if (!fits) {
        refuse(tr("The counts do not fit the parts."));
        return;
    }
    accept();
    content_ = std::move(content);
    QStringList names;
    qint64 most = 1;
    for (const StackedBar& bar : content_.bars) {
        names.append(bar.name);
        most = std::max(most, totalOf(bar));
    }
    setText(content_.text);
    setRows(names, content_.xAxis, { 0, static_cast<double>(most) });
}

double StackedBarPlot::rightMargin() const
{
    const QFont font = plotFont(theme(), TextSize::Small12, QFont::Medium);
    double widest = 0;
    for (const StackedBar& bar : content_.bars)
        widest = std::max(widest, textWidth(font, bar.note));
    return widest + 22;
}

QRectF StackedBarPlot::barOf(const QRectF& plot, qsizetype row, qint64 from, qint64 to) const
{
    const QPointF left = toPixel(plot, static_cast<double>(from), placeOf(row));
    const QPointF right = toPixel(plot, static_cast<double>(to), placeOf(row));
    const double half = std::min(thickest, rowHeight(plot) * 0.6) / 2;
    return { QPointF(left.x(), left.y() - half), QPointF(right.x(), right.y() + half) };
}

void StackedBarPlot::paintPicture(const PlotPaint& paint)
{
    paintAxes(paint);
    for (qsizetype row = 0; row < rowCount(); ++row)
        paintBar(paint, row);
    if (rowCount() > 0)
        paintPartNames(paint);
}

void StackedBarPlot::paintBar(const PlotPaint& paint, qsizetype row) const
{
    const QRectF& plot = paint.geometry.plot;
    const StackedBar& bar = content_.bars[static_cast<std::size_t>(row)];
    qint64 from = 0;
    for (std::size_t part = 0; part < content_.parts.size(); ++part) {
        const qint64 to = from + bar.counts[part];
        if (bar.counts[part] > 0)
            paintPart(paint, barOf(plot, row, from, to), content_.parts[part]);
        from = to;
    }
    const QRectF whole = barOf(plot, row, 0, from);
    if (whole.center().y() < plot.top() || whole.center().y() > plot.bottom())
        return;
    paint.painter.setFont(plotFont(theme(), TextSize::Small12, QFont::Medium));
    paint.painter.setPen(theme().colour(Role::Secondary));
    paint.painter.drawText(QRectF(std::min(whole.right(), plot.right()) + 8, whole.center().y() - 8, rightMargin(), 16),
        Qt::AlignLeft | Qt::AlignVCenter, bar.note);
}

/// On device pixels, with one free behind it; never nothing.
void StackedBarPlot::paintPart(const PlotPaint& paint, const QRectF& bar, const StackPart& part) const
{
    QRectF box = alignedToDevice(paint.painter, bar & paint.geometry.plot);
    if (box.isEmpty() && bar.width() > 0 && paint.geometry.plot.contains(bar.center()))
        box = alignedToDevice(paint.painter, QRectF(bar.topLeft(), QSizeF(1 / paint.ratio, bar.height())));
    if (box.width() * paint.ratio >= 3)
        box.setRight(box.right() - 1 / paint.ratio);
    if (box.isEmpty())
        return;
    const QColor colour = part.colour.colour(theme());
    if (part.open) {
        paint.painter.setPen(QPen(colour, 1 / paint.ratio));
        paint.painter.setBrush(theme().colour(Role::Panel));
        const double inside = 0.5 / paint.ratio;
        paint.painter.drawRect(box.adjusted(inside, inside, -inside, -inside));
        return;
    }
    paint.painter.fillRect(box, colour);
    if (!part.hatched)
        return;
    QColor lines = theme().colour(Role::Panel);
    lines.setAlphaF(0.55F);
    paint.painter.fillRect(box, QBrush(lines, Qt::BDiagPattern));
}

/// Over the parts of the first bar, each from where it begins.
void StackedBarPlot::paintPartNames(const PlotPaint& paint) const
{
    const QRectF& plot = paint.geometry.plot;
    const QFont font = plotFont(theme(), TextSize::Axis11, QFont::Medium);
    double free = 0;
    qint64 from = 0;
    const StackedBar& first = content_.bars.front();
    for (std::size_t i = 0; i < content_.parts.size(); ++i) {
        const QRectF bar = barOf(plot, 0, from, from + first.counts[i]);
        from += first.counts[i];
        const bool somewhere = std::any_of(
            content_.bars.begin(), content_.bars.end(), [&](const StackedBar& each) { return each.counts[i] > 0; });
        if (!somewhere)
            continue;
        const double width = textWidth(font, content_.parts[i].name);
        const double left = std::clamp(bar.left(), free, std::max(free, paint.geometry.whole.right() - width - 4));
        const QColor colour
            = content_.parts[i].open ? theme().colour(Role::Secondary) : content_.parts[i].colour.textColour(theme());
        paintLabel(paint.painter, theme(), font, colour, content_.parts[i].name, { left, bar.top() - 2 },
            Qt::AlignLeft | Qt::AlignBottom);
        free = left + width + 10;
    }
}

ReadOut StackedBarPlot::readOutOf(qsizetype row, const QRectF& plot) const
{
    const StackedBar& bar = content_.bars[static_cast<std::size_t>(row)];
    ReadOut readOut;
    for (std::size_t i = 0; i < content_.parts.size() && readOut.rows.size() + 1 < ReadOut::mostRows; ++i)
        readOut.rows.push_back(
            { content_.parts[i].name, countText(bar.counts[i]), content_.parts[i].colour.colour(theme()) });
    readOut.rows.push_back({ tr("in all"), countText(totalOf(bar)), {} });
    readOut.read.push_back(barOf(plot, row, 0, totalOf(bar)).center());
    return readOut;
}

std::function<QString()> StackedBarPlot::values() const
{
    return [content = content_] {
        QStringList head{ QStringLiteral("name") };
        for (const StackPart& part : content.parts)
            head.append(part.name);
        QString text = csvLine(head);
        for (const StackedBar& bar : content.bars) {
            QStringList fields{ bar.name };
            for (const qint64 count : bar.counts)
                fields.append(QString::number(count));
            text += csvLine(fields);
        }
        return text;
    };
}

} // namespace ui
