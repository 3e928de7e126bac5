// SPDX-License-Identifier: GPL-3.0-or-later
// Milliseconds and memory of the table of examples on a synthetic snapshot: ui_models_bench [ROWS], 262,144 by default.
#include "tests/ui/models/synthetic_snapshot.h"
#include "ui/models/example_table.h"
#include "ui/theme/style_sheet.h"

#include <QtWidgets/QApplication>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>

namespace {

using namespace ui;
using core::data::FacetName;
using core::data::Selection;

struct Cost {
    double wall = 1e300; ///< milliseconds
    double processor = 1e300; ///< of all threads
};

Cost costOf(const std::function<void()>& work)
{
    const std::clock_t processor = std::clock();
    const auto start = std::chrono::steady_clock::now();
    work();
    return { std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count(),
        1e3 * static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC };
}

void print(const char* what, const Cost& cost)
{
    std::printf("%-44s %9.2f ms, processor %8.2f ms\n", what, cost.wall, cost.processor);
}

/// The least of five.
void report(const char* what, const std::function<void()>& work)
{
    Cost least;
    for (int run = 0; run < 5; ++run) {
        const Cost cost = costOf(work);
        least = { std::min(least.wall, cost.wall), std::min(least.processor, cost.processor) };
    }
    print(what, least);
}

/// Of this process, resident, in MB.
double memory()
{
    std::ifstream status("/proc/self/statm");
    double pages = 0;
    status >> pages >> pages;
    return pages * 4096 / 1e6;
}

ViewResult answerOf(ExampleView& view, const Snapshot& snapshot, const ExampleFilter& filter, const SortKey& sort)
{
    return view.answer({ snapshot, filter, sort, Selection(snapshot->rows()) },
        [&](const core::data::TextFilter&) { return Selection(snapshot->rows(), true); }, {});
}

void benchQuery(const Snapshot& snapshot)
{
    ExampleFilter facets;
    facets.setFacetValues(FacetName::Source, { "math", "mathqa" });
    facets.setFacetValues(FacetName::Cluster, { "1" });
    ExampleFilter numbers;
    numbers.setNumber(Measure::PromptTokens, "> 40");
    numbers.setNumber(Measure::LastLoss, "2..5");
    report("first answer, with all facet counts", [&] {
        ExampleView view;
        answerOf(view, snapshot, {}, {});
    });
    report("first answer, sorted by last loss", [&] {
        ExampleView view;
        answerOf(view, snapshot, {}, { Measure::LastLoss, false });
    });
    ExampleView view;
    const SortKey byLoss{ Measure::LastLoss, false };
    answerOf(view, snapshot, {}, byLoss);
    report("number filters, sorted as before", [&] { answerOf(view, snapshot, numbers, byLoss); });
    report("facet values chosen, sorted as before", [&] { answerOf(view, snapshot, facets, byLoss); });
    bool ascending = false;
    report("sort by another key (learned at)", [&] {
        ascending = !ascending;
        answerOf(view, snapshot, {}, { Measure::LearnedAt, ascending });
    });
    report("sort by source", [&] {
        ascending = !ascending;
        answerOf(view, snapshot, {}, { Measure::Source, ascending });
    });
}

void benchTable(const Snapshot& snapshot, const Theme& theme)
{
    SelectionState state;
    state.startDataset(snapshot->rows());
    ExampleTable table(
        theme, state,
        [](const std::vector<core::ExampleId>& ids, const std::function<void(TextAnswer)>& answer) {
            TextAnswer texts;
            for (const core::ExampleId id : ids)
                texts.texts.push_back(synthetic::text(id));
            answer(texts);
        },
        [](const core::data::TextFilter&, const core::CancelToken&, const std::function<void(SearchAnswer)>&) {});
    table.view().setShownColumns({ ExampleColumn::Row, ExampleColumn::Cluster, ExampleColumn::Source, ExampleColumn::Prompt,
        ExampleColumn::ResponseLength, ExampleColumn::Trajectory, ExampleColumn::LastLoss });
    table.resize(1000, 700);
    table.show();
    bool answered = false;
    QObject::connect(&table, &ExampleTable::answered, [&] { answered = true; });
    const auto wait = [&] {
        while (!std::exchange(answered, false))
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    };
    const double before = memory();
    print("table: from snapshot to rows", costOf([&] {
        table.setSnapshot(snapshot);
        wait();
    }));
    ExampleView view;
    const ViewResult result = answerOf(view, snapshot, {}, { Measure::LastLoss, false });
    ExampleFilter half;
    half.setNumber(Measure::RowNumber, "> " + std::to_string(snapshot->rows() / 2));
    const ViewResult fewer = answerOf(view, snapshot, half, { Measure::LastLoss, false });
    report("GUI thread: half the rows, and all again", [&] {
        table.view().setView(fewer);
        table.view().setView(result);
    });
    report("GUI thread: select all", [&] {
        table.view().selectAll();
        state.clearSelection();
    });
    report("GUI thread: paint the table", [&] { table.grab(); });
    int place = 0;
    report("GUI thread: jump and paint", [&] {
        place += 7919;
        table.view().scrollTo(table.model().index(place % table.model().rowCount(), 0));
        table.grab();
    });
    std::printf("%-44s %9.1f MB\n", "memory of table, order and query", memory() - before);
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const Theme theme(ColourScheme::Light);
    applyLook(application, theme);
    const std::size_t rows = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 262144;
    const double before = memory();
    const Snapshot snapshot = synthetic::snapshot(rows);
    std::printf("%zu rows x %zu points, snapshot %.1f MB\n", rows, snapshot->points(), memory() - before);
    benchQuery(snapshot);
    benchTable(snapshot, theme);
    std::printf("%-44s %9.1f MB\n", "memory of the whole process", memory());
    return 0;
}
