// SPDX-License-Identifier: GPL-3.0-or-later
// Milliseconds of the plots at the size of real datasets; offscreen, at a scale of 2. Run by hand: ui_plots_bench [ROWS].
#include "core/analysis/map_density.h"
#include "core/analysis/quantile_bands.h"
#include "tests/ui/plots/sample_plots.h"
#include "ui/plots/density_plot.h"
#include "ui/plots/line_plot.h"
#include "ui/plots/map_plot.h"
#include "ui/plots/plot_export.h"

#include <QtWidgets/QApplication>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>

namespace {

using namespace core::analysis;

/// The least of some runs, on the clock and on the processors.
void report(const char* what, int runs, const std::function<void()>& work)
{
    double wall = 1e300;
    double processor = 1e300;
    for (int run = 0; run < runs; ++run) {
        const std::clock_t ticks = std::clock();
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
        wall = std::min(wall, time.count());
        processor = std::min(processor, 1e3 * static_cast<double>(std::clock() - ticks) / CLOCKS_PER_SEC);
    }
    std::printf("%-74s %8.1f ms %8.1f ms processor\n", what, wall, processor);
}

/// The sample's ten recording points and two more.
ui::TrajectoryContent twelvePoints(std::size_t rows)
{
    ui::TrajectoryContent content = samples::trajectories(rows);
    const std::span<const float> ten = content.values->losses.values;
    auto losses = std::make_shared<std::vector<float>>(ten.begin(), ten.end());
    for (std::size_t i = 0; i < 2 * rows; ++i)
        losses->push_back(0.97F * (*losses)[losses->size() - rows]);
    auto values = std::make_shared<ui::TrajectoryValues>(*content.values);
    values->steps.insert(values->steps.end(), { 700, 1000 });
    values->losses = { *losses, 12, rows };
    values->owner = losses;
    content.values = values;
    content.bands = std::make_shared<QuantileBands>(quantileBands(values->losses, *content.labels, 2, { 0.1, 0.9 }));
    return content;
}

void benchDensity(const ui::TrajectoryContent& content, const ui::Theme& theme)
{
    const std::vector<double> positions = ui::positionsOf(content.values->steps, false);
    DensitySettings picture;
    picture.high = 11;
    picture.right = positions.back();
    picture.width = 600;
    picture.height = 540;
    DensityImage image;
    report("density image, 600 x 540 device pixels, two clusters", 9,
        [&] { image = densityImage(content.values->losses, positions, *content.labels, 2, picture); });
    const auto colours = ui::toneColours(theme);
    report("colouring it", 9, [&] { ui::colouredImage(image, { 0, 1 }, *colours); });
    report("table of colours (once a theme)", 3, [&] { ui::toneColours(theme); });
    DensitySettings zoomed = picture;
    zoomed.low = 3;
    zoomed.high = 5;
    report("density image, zoomed to a fifth of the height", 9,
        [&] { densityImage(content.values->losses, positions, *content.labels, 2, zoomed); });
    core::data::Selection selected(content.labels->size());
    report("brush: rows through a box", 9, [&] {
        selected = rowsThroughBox(content.values->losses, positions, { 5, 7, 4, 5 });
    });
    const std::vector<std::int32_t> split = ui::splitLabels(*content.labels, selected, 2);
    report("density image of a selection over the others, and its colouring", 9, [&] {
        ui::colouredSelection(densityImage(content.values->losses, positions, split, 4, picture), { 0, 1 }, *colours);
    });
    report("row under the pointer", 9, [&] {
        nearestTrajectory(content.values->losses, positions, *content.labels, { 6.4, 4 }, 0.1);
    });
}

void benchMap(const ui::MapContent& content)
{
    DensitySettings picture;
    picture.width = 300;
    picture.height = 250;
    picture.right = 11;
    picture.high = 4;
    report("data map, 300 x 250 bins", 9,
        [&] { mapDensity(content.values->x, content.values->y, *content.labels, 2, picture); });
    const std::vector<PlanePoint> lasso = [] {
        std::vector<PlanePoint> corners;
        for (int i = 0; i < 100; ++i)
            corners.push_back({ 5 + 2 * std::cos(i * 0.0628), 2 + std::sin(i * 0.0628) });
        return corners;
    }();
    report(
        "brush: points in a lasso of 100 corners", 9, [&] { pointsInPolygon(content.values->x, content.values->y, lasso); });
    report("brush: points in a rectangle", 9, [&] { pointsInBox(content.values->x, content.values->y, { 3, 5, 1, 2 }); });
}

void benchWidgets(const ui::Theme& theme, const ui::TrajectoryContent& trajectories)
{
    ui::DensityPlot density(theme);
    density.resize(560, 360);
    report("GUI thread: a run's losses given to the density plot", 9, [&] {
        ui::TrajectoryContent other = trajectories; // other values each time, as after a run
        other.values = std::make_shared<ui::TrajectoryValues>(*trajectories.values);
        density.setContent(other);
    });
    report("GUI thread: other clusters of the same losses", 9, [&] { density.setContent(density.content()); });
    report("density plot: drawn for an export, image included", 5, [&] {
        density.setContent(density.content()), ui::plotImage(density, { QSizeF(density.size()), 2 });
    });
    const auto paint = [](ui::PlotFrame& plot) { ui::plotImage(plot, { QSizeF(plot.size()), 2 }); };
    paint(density);
    ui::LinePlot lines(theme);
    lines.resize(900, 272);
    ui::LineContent content = samples::trainingLoss();
    for (ui::LineSeries& series : content.series) {
        series.x.clear();
        series.y.clear();
        for (int step = 0; step < 100000; ++step) {
            series.x.push_back(step);
            series.y.push_back(3 + 5 * std::exp(-step / 9000.0) + (series.raw ? 0.3 * std::sin(step * 12.9898) : 0));
        }
    }
    content.xAxis.high.reset();
    report("line plot: new contents, 2 lines of 100,000 points", 5, [&] { lines.setContent(content); });
    report("line plot: drawn anew, 1,800 x 544 device pixels", 5, [&] { paint(lines); });
    ui::LinePlot sources(theme);
    sources.resize(530, 306);
    sources.setContent(samples::lossBySource());
    report("line plot: four sources drawn anew", 5, [&] { paint(sources); });
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const std::size_t rows = argc > 1 ? std::stoul(argv[1]) : 262144;
    std::printf("%zu rows, 12 recording points\n", rows);
    const ui::Theme theme(ui::ColourScheme::Light);
    const ui::TrajectoryContent trajectories = twelvePoints(rows);
    benchDensity(trajectories, theme);
    benchMap(samples::dataMap(rows));
    benchWidgets(theme, trajectories);
    return 0;
}
