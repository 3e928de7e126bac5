// SPDX-License-Identifier: Apache-2.0
// Milliseconds of what the window does with a project: project_bench P.datalever (as make_project makes it; its annotations
// and undo log are changed).
#include "core/base/random.h"
#include "core/data/row_filter.h"
#include "core/store/mapping_change.h"
#include "core/store/project_session.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>

namespace {

using namespace core;
using data::ColumnName;

struct Cost {
    double wall = 1e300; ///< milliseconds
    double processor = 1e300; ///< of all threads together
};

Cost costOf(const std::function<void()>& work)
{
    const std::clock_t processor = std::clock();
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - start;
    return { wall.count(), 1e3 * static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC };
}

/// The least of a few runs; the processor's time is what a busy machine does not change.
void report(const char* what, int runs, const std::function<void()>& work)
{
    Cost least;
    for (int run = 0; run < runs; ++run) {
        const auto cost = costOf(work);
        least = { std::min(least.wall, cost.wall), std::min(least.processor, cost.processor) };
    }
    std::printf("%-60s %9.1f ms %9.1f ms processor\n", what, least.wall, least.processor);
}

void benchTable(const data::Columns& columns)
{
    std::vector<std::uint32_t> order;
    report("sort by last loss", 5,
        [&] { order = data::orderOf(data::measureValues(columns, data::Measure::LastLoss), false); });
    report("sort by source", 5, [&] { data::orderOf(data::measureValues(columns, data::Measure::Source), true); });
    data::RowFilter filter;
    filter.columns = { { { ColumnName::Tokens, 0 }, "> 200" } };
    report("filter tokens > 200, all facets counted", 5, [&] { data::applyFilter(columns, filter); });
    filter.columns.push_back({ { ColumnName::Source, 0 }, "mul" });
    filter.facets = { { data::FacetName::Cluster, { "1" } }, { data::FacetName::Flags, { "truncated", "duplicate" } } };
    data::FilteredRows shown;
    report("two fields and two facets, all facets counted", 5, [&] { shown = data::applyFilter(columns, filter); });
    report("visible order", 5, [&] { data::visibleOrder(order, data::Selection(columns.rows(), true)); });
    report("snapshot with other clusters", 5, [&] {
        data::Columns preview = columns;
        preview.cluster = std::vector<std::uint16_t>(columns.rows(), 1);
    });
}

void benchAnnotations(store::ProjectSession& session, const data::Columns& columns)
{
    const auto all = columns.ids.copy();
    std::vector<ExampleId> some;
    RandomStream random(9, "some");
    for (const auto id : all)
        if (random.below(46) == 0)
            some.push_back(id);
    session.annotate({ store::AnnotationKind::AddLabel, "first" }, std::span(all).first(1)); // turns to the WAL
    session.undo();
    std::string what = "exclude " + std::to_string(some.size()) + " scattered rows";
    report(what.c_str(), 1, [&] { session.annotate({ store::AnnotationKind::Exclude, {} }, some); });
    report("label all rows", 1, [&] { session.annotate({ store::AnnotationKind::AddLabel, "checked" }, all); });
    report("a note on all rows", 1, [&] { session.annotate({ store::AnnotationKind::SetNote, "see the report" }, all); });
    report("snapshot with the annotations of now", 5, [&] { session.withAnnotations(columns); });
    report("undo the note", 1, [&] { session.undo(); });
    report("undo the label", 1, [&] { session.undo(); });
    report("undo the exclusion", 1, [&] { session.undo(); });
}

void benchSearch(const store::ProjectSession& session, DatasetId dataset, const char* needle)
{
    Cost first{ 0, 0 };
    std::size_t hits = 0;
    const auto begin = std::chrono::steady_clock::now();
    const std::clock_t processor = std::clock();
    const auto all = costOf([&] {
        session.searchRows(dataset, { data::TextField::Any, needle }, [&](const store::SearchBatch& batch) {
            if (first.wall == 0)
                first = { std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count(),
                    1e3 * static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC };
            hits += batch.hits.size();
            return true;
        });
    });
    std::printf("search \"%s\": first answer %.1f ms (%.1f processor), all %.1f ms (%.1f processor), %zu rows\n", needle,
        first.wall, first.processor, all.wall, all.processor, hits);
}

void benchMapping(store::ProjectSession& session)
{
    const auto source = session.listSources().front();
    auto mapping = data::decodeMapping(source.mapping.dump());
    mapping.source = "part";
    report("another source field in the mapping", 1, [&] { store::changeMapping(session, source.id, mapping); });
    report("undo it", 1, [&] { session.undo(); });
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "project_bench P.datalever\n");
        return 2;
    }
    try {
        const auto open = [&] { return store::ProjectSession::open(argv[1], store::OpenMode::ReadWrite); };
        report("open", 1, [&] { open().close(); });
        auto session = open();
        const auto dataset = session.listDatasets().front();
        const auto clustering = session.listClusterings().front();
        std::shared_ptr<const data::Columns> columns;
        report("snapshot with losses, tokens, clusters", 5,
            [&] { columns = session.columns({ .dataset = dataset.id, .clustering = clustering.id }); });
        report("snapshot without a run", 3, [&] { session.columns(dataset.id); });
        report("texts of 60 rows", 20, [&] { session.mappedExamples(dataset.id, dataset.rows / 2, 60); });
        benchTable(*columns);
        benchAnnotations(session, *columns);
        for (const char* needle : { "apples", "zebra", "nothing \"like\" this", "7 remaining 3", "therefore seven divide" })
            benchSearch(session, dataset.id, needle);
        benchMapping(session);
        session.close();
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
