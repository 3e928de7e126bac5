// SPDX-License-Identifier: GPL-3.0-or-later
// Milliseconds of the Trajectories page on a project: ui_trajectories_bench P.datalever, offscreen. `make_project
// P.datalever 262144 12` makes one. Answers are awaited, so every time is from the hand's act to the picture.
#include "ui/trajectories/trajectories_page.h"

#include "ui/controls/segmented_choice.h"
#include "ui/plots/density_plot.h"
#include "ui/plots/map_plot.h"
#include "ui/session/cluster_door.h"
#include "ui/theme/style_sheet.h"
#include "ui/trajectories/cluster_flow.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

namespace {

using namespace ui;

/// Runs the event loop until it holds; the longest stretch that one pass took goes to `longest`.
double waitUntil(const std::function<bool()>& holds, double* longest = nullptr)
{
    QElapsedTimer clock;
    clock.start();
    while (!holds() && clock.elapsed() < 120000) {
        QElapsedTimer pass;
        pass.start();
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
        if (longest != nullptr)
            *longest = std::max(*longest, static_cast<double>(pass.nsecsElapsed()) * 1e-6);
    }
    return static_cast<double>(clock.nsecsElapsed()) * 1e-6;
}

void report(const char* what, std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    std::printf("%-64s median %8.1f ms, least %8.1f ms\n", what, times[times.size() / 2], times.front());
    std::fflush(stdout);
}

struct Bench {
    Workspace& workspace;
    TrajectoriesPage& page;
    ClusterFlow& flow;
    DensityPlot& plot;
    MapPlot& map;

    void settled() const
    {
        waitUntil([this] { return !flow.isWorking() && plot.hasImage() && map.hasImage(); });
    }
    ClusterChoice windowed(std::size_t first) const
    {
        ClusterChoice choice;
        choice.features = core::analysis::FeatureKind::Window;
        choice.window = core::analysis::Window{ first, workspace.columns()->points() - 1 };
        return choice;
    }

    void previews() const
    {
        std::vector<double> clusters;
        std::vector<double> pictures;
        for (std::size_t move = 0; move < 9; ++move) {
            bool previewed = false;
            bool drawn = false;
            const auto first = QObject::connect(&flow.door(), &ClusterDoor::previewed, &page, [&] { previewed = true; });
            const auto second = QObject::connect(&plot, &PicturePlot::imageArrived, &page, [&] { drawn = previewed; });
            QElapsedTimer clock;
            clock.start();
            flow.move(windowed(1 + move % 3));
            waitUntil([&] { return previewed; });
            clusters.push_back(static_cast<double>(clock.nsecsElapsed()) * 1e-6);
            waitUntil([&] { return drawn; });
            pictures.push_back(static_cast<double>(clock.nsecsElapsed()) * 1e-6);
            QObject::disconnect(first);
            QObject::disconnect(second);
        }
        report("preview, k = 2, after a move: clusters and shares", clusters);
        report("preview, k = 2, after a move: drawn", pictures);
    }

    void stored() const
    {
        std::vector<double> times;
        std::vector<double> computed;
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            bool done = false;
            const auto connection = QObject::connect(&flow.door(), &ClusterDoor::stored, &page, [&] { done = true; });
            ClusterChoice choice = windowed(2);
            choice.seed = seed;
            QElapsedTimer clock;
            clock.start();
            flow.settle(choice);
            waitUntil([&] { return done; });
            times.push_back(static_cast<double>(clock.nsecsElapsed()) * 1e-6);
            computed.push_back(flow.clusters()->milliseconds);
            QObject::disconnect(connection);
        }
        report("stored result on release, k = 2, 10 restarts, in the project", times);
        report("  of which clusters and shares", computed);
        QElapsedTimer clock;
        clock.start();
        waitUntil([this] { return !flow.isWorking(); });
        report("silhouette, 5 seeds, growing windows, behind it", { static_cast<double>(clock.elapsed()) });
    }

    void brush() const
    {
        std::vector<double> times;
        double longest = 0;
        for (int turn = 0; turn < 9; ++turn) {
            const double left = 0.2 + 0.02 * turn;
            bool density = false;
            bool points = false;
            bool selected = false;
            QObject owner;
            QObject::connect(&workspace.selection(), &SelectionState::selectionChanged, &owner, [&] { selected = true; });
            QObject::connect(&plot, &PicturePlot::imageArrived, &owner, [&] { density = selected; });
            QObject::connect(&map, &PicturePlot::imageArrived, &owner, [&] { points = selected; });
            const auto x = map.visibleX();
            const auto y = map.visibleY();
            map.setBrushes({ { { x.low + left * x.span(), x.low + (left + 0.3) * x.span(), y.low, y.high }, {} } });
            QElapsedTimer clock;
            clock.start();
            Q_EMIT map.brushChanged(map.brushes(), true);
            waitUntil([&] { return density && points; }, &longest);
            times.push_back(static_cast<double>(clock.nsecsElapsed()) * 1e-6);
        }
        report("brush on the map: selection, both images, table, bar", times);
        std::printf("%-64s %8.1f ms\n", "  longest pass of the event loop", longest);
    }

    void image() const
    {
        std::printf("%-64s %8.1f ms\n", "density image on its thread (last one)", plot.imageMilliseconds());
    }
};

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    if (argc < 2)
        return std::fprintf(stderr, "usage: ui_trajectories_bench P.datalever\n"), 2;
    const Theme theme(ColourScheme::Light);
    applyLook(application, theme);
    ProjectDoor door;
    QElapsedTimer clock;
    clock.start();
    door.open(argv[1]);
    waitUntil([&] { return door.isOpen(); });
    Workspace workspace(door);
    TrajectoriesPage page(theme, workspace);
    page.resize(1128, 664);
    page.show();
    const Bench bench{ workspace, page, *page.findChild<ClusterFlow*>(), *page.findChild<DensityPlot*>(),
        *page.findChild<MapPlot*>() };
    waitUntil([&] { return bench.plot.hasImage() && bench.map.hasImage(); });
    std::printf("%zu rows, %zu points\n", workspace.columns()->rows(), workspace.columns()->points());
    report("open to both plots drawn", { static_cast<double>(clock.elapsed()) });
    bench.settled();
    bench.previews();
    bench.stored();
    bench.settled();
    bench.brush();
    bench.image();
    return 0;
}
