// SPDX-License-Identifier: Apache-2.0
// Statements about runs and what their workers reported. Internal to core/store; on the store thread.
#pragma once

#include "core/store/database.h"
#include "core/store/run_records.h"

#include <vector>

namespace core::store {

RunId insertRun(Database& database, const RunRecord& record);
void updateRun(Database& database, const RunRecord& record);
std::vector<RunRecord> listRuns(Database& database);
RunRecord readRun(Database& database, RunId id);

/// Inside a transaction of the caller; false when there is nothing new in the batch.
bool applyRunBatch(Database& database, const RunBatch& batch);

std::vector<StepMetric> readStepMetrics(Database& database, RunId run);
std::vector<RecordingPoint> readRecordingPoints(Database& database, RunId run);
LossMatrix readLossMatrix(Database& database, RunId run);
std::vector<TrainingLoss> readTrainingLosses(Database& database, RunId run);
std::vector<TokenCount> readTokenCounts(Database& database, RunId run);

/// Rows in part `part` of a dataset of `rows` rows; BadInput when there is no such part.
std::int64_t rowsInPart(std::int64_t rows, std::int64_t part);

} // namespace core::store
