// SPDX-License-Identifier: Apache-2.0
// finetune: one model trained on one dataset, curated or not, and evaluated.
#include "app/cli/evaluation_runs.h"
#include "app/cli/invocation.h"
#include "app/cli/run_options.h"
#include "app/cli/run_start.h"
#include "core/data/rows_snapshot.h"
#include "core/protocol/experiment_cell.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cli {

namespace {

using namespace core::protocol;
using core::store::DatasetKind;
using core::store::DatasetRecord;
using core::store::ProjectSession;

struct FineTuneOptions {
    RunOptions run;
    std::string curation;
    std::vector<std::string> benchmarks;
    std::vector<std::string> curves; ///< "addition=addition-rows": a name and a dataset
    std::string method = "full";
    std::string optimizer = "adamw";
    GenerationSettings generation;
};

CurveReference curveOf(const ProjectSession& session, const std::string& text)
{
    const auto equals = text.find('=');
    const std::string name = text.substr(0, equals);
    const std::string dataset = equals == std::string::npos ? text : text.substr(equals + 1);
    return { name, core::jobs::writeList(session, session.dataset(dataset).id) };
}

/// The dataset whose texts the lists name: that of which a curated one was made.
DatasetRecord textsOf(const ProjectSession& session, const DatasetRecord& dataset)
{
    return dataset.kind == DatasetKind::Import || !dataset.parent ? dataset
                                                                  : textsOf(session, session.dataset(*dataset.parent));
}

std::int64_t trainedRows(const FileReference& list)
{
    std::int64_t rows = 0;
    for (const auto& row : core::data::readRowList(list.path))
        rows += row.heldOut ? 0 : row.copies;
    return rows;
}

JobSpec specOf(const ProjectSession& session, const FineTuneOptions& options, const DatasetRecord& dataset)
{
    const auto request = requestOf(session, options.run);
    const auto texts = textsOf(session, dataset);
    JobSpec spec;
    spec.kind = JobKind::FineTune;
    spec.name = request.name.empty() ? core::jobs::freeRunName(session, JobKind::FineTune) : request.name;
    const auto model = std::filesystem::absolute(request.model).lexically_normal();
    spec.model = { model.string(), modelFingerprint(model) };
    spec.rows = core::jobs::writeRows(session, texts.id);
    spec.list = core::jobs::writeList(session, dataset.id);
    if (texts.heldOut > 0)
        spec.heldOut = core::jobs::writeList(session, texts.id);
    spec.text = request.text;
    spec.train = request.train;
    spec.recordingPoints = request.recordingPoints;
    spec.keepRecordingWeights = false;
    spec.resources = request.resources;
    spec.method = options.method;
    spec.steps = matchedSteps(trainedRows(spec.list), spec.train);
    for (const std::string& curve : options.curves)
        spec.curves.push_back(curveOf(session, curve));
    spec.benchmarks = benchmarkFiles(options.benchmarks);
    spec.generation = options.generation;
    return spec;
}

int finetune(const Invocation& invocation, FineTuneOptions options)
{
    if (options.run.dataset.empty() == options.curation.empty())
        throw core::Error(core::ErrorKind::BadInput, "finetune trains on one dataset",
            "Name it with --dataset, or a curated one with --curation.");
    if (options.run.dataset.empty())
        options.run.dataset = options.curation;
    settleTraining(options.run);
    auto session = openForRun(options.run.project);
    const auto dataset = session.dataset(options.run.dataset);
    if (!options.curation.empty() && dataset.kind != DatasetKind::Curated)
        throw core::Error(core::ErrorKind::BadInput, options.curation + " is no curated dataset", "Name it with --dataset.");
    const auto run = core::jobs::prepareRun(session, specOf(session, options, dataset), dataset.id);
    session.close(); // the run goes on without us; a window may open the project meanwhile
    const RunFolder folder(run.folder);
    auto worker = core::jobs::launchWorker(folder);
    return afterLaunch(invocation, { options.run.project, run.name, options.run.detach }, folder, worker);
}

} // namespace

void addFineTuneVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("finetune", "Train a model on a dataset, curated or not, and evaluate it");
    const auto options = std::make_shared<FineTuneOptions>();
    options->generation.stops = instructionStops();
    addRunOptions(*verb, options->run);
    verb->get_option("--dataset")->required(false);
    addTrainingOptions(*verb, options->run);
    verb->add_option("--curation", options->curation, "Curated dataset of the project, by name");
    verb->add_option("--optimizer", options->optimizer, "adamw")->capture_default_str()->check(CLI::IsMember({ "adamw" }));
    verb->add_option("--method", options->method, "full: all weights are trained")
        ->capture_default_str()
        ->check(CLI::IsMember({ "full" }));
    verb->add_option("--benchmark", options->benchmarks, "Questions that are answered in the end, as for evaluate")
        ->check(CLI::ExistingFile);
    verb->add_option(
        "--curve", options->curves, "Rows whose mean loss is recorded: NAME=DATASET; may be given several times");
    verb->add_option("--max-new-tokens", options->generation.maximumNewTokens, "The longest answer, in tokens")
        ->capture_default_str();
    verb->add_option("--stop", options->generation.stops,
        "An answer ends before this string; may be given several times (default: where an instruction would begin anew)");
    verb->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return finetune(invocation, *options); }; });
}

} // namespace cli
