// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ui/figure_table.h"
#include "tests/bench/ui/figures.h"
#include "tests/bench/ui/live_run.h"
#include "ui/controls/button.h"
#include "ui/models/example_table.h"
#include "ui/plots/density_plot.h"
#include "ui/plots/line_plot.h"
#include "ui/plots/map_plot.h"
#include "ui/shell/project_view.h"
#include "ui/trajectories/cluster_flow.h"
#include "ui/trajectories/trajectories_page.h"

#include <QtGui/QMouseEvent>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QScrollBar>

#include <cmath>
#include <cstdio>

namespace bench {

namespace {

using namespace ui;

constexpr int frame = 16; ///< milliseconds between acts of a hand

void report(const std::string& what, const HandlerTimes& times)
{
    print(what + ", p99.9", { times.share(0.999) }, 16);
    print(what + ", worst", { times.worst.empty() ? 0 : times.worst.front().milliseconds }, 50);
    std::string sentence = std::to_string(times.all.size()) + " handlers; the longest:";
    for (const Handler& handler : times.worst) {
        char text[160];
        std::snprintf(
            text, sizeof text, " %.1f %s (event %d)", handler.milliseconds, handler.receiver.c_str(), handler.event);
        sentence += text;
    }
    remark(sentence);
}

/// A pointer on a plot: every move is an event that goes through the application.
class Hand {
public:
    Hand(BenchWindow& window, QWidget& plot)
        : window_(window)
        , plot_(plot)
    {
    }

    void send(QEvent::Type type, QPointF share, Qt::MouseButton button, Qt::MouseButtons buttons)
    {
        const QPointF at(40 + share.x() * (plot_.width() - 60), 60 + share.y() * (plot_.height() - 110));
        QMouseEvent event(type, at, plot_.mapToGlobal(at), button, buttons, Qt::NoModifier);
        QCoreApplication::sendEvent(&plot_, &event);
        window_.waitFor(frame);
    }
    void hover()
    {
        for (int i = 0; i < 60; ++i)
            send(QEvent::MouseMove, { i / 60.0, 0.3 + 0.4 * (i % 7) / 7 }, Qt::NoButton, Qt::NoButton);
    }
    /// Across the plot and back; a lasso goes round.
    void drag()
    {
        send(QEvent::MouseButtonPress, { 0.2, 0.2 }, Qt::LeftButton, Qt::LeftButton);
        for (int i = 0; i < 90; ++i) {
            const double turn = i * 0.0698;
            send(QEvent::MouseMove, { 0.45 - 0.25 * std::cos(turn), 0.5 - 0.3 * std::cos(turn + 0.9) }, Qt::NoButton,
                Qt::LeftButton);
        }
        send(QEvent::MouseButtonRelease, { 0.6, 0.8 }, Qt::LeftButton, Qt::NoButton);
    }

private:
    BenchWindow& window_;
    QWidget& plot_;
};

void scroll(BenchWindow& window, ExampleTable& table, int times)
{
    for (int i = 0; i < times; ++i) {
        window.act([&table, i] {
            QScrollBar* bar = table.view().verticalScrollBar();
            bar->setValue(i % 10 == 9 ? (bar->value() + 100003) % (bar->maximum() + 1) : bar->value() + 3);
        });
        window.waitFor(frame);
    }
}

void sortSometimes(BenchWindow& window, ExampleTable& table)
{
    for (const Measure measure : { Measure::LastLoss, Measure::Source, Measure::Tokens, Measure::RowNumber }) {
        window.act([&table, measure] { table.setSort({ measure, true }); });
        scroll(window, table, 15);
    }
}

} // namespace

void handFigures(BenchWindow& window, MeasuredApplication& application)
{
    auto& data = window.find<ExampleTable>("examples");
    auto& page = window.find<TrajectoriesPage>("trajectoriesPage");
    auto& map = window.find<MapPlot>("dataMap");
    auto& plot = window.find<DensityPlot>("trajectoryPlot");
    application.startCounting(window.ticker());
    window.act([&] { window.window().view()->showPage(PageName::Data); });
    scroll(window, data, 120);
    sortSometimes(window, data);
    report("GUI thread: scrolling and sorting on Data", application.stopCounting());

    application.startCounting(window.ticker());
    window.act([&] { window.window().view()->showPage(PageName::Trajectories); });
    window.waitFor(200);
    scroll(window, *page.findChild<ExampleTable*>(), 60);
    sortSometimes(window, *page.findChild<ExampleTable*>());
    Hand(window, plot).hover();
    Hand(window, map).hover();
    Hand(window, plot).drag();
    Hand(window, map).drag();
    map.setLasso(true);
    Hand(window, map).drag();
    map.setLasso(false);
    const std::size_t last = window.workspace().columns()->points() - 1;
    for (std::size_t i = 0; i < 90; ++i) {
        window.act([&plot, last, i] { Q_EMIT plot.windowChanged(1 + i / 10 % 4, last - i % 3, i + 1 == 90); });
        window.waitFor(frame);
    }
    window.waitUntil([&] { return !page.findChild<ClusterFlow*>()->isWorking(); });
    report("GUI thread: a hand on Trajectories", application.stopCounting());
}

void importFigures(BenchWindow& window, MeasuredApplication& application, const QString& file)
{
    auto& table = *window.find<TrajectoriesPage>("trajectoriesPage").findChild<ExampleTable*>();
    auto& go = window.find<QAbstractButton>("import go");
    const auto before = window.workspace().datasets().size();
    application.startCounting(window.ticker());
    window.act([&] { window.window().view()->importFile(file); });
    window.waitUntil([&] { return go.isVisible() && go.isEnabled(); });
    const double start = now();
    window.act([&] { go.click(); });
    window.act([&] { window.window().view()->showPage(PageName::Trajectories); });
    window.waitUntil([&] { return window.workspace().project().isImporting(); });
    std::vector<double> texts;
    while (window.workspace().project().isImporting()) {
        texts.push_back(window.time(
            [&] {
                QScrollBar* bar = table.view().verticalScrollBar();
                bar->setValue((bar->value() + 50021) % (bar->maximum() + 1));
            },
            [&, asked = 0.0]() mutable {
                if (now() - asked < 2) // a look at a missing text asks for it: the bench must not flood the event loop
                    return false;
                asked = now();
                const QModelIndex first
                    = table.model().index(table.view().rowAt(0), static_cast<int>(ExampleColumn::Prompt));
                return !first.data(ExampleTableModel::LoadingRole).toBool();
            }));
        window.waitFor(3 * frame);
    }
    const double seconds = (now() - start) / 1e3;
    window.waitUntil([&] { return window.workspace().datasets().size() > before && window.workspace().columns(); });
    window.waitFor(1000);
    const HandlerTimes times = application.stopCounting();
    print("while a file is imported: texts of rows that were scrolled to", texts, 100);
    report("GUI thread: import of " + std::to_string(window.workspace().columns()->rows()) + " rows", times);
    remark("the import took " + std::to_string(seconds) + " s");
}

void liveFigures(Theme& theme, MeasuredApplication& application, const QString& project)
{
    LiveRun run(project.toStdString());
    BenchWindow window(theme);
    application.startCounting(window.ticker());
    window.open(project);
    window.waitUntil([&] { return window.workspace().jobs().runs().size() > 0; });
    window.act([&] { window.window().view()->showPage(PageName::Proxy); });
    window.waitFor(3000);
    report("GUI thread: opening the project, then its proxy page", application.stopCounting());
    application.startCounting(window.ticker());
    run.start();
    window.waitFor(15000);
    run.finish();
    window.waitFor(1500);
    const HandlerTimes times = application.stopCounting();
    report("GUI thread: a run with the proxy page open", times);
    const auto& series = window.find<LinePlot>("lossPlot").content().series;
    remark("at the end the loss plot held " + std::to_string(series.empty() ? 0 : series.front().x.size())
        + " steps and the snapshot " + std::to_string(window.workspace().columns()->points()) + " recording points");
    remark("the run's events were written by the bench: " + std::to_string(LiveRun::stepsBefore) + " steps at once, then "
        + std::to_string(LiveRun::stepsPerSecond) + " a second and a recording point every "
        + std::to_string(LiveRun::secondsBetweenPoints) + " s");
}

} // namespace bench
