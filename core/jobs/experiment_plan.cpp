// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/experiment_plan.h"

#include "core/benchmarks/benchmark.h"
#include "core/data/rows_snapshot.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>

namespace core::jobs {

namespace {

constexpr std::size_t measuredAnswers = 16;

/// Of the seed with the most.
std::int64_t trainedRows(const protocol::ExperimentArm& arm, const std::vector<std::uint64_t>& seeds)
{
    std::int64_t most = 0;
    if (!protocol::trains(arm))
        return most;
    for (const std::uint64_t seed : seeds) {
        std::int64_t rows = 0;
        for (const auto& row : data::readRowList(protocol::listOf(arm, seed).path))
            rows += row.heldOut ? 0 : row.copies;
        most = std::max(most, rows);
        if (arm.lists.empty())
            break;
    }
    return most;
}

/// The folder of the target; a new one is made for the time of the plan.
class Target {
public:
    Target(SessionClient& worker, const protocol::ExperimentTarget& target, const CancelToken& cancel)
    {
        if (!target.folder.path.empty()) {
            folder_ = target.folder.path;
        } else if (!target.folders.empty()) {
            folder_ = target.folders.front().model.path;
        } else {
            made_ = std::filesystem::temp_directory_path() / ("datalever-target-" + std::to_string(::getpid()));
            folder_ = made_;
            std::filesystem::remove_all(made_);
            worker.ask("model-new",
                { { "config", target.config }, { "seed", "0" }, { "out", folder_.string() },
                    { "tokenizer", target.tokenizer.path.empty() ? std::string("bytes") : target.tokenizer.path } },
                cancel);
        }
    }
    ~Target()
    {
        std::error_code ignored;
        if (!made_.empty())
            std::filesystem::remove_all(made_, ignored);
    }
    Target(const Target&) = delete;
    Target& operator=(const Target&) = delete;

    const std::filesystem::path& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
    std::filesystem::path made_; ///< empty: nothing to take away
};

/// Some items of the first benchmark, answered together.
double measureAnswers(SessionClient& worker, const protocol::ExperimentSpec& spec, const std::filesystem::path& model,
    const CancelToken& cancel)
{
    if (spec.benchmarks.empty())
        return 0;
    Json prompts = Json::array();
    for (const auto& item : benchmarks::readBenchmark(spec.benchmarks.front().file.path))
        if (prompts.size() < measuredAnswers)
            prompts.push_back(item.instruction);
    const auto begin = std::chrono::steady_clock::now();
    worker.ask("generate",
        { { "folder", std::filesystem::absolute(model).string() }, { "prompts", prompts },
            { "settings", Json(protocol::toJson(spec.generation)) } },
        cancel);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    return took.count() / static_cast<double>(prompts.size());
}

} // namespace

ExperimentPlan planExperiment(
    const store::ProjectSession& session, SessionClient& worker, const ExperimentRequest& request, const CancelToken& cancel)
{
    const protocol::ExperimentSpec& spec = request.spec.experiment;
    const Target target(worker, spec.target, cancel);
    RunRequest run;
    run.dataset = request.dataset;
    run.model = target.folder();
    run.text = spec.text;
    run.train = spec.train;
    run.recordingPoints = spec.recordingPoints;
    run.resources = request.spec.resources;
    RunEstimate one = estimateRun(session, worker, run, cancel, 1);
    ExperimentPlan plan;
    ExperimentShape shape;
    for (const auto& arm : spec.arms) {
        plan.armRows.push_back(trainedRows(arm, spec.seeds));
        ++(plan.armRows.back() > 0 ? shape.arms : shape.bases);
        one.text.trainableRows = std::max(plan.armRows.size() == 1 ? 0 : one.text.trainableRows, plan.armRows.back());
    }
    if (spec.steps > 0) // as many rows as take so many steps
        one.text.trainableRows
            = static_cast<std::int64_t>(static_cast<double>(spec.steps * spec.train.batchSize) / spec.train.epochs);
    shape.seeds = static_cast<std::int64_t>(spec.seeds.size());
    shape.newTokens = spec.generation.maximumNewTokens;
    shape.newModels = spec.target.folder.path.empty() && spec.target.folders.empty() ? shape.seeds : 0;
    for (const auto& curve : spec.curves)
        shape.measuredRows += static_cast<std::int64_t>(data::readRowList(curve.list.path).size());
    for (const auto& benchmark : spec.benchmarks)
        shape.items += static_cast<std::int64_t>(benchmarks::readBenchmark(benchmark.file.path).size());
    plan.estimate = estimateExperiment(one, spec.train, shape);
    plan.trainedCells = shape.arms * shape.seeds;
    plan.secondsPerAnswer = measureAnswers(worker, spec, target.folder(), cancel);
    plan.answerSeconds = static_cast<double>(plan.estimate.answers) * plan.secondsPerAnswer;
    return plan;
}

} // namespace core::jobs
