// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trajectories/trajectory_picture.h"

#include "ui/plots/map_content.h"
#include "ui/plots/trajectory_content.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace ui {

using namespace core::analysis;

namespace {

constexpr double mostLearningBins = 12;

} // namespace

std::size_t TrajectoryPicture::drawn() const
{
    return std::accumulate(rows.begin(), rows.end(), std::size_t{ 0 });
}

std::vector<double> TrajectoryPicture::edges() const
{
    std::vector<float> learned;
    for (std::size_t row = 0; times && row < times->steps.size(); ++row)
        if ((*labels)[row] >= 0 && std::isfinite(times->steps[row]))
            learned.push_back(times->steps[row]);
    if (learned.empty())
        return window.size() < 2 ? std::vector<double>() : learningEdges(values->steps, window);
    const auto beyond = static_cast<std::ptrdiff_t>(learned.size() / 100); // at either side, in the outer bins
    const auto first = learned.begin() + beyond;
    std::nth_element(learned.begin(), first, learned.end());
    const double low = std::floor(static_cast<double>(*first));
    const auto last = learned.end() - 1 - beyond;
    std::nth_element(learned.begin(), last, learned.end());
    const double high = std::max(low + 1, std::ceil(static_cast<double>(*last)));
    const double width = std::ceil((high - low) / mostLearningBins); // whole steps
    std::vector<double> edges{ low };
    while (edges.back() < high)
        edges.push_back(edges.back() + width);
    return edges;
}

namespace {

std::shared_ptr<const TrajectoryValues> valuesOf(const ColumnsPointer& columns)
{
    auto values = std::make_shared<TrajectoryValues>();
    values->losses = { { columns->losses.data(), columns->losses.size() }, columns->points(), columns->rows() };
    values->steps.assign(columns->steps.begin(), columns->steps.end());
    values->owner = columns;
    return values;
}

/// Without clusters every scored row that would be clustered is drawn.
std::vector<std::int32_t> plainLabels(const core::data::Columns& columns, const LossView& losses, Window window)
{
    const std::vector<float> means = meanLosses(losses, window);
    std::vector<std::int32_t> labels(columns.rows());
    for (std::size_t row = 0; row < labels.size(); ++row)
        labels[row] = core::jobs::isLeftOut(columns, row) || std::isnan(means[row]) ? unscored : 0;
    return labels;
}

void setLabels(TrajectoryPicture& picture, const ClustersPointer& clusters)
{
    picture.clustered = clusters != nullptr;
    if (clusters)
        picture.labels = std::shared_ptr<const std::vector<std::int32_t>>(clusters, &clusters->clustering().labels);
    else
        picture.labels = std::make_shared<const std::vector<std::int32_t>>(
            plainLabels(*picture.columns, picture.values->losses, picture.window));
    picture.rows.assign(clusters ? clusters->clustering().clusters.size() : 1, 0);
    for (const std::int32_t label : *picture.labels)
        if (label >= 0)
            ++picture.rows[static_cast<std::size_t>(label)];
}

/// The snapshot has mean and variability of its window; another window's are computed.
std::shared_ptr<const MapValues> mapOf(const TrajectoryPicture& picture, const PicturePointer& last)
{
    if (last && last->values == picture.values && last->window == picture.window)
        return last->map;
    auto map = std::make_shared<MapValues>();
    const core::data::Columns& columns = *picture.columns;
    if (columns.window == core::data::PointRange{ picture.window.first, picture.window.last }) {
        map->x = columns.meanLoss.copy();
        map->y = columns.variability.copy();
        return map;
    }
    DataMap values = dataMap(picture.values->losses, picture.window);
    map->x = std::move(values.mean);
    map->y = std::move(values.variability);
    return map;
}

} // namespace

PicturePointer makePicture(const ColumnsPointer& columns, const ClustersPointer& clusters, const PicturePointer& last)
{
    auto picture = std::make_shared<TrajectoryPicture>();
    picture->columns = columns;
    picture->preview = clusters && clusters->preview;
    picture->window = clusters ? clusters->clustering().window : Window{ 0, columns->points() - 1 };
    picture->values = last && last->columns->losses.sharesWith(columns->losses) ? last->values : valuesOf(columns);
    setLabels(*picture, clusters);
    picture->map = mapOf(*picture, last);
    const std::vector<double> levels = picture->preview ? std::vector<double>() : std::vector<double>{ 0.1, 0.9 };
    picture->bands = std::make_shared<const QuantileBands>(
        quantileBands(picture->values->losses, *picture->labels, picture->rows.size(), levels));
    if (last && last->times && last->values == picture->values && last->window == picture->window)
        picture->times = last->times;
    else if (picture->window.size() > 1)
        picture->times = std::make_shared<const LearningTimes>(
            learningTimes(picture->values->losses, picture->values->steps, picture->window));
    return picture;
}

core::data::Selection rowsLearned(const TrajectoryPicture& picture, std::size_t firstBin, std::size_t lastBin)
{
    const std::vector<double> edges = picture.edges();
    if (!picture.times || lastBin + 1 >= edges.size())
        return core::data::Selection(picture.columns->rows());
    const double from = firstBin == 0 ? -1 : edges[firstBin];
    const double to = lastBin + 2 == edges.size() ? std::numeric_limits<double>::infinity() : edges[lastBin + 1];
    return core::data::Selection::where(picture.columns->rows(), [&](std::size_t row) {
        const auto step = static_cast<double>(picture.times->steps[row]);
        return (*picture.labels)[row] >= 0 && step >= from && step < to;
    });
}

} // namespace ui
