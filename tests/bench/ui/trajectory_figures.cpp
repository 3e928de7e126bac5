// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ui/figure_table.h"
#include "tests/bench/ui/figures.h"
#include "ui/models/example_table.h"
#include "ui/plots/density_plot.h"
#include "ui/plots/map_plot.h"
#include "ui/plots/plot_export.h"
#include "ui/session/cluster_door.h"
#include "ui/shell/project_view.h"
#include "ui/trajectories/cluster_flow.h"
#include "ui/trajectories/trajectories_page.h"

#include <cmath>

namespace bench {

namespace {

using namespace ui;

class TrajectoryBench {
public:
    explicit TrajectoryBench(BenchWindow& window)
        : window_(window)
        , page_(window.find<TrajectoriesPage>("trajectoriesPage"))
        , flow_(*page_.findChild<ClusterFlow*>())
        , table_(*page_.findChild<ExampleTable*>())
        , plot_(window.find<DensityPlot>("trajectoryPlot"))
        , map_(window.find<MapPlot>("dataMap"))
    {
    }

    void show()
    {
        const double took = window_.time([&] { window_.window().view()->showPage(PageName::Trajectories); },
            [&] { return plot_.hasImage() && map_.hasImage() && table_.model().rowCount() > 0; });
        print("page Trajectories shown for the first time: plots and table", { took });
        settle();
    }

    void settle()
    {
        window_.waitUntil([&] { return !flow_.isWorking(); });
        window_.waitFor(300);
    }

    ClusterChoice windowed(std::size_t first) const
    {
        ClusterChoice choice;
        choice.features = core::analysis::FeatureKind::Window;
        choice.window = core::analysis::Window{ first, window_.workspace().columns()->points() - 1 };
        return choice;
    }

    void previews()
    {
        std::vector<double> clusters;
        std::vector<double> drawn;
        std::vector<double> images;
        for (std::size_t turn = 0; turn < 15; ++turn) {
            bool previewed = false;
            bool arrived = false;
            QObject owner;
            QObject::connect(&flow_.door(), &ClusterDoor::previewed, &owner, [&] { previewed = true; });
            QObject::connect(&plot_, &PicturePlot::imageArrived, &owner, [&] { arrived = previewed; });
            double atClusters = 0;
            const double start = now();
            drawn.push_back(window_.time([&] { flow_.move(windowed(1 + turn % 3)); },
                [&] {
                    if (previewed && atClusters == 0)
                        atClusters = now();
                    return arrived;
                }));
            clusters.push_back(atClusters - start);
            images.push_back(plot_.imageMilliseconds());
            window_.waitFor(30);
        }
        print("density image, on its thread", images, 25);
        print("preview, k = 2, after a move: clusters and shares", clusters, 60);
        print("preview, k = 2, after a move: drawn", drawn, 60);
    }

    void stored()
    {
        std::vector<double> times;
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            bool done = false;
            QObject owner;
            QObject::connect(&flow_.door(), &ClusterDoor::stored, &owner, [&] { done = true; });
            ClusterChoice choice = windowed(2);
            choice.seed = seed;
            times.push_back(window_.time([&] { flow_.settle(choice); }, [&] { return done; }));
            settle();
        }
        print("stored result on release, k = 2, 10 restarts, in the project", times, 1000);
    }

    void brush(const BrushShapes& shapes, const char* what)
    {
        std::vector<double> times;
        for (int turn = 0; turn < 15; ++turn) {
            BrushShapes moved = shapes;
            const double by = 0.02 * turn * map_.visibleX().span();
            for (BrushShape& shape : moved) {
                shape.box.left += by;
                shape.box.right += by;
                for (auto& corner : shape.corners)
                    corner.x += by;
            }
            bool selected = false;
            bool density = false;
            bool points = false;
            QObject owner;
            QObject::connect(
                &window_.workspace().selection(), &SelectionState::selectionChanged, &owner, [&] { selected = true; });
            QObject::connect(&plot_, &PicturePlot::imageArrived, &owner, [&] { density = selected; });
            QObject::connect(&map_, &PicturePlot::imageArrived, &owner, [&] { points = selected; });
            times.push_back(window_.time(
                [&] {
                    map_.setBrushes(moved);
                    Q_EMIT map_.brushChanged(map_.brushes(), false);
                },
                [&] { return density && points; }));
            window_.waitFor(20);
        }
        print(what, times, 50);
    }

    void brushes()
    {
        const auto x = map_.visibleX();
        const auto y = map_.visibleY();
        brush({ { { x.low + 0.2 * x.span(), x.low + 0.5 * x.span(), y.low, y.high }, {} } },
            "brush, a rectangle on the map: selection, both images, table, bar");
        BrushShape lasso;
        for (int i = 0; i < 100; ++i)
            lasso.corners.push_back({ x.low + x.span() * (0.35 + 0.15 * std::cos(i * 0.0628)),
                y.low + y.span() * (0.5 + 0.4 * std::sin(i * 0.0628)) });
        lasso.box = { x.low + 0.2 * x.span(), x.low + 0.5 * x.span(), y.low, y.high };
        brush({ lasso }, "brush, a lasso of 100 corners on the map: the same");
        window_.act([&] {
            map_.setBrushes({});
            window_.workspace().selection().clearSelection();
        });
        window_.waitFor(200);
    }

    void exports()
    {
        const QTemporaryDir folder;
        for (const PictureFormat format :
            { PictureFormat::Png, PictureFormat::Svg, PictureFormat::Pdf, PictureFormat::Csv }) {
            const QString file = folder.filePath("plot." + suffixOf(format));
            plot_.setFileDoor([file](QWidget*, const FileQuestion&, const auto& chosen) { chosen(file); });
            bool written = false;
            QObject owner;
            QObject::connect(&plot_, &PlotFrame::exported, &owner, [&] { written = true; });
            const double took = window_.time([&] { plot_.exportTo(format); }, [&] { return written; });
            print("export of the trajectories as " + suffixOf(format).toUpper().toStdString() + ", all of it", { took });
        }
    }

private:
    BenchWindow& window_;
    TrajectoriesPage& page_;
    ClusterFlow& flow_;
    ExampleTable& table_;
    DensityPlot& plot_;
    MapPlot& map_;
};

} // namespace

void trajectoryFigures(BenchWindow& window)
{
    TrajectoryBench bench(window);
    bench.show();
    bench.previews();
    bench.stored();
    bench.brushes();
    bench.exports();
}

} // namespace bench
