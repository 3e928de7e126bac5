// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/map_plot.h"

#include "ui/controls/button.h"
#include "ui/plots/plot_export.h"
#include "ui/plots/plot_painting.h"
#include "ui/theme/number_text.h"

#include "core/analysis/map_density.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {

namespace {

/// Logical pixels of a cell: few points are drawn as larger ones.
double binSize(std::size_t rows)
{
    return rows <= 200 ? 5 : rows <= 1000 ? 4 : rows <= 5000 ? 3 : 2;
}

constexpr double reachOfPoint = 6;

AxisRange rangeOf(const std::vector<float>& values, const std::vector<std::int32_t>& labels)
{
    float low = std::numeric_limits<float>::infinity();
    float high = -low;
    for (std::size_t row = 0; row < std::min(values.size(), labels.size()); ++row)
        if (labels[row] >= 0 && std::isfinite(values[row])) {
            low = std::min(low, values[row]);
            high = std::max(high, values[row]);
        }
    if (!(low <= high))
        return { 0, 1 };
    const double room = 0.03 * static_cast<double>(high - low);
    const bool fromZero = low >= 0 && low < 0.2F * high;
    return { fromZero ? 0 : low - room, high + room };
}

bool fits(const MapContent& content)
{
    if (!content.values || !content.labels)
        return true;
    const auto clusters = static_cast<std::int32_t>(std::max<std::size_t>(1, content.clusters.size()));
    return content.values->x.size() == content.labels->size() && content.values->y.size() == content.labels->size()
        && std::all_of(
            content.labels->begin(), content.labels->end(), [clusters](std::int32_t label) { return label < clusters; });
}

} // namespace

MapPlot::MapPlot(const Theme& theme, QWidget* parent)
    : PicturePlot(theme, parent)
    , lasso_(addTool(QStringLiteral("lasso"), tr("Select with a lasso"), QStringLiteral("plotLasso")))
{
    lasso_->setCheckable(true);
}

MapPlot::~MapPlot() = default;

void MapPlot::setContent(MapContent content)
{
    if (!fits(content)) {
        refuse(tr("The points and the clusters do not fit together."));
        return;
    }
    accept();
    const bool otherValues = content.values != content_.values;
    content_ = std::move(content);
    setText(content_.text);
    const bool any = content_.values && content_.labels;
    setAxes(content_.xAxis, any ? rangeOf(content_.values->x, *content_.labels) : AxisRange(), content_.yAxis,
        any ? rangeOf(content_.values->y, *content_.labels) : AxisRange());
    changePicture(otherValues);
}

void MapPlot::setSelected(std::shared_ptr<const core::data::Selection> selected)
{
    content_.selected = std::move(selected);
    changePicture();
}

void MapPlot::setHighlighted(std::optional<std::size_t> row)
{
    content_.highlighted = row;
    update();
}

void MapPlot::setLasso(bool lasso)
{
    lasso_->setChecked(lasso);
}

bool MapPlot::isLasso() const
{
    return lasso_->isChecked();
}

double MapPlot::topMargin() const
{
    return content_.topLeft.text.isEmpty() ? 0 : 8;
}

QSize MapPlot::imageSize(const QRectF& plot, double) const
{
    const double size = binSize(content_.labels ? content_.labels->size() : 0);
    const auto bins = [size](double length) { return std::clamp(static_cast<int>(std::lround(length / size)), 1, 2048); };
    return { bins(plot.width()), bins(plot.height()) };
}

PictureSource::Work MapPlot::work() const
{
    if (!content_.values || !content_.labels)
        return {};
    return [values = content_.values, labels = content_.labels, pair = content_.pair,
               clusters = std::max<std::size_t>(1, content_.clusters.size()), selected = content_.selected,
               tones = colours()](const PictureKey& key) {
        const core::analysis::DensitySettings settings{ static_cast<std::size_t>(key.pixels.width()),
            static_cast<std::size_t>(key.pixels.height()), key.y.low, key.y.high, key.x.low, key.x.high };
        if (!selected || selected->size() != labels->size())
            return colouredImage(
                core::analysis::mapDensity(values->x, values->y, *labels, clusters, settings), pair, *tones);
        const std::vector<std::int32_t> split = splitLabels(*labels, *selected, clusters);
        return colouredSelection(
            core::analysis::mapDensity(values->x, values->y, split, 2 * clusters, settings), pair, *tones);
    };
}

std::optional<std::size_t> MapPlot::rowAt(QPointF places) const
{
    if (!content_.values || !content_.labels)
        return std::nullopt;
    const QRectF plot = plotRectangle();
    return core::analysis::nearestPoint(content_.values->x, content_.values->y, *content_.labels, { places.x(), places.y() },
        { reachOfPoint / plot.width() * visibleX().span(), reachOfPoint / plot.height() * visibleY().span() });
}

void MapPlot::paintPicture(const PlotPaint& paint)
{
    paintImage(paint);
    paintAxes(paint);
    paintCorners(paint);
}

void MapPlot::paintCorners(const PlotPaint& paint) const
{
    const QRectF plot = paint.geometry.plot.adjusted(5, -6, -5, -4);
    const QFont font = plotFont(theme(), TextSize::Axis11, QFont::Medium);
    const auto put = [&](const CornerWords& words, QPointF corner, Qt::Alignment alignment) {
        if (!words.text.isEmpty())
            paintLabel(paint.painter, theme(), font, words.colour.textColour(theme()), words.text, corner, alignment);
    };
    put(content_.topLeft, plot.topLeft(), Qt::AlignLeft | Qt::AlignTop);
    put(content_.bottomLeft, plot.bottomLeft(), Qt::AlignLeft | Qt::AlignBottom);
    put(content_.bottomRight, plot.bottomRight(), Qt::AlignRight | Qt::AlignBottom);
}

void MapPlot::paintOver(const PlotPaint& paint)
{
    paintBrush(paint);
    if (content_.highlighted)
        paintRing(paint, *content_.highlighted, false);
    if (paint.exporting || isBrushing())
        return;
    if (hoveredRow())
        paintRing(paint, *hoveredRow(), true);
    else if (cursor() && !underMouse())
        paintCursor(paint);
}

void MapPlot::paintRing(const PlotPaint& paint, std::size_t row, bool hovered) const
{
    if (!content_.values || row >= content_.values->x.size())
        return;
    const PlaneMap map = planeMap(paint.geometry.plot);
    const double x = content_.values->x[row];
    const double y = content_.values->y[row];
    const QPointF at = map.toPixel({ x, y });
    if (!map.plot.adjusted(-1, -1, 1, 1).contains(at))
        return;
    paint.painter.save();
    paint.painter.setRenderHint(QPainter::Antialiasing);
    paint.painter.setPen(QPen(theme().colour(hovered ? Role::Accent : Role::Text), 2));
    paint.painter.setBrush(theme().colour(Role::Panel));
    paint.painter.drawEllipse(at, 4, 4);
    paint.painter.restore();
    if (!hovered)
        return;
    const QString words
        = tr("row %1: %2, %3").arg(countText(static_cast<qint64>(row) + 1), numberText(x, 2), numberText(y, 2));
    const bool left = at.x() > map.plot.center().x();
    paintLabel(paint.painter, theme(), plotFont(theme(), TextSize::Axis11, QFont::Medium), theme().colour(Role::Text), words,
        at + QPointF(left ? -8 : 8, -6), (left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignBottom);
}

void MapPlot::paintCursor(const PlotPaint& paint) const
{
    const PlaneMap map = planeMap(paint.geometry.plot);
    const QPointF at = map.toPixel(*cursor());
    const QColor colour = theme().colour(Role::Secondary);
    paintCrispLine(paint.painter, { at.x(), map.plot.top() }, { at.x(), map.plot.bottom() }, colour);
    paintCrispLine(paint.painter, { map.plot.left(), at.y() }, { map.plot.right(), at.y() }, colour);
}

} // namespace ui
