// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plots/sample_plots.h"

#include "core/analysis/curves.h"
#include "core/base/random.h"

#include <algorithm>
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

namespace {

struct Rows {
    std::vector<float> losses;
    std::vector<std::int32_t> labels; ///< 0 easy, 1 hard
};

std::shared_ptr<const Rows> rowsOf(std::size_t rows)
{
    core::RandomStream random(3, "trajectories");
    const std::size_t points = recordedSteps.size();
    auto result = std::make_shared<Rows>();
    result->losses.resize(points * rows);
    result->labels.resize(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        const bool hard = random.uniform() < 0.43;
        const double start = 10.85 + 0.04 * random.normal();
        const double floor = hard ? 3.6 + 1.2 * std::abs(random.normal()) : 1.9 + 0.55 * random.normal();
        const double middle = hard ? 5.2 + 0.9 * random.normal() : 4.0 + 0.7 * random.normal();
        for (std::size_t point = 0; point < points; ++point) {
            const double fall = 1 / (1 + std::exp(-(static_cast<double>(point) - middle) * 0.85));
            const double fallAtStart = 1 / (1 + std::exp(middle * 0.85));
            const double share = (fall - fallAtStart) / (1 - fallAtStart);
            const double loss
                = start + (std::max(0.1, floor) - start) * share + 0.02 * random.normal() * static_cast<double>(point);
            result->losses[point * rows + row] = static_cast<float>(std::max(0.02, loss));
        }
        result->labels[row] = hard ? 1 : 0;
    }
    return result;
}

} // namespace

TrajectoryContent trajectories(std::size_t rows)
{
    const auto data = rowsOf(rows);
    auto values = std::make_shared<TrajectoryValues>();
    values->losses = { data->losses, recordedSteps.size(), rows };
    values->steps = recordedSteps;
    values->owner = data;
    TrajectoryContent content;
    content.text = { QStringLiteral("Loss trajectories"), {},
        QStringLiteral("26 390 trajectories. Colour: share of hard; depth: log count."),
        QStringLiteral("Hard rows stay higher than easy rows from point 4 on.") };
    content.yAxis.label = QStringLiteral("Loss, nats per response token");
    content.xLabel = QStringLiteral("step at the recording point");
    content.values = values;
    content.labels = std::shared_ptr<const std::vector<std::int32_t>>(data, &data->labels);
    const auto hard = static_cast<qint64>(std::count(data->labels.begin(), data->labels.end(), 1));
    content.clusters = { { QStringLiteral("Easy"), static_cast<qint64>(rows) - hard, lookOf(Role::Easy) },
        { QStringLiteral("Hard"), hard, lookOf(Role::Hard) } };
    content.pair = { 0, 1 };
    content.bands = std::make_shared<core::analysis::QuantileBands>(
        core::analysis::quantileBands(values->losses, data->labels, 2, { 0.1, 0.9 }));
    content.window = core::analysis::Window{ 3, 9 };
    return content;
}

MapContent dataMap(std::size_t rows)
{
    const auto data = rowsOf(rows);
    const core::analysis::DataMap map = core::analysis::dataMap({ data->losses, recordedSteps.size(), rows }, { 3, 9 });
    MapContent content;
    content.text = { QStringLiteral("Data map"), {}, QStringLiteral("Drag to select. Shift adds, Esc clears."),
        QStringLiteral("Easy rows lie left and high, hard rows right and low.") };
    content.xAxis.label = QStringLiteral("mean loss over the window");
    content.yAxis.label = QStringLiteral("Variability over the window");
    content.xName = QStringLiteral("mean loss");
    content.yName = QStringLiteral("variability");
    content.values = std::make_shared<MapValues>(MapValues{ map.mean, map.variability });
    content.labels = std::shared_ptr<const std::vector<std::int32_t>>(data, &data->labels);
    content.clusters = { QStringLiteral("Easy"), QStringLiteral("Hard") };
    content.pair = { 0, 1 };
    content.topLeft = { QStringLiteral("learned on the way"), Role::Secondary };
    content.bottomLeft = { QStringLiteral("learned early"), Role::Easy };
    content.bottomRight = { QStringLiteral("never learned"), Role::Hard };
    return content;
}

HistogramContent lengths()
{
    core::RandomStream random(4, "lengths");
    HistogramContent content;
    for (int edge = 0; edge <= 1024; edge += 16)
        content.edges.push_back(edge);
    BarSeries all{ QStringLiteral("all sources"), std::vector<qint64>(64), Role::Unscored };
    BarSeries math{ QStringLiteral("math"), std::vector<qint64>(64), Role::Accent };
    all.pale = true;
    for (int row = 0; row < 26472; ++row) {
        const bool isMath = random.uniform() < 0.28;
        const double tokens = std::exp((isMath ? 5.35 : 4.9) + (isMath ? 0.65 : 0.42) * random.normal());
        const auto bin = static_cast<std::size_t>(tokens / 16);
        if (bin >= 64)
            continue;
        ++all.counts[bin];
        math.counts[bin] += isMath ? 1 : 0;
    }
    content.series = { all, math };
    content.text = { QStringLiteral("Length"), QStringLiteral("prompt and response, gpt-neox tokenizer"), {},
        QStringLiteral("Most rows have 100 to 200 tokens; 1 192 are longer than 512.") };
    content.xAxis.label = QStringLiteral("tokens");
    for (int tick = 0; tick <= 1024; tick += 128)
        content.xAxis.ticks.push_back(
            { static_cast<double>(tick), tick == 1024 ? QStringLiteral("1\u202f024") : QString::number(tick) });
    content.yAxis.label = QStringLiteral("Rows per 16 tokens");
    content.xName = QStringLiteral("tokens");
    content.limit = LimitLine{ 512, QStringLiteral("512 tokens: 1\u202f192 rows longer, cut at the end") };
    return content;
}

HistogramContent learningTimes()
{
    core::RandomStream random(5, "learning times");
    HistogramContent content;
    content.edges.push_back(1);
    while (content.edges.size() < 25)
        content.edges.push_back(content.edges.back() * std::pow(468.0, 1 / 24.0));
    content.edges.back() = 468;
    BarSeries easy{ QStringLiteral("Easy"), std::vector<qint64>(24), Role::Easy };
    BarSeries hard{ QStringLiteral("Hard"), std::vector<qint64>(24), Role::Hard };
    hard.hatched = true;
    hard.censored = 412;
    for (int row = 0; row < 9000; ++row) {
        const bool isHard = random.uniform() < 0.4;
        const double place = (isHard ? 17 : 11) + 2.2 * random.normal();
        const auto bin = static_cast<std::size_t>(std::clamp(place, 0.0, 23.0));
        ++(isHard ? hard : easy).counts[bin];
    }
    content.series = { easy, hard };
    content.text = { QStringLiteral("Learning time"), QStringLiteral("step at which half of the descent is made"),
        QStringLiteral("9 000 rows; 412 have fallen by less than 10 % and are not learned yet."),
        QStringLiteral("Easy rows are learned near step 17, hard rows near step 78.") };
    content.xAxis.logarithmic = true;
    content.xAxis.label = QStringLiteral("step, logarithmic");
    content.yAxis.label = QStringLiteral("Rows");
    content.xName = QStringLiteral("steps");
    return content;
}

DumbbellContent sourceMix()
{
    DumbbellContent content;
    content.text = { QStringLiteral("Mix by source"), QStringLiteral("share of rows, change in points"),
        QStringLiteral("26 426 rows before, 37 698 after"), QStringLiteral("Shares of ten sources before and after.") };
    content.xAxis.label = QStringLiteral("% of rows");
    content.beforeName = QStringLiteral("before");
    content.afterName = QStringLiteral("after");
    content.countName = QStringLiteral("rows");
    content.rows = { { QStringLiteral("math"), 7405, 13971 }, { QStringLiteral("gsm8k"), 7473, 9010 },
        { QStringLiteral("tal_scq_en"), 2670, 4980 }, { QStringLiteral("mathqa"), 2780, 3170 },
        { QStringLiteral("dolphin1878"), 1780, 1860 }, { QStringLiteral("asdiv"), 1570, 1640 },
        { QStringLiteral("tabmwp"), 1000, 1030 }, { QStringLiteral("draw"), 930, 960 },
        { QStringLiteral("mawps"), 560, 570 }, { QStringLiteral("aqua"), 258, 407 } };
    return content;
}

StackedBarContent clusterMix()
{
    StackedBarContent content;
    content.text = { QStringLiteral("Mix by cluster"), QStringLiteral("rows, and hard share"), {}, {} };
    content.parts = { { QStringLiteral("Easy"), Role::Easy, false, false },
        { QStringLiteral("Hard"), Role::Hard, true, false }, { QStringLiteral("Not scored"), Role::Unscored, false, true } };
    content.bars = { { QStringLiteral("Before"), { 14944, 11312, 170 }, QStringLiteral("43 % hard") },
        { QStringLiteral("hard-x2"), { 14944, 22624, 170 }, QStringLiteral("60 % hard") },
        { QStringLiteral("Random"), { 21400, 16168, 170 }, QStringLiteral("43 % hard") },
        { QStringLiteral("Easy"), { 26256, 11312, 170 }, QStringLiteral("30 % hard") } };
    return content;
}

} // namespace samples
