// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plots/sample_plots.h"

#include "core/analysis/curves.h"
#include "core/base/random.h"

#include <cmath>

namespace samples {

using namespace ui;

namespace {

const std::vector<double> recordedSteps{ 0, 2, 5, 11, 23, 47, 94, 165, 290, 468 };

std::vector<AxisTick> evenTicks()
{
    std::vector<AxisTick> ticks;
    for (std::size_t i = 0; i < recordedSteps.size(); ++i)
        ticks.push_back({ static_cast<double>(i), QString::number(recordedSteps[i]) });
    return ticks;
}

} // namespace

LineContent trainingLoss()
{
    core::RandomStream random(1, "training loss");
    LineSeries raw;
    raw.name = QStringLiteral("this step");
    raw.raw = true;
    raw.decimals = 3;
    for (int step = 1; step <= 287; ++step) {
        const double noise = 0.02 + 0.1 * step / 287.0;
        raw.x.push_back(step);
        raw.y.push_back(3.3 + 7.2 * std::exp(-step / 45.0) + noise * random.normal() + (step == 174 ? 1.6 : 0));
    }
    const core::analysis::Curve smooth = core::analysis::smoothed({ raw.x, raw.y }, 17);
    LineSeries mean;
    mean.name = QStringLiteral("mean");
    mean.note = QStringLiteral("mean of 17 steps");
    mean.x = smooth.steps;
    mean.y = smooth.losses;
    mean.endDot = true;
    mean.valueInName = true;
    mean.look.width = 2.2;
    LineContent content;
    content.text = { QStringLiteral("Training loss"), QStringLiteral("nats per response token, logarithmic"),
        QStringLiteral("287 steps behind this picture, nothing left out. Circles: recording points, filled when all 26 472 "
                       "examples are scored."),
        QStringLiteral("The loss falls from 10.5 to 3.4 over 287 steps.") };
    content.xAxis.label = QStringLiteral("step");
    content.xAxis.low = 0;
    content.xAxis.high = 468;
    content.yAxis.logarithmic = true;
    content.yAxis.low = 2;
    content.yAxis.high = 11.5;
    content.xName = QStringLiteral("Step");
    content.series = { raw, mean };
    for (const double step : recordedSteps)
        content.recordingPoints.push_back({ step, step <= 287 });
    content.notes = { { 177, 5.5, QStringLiteral("row 20 417: 512 tokens of digits") } };
    content.moreReadOut = [](double step) {
        const auto seconds = static_cast<int>(step * 3.2);
        return std::vector<ReadOutRow>{ { QStringLiteral("at"),
            QStringLiteral("14:%1:%2").arg(5 + seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0')), {} } };
    };
    return content;
}

LineContent lossBySource()
{
    struct Source {
        const char* name;
        int slot;
        double last;
    };
    LineContent content;
    for (const Source& source :
        { Source{ "gsm8k", 0, 3.3 }, Source{ "math", 1, 5.04 }, Source{ "tabmwp", 2, 2.5 }, Source{ "aqua", 3, 4.12 } }) {
        LineSeries series;
        series.name = QString::fromLatin1(source.name);
        series.look = lookOfSlot(source.slot);
        series.markers = true;
        series.valueInName = true;
        for (int point = 0; point < 8; ++point) {
            const double share = std::pow(point / 7.0, 1.15);
            series.x.push_back(point);
            series.y.push_back(10.83 + (source.last - 10.83) * share);
        }
        content.series.push_back(series);
    }
    content.text = { QStringLiteral("Mean loss by source"), QStringLiteral("at the recording points so far"),
        QStringLiteral("4 of 10 sources are drawn: the two largest, and two more."),
        QStringLiteral("Four sources; math stays highest at 5.04.") };
    content.xAxis.ticks = evenTicks();
    content.xAxis.low = 0;
    content.xAxis.high = 9;
    content.xAxis.label = QStringLiteral("step");
    content.xName = QStringLiteral("point");
    return content;
}

LineContent furniture()
{
    core::RandomStream random(2, "furniture");
    LineSeries raw;
    LineSeries hard;
    LineSeries easy;
    LineBand band;
    for (int step = 0; step <= 400; ++step) {
        const double fall = 2.6 + 2.4 * std::exp(-step / 55.0) - 1.5 / (1 + std::exp(-(step - 220) / 9.0));
        raw.x.push_back(step);
        raw.y.push_back(fall + 0.14 * random.normal());
        hard.y.push_back(fall);
        easy.y.push_back(0.8 + 3.6 * std::exp(-step / 40.0));
        band.low.push_back(fall - 0.25);
        band.high.push_back(fall + 0.25);
    }
    hard.x = easy.x = band.x = raw.x;
    raw.raw = true;
    raw.look = lookOf(Role::Hard);
    hard.name = QStringLiteral("Hard");
    hard.look = lookOf(Role::Hard);
    easy.name = QStringLiteral("Easy");
    easy.look = lookOf(Role::Easy);
    band.name = QStringLiteral("Hard, 10 to 90 %");
    band.colour = Role::Hard;
    LineContent content;
    content.text = { QStringLiteral("Plot furniture"),
        QStringLiteral("raw behind smoothed, band, plateau, drop, direct labels, cross-hair"),
        QStringLiteral("401 points behind this picture. Smoothed: mean of 17 steps."),
        QStringLiteral("Hard stays on a plateau for 76 steps and drops at step 220; easy is learned first.") };
    content.xAxis.label = QStringLiteral("step");
    content.yAxis.label = QStringLiteral("Loss, nats per token");
    content.xName = QStringLiteral("step");
    content.bands = { band };
    content.series = { raw, hard, easy };
    content.plateaus = { { 1, 120, 196, QStringLiteral("plateau 76 steps"), true } };
    content.drops = { { 1, 220, QStringLiteral("drop at 220"), true } };
    content.axisMarks
        = { { 60, Role::Hard, QStringLiteral("Hard"), true }, { 28, Role::Easy, QStringLiteral("Easy"), false },
              { std::nullopt, PlotColour::ofSlot(0), QStringLiteral("aqua"), true } };
    return content;
}

LineContent manyLines()
{
    LineContent content = lossBySource();
    content.text.title = QStringLiteral("Nine sources");
    content.series.clear();
    for (int i = 0; i < 9; ++i) {
        LineSeries series;
        series.name = QStringLiteral("source %1").arg(i + 1);
        series.look = lookOfSlot(i);
        for (int point = 0; point < 10; ++point) {
            series.x.push_back(point);
            series.y.push_back(10 - point * (0.3 + 0.07 * i));
        }
        content.series.push_back(series);
    }
    return content;
}

} // namespace samples
