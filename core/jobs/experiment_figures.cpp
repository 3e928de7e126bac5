// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/experiment_figures.h"

#include "core/store/project_experiments.h"

#include <algorithm>
#include <cmath>

namespace core::jobs {

using protocol::CellState;

namespace {

constexpr double trainingShare = 0.8;

CellState stateOf(store::RunState state)
{
    switch (state) {
    case store::RunState::Queued:
    case store::RunState::Interrupted:
        return CellState::Waiting;
    case store::RunState::Running:
    case store::RunState::Paused:
        return CellState::Running;
    case store::RunState::Finished:
        return CellState::Finished;
    case store::RunState::Failed:
        return CellState::Failed;
    }
    return CellState::Waiting;
}

/// Of the items of all benchmarks; `items`: how many those are, as far as any cell has met them.
double answeredShare(const CellFigures& cell, std::int64_t items)
{
    std::int64_t answered = 0;
    for (const auto& [name, benchmark] : cell.benchmarks)
        answered += benchmark.answered;
    return items > 0 ? static_cast<double>(answered) / static_cast<double>(items) : 0;
}

double shareOf(const CellFigures& cell, std::int64_t items)
{
    if (cell.state == CellState::Finished)
        return 1;
    if (cell.steps <= 0)
        return answeredShare(cell, items);
    const double trained = std::min(1.0, static_cast<double>(cell.step) / static_cast<double>(cell.steps));
    return trainingShare * trained + (1 - trainingShare) * answeredShare(cell, items);
}

/// The seeds and arms of the cells that the project has: some may have been added since the experiment was recorded.
void readJob(ExperimentFigures& figures, const store::RunRecord& run, const std::vector<store::CellRecord>& cells)
{
    figures.job = protocol::parseJobSpec(run.spec.dump(), run.name);
    if (figures.job.kind != protocol::JobKind::Experiment)
        throw Error(ErrorKind::BadInput, run.name + ": the run is no experiment");
    auto& seeds = figures.job.experiment.seeds;
    for (const store::CellRecord& cell : cells)
        if (std::find(seeds.begin(), seeds.end(), cell.seed) == seeds.end())
            seeds.push_back(cell.seed);
}

analysis::Curve trainingOf(const store::ProjectSession& session, RunId run, std::int64_t& tokens)
{
    analysis::Curve curve;
    tokens = 0;
    for (const store::StepMetric& step : session.stepMetrics(run)) {
        tokens += step.tokens;
        if (!std::isfinite(step.loss))
            continue;
        curve.steps.push_back(static_cast<double>(step.step));
        curve.losses.push_back(step.loss);
    }
    return curve;
}

analysis::NamedCurve curveOf(const store::CurveRecord& record)
{
    const std::vector<double> steps(record.steps.begin(), record.steps.end());
    return { record.name, analysis::finiteCurve(steps, record.losses) };
}

CellFigures cellOf(const store::CellRecord& record, const std::vector<protocol::ExperimentArm>& arms)
{
    CellFigures cell;
    cell.run = record.run;
    cell.name = record.name;
    const auto arm = std::find_if(arms.begin(), arms.end(), [&](const auto& one) { return one.name == record.arm; });
    cell.arm = static_cast<std::size_t>(arm - arms.begin());
    cell.seed = record.seed;
    cell.state = stateOf(record.state);
    cell.message = record.message;
    cell.step = record.stepsDone;
    cell.steps = record.steps;
    cell.seconds = record.seconds;
    return cell;
}

} // namespace

ExperimentFigures readExperimentFigures(
    const store::ProjectSession& session, RunId experiment, const ExperimentFigures* before)
{
    ExperimentFigures figures;
    const auto records = store::experimentCells(session, experiment);
    readJob(figures, session.run(experiment), records);
    std::map<RunId, std::map<std::string, AnsweredItems>> answers;
    std::map<std::string, std::int64_t> benchmarks;
    for (const auto& evaluation : store::evaluationsOf(session, experiment)) {
        answers[evaluation.run][evaluation.benchmark.name]
            = { evaluation.benchmark.items, evaluation.answered, evaluation.counted, evaluation.score };
        benchmarks[evaluation.benchmark.name] = evaluation.benchmark.items;
    }
    std::int64_t items = 0;
    for (const auto& [name, count] : benchmarks)
        items += count;
    std::map<RunId, std::vector<analysis::NamedCurve>> curves;
    for (const auto& curve : store::curvesOf(session, experiment))
        curves[curve.run].push_back(curveOf(curve));
    const auto& arms = figures.job.experiment.arms;
    for (const store::CellRecord& record : records) {
        CellFigures cell = cellOf(record, arms);
        if (cell.arm >= arms.size())
            continue;
        cell.benchmarks = std::move(answers[record.run]);
        cell.curves = std::move(curves[record.run]);
        const CellFigures* known = before != nullptr ? before->cell(cell.arm, cell.seed) : nullptr;
        if (known != nullptr && known->state == CellState::Finished && cell.state == CellState::Finished) {
            cell.training = known->training;
            cell.tokens = known->tokens;
        } else {
            cell.training = trainingOf(session, record.run, cell.tokens);
        }
        cell.share = shareOf(cell, items);
        figures.cells.push_back(std::move(cell));
    }
    return figures;
}

std::size_t ExperimentFigures::count(CellState state) const
{
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [state](const CellFigures& cell) { return cell.state == state; }));
}

const CellFigures* ExperimentFigures::cell(std::size_t arm, std::uint64_t seed) const
{
    const auto found = std::find_if(
        cells.begin(), cells.end(), [&](const CellFigures& cell) { return cell.arm == arm && cell.seed == seed; });
    return found == cells.end() ? nullptr : &*found;
}

namespace {

bool isTrained(const ExperimentFigures& figures, const CellFigures& cell)
{
    return protocol::trains(figures.job.experiment.arms[cell.arm]);
}

} // namespace

std::optional<double> ExperimentFigures::secondsPerCell(bool training) const
{
    double sum = 0;
    std::size_t counted = 0;
    for (const CellFigures& cell : cells) {
        if (cell.state != CellState::Finished || isTrained(*this, cell) != training)
            continue;
        sum += cell.seconds;
        ++counted;
    }
    return counted == 0 ? std::nullopt : std::optional(sum / static_cast<double>(counted));
}

std::optional<double> cellScore(const CellFigures& cell, std::string_view benchmark)
{
    if (cell.state != CellState::Finished)
        return std::nullopt;
    double sum = 0;
    std::size_t counted = 0;
    for (const auto& [name, score] : cell.benchmarks) {
        const bool asked = benchmark == overBenchmarks ? name != protocol::heldOutBenchmark : name == benchmark;
        if (!asked || score.counted == 0)
            continue;
        sum += score.score / static_cast<double>(score.counted);
        ++counted;
    }
    return counted == 0 ? std::nullopt : std::optional(sum / static_cast<double>(counted));
}

ArmScore armScore(const ExperimentFigures& figures, std::size_t arm, std::string_view benchmark)
{
    ArmScore score;
    for (const CellFigures& cell : figures.cells) {
        const auto one = cell.arm == arm ? cellScore(cell, benchmark) : std::nullopt;
        if (!one)
            continue;
        ++score.seeds;
        score.mean += *one;
    }
    if (score.seeds > 0)
        score.mean /= static_cast<double>(score.seeds);
    return score;
}

std::optional<double> armTokens(const ExperimentFigures& figures, std::size_t arm)
{
    double sum = 0;
    std::size_t counted = 0;
    for (const CellFigures& cell : figures.cells) {
        if (cell.arm != arm || cell.state != CellState::Finished)
            continue;
        sum += static_cast<double>(cell.tokens);
        ++counted;
    }
    return counted == 0 ? std::nullopt : std::optional(sum / static_cast<double>(counted));
}

} // namespace core::jobs
