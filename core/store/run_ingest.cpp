// SPDX-License-Identifier: Apache-2.0
// What one reading of a run folder changes. Everything is keyed by its place (step, point, part), so that writing it
// again writes the same.
#include "core/store/blobs.h"
#include "core/store/cell_tables.h"
#include "core/store/evaluation_tables.h"
#include "core/store/example_tables.h"
#include "core/store/named_rows.h"
#include "core/store/run_tables.h"

#include <cmath>

namespace core::store {

namespace {

/// Forgets what came after `step`: the worker does it again.
void dropAfter(Database& database, RunId run, std::int64_t step)
{
    Query(database, "DELETE FROM step_metrics WHERE run_id=?1 AND step>?2").bind(run.value).bind(step).run();
    Query(database,
        "DELETE FROM loss_parts WHERE run_id=?1 AND point IN (SELECT point FROM recording_points WHERE run_id=?1 AND "
        "step>?2)")
        .bind(run.value)
        .bind(step)
        .run();
    Query(database, "DELETE FROM recording_points WHERE run_id=?1 AND step>?2").bind(run.value).bind(step).run();
    Query(database, "DELETE FROM curve_points WHERE run_id=?1 AND step>?2").bind(run.value).bind(step).run();
    Query(database, "DELETE FROM training_losses WHERE run_id=?1 AND from_step>?2").bind(run.value).bind(step).run();

    std::vector<TrainingLossChunk> cut;
    {
        Query query(database, "SELECT from_step, losses FROM training_losses WHERE run_id=?1 AND to_step>?2");
        query.bind(run.value).bind(step);
        while (query.step()) {
            TrainingLossChunk chunk{ .fromStep = query.integer(0), .toStep = step, .losses = {} };
            chunk.losses = decodeTrainingLosses(query.blob(1), database.place("training losses"));
            std::erase_if(chunk.losses, [&](const auto& entry) { return entry.step > step; });
            cut.push_back(std::move(chunk));
        }
    }
    for (const auto& chunk : cut)
        Query(database, "UPDATE training_losses SET to_step=?3, losses=?4 WHERE run_id=?1 AND from_step=?2")
            .bind(run.value)
            .bind(chunk.fromStep)
            .bind(step)
            .bindBlob(encodeTrainingLosses(chunk.losses))
            .run();
}

void storeMetrics(Database& database, const RunBatch& batch)
{
    if (batch.metrics.empty())
        return;
    Query query(database,
        "INSERT OR REPLACE INTO step_metrics(run_id, step, loss, learning_rate, gradient_norm, tokens, response_tokens,"
        " seconds) VALUES(?1,?2,?3,?4,?5,?6,?7,?8)");
    for (const auto& metric : batch.metrics)
        query
            .bind(batch.run.value) // SQLite stores NaN as NULL, which reads back as NaN
            .bind(metric.step)
            .bind(metric.loss)
            .bind(metric.learningRate)
            .bind(metric.gradientNorm)
            .bind(metric.tokens)
            .bind(metric.responseTokens)
            .bind(metric.seconds)
            .run();
}

void requireLength(std::size_t found, std::int64_t rows, std::int64_t part, const char* what)
{
    if (static_cast<std::int64_t>(found) != rowsInPart(rows, part))
        throw Error(ErrorKind::BadInput,
            std::string(what) + " of part " + std::to_string(part) + " cover " + std::to_string(found) + " rows, not "
                + std::to_string(rowsInPart(rows, part)));
}

void storeLosses(Database& database, const RunBatch& batch, std::int64_t rows)
{
    for (const auto& part : batch.losses) {
        requireLength(part.losses.size(), rows, part.part, "the losses");
        Query(database, "INSERT OR REPLACE INTO loss_parts(run_id, point, part, losses) VALUES(?1,?2,?3,?4)")
            .bind(batch.run.value)
            .bind(part.point)
            .bind(part.part)
            .bindBlob(encodeFloats(part.losses))
            .run();
    }
    for (const auto& chunk : batch.trainingLosses)
        Query(database, "INSERT OR REPLACE INTO training_losses(run_id, from_step, to_step, losses) VALUES(?1,?2,?3,?4)")
            .bind(batch.run.value)
            .bind(chunk.fromStep)
            .bind(chunk.toStep)
            .bindBlob(encodeTrainingLosses(chunk.losses))
            .run();
    for (const auto& part : batch.tokenCounts) {
        requireLength(part.counts.size(), rows, part.part, "the token counts");
        Query(database, "INSERT OR REPLACE INTO token_counts(run_id, part, counts) VALUES(?1,?2,?3)")
            .bind(batch.run.value)
            .bind(part.part)
            .bindBlob(encodeTokenCounts(part.counts))
            .run();
    }
}

void storePoints(Database& database, const RunBatch& batch)
{
    for (const auto& point : batch.points)
        Query(database, "INSERT OR REPLACE INTO recording_points(run_id, point, step) VALUES(?1,?2,?3)")
            .bind(batch.run.value)
            .bind(point.point)
            .bind(point.step)
            .run();
}

void storeState(Database& database, const RunBatch& batch, const RunRecord& run)
{
    Query(database,
        "UPDATE runs SET generation=?2, event_offset=?3, event_sequence=?4, state=?5, started_at=?6, finished_at=?7,"
        " summary=?8, note=?9 WHERE id=?1")
        .bind(run.id.value)
        .bind(batch.generation)
        .bind(static_cast<std::int64_t>(batch.eventOffset))
        .bind(static_cast<std::int64_t>(batch.eventSequence))
        .bind(name(batch.state.value_or(run.state)))
        .bind(batch.startedAt.value_or(run.startedAt))
        .bind(batch.finishedAt.value_or(run.finishedAt))
        .bind(toText(batch.summary.value_or(run.summary)))
        .bind(batch.note.value_or(run.note))
        .run();
}

} // namespace

bool applyRunBatch(Database& database, const RunBatch& batch)
{
    const auto run = readRun(database, batch.run);
    if (batch.eventOffset <= run.eventOffset || batch.generation < run.generation)
        return false;
    const auto rows = readDataset(database, run.dataset).rows;
    if (batch.dropAfterStep)
        dropAfter(database, batch.run, *batch.dropAfterStep);
    storeMetrics(database, batch);
    storeLosses(database, batch, rows);
    storePoints(database, batch);
    storeCurvePoints(database, batch.run, batch.curvePoints);
    storeEvaluationParts(database, batch.run, batch.evaluationParts);
    storeState(database, batch, run);
    return true;
}

} // namespace core::store
