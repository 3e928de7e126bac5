// SPDX-License-Identifier: Apache-2.0
// data contamination: rows that give a benchmark away.
#include "app/cli/data_actions.h"
#include "app/cli/progress_bar.h"
#include "app/cli/text.h"
#include "core/jobs/contamination_check.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cli {

namespace {

int runContamination(const Invocation& invocation, const DataOptions& options)
{
    const auto session = core::store::ProjectSession::open(options.project, core::store::OpenMode::ReadOnly);
    const auto dataset = session.dataset(options.dataset);
    ProgressBar bar(invocation, "comparing");
    const auto report = core::jobs::checkContamination(
        session, dataset.id, { options.files.begin(), options.files.end() }, invocation.cancel, bar.sink());
    Table table({ ">row", ">id", "found", "benchmark", "item", "shared words" });
    core::OrderedJson rows = core::OrderedJson::array();
    for (const auto& found : report.found) {
        const std::string kind = found.kind == core::curate::Overlap::Equal ? "equal" : "words";
        rows.push_back({ { "row", found.row }, { "id", found.example.value }, { "kind", kind },
            { "benchmark", found.benchmark }, { "item", found.item }, { "passage", found.passage } });
        if (static_cast<std::int64_t>(rows.size()) <= options.limit)
            table.add({ countText(found.row), std::to_string(found.example.value), kind, found.benchmark, found.item,
                cellText(found.passage, 60) });
    }
    const std::string summary = countText(report.equal) + " of " + countText(report.rows)
        + " rows ask a question of the benchmarks (" + countText(report.items) + " items), " + countText(report.overlapping)
        + " more share " + std::to_string(core::curate::overlapWords) + " words in a row with one\n";
    invocation.answer({ { "dataset", dataset.name }, { "rows", report.rows }, { "items", report.items },
                          { "equal", report.equal }, { "overlapping", report.overlapping }, { "found", rows } },
        report.found.empty() ? summary : table.text() + "\n" + summary);
    return exitDone;
}

} // namespace

void addDataContamination(CLI::App& verb, Invocation& invocation)
{
    CLI::App* sub = verb.add_subcommand("contamination", "Rows that hold questions of a benchmark, or 13 words of one");
    const auto options = std::make_shared<DataOptions>();
    sub->add_option("--project", options->project, "The project file")->required();
    sub->add_option("--dataset", options->dataset, "The dataset to check")->required();
    sub->add_option("--benchmark", options->files, "Benchmark files")->required();
    sub->add_option("--limit", options->limit, "Rows to list as text")->capture_default_str();
    sub->callback([&invocation, options] {
        invocation.run = [&invocation, options] { return runContamination(invocation, *options); };
    });
}

} // namespace cli
