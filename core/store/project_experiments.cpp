// SPDX-License-Identifier: Apache-2.0
#include "core/store/project_experiments.h"

#include "core/store/cell_tables.h"
#include "core/store/evaluation_tables.h"
#include "core/store/run_tables.h"
#include "core/store/store.h"

namespace core::store {

std::vector<ExperimentRecord> listExperiments(const ProjectSession& session)
{
    return storeOf(session).read([](Database& database) { return listExperiments(database); });
}

std::vector<CellRecord> experimentCells(const ProjectSession& session, RunId experiment)
{
    return storeOf(session).read([&](Database& database) { return readCells(database, experiment); });
}

void insertCells(ProjectSession& session, RunId experiment, std::span<const CellRecord> cells)
{
    storeOf(session).write(
        Durability::Edit, [&](Database& database) { insertCells(database, readRun(database, experiment), cells); });
}

std::vector<BenchmarkRecord> listBenchmarks(const ProjectSession& session)
{
    return storeOf(session).read([](Database& database) { return listBenchmarks(database); });
}

std::optional<BenchmarkRecord> findBenchmark(
    const ProjectSession& session, const std::string& name, const std::string& sha256)
{
    return storeOf(session).read([&](Database& database) { return findBenchmark(database, name, sha256); });
}

BenchmarkId insertBenchmark(
    ProjectSession& session, const BenchmarkRecord& record, std::span<const BenchmarkItemRecord> items)
{
    return storeOf(session).write(
        Durability::Edit, [&](Database& database) { return insertBenchmark(database, record, items); });
}

std::vector<BenchmarkItemRecord> benchmarkItems(const ProjectSession& session, BenchmarkId benchmark)
{
    return storeOf(session).read(
        [&](Database& database) { return readBenchmarkItems(database, readBenchmark(database, benchmark)); });
}

std::vector<EvaluationRecord> evaluationsOf(const ProjectSession& session, RunId run)
{
    return storeOf(session).read([&](Database& database) { return readEvaluations(database, run); });
}

std::vector<EvaluationRecord> listEvaluations(const ProjectSession& session)
{
    return storeOf(session).read([](Database& database) { return readEvaluations(database, std::nullopt); });
}

std::vector<float> itemScores(const ProjectSession& session, EvaluationId evaluation)
{
    return storeOf(session).read(
        [&](Database& database) { return readItemScores(database, readEvaluation(database, evaluation)); });
}

std::vector<AnswerRecord> answersOf(const ProjectSession& session, EvaluationId evaluation)
{
    return storeOf(session).read(
        [&](Database& database) { return readAnswers(database, readEvaluation(database, evaluation)); });
}

std::vector<PairedAnswer> answersSideBySide(const ProjectSession& session, EvaluationId first, EvaluationId second)
{
    return storeOf(session).read([&](Database& database) {
        const auto left = readEvaluation(database, first);
        const auto right = readEvaluation(database, second);
        if (left.benchmark.id != right.benchmark.id)
            throw Error(ErrorKind::BadInput,
                left.runName + " was asked " + left.benchmark.name + ", " + right.runName + " was asked "
                    + right.benchmark.name + ": their answers cannot stand side by side");
        const auto items = readBenchmarkItems(database, left.benchmark);
        const auto leftScores = readItemScores(database, left);
        const auto rightScores = readItemScores(database, right);
        const auto leftAnswers = readAnswers(database, left);
        const auto rightAnswers = readAnswers(database, right);
        std::vector<PairedAnswer> pairs;
        pairs.reserve(items.size());
        for (std::size_t i = 0; i < items.size(); ++i)
            pairs.push_back(
                { static_cast<std::int64_t>(i), items[i], leftScores[i], rightScores[i], leftAnswers[i], rightAnswers[i] });
        return pairs;
    });
}

void replaceVerdicts(ProjectSession& session, EvaluationId evaluation, std::span<const Rejudged> verdicts)
{
    storeOf(session).write(Durability::Edit,
        [&](Database& database) { replaceVerdicts(database, readEvaluation(database, evaluation), verdicts); });
}

std::vector<CurveRecord> curvesOf(const ProjectSession& session, RunId run)
{
    return storeOf(session).read([&](Database& database) { return readCurves(database, run); });
}

std::vector<ContaminationRecord> contaminationsOf(const ProjectSession& session, DatasetId dataset)
{
    return storeOf(session).read([&](Database& database) { return readContaminations(database, dataset); });
}

void storeContamination(ProjectSession& session, const ContaminationRecord& record)
{
    storeOf(session).write(Durability::Edit, [&](Database& database) { storeContamination(database, record); });
}

} // namespace core::store
