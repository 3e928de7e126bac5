// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ui/figure_table.h"
#include "tests/bench/ui/figures.h"
#include "ui/curate/curate_page.h"
#include "ui/curate/recipe_flow.h"
#include "ui/plots/dumbbell_plot.h"
#include "ui/shell/project_view.h"

#include <QtWidgets/QAbstractButton>

#include <cstdio>

namespace bench {

namespace {

using namespace ui;
using core::curate::parseRecipe;

class CurateBench {
public:
    explicit CurateBench(BenchWindow& window)
        : window_(window)
        , flow_(*window.find<CuratePage>("curatePage").findChild<RecipeFlow*>())
        , plot_(window.find<DumbbellPlot>("sourceMix"))
    {
    }

    bool shows(const std::string& recipe) const
    {
        const auto& preview = flow_.preview();
        const auto& recipes = window_.workspace().recipes();
        return preview && preview->recipe == parseRecipe(recipe) && !recipes.empty()
            && recipes.back().recipe == parseRecipe(recipe);
    }
    double settle(const std::string& recipe)
    {
        return window_.time([&] { flow_.settle(parseRecipe(recipe)); }, [&] { return shows(recipe); });
    }
    void print(const std::string& what, const std::vector<std::string>& recipes)
    {
        std::vector<double> times;
        std::vector<double> counting;
        for (const std::string& recipe : recipes) {
            times.push_back(settle(recipe));
            counting.push_back(flow_.preview()->milliseconds);
        }
        bench::print(what + ": stored, counted, drawn", times, 300);
        bench::print(what + ": of it counting, with three controls", counting);
    }

    BenchWindow& window_;
    RecipeFlow& flow_;
    DumbbellPlot& plot_;
};

} // namespace

void curateFigures(BenchWindow& window, MeasuredApplication& application)
{
    application.startCounting(window.ticker());
    CurateBench bench(window);
    const double shown = window.time([&] { window.window().view()->showPage(PageName::Curate); },
        [&] { return bench.flow_.preview() != nullptr && bench.plot_.content().rows.size() > 1; });
    print("page Curate shown for the first time", { shown });
    bench.print("curate: copies of hard", { "hard=2", "hard=3", "hard=4", "hard=5", "hard=2" });
    bench.print("curate: duplicates dropped first", { "drop=duplicates,hard=2", "drop=duplicates,hard=3" });
    std::vector<double> undo;
    for (int i = 0; i < 2; ++i)
        undo.push_back(window.time(
            [&] { window.workspace().undo(); }, [&] { return bench.shows(i == 0 ? "drop=duplicates,hard=2" : "hard=2"); }));
    print("curate: undo", undo, 300);
    const double saved = window.time([&] { window.find<QAbstractButton>("saveCuration").click(); },
        [&] { return window.workspace().curations().size() == 4; });
    print("curate: saved with three controls", { saved });
    const HandlerTimes times = application.stopCounting();
    print("GUI thread: Curate, p99.9", { times.share(0.999) }, 16);
    print("GUI thread: Curate, worst", { times.worst.empty() ? 0 : times.worst.front().milliseconds }, 16);
    for (const Handler& handler : times.worst) {
        char text[160];
        std::snprintf(
            text, sizeof text, "%.1f ms %s (event %d)", handler.milliseconds, handler.receiver.c_str(), handler.event);
        remark(text);
    }
}

} // namespace bench
