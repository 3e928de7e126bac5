// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/experiment_data.h"

#include "core/curate/contamination.h"
#include "core/jobs/ingest.h"
#include "core/protocol/run_folder.h"
#include "core/store/project_experiments.h"

#include <algorithm>
#include <map>

namespace core::jobs {

namespace {

using analysis::ExperimentData;
using analysis::ScoreKind;
using analysis::SummaryCell;

/// The benchmarks of some evaluations, in the order in which the project met them.
class Benchmarks {
public:
    Benchmarks(const store::ProjectSession& session, DatasetId dataset)
        : session_(session)
        , contaminations_(store::contaminationsOf(session, dataset))
    {
    }

    void add(const store::BenchmarkRecord& record)
    {
        if (places_.contains(record.id))
            return;
        places_.emplace(record.id, list_.size());
        analysis::SummaryBenchmark benchmark;
        benchmark.name = record.name;
        benchmark.kind = record.measure == store::Measure::Loss ? ScoreKind::Loss : ScoreKind::Share;
        for (auto& item : store::benchmarkItems(session_, record.id))
            benchmark.sources.push_back(std::move(item.source));
        for (const auto& contamination : contaminations_) {
            if (contamination.benchmark != record.id)
                continue;
            benchmark.equalRows = contamination.equal;
            benchmark.overlappingRows = contamination.overlapping;
        }
        list_.push_back(std::move(benchmark));
    }
    std::size_t placeOf(store::BenchmarkId id) const { return places_.at(id); }
    std::vector<analysis::SummaryBenchmark>& list() { return list_; }

private:
    const store::ProjectSession& session_;
    std::vector<store::ContaminationRecord> contaminations_;
    std::map<store::BenchmarkId, std::size_t> places_;
    std::vector<analysis::SummaryBenchmark> list_;
};

protocol::ExperimentSpec specOf(const store::RunRecord& run)
{
    if (run.kind != protocol::nameOf(protocol::JobKind::Experiment))
        throw Error(ErrorKind::BadInput, run.name + ": the run is no experiment");
    return protocol::parseJobSpec(run.spec.dump(), run.name).experiment;
}

/// A code for the model that a seed starts from.
std::int32_t baseOf(const protocol::ExperimentTarget& target, std::uint64_t seed, std::size_t seedNumber)
{
    for (const auto& seeded : target.folders) {
        if (seeded.seed != seed)
            continue;
        const auto same = std::find_if(target.folders.begin(), target.folders.end(),
            [&](const auto& other) { return other.model.sha256 == seeded.model.sha256; });
        return static_cast<std::int32_t>(same - target.folders.begin());
    }
    return target.folder.sha256.empty() ? static_cast<std::int32_t>(seedNumber) : 0; // a new model for every seed
}

std::vector<analysis::NamedCurve> curvesOf(const std::vector<store::CurveRecord>& all, RunId run)
{
    std::vector<analysis::NamedCurve> curves;
    for (const auto& curve : all)
        if (curve.run == run)
            curves.push_back(
                { curve.name, analysis::finiteCurve({ curve.steps.begin(), curve.steps.end() }, curve.losses) });
    return curves;
}

} // namespace

ExperimentData experimentData(const store::ProjectSession& session, RunId experiment)
{
    const auto run = session.run(experiment);
    const auto spec = specOf(run);
    ExperimentData data;
    data.name = run.name;
    for (const auto& arm : spec.arms)
        data.arms.push_back(arm.name);
    const auto cells = store::experimentCells(session, experiment);
    const auto evaluations = store::evaluationsOf(session, experiment);
    const auto curves = store::curvesOf(session, experiment);
    Benchmarks benchmarks(session, run.dataset);
    for (const auto& evaluation : evaluations)
        benchmarks.add(evaluation.benchmark);
    data.benchmarks = benchmarks.list();
    data.plannedCells = cells.size();
    for (const auto& cell : cells) {
        data.failedCells += cell.state == store::RunState::Failed ? 1 : 0;
        const auto arm = std::find(data.arms.begin(), data.arms.end(), cell.arm);
        if (cell.state != store::RunState::Finished || arm == data.arms.end())
            continue;
        SummaryCell one;
        one.arm = static_cast<std::size_t>(arm - data.arms.begin());
        one.seed = cell.seed;
        const auto seed = std::find(spec.seeds.begin(), spec.seeds.end(), cell.seed);
        one.base = baseOf(spec.target, cell.seed, static_cast<std::size_t>(seed - spec.seeds.begin()));
        one.scores.resize(data.benchmarks.size());
        for (const auto& evaluation : evaluations)
            if (evaluation.run == cell.run && evaluation.complete())
                one.scores[benchmarks.placeOf(evaluation.benchmark.id)] = store::itemScores(session, evaluation.id);
        one.curves = curvesOf(curves, cell.run);
        data.cells.push_back(std::move(one));
    }
    return data;
}

ExperimentData evaluationData(const store::ProjectSession& session, const std::vector<RunId>& runs)
{
    ExperimentData data;
    if (runs.size() < 2)
        throw Error(ErrorKind::BadInput, "a comparison needs two evaluations");
    Benchmarks benchmarks(session, session.run(runs.front()).dataset);
    std::map<store::BenchmarkId, std::size_t> answered;
    std::vector<std::vector<store::EvaluationRecord>> evaluations;
    for (const RunId run : runs) {
        evaluations.emplace_back();
        for (auto& evaluation : store::evaluationsOf(session, run))
            if (evaluation.run == run && evaluation.complete()) {
                ++answered[evaluation.benchmark.id];
                evaluations.back().push_back(std::move(evaluation));
            }
    }
    std::erase_if(evaluations.front(), [&](const auto& one) { return answered[one.benchmark.id] < runs.size(); });
    for (const auto& evaluation : evaluations.front())
        benchmarks.add(evaluation.benchmark);
    if (evaluations.front().empty())
        throw Error(ErrorKind::BadInput,
            session.run(runs[0]).name + " and " + session.run(runs[1]).name + " have answered no benchmark in common",
            "Evaluate both models on the same benchmark file first.");
    data.benchmarks = benchmarks.list();
    for (std::size_t i = 0; i < runs.size(); ++i) {
        data.arms.push_back(session.run(runs[i]).name);
        SummaryCell cell;
        cell.arm = i;
        cell.scores.resize(data.benchmarks.size());
        for (const auto& evaluation : evaluations[i])
            if (answered[evaluation.benchmark.id] == runs.size())
                cell.scores[benchmarks.placeOf(evaluation.benchmark.id)] = store::itemScores(session, evaluation.id);
        data.cells.push_back(std::move(cell));
    }
    data.plannedCells = data.cells.size();
    data.name = data.arms[0] + " and " + data.arms[1];
    return data;
}

void takeInCells(store::ProjectSession& session, RunId experiment)
{
    const auto run = session.run(experiment);
    std::error_code missing;
    if (run.kind != protocol::nameOf(protocol::JobKind::Experiment) || session.readOnly()
        || !std::filesystem::exists(protocol::RunFolder(session.sideFolder() / run.folder).job(), missing))
        return;
    Ingester(session, experiment).poll();
}

void checkContamination(store::ProjectSession& session, RunId run, const CancelToken& cancel)
{
    const auto dataset = session.run(run).dataset;
    const auto known = store::contaminationsOf(session, dataset);
    std::map<store::BenchmarkId, curate::Benchmark> benchmarks;
    std::map<store::BenchmarkId, store::ContaminationRecord> records;
    for (const auto& evaluation : store::evaluationsOf(session, run)) {
        const auto id = evaluation.benchmark.id;
        if (evaluation.benchmark.measure == store::Measure::Loss || records.contains(id)
            || std::any_of(known.begin(), known.end(), [&](const auto& one) { return one.benchmark == id; }))
            continue;
        std::vector<curate::BenchmarkItem> items;
        for (auto& item : store::benchmarkItems(session, id))
            items.push_back({ std::move(item.key), std::move(item.question) });
        benchmarks.emplace(id, curate::Benchmark(std::move(items)));
        records[id] = { id, dataset, 0, 0, 0, store::unixMilliseconds() };
    }
    if (records.empty() || session.readOnly())
        return;
    session.forEachExample(dataset, [&](std::span<const store::MappedExample> batch) {
        cancel.check();
        for (const auto& example : batch) {
            if (example.row.heldOut)
                continue; // never trained on
            for (auto& [id, record] : records) {
                ++record.rows;
                const auto kind = benchmarks.at(id).compare(example.text).kind;
                record.equal += kind == curate::Overlap::Equal ? 1 : 0;
                record.overlapping += kind == curate::Overlap::Words ? 1 : 0;
            }
        }
        return true;
    });
    for (const auto& [id, record] : records)
        store::storeContamination(session, record);
}

} // namespace core::jobs
