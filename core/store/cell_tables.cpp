// SPDX-License-Identifier: Apache-2.0
#include "core/store/cell_tables.h"

#include "core/store/named_rows.h"
#include "core/store/project_faults.h"
#include "core/store/run_tables.h"

#include <charconv>
#include <cmath>

namespace core::store {

namespace {

std::uint64_t seedOf(Database& database, const std::string& text, RunId run)
{
    std::uint64_t seed = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, seed);
    if (read.ec != std::errc() || read.ptr != end)
        throw refusal(
            project_faults::wrongValue, database.place("cell " + std::to_string(run.value)), "seed " + text.substr(0, 40));
    return seed;
}

/// A whole number somewhere in a summary that a worker's events made; 0 where it is not told.
std::int64_t wholeIn(const Json& summary, const char* part, const char* field)
{
    if (!summary.is_object() || !summary.contains(part) || !summary[part].is_object())
        return 0;
    const auto found = summary[part].find(field);
    return found == summary[part].end() || !found->is_number_integer() ? 0 : found->get<std::int64_t>();
}

double secondsIn(const Json& summary)
{
    if (!summary.is_object() || !summary.contains("finished") || !summary["finished"].is_object())
        return 0;
    const auto found = summary["finished"].find("seconds");
    return found == summary["finished"].end() || !found->is_number() ? 0 : found->get<double>();
}

std::string modelIn(const Json& spec)
{
    if (!spec.is_object() || !spec.contains("model") || !spec["model"].is_object())
        return {};
    const auto found = spec["model"].find("path");
    return found == spec["model"].end() || !found->is_string() ? std::string() : found->get<std::string>();
}

std::int64_t lastStep(Database& database, RunId run)
{
    Query query(database, "SELECT coalesce(max(step), 0) FROM step_metrics WHERE run_id=?1");
    query.bind(run.value);
    query.step();
    return query.integer(0);
}

void completeFromRun(Database& database, CellRecord& cell)
{
    const RunRecord run = readRun(database, cell.run);
    cell.state = run.state;
    cell.message = run.note;
    cell.steps = wholeIn(run.summary, "plan", "steps");
    cell.stepsDone = lastStep(database, cell.run);
    cell.tokens = wholeIn(run.summary, "finished", "tokens");
    cell.seconds = secondsIn(run.summary);
    cell.startedAt = run.startedAt;
    cell.finishedAt = run.finishedAt;
    cell.model = modelIn(run.spec);
}

} // namespace

std::vector<ExperimentRecord> listExperiments(Database& database)
{
    std::vector<ExperimentRecord> experiments;
    for (RunRecord& run : listRuns(database)) {
        if (run.kind != "experiment")
            continue;
        ExperimentRecord record;
        Query query(database,
            "SELECT count(*), coalesce(sum(r.state='finished'), 0), coalesce(sum(r.state='failed'), 0)"
            " FROM cells c JOIN runs r ON r.id=c.run_id WHERE c.experiment_id=?1");
        query.bind(run.id.value);
        query.step();
        record.cells = query.integer(0);
        record.finished = query.integer(1);
        record.failed = query.integer(2);
        record.run = std::move(run);
        experiments.push_back(std::move(record));
    }
    return experiments;
}

std::vector<CellRecord> readCells(Database& database, RunId experiment)
{
    std::vector<CellRecord> cells;
    Query query(database, "SELECT run_id, number, name, arm, seed FROM cells WHERE experiment_id=?1 ORDER BY number");
    query.bind(experiment.value);
    while (query.step()) {
        CellRecord cell;
        cell.run = { query.integer(0) };
        cell.experiment = experiment;
        cell.number = query.integer(1);
        cell.name = query.text(2);
        cell.arm = query.text(3);
        cell.seed = seedOf(database, query.text(4), cell.run);
        cells.push_back(std::move(cell));
    }
    for (CellRecord& cell : cells)
        completeFromRun(database, cell);
    return cells;
}

void insertCells(Database& database, const RunRecord& experiment, std::span<const CellRecord> cells)
{
    for (const CellRecord& cell : cells) {
        Query known(database, "SELECT 1 FROM cells WHERE experiment_id=?1 AND number=?2");
        known.bind(experiment.id.value).bind(cell.number);
        if (known.step())
            continue;
        RunRecord run;
        run.name = experiment.name + "/" + cell.name;
        run.kind = "finetune";
        run.dataset = experiment.dataset;
        run.folder = experiment.folder.empty() ? std::string() : experiment.folder + "/cells/" + cell.name;
        run.createdAt = experiment.createdAt;
        const RunId id = insertRun(database, run);
        Query(database, "INSERT INTO cells(run_id, experiment_id, number, name, arm, seed) VALUES(?1,?2,?3,?4,?5,?6)")
            .bind(id.value)
            .bind(experiment.id.value)
            .bind(cell.number)
            .bind(cell.name)
            .bind(cell.arm)
            .bind(std::to_string(cell.seed))
            .run();
    }
}

void storeCurvePoints(Database& database, RunId run, std::span<const CurvePoint> points)
{
    if (points.empty())
        return;
    Query query(database, "INSERT OR REPLACE INTO curve_points(run_id, curve, step, loss, scored) VALUES(?1,?2,?3,?4,?5)");
    for (const CurvePoint& point : points)
        query
            .bind(run.value) // SQLite stores NaN as NULL
            .bind(point.curve)
            .bind(point.step)
            .bind(point.loss)
            .bind(point.scored)
            .run();
}

std::vector<CurveRecord> readCurves(Database& database, RunId run)
{
    std::vector<CurveRecord> curves;
    Query query(database,
        "SELECT run_id, curve, step, loss, scored FROM curve_points"
        " WHERE run_id=?1 OR run_id IN (SELECT run_id FROM cells WHERE experiment_id=?1) ORDER BY run_id, curve, step");
    query.bind(run.value);
    while (query.step()) {
        const RunId of{ query.integer(0) };
        const std::string name = query.text(1);
        if (curves.empty() || curves.back().run != of || curves.back().name != name)
            curves.push_back({ of, name, {}, {}, {} });
        curves.back().steps.push_back(query.integer(2));
        curves.back().losses.push_back(query.isNull(3) ? std::nan("") : query.number(3));
        curves.back().scored.push_back(query.integer(4));
    }
    return curves;
}

void storeContamination(Database& database, const ContaminationRecord& record)
{
    Query(database,
        "INSERT OR REPLACE INTO contaminations(benchmark_id, dataset_id, rows, equal, overlapping, checked_at)"
        " VALUES(?1,?2,?3,?4,?5,?6)")
        .bind(record.benchmark.value)
        .bind(record.dataset.value)
        .bind(record.rows)
        .bind(record.equal)
        .bind(record.overlapping)
        .bind(record.checkedAt)
        .run();
}

std::vector<ContaminationRecord> readContaminations(Database& database, DatasetId dataset)
{
    std::vector<ContaminationRecord> records;
    Query query(database,
        "SELECT benchmark_id, rows, equal, overlapping, checked_at FROM contaminations WHERE dataset_id=?1"
        " ORDER BY benchmark_id");
    query.bind(dataset.value);
    while (query.step())
        records.push_back(
            { { query.integer(0) }, dataset, query.integer(1), query.integer(2), query.integer(3), query.integer(4) });
    return records;
}

} // namespace core::store
