// SPDX-License-Identifier: Apache-2.0
// Statements about experiments, their cells, curves of runs and contamination. Internal to core/store; on the store thread.
#pragma once

#include "core/store/database.h"
#include "core/store/experiment_records.h"

#include <optional>
#include <span>
#include <vector>

namespace core::store {

std::vector<ExperimentRecord> listExperiments(Database& database); ///< in order of their ids
std::vector<CellRecord> readCells(Database& database, RunId experiment); ///< in order of their numbers
/// Runs for the cells that are not there yet, queued.
void insertCells(Database& database, const RunRecord& experiment, std::span<const CellRecord> cells);

void storeCurvePoints(Database& database, RunId run, std::span<const CurvePoint> points);
/// Of the run, or of an experiment's cells; in order of run and name.
std::vector<CurveRecord> readCurves(Database& database, RunId run);

void storeContamination(Database& database, const ContaminationRecord& record);
std::vector<ContaminationRecord> readContaminations(Database& database, DatasetId dataset);

} // namespace core::store
