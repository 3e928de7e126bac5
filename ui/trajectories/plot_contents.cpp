// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trajectories/plot_contents.h"

#include "ui/models/facet_words.h"
#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <numeric>

namespace ui {

namespace {

QString translate(const char* text)
{
    return QCoreApplication::translate("ui::TrajectoriesPage", text);
}

QString count(std::size_t number)
{
    return countText(static_cast<qint64>(number));
}

bool isHard(const TrajectoryPicture& picture, std::size_t cluster)
{
    return picture.clustered && picture.columns->isHardCluster(static_cast<std::uint16_t>(cluster));
}

QString nameOf(const TrajectoryPicture& picture, std::size_t cluster)
{
    return picture.clustered ? clusterName(*picture.columns, static_cast<std::uint32_t>(cluster)) : translate("All");
}

SeriesLook lookOfCluster(const TrajectoryPicture& picture, std::size_t cluster)
{
    if (isHard(picture, cluster))
        return lookOf(Role::Hard);
    if (picture.clustered && cluster == 0)
        return lookOf(Role::Easy);
    SeriesLook look = lookOf(Role::Neutral);
    if (cluster == 2)
        look.dashes = { 6, 2 };
    else if (cluster == 3)
        look.dashes = { 2, 2 };
    return look;
}

ClusterPair pairOf(const TrajectoryPicture& picture)
{
    if (!picture.clustered || picture.rows.size() < 2)
        return { 0, std::nullopt };
    return { 0, picture.rows.size() - 1 };
}

QString trajectoryCaption(const TrajectoryPicture& picture)
{
    const QString drawn = translate("%1 trajectories.").arg(count(picture.drawn()));
    const QString how
        = picture.clustered ? translate("Colour: share of hard; depth: log count.") : translate("Depth: log count.");
    return drawn + ' ' + how;
}

QString trajectoryDescription(const TrajectoryPicture& picture)
{
    QStringList parts;
    for (std::size_t cluster = 0; cluster < picture.rows.size(); ++cluster) {
        const double last = picture.bands->means[(cluster + 1) * picture.bands->points - 1];
        parts << translate("%1: %2 rows, mean loss %3 at the last point")
                     .arg(nameOf(picture, cluster), count(picture.rows[cluster]), numberText(last, 2));
    }
    return parts.join(QStringLiteral("; ")) + '.';
}

} // namespace

TrajectoryContent trajectoryContent(const TrajectoryPicture& picture)
{
    TrajectoryContent content;
    content.text.title = translate("Loss trajectories");
    content.text.subTitle = picture.preview ? translate("preview") : translate("dashes: 10 to 90 % of rows");
    content.text.caption = trajectoryCaption(picture);
    content.text.description = trajectoryDescription(picture);
    content.yAxis.label = translate("Loss, nats per response token");
    content.xLabel = translate("step at the recording point");
    content.values = picture.values;
    content.labels = picture.labels;
    for (std::size_t cluster = 0; cluster < picture.rows.size(); ++cluster)
        content.clusters.push_back(
            { nameOf(picture, cluster), static_cast<qint64>(picture.rows[cluster]), lookOfCluster(picture, cluster) });
    content.pair = pairOf(picture);
    content.bands = picture.bands;
    content.window = picture.window;
    return content;
}

MapContent mapContent(const TrajectoryPicture& picture)
{
    MapContent content;
    content.text.title = translate("Data map");
    content.text.caption = translate("Drag to select. Shift adds, Esc clears.");
    content.text.description = translate("Each row by its mean loss and its variability over the window.");
    content.xAxis.label = translate("mean loss over the window");
    content.yAxis.label = translate("Variability over the window");
    content.yAxis.low = 0; // a standard deviation
    content.xName = QStringLiteral("mean loss");
    content.yName = QStringLiteral("variability");
    content.values = picture.map;
    content.labels = picture.labels;
    for (std::size_t cluster = 0; cluster < picture.rows.size(); ++cluster)
        content.clusters.push_back(nameOf(picture, cluster));
    content.pair = pairOf(picture);
    content.topLeft = { translate("learned on the way"), Role::Secondary };
    content.bottomLeft = { translate("learned early"), Role::Easy };
    content.bottomRight = { translate("never learned"), Role::Hard };
    return content;
}

namespace {

using core::analysis::LearningHistogram;

/// Groups: 0 all drawn rows, 1 of them that part.
LearningHistogram countLearned(
    const TrajectoryPicture& picture, const std::vector<std::int32_t>& groups, const std::vector<double>& edges)
{
    return core::analysis::learningHistogram(*picture.times, groups, 2, edges);
}

BarSeries barsOf(const LearningHistogram& histogram, std::size_t firstGroup, std::size_t groups)
{
    BarSeries bars;
    bars.counts.assign(histogram.bins(), 0);
    for (std::size_t group = firstGroup; group < firstGroup + groups; ++group) {
        for (std::size_t bin = 0; bin < histogram.bins(); ++bin)
            bars.counts[bin] += histogram.counts[group * histogram.bins() + bin];
        bars.censored += histogram.censored[group];
    }
    return bars;
}

} // namespace

HistogramContent learningContent(const TrajectoryPicture& picture, const core::data::Selection* selected)
{
    HistogramContent content;
    content.text.title = translate("Learning time");
    content.text.description = translate("How many rows made half of their descent in which steps.");
    content.xAxis.label = translate("step");
    content.yAxis.label = translate("Rows by when half of the descent is made");
    content.xName = translate("steps");
    const std::vector<double> edges = picture.edges();
    if (!picture.times || edges.size() < 2)
        return content;
    const bool bySelection = selected != nullptr && selected->size() == picture.labels->size() && selected->count() > 0;
    std::vector<std::int32_t> groups = *picture.labels;
    for (std::size_t row = 0; row < groups.size(); ++row)
        if (groups[row] >= 0)
            groups[row] = bySelection ? selected->contains(row) : isHard(picture, static_cast<std::size_t>(groups[row]));
    const LearningHistogram histogram = countLearned(picture, groups, edges);
    BarSeries all = barsOf(histogram, 0, 2);
    all.name = translate("All");
    all.colour = bySelection || !picture.clustered ? Role::Unscored : Role::Easy;
    all.pale = true;
    BarSeries part = barsOf(histogram, 1, 1);
    part.name = bySelection ? translate("Selected") : translate("Hard");
    part.colour = bySelection ? Role::Accent : Role::Hard;
    part.hatched = !bySelection;
    content.text.caption = all.censored == 1
        ? translate("1 row has fallen by less than a tenth: not learned yet.")
        : translate("%1 rows have fallen by less than a tenth: not learned yet.").arg(countText(all.censored));
    content.series = { all };
    if (bySelection || picture.clustered)
        content.series.push_back(part);
    content.edges = edges;
    for (std::size_t row = 0; row < groups.size(); ++row)
        if (groups[row] >= 0) { // a few far ones are counted in the outer bins
            content.openLow |= static_cast<double>(picture.times->steps[row]) < edges.front();
            content.openHigh |= static_cast<double>(picture.times->steps[row]) > edges.back();
        }
    for (std::size_t edge = content.openLow ? 1 : 0; edge < edges.size() - (content.openHigh ? 1 : 0); ++edge)
        content.xAxis.ticks.push_back({ edges[edge], countText(static_cast<qint64>(edges[edge])) });
    return content;
}

DecidedRows decidedRows(const core::data::Columns& columns)
{
    using core::data::RowMark;
    DecidedRows rows;
    constexpr std::uint8_t decided = static_cast<std::uint8_t>(RowMark::Excluded)
        | static_cast<std::uint8_t>(RowMark::PinnedEasy) | static_cast<std::uint8_t>(RowMark::PinnedHard);
    for (std::size_t row = 0; row < columns.marks.size(); ++row) {
        if ((columns.marks[row] & decided) == 0)
            continue;
        ++rows.count;
        const bool excluded = columns.hasMark(row, RowMark::Excluded);
        rows.excluded += excluded ? 1 : 0;
        if (rows.drawn.size() >= mostDecidedDrawn)
            continue;
        const QString what = excluded                   ? translate("excluded")
            : columns.hasMark(row, RowMark::PinnedHard) ? translate("pinned hard")
                                                        : translate("pinned easy");
        rows.drawn.push_back({ row, translate("row %1: %2").arg(count(row + 1), what), excluded });
    }
    if (rows.count > 3)
        for (RowLine& line : rows.drawn)
            line.text.clear(); // labels would hide the picture
    return rows;
}

} // namespace ui
