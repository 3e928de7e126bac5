// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/density_plot.h"

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

using core::analysis::DensitySettings;

AxisRange lossRangeOf(const TrajectoryValues& values)
{
    float low = std::numeric_limits<float>::infinity();
    float high = -low;
    for (const float loss : values.losses.values)
        if (std::isfinite(loss)) {
            low = std::min(low, loss);
            high = std::max(high, loss);
        }
    if (!(low <= high))
        return { 0, 1 };
    const double room = 0.02 * static_cast<double>(high - low);
    return { low >= 0 && low < 0.5F * high ? 0 : low - room, high + room };
}

QString stepText(double step)
{
    return step == std::floor(step) ? countText(static_cast<qint64>(step)) : shortNumberText(step);
}

bool fits(const TrajectoryContent& content)
{
    if (!content.values || !content.labels)
        return true;
    const core::analysis::LossView& losses = content.values->losses;
    const std::vector<double>& steps = content.values->steps;
    const auto clusters = static_cast<std::int32_t>(std::max<std::size_t>(1, content.clusters.size()));
    return losses.points > 0 && losses.values.size() == losses.points * losses.rows && steps.size() == losses.points
        && std::is_sorted(steps.begin(), steps.end()) && content.labels->size() == losses.rows
        && std::all_of(
            content.labels->begin(), content.labels->end(), [clusters](std::int32_t label) { return label < clusters; });
}

} // namespace

std::vector<double> positionsOf(const std::vector<double>& steps, bool logSteps)
{
    std::vector<double> positions;
    for (std::size_t point = 0; point < steps.size(); ++point)
        positions.push_back(logSteps ? std::log1p(std::max(0.0, steps[point])) : static_cast<double>(point));
    return positions;
}

DensityPlot::DensityPlot(const Theme& theme, QWidget* parent)
    : PicturePlot(theme, parent)
{
}

DensityPlot::~DensityPlot() = default;

void DensityPlot::setContent(TrajectoryContent content)
{
    if (!fits(content)) {
        refuse(tr("The losses, their steps and the clusters do not fit together."));
        return;
    }
    accept();
    const bool otherValues = content.values != content_.values;
    content_ = std::move(content);
    positions_ = content_.values ? positionsOf(content_.values->steps, content_.logSteps) : std::vector<double>();
    if (otherValues)
        lossRange_ = content_.values ? lossRangeOf(*content_.values) : AxisRange();
    setText(content_.text);
    makeAxes();
    bracket_.setPoints(positions_, content_.window);
    changePicture(otherValues);
}

void DensityPlot::makeAxes()
{
    AxisSettings x;
    x.label = content_.xLabel;
    for (std::size_t point = 0; point < positions_.size(); ++point)
        x.ticks.push_back({ positions_[point], stepText(content_.values->steps[point]) });
    const AxisRange across = positions_.empty() ? AxisRange() : AxisRange{ positions_.front(), positions_.back() };
    setAxes(x, across, content_.yAxis, lossRange_);
}

void DensityPlot::setSelected(std::shared_ptr<const core::data::Selection> selected)
{
    content_.selected = std::move(selected);
    changePicture();
}

void DensityPlot::setPinned(std::vector<RowLine> pinned)
{
    content_.pinned = std::move(pinned);
    update();
}

void DensityPlot::setWindow(std::optional<core::analysis::Window> window)
{
    content_.window = window;
    bracket_.setPoints(positions_, window);
    refresh();
}

double DensityPlot::topMargin() const
{
    return content_.window ? 14 : 0;
}

double DensityPlot::rightMargin() const
{
    return std::max(14.0, endNamesWidth(theme(), endNames(QRectF(0, 0, 100, 100))) + 8);
}

PictureSource::Work DensityPlot::work() const
{
    if (!content_.values || !content_.labels || positions_.size() < 2)
        return {};
    return [values = content_.values, labels = content_.labels, positions = positions_, pair = content_.pair,
               clusters = std::max<std::size_t>(1, content_.clusters.size()), selected = content_.selected,
               colours = colours()](const PictureKey& key) {
        const DensitySettings settings{ static_cast<std::size_t>(key.pixels.width()),
            static_cast<std::size_t>(key.pixels.height()), key.y.low, key.y.high, key.x.low, key.x.high };
        if (!selected || selected->size() != labels->size())
            return colouredImage(
                core::analysis::densityImage(values->losses, positions, *labels, clusters, settings), pair, *colours);
        const std::vector<std::int32_t> split = splitLabels(*labels, *selected, clusters);
        return colouredSelection(
            core::analysis::densityImage(values->losses, positions, split, 2 * clusters, settings), pair, *colours);
    };
}

QList<QPointF> DensityPlot::unitLine(std::span<const float> values) const
{
    const PlaneMap unit{ { 0, 0, 1, 1 }, visibleX(), visibleY() };
    QList<QPointF> points;
    for (std::size_t point = 0; point < values.size(); ++point)
        if (std::isfinite(values[point])) {
            const QPointF at = unit.toPixel({ positions_[point], static_cast<double>(values[point]) });
            points.append({ at.x(), std::clamp(1 - at.y(), -100.0, 100.0) });
        }
    return points;
}

void DensityPlot::paintLines(const PlotPaint& paint)
{
    QList<CanvasLine> lines;
    const core::analysis::QuantileBands* bands = content_.bands.get();
    if (bands == nullptr || bands->points != positions_.size())
        return;
    const std::size_t clusters = std::min(bands->clusters, content_.clusters.size());
    for (std::size_t cluster = 0; cluster < clusters; ++cluster)
        for (std::size_t level = 0; level < bands->levels.size(); ++level) {
            QPen pen(content_.clusters[cluster].look.colour.textColour(theme()), 1, Qt::SolidLine, Qt::FlatCap);
            pen.setDashPattern({ 3, 3 });
            const auto from = static_cast<std::ptrdiff_t>((cluster * bands->levels.size() + level) * bands->points);
            lines.append({ unitLine({ bands->values.begin() + from, bands->points }), pen });
        }
    for (std::size_t cluster = 0; cluster < clusters; ++cluster) {
        const SeriesLook& look = content_.clusters[cluster].look;
        const QList<QPointF> points
            = unitLine({ bands->means.begin() + static_cast<std::ptrdiff_t>(cluster * bands->points), bands->points });
        lines.append({ points, QPen(theme().colour(Role::Panel), 2.2 + 3, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin) });
        lines.append({ points, QPen(look.colour.textColour(theme()), 2.2, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin) });
    }
    canvas_.setContent({}, lines);
    canvas_.paint(paint.painter, paint.geometry.plot);
    paintCentroidMarkers(paint);
}

void DensityPlot::paintCentroidMarkers(const PlotPaint& paint) const
{
    const PlaneMap map = planeMap(paint.geometry.plot);
    const QRectF reach = map.plot.adjusted(-1, -1, 1, 1);
    const std::size_t clusters = std::min(content_.bands->clusters, content_.clusters.size());
    for (std::size_t cluster = 0; cluster < clusters; ++cluster) {
        const SeriesLook& look = content_.clusters[cluster].look;
        for (std::size_t point = 0; point < positions_.size(); ++point) {
            const double mean = content_.bands->means[cluster * positions_.size() + point];
            const QPointF at = map.toPixel({ positions_[point], mean });
            const bool outside = content_.window && (point < content_.window->first || point > content_.window->last);
            if (std::isfinite(mean) && reach.contains(at) && !outside)
                paintMarker(paint.painter, look.marker, at, 7, look.colour.textColour(theme()), theme().colour(Role::Panel));
        }
    }
}

std::vector<EndName> DensityPlot::endNames(const QRectF& plot) const
{
    std::vector<EndName> names;
    for (std::size_t cluster = 0; cluster < content_.clusters.size() && content_.bands; ++cluster) {
        const ClusterLook& look = content_.clusters[cluster];
        const double mean = meanAt(cluster, visibleX().high);
        if (!std::isfinite(mean))
            continue;
        QPointF end = planeMap(plot).toPixel({ visibleX().high, mean });
        end.setY(std::clamp(end.y(), plot.top(), plot.bottom()));
        names.push_back({ end, look.name, countText(look.count), look.look.colour.textColour(theme()), true, {} });
    }
    return names;
}

void DensityPlot::paintPicture(const PlotPaint& paint)
{
    paintGrid(paint);
    paintImage(paint);
    bracket_.paintVeil(paint.painter, theme(), planeMap(paint.geometry.plot));
    paintLines(paint);
    paintAxes(paint);
    paintEndNames(paint.painter, theme(), endNames(paint.geometry.plot), paint.geometry.plot);
}

void DensityPlot::paintOver(const PlotPaint& paint)
{
    for (const RowLine& row : content_.pinned)
        paintRow(paint, row, false);
    if (const auto row = hoveredRow(); row && !paint.exporting)
        paintRow(paint, { *row, tr("row %1").arg(countText(static_cast<qint64>(*row) + 1)), false }, true);
    paintBrush(paint);
    if (const auto& window = bracket_.window())
        bracket_.paint(paint.painter, theme(), planeMap(paint.geometry.plot),
            window->first == window->last ? tr("window: point %1").arg(window->first + 1)
                                          : tr("window: points %1 to %2").arg(window->first + 1).arg(window->last + 1));
    if (!isBrushing() && bracket_.held() == WindowBracket::Grip::None)
        AxisPlot::paintOver(paint);
}

void DensityPlot::paintRow(const PlotPaint& paint, const RowLine& row, bool hovered) const
{
    if (!content_.values || row.row >= content_.values->losses.rows)
        return;
    const PlaneMap map = planeMap(paint.geometry.plot);
    QPolygonF line;
    for (std::size_t point = 0; point < positions_.size(); ++point)
        if (const float loss = content_.values->losses.at(point, row.row); std::isfinite(loss))
            line.append(map.toPixel({ positions_[point], static_cast<double>(loss) }));
    QPainter& painter = paint.painter;
    painter.save();
    painter.setClipRect(map.plot);
    painter.setRenderHint(QPainter::Antialiasing);
    if (row.excluded && !hovered) {
        QPen pen(theme().colour(Role::Secondary), 1, Qt::SolidLine, Qt::FlatCap);
        pen.setDashPattern({ 4, 3 });
        painter.setPen(pen);
        painter.drawPolyline(line);
        painter.restore();
        if (!line.isEmpty() && !row.text.isEmpty())
            paintRowLabel(painter, map, line, row.text);
        return;
    }
    painter.setPen(QPen(theme().colour(Role::Panel), 2 + 3, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.setPen(QPen(theme().colour(hovered ? Role::Accent : Role::Text), 2, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.restore();
    if (line.isEmpty() || row.text.isEmpty())
        return;
    paintRowLabel(painter, map, line, row.text);
}

/// Above the line (below it where there is no room), in its later part.
void DensityPlot::paintRowLabel(QPainter& painter, const PlaneMap& map, const QPolygonF& line, const QString& text) const
{
    const QFont font = plotFont(theme(), TextSize::Axis11, QFont::Medium);
    const double width = textWidth(font, text) + 4;
    const double left = std::clamp(line[line.size() * 3 / 4].x() - width / 2, map.plot.left(), map.plot.right() - width);
    double highest = map.plot.bottom();
    double lowest = map.plot.top();
    for (qsizetype i = 0; i + 1 < line.size(); ++i)
        for (int part = 0; part <= 8; ++part) {
            const QPointF at = line[i] + (line[i + 1] - line[i]) * part / 8;
            if (at.x() < left - 2 || at.x() > left + width + 2)
                continue;
            highest = std::min(highest, at.y());
            lowest = std::max(lowest, at.y());
        }
    const bool above = highest - 22 >= map.plot.top();
    paintLabel(painter, theme(), font, theme().colour(Role::Text), text, { left, above ? highest - 5 : lowest + 5 },
        Qt::AlignLeft | (above ? Qt::AlignBottom : Qt::AlignTop));
}

} // namespace ui
