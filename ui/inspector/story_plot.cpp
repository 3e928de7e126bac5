// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/story_plot.h"

#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

#include <cmath>

namespace ui {

namespace {

constexpr std::size_t mostTicks = 4;

QString translate(const char* text)
{
    return QCoreApplication::translate("ui::StoryPlot", text);
}

std::vector<double> doubles(const std::vector<float>& values)
{
    return { values.begin(), values.end() };
}

/// Recording points lie evenly and are named by their steps.
std::vector<AxisTick> ticksOf(const std::vector<double>& steps)
{
    std::vector<AxisTick> ticks;
    const std::size_t last = steps.size() - 1;
    const std::size_t count = std::min(mostTicks, steps.size());
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t point = count == 1 ? 0 : (i * last + (count - 1) / 2) / (count - 1);
        ticks.push_back({ static_cast<double>(point), countText(static_cast<qint64>(steps[point])) });
    }
    return ticks;
}

LineSeries seriesOf(const RowStory::Line& line, const QString& name, const SeriesLook& look)
{
    LineSeries series;
    series.name = name;
    series.look = look;
    for (std::size_t point = 0; point < line.losses.size(); ++point)
        series.x.push_back(static_cast<double>(point));
    series.y = doubles(line.losses);
    return series;
}

} // namespace

LineContent storyContent(const RowStory& story)
{
    LineContent content;
    content.text.title = translate(QT_TRANSLATE_NOOP("ui::StoryPlot", "Trajectory and its %1 nearest"))
                             .arg(countText(static_cast<qint64>(story.nearest.size())));
    content.text.caption = translate(QT_TRANSLATE_NOOP("ui::StoryPlot", "Band: 10 to 90 % of %1 (%2 rows)"))
                               .arg(story.peersName, countText(static_cast<qint64>(story.peers)));
    content.yAxis.label = translate(QT_TRANSLATE_NOOP("ui::StoryPlot", "Loss, nats per response token"));
    content.yAxis.low = 0;
    content.xAxis.label = translate(QT_TRANSLATE_NOOP("ui::StoryPlot", "step"));
    content.xAxis.ticks = ticksOf(story.steps);
    content.xName = translate(QT_TRANSLATE_NOOP("ui::StoryPlot", "recording point, from 0"));
    content.moreReadOut = [steps = story.steps](double x) -> std::vector<ReadOutRow> {
        const auto point = static_cast<std::size_t>(std::lround(std::max(0.0, x)));
        if (point >= steps.size())
            return {};
        return { { translate(QT_TRANSLATE_NOOP("ui::StoryPlot", "step")), countText(static_cast<qint64>(steps[point])),
            {} } };
    };
    LineBand band;
    band.name = story.peersName;
    for (std::size_t point = 0; point < story.low.size(); ++point)
        band.x.push_back(static_cast<double>(point));
    band.low = doubles(story.low);
    band.high = doubles(story.high);
    band.colour = story.peersColour;
    content.bands.push_back(std::move(band));
    for (const RowStory::Line& line : story.nearest) {
        const QString name = translate(QT_TRANSLATE_NOOP("ui::StoryPlot", "row %1")).arg(countText(line.row + 1));
        content.series.push_back(seriesOf(line, name, lookOf(Role::Unscored)));
        content.series.back().raw = true;
    }
    SeriesLook look = lookOf(story.colour);
    look.dashes.clear();
    content.series.push_back(seriesOf(story.line, translate(QT_TRANSLATE_NOOP("ui::StoryPlot", "this row")), look));
    content.series.back().halo = true;
    return content;
}

} // namespace ui
