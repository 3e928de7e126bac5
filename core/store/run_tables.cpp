// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_tables.h"

#include "core/store/blobs.h"
#include "core/store/example_tables.h"
#include "core/store/named_rows.h"
#include "core/store/project_faults.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace core::store {

namespace {

constexpr std::string_view states[] = { "queued", "running", "paused", "interrupted", "finished", "failed" };
constexpr auto most64 = std::numeric_limits<std::int64_t>::max();
/// Losses that are read at once: 8 GiB of them.
constexpr std::int64_t mostLosses = std::int64_t{ 1 } << 31;

std::string itemOf(const char* table, RunId run, std::int64_t part)
{
    return std::string(table) + " of run " + std::to_string(run.value) + ", " + std::to_string(part);
}

RunRecord runOf(Database& database, Query& query)
{
    RunRecord run;
    run.id = { query.integer(0) };
    const auto item = "run " + std::to_string(run.id.value);
    run.name = query.text(1);
    run.kind = query.text(2);
    run.dataset = { query.integer(3) };
    run.folder = query.text(4);
    run.spec = fromText(database, query.text(5), item + " spec");
    const auto state = runState(query.text(6));
    if (!state)
        throw refusal(project_faults::wrongValue, database.place(item), "state " + query.text(6).substr(0, 40));
    run.state = *state;
    run.generation = query.integer(7, 0, most64);
    run.eventOffset = static_cast<std::uint64_t>(query.integer(8, 0, most64));
    run.eventSequence = static_cast<std::uint64_t>(query.integer(9, 0, most64));
    run.createdAt = query.integer(10);
    run.startedAt = query.integer(11);
    run.finishedAt = query.integer(12);
    run.summary = fromText(database, query.text(13), item + " summary");
    run.note = query.text(14);
    return run;
}

double numberOrNan(Query& query, int column)
{
    return query.isNull(column) ? std::nan("") : query.number(column);
}

std::int64_t rowsOf(Database& database, RunId run)
{
    return readDataset(database, readRun(database, run).dataset).rows;
}

} // namespace

std::int64_t unixMilliseconds()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::string_view name(RunState state)
{
    return states[static_cast<std::size_t>(state)];
}

std::optional<RunState> runState(std::string_view text)
{
    const auto found = std::find(std::begin(states), std::end(states), text);
    return found == std::end(states) ? std::nullopt : std::optional(static_cast<RunState>(found - std::begin(states)));
}

std::int64_t rowsInPart(std::int64_t rows, std::int64_t part)
{
    const auto parts = (rows + rowsPerPart - 1) / rowsPerPart;
    if (part < 0 || part >= parts)
        throw Error(
            ErrorKind::BadInput, "there is no part " + std::to_string(part) + " in " + std::to_string(rows) + " rows");
    return std::min(rowsPerPart, rows - part * rowsPerPart);
}

RunId insertRun(Database& database, const RunRecord& record)
{
    requireFreeName(database, runNames, record.name);
    readDataset(database, record.dataset);
    Query query(database,
        "INSERT INTO runs(name, kind, dataset_id, folder, spec, state, generation, event_offset, event_sequence,"
        " created_at, started_at, finished_at, summary, note) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)");
    query.bind(record.name).bind(record.kind).bind(record.dataset.value).bind(record.folder).bind(toText(record.spec));
    query.bind(name(record.state)).bind(record.generation).bind(static_cast<std::int64_t>(record.eventOffset));
    query.bind(static_cast<std::int64_t>(record.eventSequence)).bind(record.createdAt).bind(record.startedAt);
    query.bind(record.finishedAt).bind(toText(record.summary)).bind(record.note).run();
    return { database.raw().getLastInsertRowid() };
}

void updateRun(Database& database, const RunRecord& record)
{
    readRun(database, record.id);
    Query query(database,
        "UPDATE runs SET state=?2, generation=?3, started_at=?4, finished_at=?5, summary=?6, note=?7,"
        " spec=?8 WHERE id=?1");
    query.bind(record.id.value).bind(name(record.state)).bind(record.generation).bind(record.startedAt);
    query.bind(record.finishedAt).bind(toText(record.summary)).bind(record.note).bind(toText(record.spec)).run();
}

std::vector<RunRecord> listRuns(Database& database)
{
    std::vector<RunRecord> runs;
    Query query(database,
        "SELECT id, name, kind, dataset_id, folder, spec, state, generation, event_offset, event_sequence, created_at,"
        " started_at, finished_at, summary, note FROM runs WHERE id NOT IN (SELECT run_id FROM cells) ORDER BY id");
    while (query.step())
        runs.push_back(runOf(database, query));
    return runs;
}

RunRecord readRun(Database& database, RunId id)
{
    Query query(database,
        "SELECT id, name, kind, dataset_id, folder, spec, state, generation, event_offset, event_sequence, created_at,"
        " started_at, finished_at, summary, note FROM runs WHERE id=?1");
    query.bind(id.value);
    if (!query.step())
        throw refusal(project_faults::missingRow, database.place("run " + std::to_string(id.value)));
    return runOf(database, query);
}

std::vector<StepMetric> readStepMetrics(Database& database, RunId run)
{
    std::vector<StepMetric> metrics;
    Query query(database,
        "SELECT step, loss, learning_rate, gradient_norm, tokens, response_tokens, seconds FROM step_metrics"
        " WHERE run_id=?1 ORDER BY step");
    query.bind(run.value);
    while (query.step())
        metrics.push_back({ .step = query.integer(0),
            .loss = numberOrNan(query, 1),
            .learningRate = numberOrNan(query, 2),
            .gradientNorm = numberOrNan(query, 3),
            .tokens = query.integer(4),
            .responseTokens = query.integer(5),
            .seconds = numberOrNan(query, 6) });
    return metrics;
}

std::vector<RecordingPoint> readRecordingPoints(Database& database, RunId run)
{
    std::vector<RecordingPoint> points;
    Query query(database, "SELECT point, step FROM recording_points WHERE run_id=?1 ORDER BY point");
    query.bind(run.value);
    while (query.step()) {
        const auto expected = static_cast<std::int64_t>(points.size());
        points.push_back({ .point = query.integer(0, expected, expected), .step = query.integer(1, 0, most64) });
    }
    return points;
}

LossMatrix readLossMatrix(Database& database, RunId run)
{
    LossMatrix matrix;
    matrix.rows = rowsOf(database, run);
    for (const auto& point : readRecordingPoints(database, run))
        matrix.steps.push_back(point.step);
    const auto points = static_cast<std::int64_t>(matrix.steps.size());
    if (matrix.rows > 0 && points > mostLosses / matrix.rows)
        throw refusal(project_faults::wrongLength, database.place("losses of run " + std::to_string(run.value)),
            std::to_string(points) + " recording points of " + std::to_string(matrix.rows) + " rows");
    matrix.values.assign(static_cast<std::size_t>(points * matrix.rows), std::numeric_limits<float>::quiet_NaN());
    Query query(database, "SELECT point, part, losses FROM loss_parts WHERE run_id=?1 ORDER BY point, part");
    query.bind(run.value);
    while (query.step()) {
        const auto point = query.integer(0, 0, most64);
        if (point >= points) // scored in part: the point counts once it is announced
            continue;
        const auto part = query.integer(1, 0, (matrix.rows - 1) / rowsPerPart);
        const auto first = static_cast<std::size_t>(point * matrix.rows + part * rowsPerPart);
        const auto count = static_cast<std::size_t>(rowsInPart(matrix.rows, part));
        decodeFloats(
            query.blob(2), std::span(matrix.values).subspan(first, count), database.place(itemOf("losses", run, part)));
    }
    return matrix;
}

std::vector<TrainingLoss> readTrainingLosses(Database& database, RunId run)
{
    std::vector<TrainingLoss> losses;
    Query query(database, "SELECT from_step, losses FROM training_losses WHERE run_id=?1 ORDER BY from_step");
    query.bind(run.value);
    while (query.step()) {
        const auto chunk
            = decodeTrainingLosses(query.blob(1), database.place(itemOf("training losses", run, query.integer(0))));
        losses.insert(losses.end(), chunk.begin(), chunk.end());
    }
    return losses;
}

std::vector<TokenCount> readTokenCounts(Database& database, RunId run)
{
    const auto rows = rowsOf(database, run);
    std::vector<TokenCount> counts;
    Query query(database, "SELECT part, counts FROM token_counts WHERE run_id=?1 ORDER BY part");
    query.bind(run.value);
    for (std::int64_t part = 0; query.step(); ++part) {
        const auto place = database.place(itemOf("token counts", run, part));
        const auto some = decodeTokenCounts(query.blob(1), place);
        if (query.integer(0) != part || static_cast<std::int64_t>(counts.size()) >= rows
            || static_cast<std::int64_t>(some.size()) != rowsInPart(rows, part))
            throw refusal(project_faults::wrongLength, place, std::to_string(some.size()) + " rows");
        counts.insert(counts.end(), some.begin(), some.end());
    }
    if (!counts.empty() && static_cast<std::int64_t>(counts.size()) != rows)
        return {}; // still arriving
    return counts;
}

} // namespace core::store
