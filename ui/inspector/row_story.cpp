// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/row_story.h"

#include "core/analysis/neighbours.h"
#include "core/analysis/quantile_bands.h"
#include "ui/models/facet_words.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cmath>

namespace ui {

using core::data::Columns;
using core::data::RowFlag;
using core::data::RowMark;

namespace {

QString translate(const char* text)
{
    return QCoreApplication::translate("ui::RowStory", text);
}

core::analysis::LossView lossView(const Columns& columns)
{
    return { { columns.losses.data(), columns.losses.size() }, columns.points(), columns.rows() };
}

template <typename Value> double medianOf(std::vector<Value> values)
{
    if (values.empty())
        return std::numeric_limits<double>::quiet_NaN();
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return static_cast<double>(*middle);
}

float medianLearned(const Columns& columns)
{
    std::vector<float> learned;
    for (const float step : columns.learnedAt)
        if (!std::isnan(step))
            learned.push_back(step);
    return static_cast<float>(medianOf(std::move(learned)));
}

RowStory::Line lineOf(const Columns& columns, std::uint32_t row)
{
    RowStory::Line line;
    line.row = row;
    for (std::size_t point = 0; point < columns.points(); ++point)
        line.losses.push_back(columns.lossesAt(point)[row]);
    return line;
}

std::vector<RowStory::Line> nearestTo(const Columns& columns, const RowStory::Line& line)
{
    std::size_t points = 0;
    while (points < line.losses.size() && std::isfinite(line.losses[points]))
        ++points;
    std::vector<RowStory::Line> nearest;
    if (points == 0)
        return nearest;
    for (const auto& found :
        core::analysis::nearestTrajectories(lossView(columns), { 0, points - 1 }, line.row, RowStory::nearestRows)) {
        nearest.push_back(lineOf(columns, found.row));
        nearest.back().distance = found.distance;
    }
    return nearest;
}

QStringList flagsOf(const Columns& columns, std::size_t row)
{
    QStringList flags;
    const auto add = [&](bool is, const char* text) {
        if (is)
            flags.append(translate(text));
    };
    add(columns.hasFlag(row, RowFlag::Truncated), QT_TRANSLATE_NOOP("ui::RowStory", "cut at the longest length"));
    add(columns.hasFlag(row, RowFlag::Dropped), QT_TRANSLATE_NOOP("ui::RowStory", "left out as too long"));
    add(columns.hasFlag(row, RowFlag::Seam), QT_TRANSLATE_NOOP("ui::RowStory", "a token across the seam"));
    add(columns.hasFlag(row, RowFlag::Duplicate), QT_TRANSLATE_NOOP("ui::RowStory", "duplicate of an earlier row"));
    add(!columns.heldOut.empty() && columns.heldOut[row] != 0,
        QT_TRANSLATE_NOOP("ui::RowStory", "held out: scored, never trained on"));
    add(columns.hasMark(row, RowMark::Excluded), QT_TRANSLATE_NOOP("ui::RowStory", "excluded"));
    return flags;
}

Role clusterColour(const Columns& columns, std::uint16_t cluster)
{
    if (columns.isHardCluster(cluster))
        return Role::Hard;
    return cluster == 0 || columns.clusters <= 2 ? Role::Easy : Role::Neutral;
}

} // namespace

void StoryTeller::keep(const std::shared_ptr<const Columns>& columns)
{
    if (kept_.columns == columns)
        return;
    kept_ = {};
    kept_.columns = columns;
    kept_.bands.resize(std::size_t{ columns->clusters } + 1);
    kept_.medianLearnedAt = medianLearned(*columns);
    kept_.medianResponseTokens = medianOf(columns->responseTokens.copy());
}

const StoryTeller::Band& StoryTeller::bandOf(std::size_t cluster)
{
    std::optional<Band>& band = kept_.bands.at(cluster);
    if (band)
        return *band;
    const Columns& columns = *kept_.columns;
    const bool all = cluster == columns.clusters;
    std::vector<std::int32_t> labels(columns.rows(), -1);
    band.emplace();
    for (std::size_t row = 0; row < labels.size(); ++row)
        if (all ? std::isfinite(columns.losses[row]) : columns.cluster[row] == cluster) {
            labels[row] = 0;
            ++band->rows;
        }
    const auto bands = core::analysis::quantileBands(lossView(columns), labels, 1, { 0.1, 0.9 });
    for (std::size_t point = 0; point < bands.points; ++point) {
        band->low.push_back(bands.at(0, 0, point));
        band->high.push_back(bands.at(0, 1, point));
    }
    return *band;
}

RowStory StoryTeller::tell(const std::shared_ptr<const Columns>& columns, std::uint32_t row)
{
    const std::lock_guard lock(mutex_);
    keep(columns);
    RowStory story;
    story.row = row;
    story.flags = flagsOf(*columns, row);
    if (!columns->responseTokens.empty())
        story.responseTokens = columns->responseTokens[row];
    story.medianResponseTokens = kept_.medianResponseTokens;
    story.medianLearnedAt = kept_.medianLearnedAt;
    story.learnedAt = columns->learnedAt.empty() ? std::numeric_limits<float>::quiet_NaN() : columns->learnedAt[row];
    if (columns->losses.empty())
        return story;
    story.steps.assign(columns->steps.begin(), columns->steps.end());
    story.line = lineOf(*columns, row);
    story.scored = std::ranges::all_of(story.line.losses, [](float loss) { return std::isfinite(loss); });
    story.nearest = nearestTo(*columns, story.line);
    const std::uint16_t cluster = columns->cluster.empty() ? core::data::noCluster : columns->cluster[row];
    const bool clustered = cluster != core::data::noCluster;
    const Band& band = bandOf(clustered ? cluster : columns->clusters);
    story.low = band.low;
    story.high = band.high;
    story.peers = band.rows;
    story.cluster = clustered ? clusterName(*columns, cluster) : QString();
    story.colour = clustered ? clusterColour(*columns, cluster) : Role::Neutral;
    story.peersName = clustered ? story.cluster : translate(QT_TRANSLATE_NOOP("ui::RowStory", "all rows"));
    story.peersColour = story.colour;
    return story;
}

} // namespace ui
