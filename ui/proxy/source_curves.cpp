// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/source_curves.h"

#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::SourceCurves)
};

constexpr qsizetype mostDrawn = 8; ///< colours of their own
constexpr qsizetype usuallyDrawn = 4; ///< names that fit at the lines' ends of a small plot

/// Source codes in the order of SourceCurves::names.
std::vector<std::size_t> sourcesBySize(const core::data::CodedColumn& source, std::vector<std::uint32_t>& rows)
{
    rows.assign(source.names.size(), 0);
    for (const std::uint32_t code : source.codes)
        ++rows[code];
    std::vector<std::size_t> order(source.names.size());
    std::iota(order.begin(), order.end(), std::size_t{ 0 });
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rows[a] > rows[b]; });
    std::erase_if(order, [&](std::size_t code) { return rows[code] == 0; });
    return order;
}

void addMeans(SourceCurves& result)
{
    for (std::size_t point = 0; point < result.curves.points; ++point) {
        double sum = 0;
        std::uint64_t count = 0;
        for (std::size_t group = 0; group < result.curves.groups; ++group) {
            const auto rows = result.curves.count(group, point);
            if (rows > 0)
                sum += result.curves.mean(group, point) * rows;
            count += rows;
        }
        result.means.push_back(count > 0 ? sum / static_cast<double>(count) : std::nan(""));
        result.scored.push_back(count);
    }
}

LineSeries seriesOf(const SourceCurves& curves, qsizetype source, int slot, const std::vector<std::size_t>& places)
{
    const auto group = static_cast<std::size_t>(source);
    LineSeries series;
    series.name = curves.names[source];
    series.look = lookOfSlot(slot);
    series.markers = true;
    series.valueInName = true;
    for (std::size_t point = 0; point < curves.curves.points; ++point) {
        series.x.push_back(static_cast<double>(places[point]));
        series.y.push_back(curves.curves.mean(group, point));
    }
    return series;
}

QString captionOf(const SourceCurves& curves, const QStringList& drawn)
{
    QStringList counts;
    for (const QString& name : drawn)
        counts << Words::tr("%1 %2").arg(name, countText(curves.rows[static_cast<std::size_t>(curves.names.indexOf(name))]));
    const QString rows = Words::tr("rows behind each mean: %1").arg(counts.join(QStringLiteral(", ")));
    return drawn.size() == curves.names.size()
        ? rows
        : Words::tr("%1 of %2 sources are drawn; %3").arg(countText(drawn.size()), countText(curves.names.size()), rows);
}

} // namespace

SourceCurves sourceCurves(const core::data::Columns& columns, std::size_t points)
{
    SourceCurves result;
    result.allRows = columns.rows();
    std::vector<std::uint32_t> rows;
    const auto order = sourcesBySize(columns.source, rows);
    std::vector<std::int32_t> groupOfCode(columns.source.names.size(), -1);
    for (std::size_t group = 0; group < order.size(); ++group) {
        groupOfCode[order[group]] = static_cast<std::int32_t>(group);
        const std::string& name = columns.source.names[order[group]];
        result.names << (name.empty() ? Words::tr("no source") : QString::fromStdString(name));
        result.rows.push_back(rows[order[group]]);
    }
    points = std::min(points, columns.points());
    if (columns.losses.empty() || points == 0)
        return result;
    std::vector<std::int32_t> groups;
    groups.reserve(columns.rows());
    for (const std::uint32_t code : columns.source.codes)
        groups.push_back(groupOfCode[code]);
    const core::analysis::LossView view{ { columns.losses.data(), points * columns.rows() }, points, columns.rows() };
    result.curves = core::analysis::groupCurves(view, groups, order.size());
    result.steps.assign(columns.steps.begin(), columns.steps.begin() + static_cast<std::ptrdiff_t>(points));
    addMeans(result);
    return result;
}

QStringList usualSources(const SourceCurves& curves)
{
    return curves.names.mid(0, curves.names.size() <= usuallyDrawn + 2 ? curves.names.size() : usuallyDrawn);
}

LineContent sourceContent(
    const SourceCurves& curves, const QStringList& chosen, const std::vector<std::int64_t>& plannedSteps)
{
    LineContent content;
    std::vector<std::int64_t> steps = plannedSteps;
    for (const std::uint64_t step : curves.steps)
        steps.push_back(static_cast<std::int64_t>(step));
    std::sort(steps.begin(), steps.end());
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    for (std::size_t place = 0; place < steps.size(); ++place)
        content.xAxis.ticks.push_back({ static_cast<double>(place), countText(steps[place]) });
    std::vector<std::size_t> places;
    for (const std::uint64_t step : curves.steps)
        places.push_back(static_cast<std::size_t>(
            std::lower_bound(steps.begin(), steps.end(), static_cast<std::int64_t>(step)) - steps.begin()));
    QStringList drawn;
    for (qsizetype source = 0; source < curves.names.size() && drawn.size() < mostDrawn; ++source)
        if (chosen.contains(curves.names[source])) {
            if (!curves.steps.empty())
                content.series.push_back(seriesOf(curves, source, static_cast<int>(drawn.size()), places));
            drawn << curves.names[source];
        }
    content.xAxis.low = 0;
    content.xAxis.high = std::max<double>(1, static_cast<double>(steps.size()) - 1);
    content.xAxis.label = Words::tr("step");
    content.xName = Words::tr("Point");
    content.text = { Words::tr("Mean loss by source"), Words::tr("at the recording points so far"), captionOf(curves, drawn),
        Words::tr("%1 sources at %2 recording points.")
            .arg(countText(drawn.size()), countText(static_cast<qint64>(curves.steps.size()))) };
    return content;
}

} // namespace ui
