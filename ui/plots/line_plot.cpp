// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/line_plot.h"

#include "ui/plots/line_values.h"
#include "ui/plots/plot_export.h"
#include "ui/plots/plot_painting.h"
#include "ui/theme/number_text.h"

#include "core/analysis/decimate.h"
#include "core/base/error.h"

#include <QtGui/QPainter>
#include <QtWidgets/QListWidget>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {

namespace {

constexpr int listWidth = 150;
constexpr qsizetype pointsToAvoid = 200; ///< of a line, by the read-out
constexpr std::size_t mostColumns = 1000; ///< of pixels: two points each

} // namespace

LinePlot::LinePlot(const Theme& theme, QWidget* parent)
    : AxisPlot(theme, parent)
    , list_(new QListWidget(this))
{
    list_->setObjectName(QStringLiteral("plotSeriesList"));
    list_->setAccessibleName(tr("Lines"));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setFont(plotFont(theme, TextSize::Small12));
    list_->hide();
    connect(list_, &QListWidget::itemChanged, this,
        [this](QListWidgetItem* item) { setShown(item->text(), item->checkState() == Qt::Checked); });
}

LinePlot::~LinePlot() = default;

void LinePlot::setContent(LineContent content)
{
    try {
        requireDrawable(content);
    } catch (const core::Error& error) {
        refuse(QString::fromStdString(error.message()));
        return;
    }
    accept();
    content_ = std::move(content);
    setText(content_.text);
    makeAxes();
    fillList();
    placeList();
}

void LinePlot::makeAxes()
{
    const bool logarithmic = content_.yAxis.logarithmic;
    const AxisRange x = rangeOfX(content_);
    AxisRange xRange = x;
    if (content_.xAxis.logarithmic)
        for (const LineSeries& series : content_.series)
            for (const double value : series.x)
                if (value > 0)
                    xRange.low = xRange.low > 0 ? std::min(xRange.low, value) : value;
    setAxes(content_.xAxis, xRange, content_.yAxis, withRoundEnds(rangeOfY(content_, logarithmic), logarithmic));
}

bool LinePlot::hasList() const
{
    return std::count_if(content_.series.begin(), content_.series.end(), [](const LineSeries& series) {
        return !series.raw && !series.name.isEmpty();
    }) > static_cast<std::ptrdiff_t>(mostEndNames);
}

void LinePlot::fillList()
{
    QStringList names;
    for (const LineSeries& series : content_.series)
        if (!series.raw && !series.name.isEmpty())
            names.append(series.name);
    const QSignalBlocker quiet(list_);
    list_->clear();
    if (!hasList()) {
        hidden_.clear();
        return;
    }
    for (const LineSeries& series : content_.series) {
        if (series.raw || series.name.isEmpty())
            continue;
        QPixmap swatch(QSize(20, 12) * devicePixelRatioF());
        swatch.setDevicePixelRatio(devicePixelRatioF());
        swatch.fill(Qt::transparent);
        QPainter painter(&swatch);
        painter.setPen(penOf(series.look, theme()));
        painter.drawLine(0, 6, 20, 6);
        auto* item = new QListWidgetItem(QIcon(swatch), series.name, list_);
        item->setFlags(Qt::ItemIsUserCheckable | Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        item->setCheckState(isShown(series) ? Qt::Checked : Qt::Unchecked);
    }
}

void LinePlot::placeList()
{
    list_->setVisible(hasList());
    list_->setGeometry(width() - listWidth - 4, 36, listWidth, std::max(40, height() - 64));
}

void LinePlot::setShown(const QString& name, bool shown)
{
    if (shown)
        hidden_.remove(name);
    else
        hidden_.insert(name);
    const QSignalBlocker quiet(list_);
    for (QListWidgetItem* item : list_->findItems(name, Qt::MatchExactly))
        item->setCheckState(shown ? Qt::Checked : Qt::Unchecked);
    refresh();
}

void LinePlot::resizeEvent(QResizeEvent* event)
{
    AxisPlot::resizeEvent(event);
    placeList();
}

void LinePlot::onThemeChanged()
{
    if (list_ != nullptr)
        fillList();
}

/// In the values of the axes where columns of pixels begin and end.
std::vector<double> LinePlot::columnEdges(std::size_t columns) const
{
    std::vector<double> edges = core::analysis::equalEdges(visibleX().low, visibleX().high, columns);
    for (double& edge : edges)
        edge = xScale().value(edge);
    return edges;
}

QList<QPointF> LinePlot::unitPoints(
    const std::vector<double>& x, const std::vector<double>& y, const std::vector<double>& edges) const
{
    const AxisRange across = visibleX();
    const AxisRange up = visibleY();
    // a line that comes from where a logarithmic axis has no place begins at its first point with one
    const auto first
        = static_cast<std::size_t>(content_.xAxis.logarithmic ? std::upper_bound(x.begin(), x.end(), 0.0) - x.begin() : 0);
    QList<QPointF> points;
    for (const core::analysis::SeriesPoint& point : core::analysis::decimate(std::span(x).subspan(first),
             std::span(y).subspan(first), edges, content_.yAxis.logarithmic ? 0 : std::numeric_limits<double>::lowest()))
        points.append({ (xScale().place(point.x) - across.low) / across.span(),
            std::clamp((yScale().place(point.y) - up.low) / up.span(), -100.0, 100.0) });
    return points;
}

CanvasArea LinePlot::areaOf(const LineBand& band, std::size_t columns) const
{
    // both edges need the same x, so a long band is thinned by leaving points out
    const std::size_t every = std::max<std::size_t>(1, band.x.size() / (2 * columns));
    std::vector<double> x;
    std::vector<double> low;
    std::vector<double> high;
    for (std::size_t i = 0; i < band.x.size(); i += every) {
        if (!std::isfinite(yScale().place(band.low[i])) || !std::isfinite(yScale().place(band.high[i])))
            continue;
        x.push_back(band.x[i]);
        low.push_back(band.low[i]);
        high.push_back(band.high[i]);
    }
    QColor fill = band.colour.colour(theme());
    fill.setAlphaF(static_cast<float>(band.fill));
    const auto edge = [&](const std::vector<double>& y) {
        QList<QPointF> points;
        for (std::size_t i = 0; i < x.size(); ++i)
            points.append({ (xScale().place(x[i]) - visibleX().low) / visibleX().span(),
                (yScale().place(y[i]) - visibleY().low) / visibleY().span() });
        return points;
    };
    return { edge(high), edge(low), fill };
}

void LinePlot::fillCanvas(const PlotPaint& paint)
{
    const auto columns
        = std::min(mostColumns, static_cast<std::size_t>(std::max(1.0, paint.geometry.plot.width() * paint.ratio)));
    QList<CanvasArea> areas;
    QList<CanvasLine> lines;
    drawn_.clear();
    for (const LineBand& band : content_.bands)
        areas.append(areaOf(band, columns));
    const std::vector<double> edges = columnEdges(columns);
    for (const LineSeries& series : content_.series) {
        const bool shown = isShown(series);
        const QList<QPointF> points = shown ? unitPoints(series.x, series.y, edges) : QList<QPointF>();
        for (qsizetype i = 0; i < points.size(); i += 1 + points.size() / pointsToAvoid)
            drawn_.append(points[i]);
        QPen pen = penOf(series.look, theme());
        if (series.halo)
            lines.append({ points, QPen(theme().colour(Role::Panel), series.look.width + 6) });
        if (series.raw) {
            QColor colour = pen.color();
            colour.setAlphaF(0.35F);
            pen = QPen(colour, 1);
        }
        lines.append({ points, pen });
    }
    canvas_.setContent(areas, lines);
}

void LinePlot::paintPicture(const PlotPaint& paint)
{
    paintGrid(paint);
    paintRecordingPoints(paint);
    fillCanvas(paint);
    canvas_.paint(paint.painter, paint.geometry.plot);
    paintAxes(paint);
    paintMarkers(paint);
    std::vector<QRectF> taken; // by labels: one that would cover another is left out, its mark stays
    paintPlateaus(paint, taken);
    paintDrops(paint, taken);
    paintAxisMarks(paint);
    paintNotes(paint);
    hasList() ? paintList(paint) : paintNames(paint);
}

std::optional<double> LinePlot::nearestX(double place) const
{
    std::optional<double> nearest;
    const double x = xScale().value(place);
    for (const LineSeries& series : content_.series) {
        if (!isShown(series))
            continue;
        if (const auto index = nearestIndex(series.x, x)) {
            const double found = series.x[*index];
            const auto distance = [&](double value) { return std::abs(xScale().place(value) - place); };
            if (std::isfinite(xScale().place(found)) && (!nearest || distance(found) < distance(*nearest)))
                nearest = found;
        }
    }
    return nearest;
}

double LinePlot::nextPlace(std::optional<double> from, int direction) const
{
    const auto start = nearestX(from.value_or(visibleX().low + visibleX().span() / 2));
    if (!start)
        return AxisPlot::nextPlace(from, direction);
    if (!from)
        return xScale().place(*start);
    double next = *start;
    for (const LineSeries& series : content_.series) {
        if (!isShown(series))
            continue;
        const auto right = direction > 0 ? std::upper_bound(series.x.begin(), series.x.end(), *start)
                                         : std::lower_bound(series.x.begin(), series.x.end(), *start);
        if (direction > 0 ? right == series.x.end() : right == series.x.begin())
            continue;
        const double candidate = direction > 0 ? *right : *(right - 1);
        if (next == *start || std::abs(candidate - *start) < std::abs(next - *start))
            next = candidate;
    }
    return xScale().place(next);
}

std::optional<ReadOut> LinePlot::readOutAt(QPointF places, const QRectF& plot) const
{
    const auto x = nearestX(places.x());
    if (!x)
        return std::nullopt;
    ReadOut readOut;
    readOut.x = toPixel(plot, xScale().place(*x), 0).x();
    if (readOut.x < plot.left() - 1 || readOut.x > plot.right() + 1)
        return std::nullopt;
    readOut.head = content_.xName + ' ' + numberText(*x, content_.xDecimals);
    struct Reading {
        ReadOutRow row;
        double distance;
    };
    std::vector<Reading> readings;
    for (const LineSeries& series : content_.series) {
        if (!isShown(series) || series.name.isEmpty())
            continue;
        if (const auto value = valueAt(series, *x); value && std::isfinite(yScale().place(*value))) {
            const double place = yScale().place(*value);
            readOut.read.push_back(toPixel(plot, xScale().place(*x), place));
            const auto swatch = series.raw ? std::nullopt : std::optional(series.look.colour.colour(theme()));
            readings.push_back(
                { { series.name, numberText(*value, series.decimals), swatch }, std::abs(place - places.y()) });
        }
    }
    for (const QPointF& point : drawn_)
        readOut.avoid.push_back({ plot.left() + point.x() * plot.width(), plot.bottom() - point.y() * plot.height() });
    for (const PointNote& note : content_.notes)
        for (int i = 0; i < 20; ++i) // its words
            readOut.avoid.push_back(toPixel(plot, xScale().place(note.x), yScale().place(note.y)) + QPointF(8.0 * i, 0));
    std::vector<ReadOutRow> more = content_.moreReadOut ? content_.moreReadOut(*x) : std::vector<ReadOutRow>();
    const std::size_t room = ReadOut::mostRows - std::min(more.size(), ReadOut::mostRows);
    while (readings.size() > room) // those farthest from the pointer go
        readings.erase(std::max_element(
            readings.begin(), readings.end(), [](const Reading& a, const Reading& b) { return a.distance < b.distance; }));
    for (const Reading& reading : readings)
        readOut.rows.push_back(reading.row);
    readOut.rows.insert(readOut.rows.end(), more.begin(), more.end());
    return readOut;
}

} // namespace ui
