// SPDX-License-Identifier: GPL-3.0-or-later
// Pointer, keys and read-out of DensityPlot.
#include "ui/plots/density_plot.h"

#include "ui/theme/number_text.h"

#include <QtGui/QKeyEvent>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {

namespace {

constexpr double reachOfRow = 6; ///< pixels from the pointer

} // namespace

double DensityPlot::meanAt(std::size_t cluster, double place) const
{
    const std::size_t points = positions_.size();
    if (!content_.bands || content_.bands->points != points || cluster >= content_.bands->clusters || points == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const float* means = content_.bands->means.data() + cluster * points;
    std::size_t right = 0;
    while (right + 1 < points && positions_[right] < place)
        ++right;
    if (right == 0 || positions_[right] == place)
        return means[right];
    const double share = (place - positions_[right - 1]) / (positions_[right] - positions_[right - 1]);
    return means[right - 1] + share * (means[right] - means[right - 1]);
}

std::optional<std::size_t> DensityPlot::rowAt(QPointF places) const
{
    if (!content_.values || !content_.labels || positions_.size() < 2)
        return std::nullopt;
    const double reach = reachOfRow / plotRectangle().height() * visibleY().span();
    return core::analysis::nearestTrajectory(
        content_.values->losses, positions_, *content_.labels, { places.x(), places.y() }, reach);
}

std::optional<ReadOut> DensityPlot::readOutAt(QPointF places, const QRectF& plot) const
{
    if (positions_.empty())
        return std::nullopt;
    const auto nearest = std::min_element(positions_.begin(), positions_.end(),
        [&](double a, double b) { return std::abs(a - places.x()) < std::abs(b - places.x()); });
    const auto point = static_cast<std::size_t>(nearest - positions_.begin());
    ReadOut readOut;
    const PlaneMap map = planeMap(plot);
    readOut.x = map.toPixel({ positions_[point], 0 }).x();
    if (readOut.x < plot.left() - 1 || readOut.x > plot.right() + 1)
        return std::nullopt;
    readOut.head = tr("step %1, point %2").arg(countText(std::llround(content_.values->steps[point]))).arg(point + 1);
    for (std::size_t cluster = 0; cluster < content_.clusters.size(); ++cluster) {
        const double mean = meanAt(cluster, positions_[point]);
        if (!std::isfinite(mean))
            continue;
        const ClusterLook& look = content_.clusters[cluster];
        readOut.rows.push_back({ tr("%1, mean").arg(look.name), numberText(mean, 2), look.look.colour.colour(theme()) });
        readOut.read.push_back(map.toPixel({ positions_[point], mean }));
    }
    if (const auto row = hoveredRow(); row && *row < content_.values->losses.rows) {
        const double loss = content_.values->losses.at(point, *row);
        readOut.rows.push_back(
            { tr("row %1").arg(countText(static_cast<qint64>(*row) + 1)), numberText(loss, 2), std::nullopt });
        readOut.read.push_back(map.toPixel({ positions_[point], loss }));
    }
    for (std::size_t cluster = 0; cluster < content_.clusters.size(); ++cluster)
        for (int i = 0; i <= 40; ++i) {
            const double place = visibleX().low + visibleX().span() * i / 40;
            readOut.avoid.push_back(map.toPixel({ place, meanAt(cluster, place) }));
        }
    return readOut;
}

double DensityPlot::nextPlace(std::optional<double> from, int direction) const
{
    if (positions_.empty())
        return 0;
    const double start = from.value_or((visibleX().low + visibleX().high) / 2);
    const auto nearest = std::min_element(
        positions_.begin(), positions_.end(), [&](double a, double b) { return std::abs(a - start) < std::abs(b - start); });
    const std::ptrdiff_t index = (nearest - positions_.begin()) + (from ? direction : 0);
    return positions_[static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(index, 0, static_cast<std::ptrdiff_t>(positions_.size()) - 1))];
}

bool DensityPlot::beginDrag(QPointF at, Qt::KeyboardModifiers modifiers)
{
    const auto grip = bracket_.gripAt(planeMap(plotRectangle()), at);
    if (grip == WindowBracket::Grip::None)
        return PicturePlot::beginDrag(at, modifiers);
    bracket_.begin(grip);
    return true;
}

void DensityPlot::continueDrag(QPointF at)
{
    if (bracket_.held() == WindowBracket::Grip::None)
        return PicturePlot::continueDrag(at);
    if (bracket_.drag(planeMap(plotRectangle()), at))
        takeWindow(false);
}

void DensityPlot::endDrag(QPointF at)
{
    if (bracket_.held() == WindowBracket::Grip::None)
        return PicturePlot::endDrag(at);
    bracket_.end();
    takeWindow(true);
}

void DensityPlot::takeWindow(bool finished)
{
    content_.window = bracket_.window();
    refresh();
    Q_EMIT windowChanged(content_.window->first, content_.window->last, finished);
}

Qt::CursorShape DensityPlot::pointerAt(QPointF at) const
{
    if (bracket_.gripAt(planeMap(plotRectangle()), at) != WindowBracket::Grip::None)
        return Qt::SizeHorCursor;
    return PicturePlot::pointerAt(at);
}

void DensityPlot::keyPressEvent(QKeyEvent* event)
{
    const bool sideways = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (!isReady() || !sideways || !(event->modifiers() & Qt::AltModifier))
        return PicturePlot::keyPressEvent(event);
    const bool first = event->modifiers() & Qt::ShiftModifier;
    if (bracket_.move(first ? WindowBracket::Grip::First : WindowBracket::Grip::Last, event->key() == Qt::Key_Left ? -1 : 1))
        takeWindow(true);
}

} // namespace ui
