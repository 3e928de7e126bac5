// SPDX-License-Identifier: Apache-2.0
// Statements about benchmarks and evaluations. Internal to core/store; on the store thread.
#pragma once

#include "core/store/database.h"
#include "core/store/experiment_records.h"

#include <optional>
#include <span>
#include <vector>

namespace core::store {

std::vector<BenchmarkRecord> listBenchmarks(Database& database); ///< in order of their ids
BenchmarkRecord readBenchmark(Database& database, BenchmarkId id);
std::optional<BenchmarkRecord> findBenchmark(Database& database, const std::string& name, const std::string& sha256);
BenchmarkId insertBenchmark(Database& database, const BenchmarkRecord& record, std::span<const BenchmarkItemRecord> items);
std::vector<BenchmarkItemRecord> readBenchmarkItems(Database& database, const BenchmarkRecord& benchmark);

/// Parts that are there already are replaced. BadInput: more or fewer items than the part has.
void storeEvaluationParts(Database& database, RunId run, std::span<const EvaluationPart> parts);

/// Of the run and, of an experiment, of its cells; of every run where none is named. In order of run and benchmark.
std::vector<EvaluationRecord> readEvaluations(Database& database, std::optional<RunId> run);
EvaluationRecord readEvaluation(Database& database, EvaluationId id);
/// One per item of the benchmark; NaN: unscored or not there yet.
std::vector<float> readItemScores(Database& database, const EvaluationRecord& evaluation);
/// One per item; empty where nothing was generated (yet).
std::vector<AnswerRecord> readAnswers(Database& database, const EvaluationRecord& evaluation);
void replaceVerdicts(Database& database, const EvaluationRecord& evaluation, std::span<const Rejudged> verdicts);

} // namespace core::store
