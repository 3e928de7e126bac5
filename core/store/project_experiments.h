// SPDX-License-Identifier: Apache-2.0
// Experiments, evaluations and benchmarks of an open project. Errors as of ProjectSession.
#pragma once

#include "core/store/experiment_records.h"
#include "core/store/project_session.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core::store {

std::vector<ExperimentRecord> listExperiments(const ProjectSession& session); ///< in order of their ids
/// In the order in which they are run; empty before the experiment's folder was read once.
std::vector<CellRecord> experimentCells(const ProjectSession& session, RunId experiment);
/// Records runs for the cells that the project does not have yet; of a cell `name`, `number`, `arm` and `seed` count.
void insertCells(ProjectSession& session, RunId experiment, std::span<const CellRecord> cells);

std::vector<BenchmarkRecord> listBenchmarks(const ProjectSession& session);
std::optional<BenchmarkRecord> findBenchmark(
    const ProjectSession& session, const std::string& name, const std::string& sha256);
/// Its id; `record.id`, `items` and `createdAt` are set here. The one of this name and content, where it is there already.
BenchmarkId insertBenchmark(
    ProjectSession& session, const BenchmarkRecord& record, std::span<const BenchmarkItemRecord> items);
std::vector<BenchmarkItemRecord> benchmarkItems(const ProjectSession& session, BenchmarkId benchmark);

/// Of the run itself or, of an experiment, of all its cells.
std::vector<EvaluationRecord> evaluationsOf(const ProjectSession& session, RunId run);
std::vector<EvaluationRecord> listEvaluations(const ProjectSession& session); ///< of all runs and cells
/// One per item of the benchmark; NaN: unscored or not there yet.
std::vector<float> itemScores(const ProjectSession& session, EvaluationId evaluation);
std::vector<AnswerRecord> answersOf(const ProjectSession& session, EvaluationId evaluation);
/// Every item of the benchmark with the answers of two models, in its order. BadInput: two benchmarks.
std::vector<PairedAnswer> answersSideBySide(const ProjectSession& session, EvaluationId first, EvaluationId second);
/// What the rules say now of answers that are stored; the answers stay.
void replaceVerdicts(ProjectSession& session, EvaluationId evaluation, std::span<const Rejudged> verdicts);

/// Curves of the run itself or, of an experiment, of all its cells.
std::vector<CurveRecord> curvesOf(const ProjectSession& session, RunId run);

std::vector<ContaminationRecord> contaminationsOf(const ProjectSession& session, DatasetId dataset);
void storeContamination(ProjectSession& session, const ContaminationRecord& record);

} // namespace core::store
