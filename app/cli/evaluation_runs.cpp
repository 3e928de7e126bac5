// SPDX-License-Identifier: Apache-2.0
#include "app/cli/evaluation_runs.h"

#include "app/cli/run_start.h"
#include "app/cli/summary_output.h"
#include "app/cli/text.h"
#include "core/analysis/intervals.h"
#include "core/base/hash.h"
#include "core/jobs/experiment_data.h"
#include "core/jobs/project_run.h"
#include "core/jobs/rejudge.h"
#include "core/store/project_experiments.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>

namespace cli {

namespace {

using namespace core::protocol;
using core::store::EvaluationRecord;
using core::store::Measure;
using core::store::ProjectSession;

/// The dataset that is named, else the project's first.
core::store::DatasetRecord datasetOf(const ProjectSession& session, const std::string& name)
{
    if (!name.empty())
        return session.dataset(name);
    const auto all = session.listDatasets();
    if (all.empty())
        throw core::Error(core::ErrorKind::BadInput, session.path().string() + ": the project has no dataset",
            "Import one first, or evaluate without a project: --out FOLDER.");
    return all.front();
}

bool hasHeldOut(const core::store::DatasetRecord& dataset)
{
    return dataset.heldOut > 0;
}

core::OrderedJson scoreJson(const EvaluationRecord& evaluation)
{
    core::OrderedJson json{ { "benchmark", evaluation.benchmark.name }, { "items", evaluation.benchmark.items },
        { "counted", evaluation.counted } };
    if (evaluation.benchmark.measure == Measure::Loss) {
        json["loss"] = evaluation.mean();
        return json;
    }
    const auto right = static_cast<std::uint64_t>(std::llround(evaluation.score));
    const auto interval = core::analysis::wilson(right, static_cast<std::uint64_t>(evaluation.counted));
    json["right"] = right;
    json["share"] = evaluation.mean();
    json["low"] = interval.low;
    json["high"] = interval.high;
    return json;
}

} // namespace

std::vector<BenchmarkReference> benchmarkFiles(const std::vector<std::string>& files)
{
    std::vector<BenchmarkReference> benchmarks;
    for (const std::string& name : files) {
        const auto file = std::filesystem::absolute(name).lexically_normal();
        benchmarks.push_back({ file.stem().string(), { core::sha256OfFile(file), file.string() } });
    }
    return benchmarks;
}

void addProjectEvaluation(CLI::App& verb, ProjectEvaluation& options)
{
    verb.add_option("--project", options.project, "The project file that keeps every answer");
    verb.add_option("--name", options.name, "Name of the evaluation in the project (default: the next free number)");
    verb.add_option("--dataset", options.dataset,
        "Dataset that is searched for the benchmarks' questions, and whose held-out rows are scored too (default: the "
        "project's first is searched)");
    verb.add_option("--rescore", options.rescore,
        "Nothing is generated: the stored answers of this run or experiment are judged by the rules of this version");
    verb.add_flag("--detach", options.detach, "Start the evaluation and return at once");
}

int evaluateInProject(const Invocation& invocation, const ProjectEvaluation& options, JobSpec spec)
{
    auto session = openForRun(options.project);
    const auto dataset = datasetOf(session, options.dataset);
    spec.name = options.name.empty() ? core::jobs::freeRunName(session, JobKind::Evaluate) : options.name;
    if (!options.dataset.empty() && hasHeldOut(dataset)) {
        spec.rows = core::jobs::writeRows(session, dataset.id);
        spec.list = core::jobs::writeList(session, dataset.id);
    }
    const auto run = core::jobs::prepareRun(session, spec, dataset.id);
    session.close(); // the run goes on without us; a window may open the project meanwhile
    const RunFolder folder(run.folder);
    auto worker = core::jobs::launchWorker(folder);
    return afterLaunch(invocation, { options.project, run.name, options.detach }, folder, worker);
}

int rescore(const Invocation& invocation, const ProjectEvaluation& options)
{
    if (options.project.empty())
        throw core::Error(core::ErrorKind::BadInput, "--rescore judges answers of a project", "Name it with --project.");
    auto session = ProjectSession::open(options.project, core::store::OpenMode::ReadWrite);
    const auto results = core::jobs::rejudge(session, session.run(options.rescore).id, invocation.cancel);
    Table table({ "evaluation", "benchmark", ">answers", ">right before", ">right now", ">changed" });
    core::OrderedJson document = core::OrderedJson::array();
    for (const auto& one : results) {
        const auto before = std::llround(one.before.score);
        table.add({ one.before.runName, one.before.benchmark.name, countText(one.judged), countText(before),
            countText(one.right), countText(one.changed) });
        document.push_back({ { "evaluation", one.before.runName }, { "benchmark", one.before.benchmark.name },
            { "answers", one.judged }, { "right_before", before }, { "right", one.right }, { "changed", one.changed } });
    }
    invocation.answer({ { "rescored", document } },
        results.empty() ? options.rescore + " has no stored answers\n" : table.text() + "nothing was generated\n");
    return exitDone;
}

RunScores scoresOf(const std::filesystem::path& project, const std::string& run)
{
    auto session = openToCheck(project.string());
    const auto record = session.findRun(run);
    RunScores scores{ core::OrderedJson::array(), {} };
    if (!record || record->kind == nameOf(JobKind::Experiment))
        return scores;
    core::jobs::checkContamination(session, record->id);
    const auto contaminations = core::store::contaminationsOf(session, record->dataset);
    Table table({ "benchmark", ">score", ">95 % interval", ">items", ">rows with a question", ">rows with 13 words" });
    for (const auto& evaluation : core::store::evaluationsOf(session, record->id)) {
        core::OrderedJson json = scoreJson(evaluation);
        const bool loss = evaluation.benchmark.measure == Measure::Loss;
        std::string equal = "-";
        std::string overlapping = "-";
        for (const auto& found : contaminations) {
            if (found.benchmark != evaluation.benchmark.id)
                continue;
            json["contamination"] = { { "equal_rows", found.equal }, { "overlapping_rows", found.overlapping } };
            equal = countText(found.equal);
            overlapping = countText(found.overlapping);
        }
        table.add({ evaluation.benchmark.name, loss ? numberText(evaluation.mean(), 4) : percentText(evaluation.mean()),
            loss ? "-" : percentText(json["low"].get<double>()) + " to " + percentText(json["high"].get<double>()),
            countText(evaluation.counted), equal, overlapping });
        scores.document.push_back(std::move(json));
    }
    if (!scores.document.empty())
        scores.text = table.text();
    return scores;
}

} // namespace cli
