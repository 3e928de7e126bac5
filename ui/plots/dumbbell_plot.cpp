// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/dumbbell_plot.h"

#include "ui/plots/line_values.h"
#include "ui/plots/plot_export.h"
#include "ui/plots/plot_painting.h"
#include "ui/plots/series_look.h"
#include "ui/theme/number_text.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double dotSize = 9;
constexpr double smallChange = 1; ///< points below which the change is set in secondary

double percent(qint64 part, qint64 whole)
{
    return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

QString changeText(double change)
{
    const QString text = numberText(change, 1);
    return change > 0 && text != numberText(0, 1) ? '+' + text : text;
}

} // namespace

DumbbellPlot::DumbbellPlot(const Theme& theme, QWidget* parent)
    : CategoryPlot(theme, parent)
{
}

DumbbellPlot::~DumbbellPlot() = default;

void DumbbellPlot::setContent(DumbbellContent content)
{
    content_ = std::move(content);
    before_ = 0;
    after_ = 0;
    QStringList names;
    for (const DumbbellRow& row : content_.rows) {
        before_ += row.before;
        after_ += row.after;
        names.append(row.name);
    }
    double most = 1;
    for (const DumbbellRow& row : content_.rows)
        most = std::max({ most, percent(row.before, before_), percent(row.after, after_) });
    setText(content_.text);
    setRows(names, content_.xAxis, withRoundEnds({ 0, most }, false));
}

DumbbellPlot::Shares DumbbellPlot::sharesOf(qsizetype row) const
{
    const DumbbellRow& values = content_.rows[static_cast<std::size_t>(row)];
    return { percent(values.before, before_), percent(values.after, after_) };
}

void DumbbellPlot::paintPicture(const PlotPaint& paint)
{
    paintAxes(paint);
    paint.painter.save();
    paint.painter.setRenderHint(QPainter::Antialiasing);
    for (qsizetype row = 0; row < rowCount(); ++row)
        paintRow(paint, row);
    paint.painter.restore();
    if (rowCount() > 0)
        paintEndNames(paint);
}

void DumbbellPlot::paintRow(const PlotPaint& paint, qsizetype row) const
{
    const QRectF& plot = paint.geometry.plot;
    const Shares shares = sharesOf(row);
    const QPointF before = toPixel(plot, shares.before, placeOf(row));
    const QPointF after = toPixel(plot, shares.after, placeOf(row));
    if (before.y() < plot.top() || before.y() > plot.bottom())
        return;
    const QColor quiet = theme().colour(Role::Secondary);
    const QColor panel = theme().colour(Role::Panel);
    paint.painter.setClipRect(plot.adjusted(-dotSize, -dotSize, dotSize, dotSize));
    paint.painter.setPen(QPen(quiet, 2, Qt::SolidLine, Qt::FlatCap));
    paint.painter.drawLine(before, after);
    const double size = std::min(dotSize, std::max(4.0, rowHeight(plot) - 3));
    paintMarker(paint.painter, Marker::Circle, before, size, quiet, panel, true);
    paintMarker(paint.painter, Marker::Circle, after, size, theme().colour(Role::Accent), panel);
    paint.painter.setClipping(false);
    const double end = std::max(before.x(), after.x());
    if (end > plot.right() + 1 || rowHeight(plot) < 10)
        return;
    const bool small = std::abs(shares.change()) < smallChange;
    paint.painter.setFont(plotFont(theme(), TextSize::Small12, small ? QFont::Normal : QFont::Medium));
    paint.painter.setPen(theme().colour(small ? Role::Secondary : Role::Text));
    paint.painter.drawText(
        QRectF(end + dotSize, before.y() - 8, 80, 16), Qt::AlignLeft | Qt::AlignVCenter, changeText(shares.change()));
}

/// Over the dots of the first row, pushed apart where they are near each other.
void DumbbellPlot::paintEndNames(const PlotPaint& paint) const
{
    const QRectF& plot = paint.geometry.plot;
    const QFont font = plotFont(theme(), TextSize::Axis11, QFont::Medium);
    const Shares shares = sharesOf(0);
    double before = toPixel(plot, shares.before, 0).x();
    double after = toPixel(plot, shares.after, 0).x();
    const double beforeWidth = textWidth(font, content_.beforeName);
    const double afterWidth = textWidth(font, content_.afterName);
    const double near = (beforeWidth + afterWidth) / 2 + 8 - std::abs(after - before);
    if (near > 0) {
        const double direction = after >= before ? 1 : -1;
        after += direction * near / 2;
        before -= direction * near / 2;
    }
    const double most = paint.geometry.whole.right() - 4;
    const auto paintName = [&](double middle, double width, const QString& name, Role role) {
        const double left = std::clamp(middle - width / 2, 2.0, most - width);
        const double foot = toPixel(plot, 0, 0).y() - dotSize;
        paintLabel(
            paint.painter, theme(), font, theme().colour(role), name, { left, foot }, Qt::AlignLeft | Qt::AlignBottom);
    };
    paintName(before, beforeWidth, content_.beforeName, Role::Secondary);
    paintName(after, afterWidth, content_.afterName, Role::Accent);
}

ReadOut DumbbellPlot::readOutOf(qsizetype row, const QRectF& plot) const
{
    const DumbbellRow& values = content_.rows[static_cast<std::size_t>(row)];
    const Shares shares = sharesOf(row);
    const auto words = [&](qint64 count, double share) {
        return tr("%1 %2, %3").arg(countText(count), content_.countName, percentText(share / 100));
    };
    ReadOut readOut;
    readOut.rows = { { content_.beforeName, words(values.before, shares.before), theme().colour(Role::Secondary) },
        { content_.afterName, words(values.after, shares.after), theme().colour(Role::Accent) },
        { tr("change"), tr("%1 points").arg(changeText(shares.change())), {} } };
    for (const double share : { shares.before, shares.after })
        readOut.read.push_back(toPixel(plot, share, placeOf(row)));
    return readOut;
}

std::function<QString()> DumbbellPlot::values() const
{
    return [content = content_, before = before_, after = after_] {
        QString text = csvLine(
            { QStringLiteral("name"), content.countName + QStringLiteral(" before"), QStringLiteral("per cent before"),
                content.countName + QStringLiteral(" after"), QStringLiteral("per cent after") });
        for (const DumbbellRow& row : content.rows)
            text += csvLine({ row.name, QString::number(row.before), csvNumber(percent(row.before, before)),
                QString::number(row.after), csvNumber(percent(row.after, after)) });
        return text;
    };
}

} // namespace ui
