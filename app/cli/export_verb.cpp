// SPDX-License-Identifier: Apache-2.0
// export: the rows of a cluster, a selection, a dataset or a curated dataset as a file with a manifest.
#include "app/cli/invocation.h"
#include "app/cli/text.h"
#include "core/jobs/project_curation.h"
#include "core/jobs/project_export.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cli {

namespace {

using core::store::ProjectSession;

struct ExportOptions {
    std::string project;
    std::string run;
    std::string clustering;
    std::string cluster;
    std::string selection;
    std::string dataset;
    std::string curation;
    std::string to;
    std::string layout = "as-imported";
    std::string format;
};

/// The clustering that is named, else the newest of the run, else the newest of all.
core::store::ClusteringRecord chosenClustering(const ProjectSession& session, const ExportOptions& options)
{
    if (!options.clustering.empty())
        return session.clustering(options.clustering);
    std::string newest;
    for (const auto& clustering : session.listClusterings())
        if (options.run.empty() || session.run(clustering.run).name == options.run)
            newest = clustering.name;
    if (newest.empty())
        throw core::Error(core::ErrorKind::BadInput,
            options.run.empty() ? "the project has no clustering yet" : "run " + options.run + " has no clustering yet",
            "Make one with: cluster --project P --run R");
    return session.clustering(newest);
}

core::jobs::ExportRequest clusterRequest(const ProjectSession& session, const ExportOptions& options)
{
    const auto clustering = chosenClustering(session, options);
    core::jobs::ExportRequest request;
    request.examples = core::jobs::clusterExamples(session, clustering, options.cluster == "hard");
    request.what = "cluster " + options.cluster + " of clustering " + clustering.name;
    request.origin = { { "run", session.run(clustering.run).name }, { "clustering", clustering.name },
        { "settings", clustering.settings }, { "cluster", options.cluster } };
    return request;
}

core::jobs::ExportRequest requestOf(const ProjectSession& session, const ExportOptions& options)
{
    if (!options.cluster.empty())
        return clusterRequest(session, options);
    core::jobs::ExportRequest request;
    if (!options.selection.empty()) {
        const auto selection = session.findSelection(options.selection);
        if (!selection)
            throw core::Error(core::ErrorKind::BadInput, "there is no selection named " + options.selection,
                "Make one with: data search --save NAME");
        request.examples = selection->examples;
        request.what = "selection " + selection->name;
        request.origin = { { "selection", selection->name }, { "rule", selection->rule } };
        return request;
    }
    if (options.dataset.empty())
        throw core::Error(core::ErrorKind::BadInput, "nothing was chosen to export",
            "Give --cluster hard, --cluster easy, --selection NAME, --dataset NAME or --curation NAME.");
    const auto dataset = session.dataset(options.dataset);
    for (const auto& row : session.datasetRows(dataset.id))
        request.examples.insert(request.examples.end(), row.copies, row.example);
    request.what = "dataset " + dataset.name;
    request.origin = { { "dataset", dataset.name }, { "rule", dataset.rule } };
    return request;
}

int exportCurated(const Invocation& invocation, const ExportOptions& options)
{
    auto session = ProjectSession::open(options.project, core::store::OpenMode::ReadWrite);
    const auto result = core::jobs::exportCuration(session,
        { options.curation, options.to, *core::curate::exportLayout(options.layout), options.format,
            "datalever-cli " DATALEVER_VERSION });
    session.close();
    invocation.answer({ { "file", options.to }, { "rows", result.file.rows }, { "sha256", result.file.sha256 },
                          { "format", result.file.format }, { "manifest", result.file.manifest.string() },
                          { "card", result.file.card.string() }, { "held_out_left_out", result.heldOutLeft } },
        countText(result.file.rows) + " rows (curated dataset " + options.curation + ") written to " + options.to
            + ", card and manifest beside it; " + countText(static_cast<std::int64_t>(result.heldOutLeft))
            + " held-out rows left out");
    return exitDone;
}

int runExport(const Invocation& invocation, const ExportOptions& options)
{
    if (!options.curation.empty())
        return exportCurated(invocation, options);
    auto session = ProjectSession::open(options.project, core::store::OpenMode::ReadWrite);
    auto request = requestOf(session, options);
    request.target = options.to;
    request.layout = *core::curate::exportLayout(options.layout);
    if (!options.format.empty())
        request.format = core::data::parseFormatChoice(options.format);
    const auto result = core::jobs::exportExamples(session, request);
    session.close();
    invocation.answer({ { "file", options.to }, { "rows", result.rows }, { "sha256", result.sha256 },
                          { "manifest", result.manifest.string() }, { "what", request.what } },
        countText(result.rows) + " rows (" + request.what + ") written to " + options.to + ", manifest beside it");
    return exitDone;
}

} // namespace

void addExportVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb
        = program.add_subcommand("export", "Write a cluster, a selection, a dataset or a curated dataset to a file");
    const auto options = std::make_shared<ExportOptions>();
    verb->add_option("--project", options->project, "The project file")->required();
    verb->add_option("--run", options->run, "The run whose newest clustering is meant");
    verb->add_option("--clustering", options->clustering, "The clustering, by name (default: the newest)");
    auto* cluster
        = verb->add_option("--cluster", options->cluster, "hard or easy")->check(CLI::IsMember({ "hard", "easy" }));
    auto* selection = verb->add_option("--selection", options->selection, "A stored selection")->excludes(cluster);
    auto* dataset = verb->add_option("--dataset", options->dataset, "A whole dataset, with its copies")
                        ->excludes(cluster)
                        ->excludes(selection);
    verb->add_option("--curation", options->curation, "A curated dataset, with its copies, a card and how to make it again")
        ->excludes(cluster)
        ->excludes(selection)
        ->excludes(dataset);
    verb->add_option("--to", options->to, "File to write")->required();
    verb->add_option("--layout", options->layout, "The rows' own fields (as-imported), or: mapped, messages")
        ->capture_default_str()
        ->check(CLI::IsMember({ "as-imported", "mapped", "messages" }));
    verb->add_option("--format", options->format, "jsonl, json, csv or tsv (default: as imported, else jsonl)")
        ->check(CLI::IsMember({ "jsonl", "json", "csv", "tsv" }));
    verb->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return runExport(invocation, *options); }; });
}

} // namespace cli
