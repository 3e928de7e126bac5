// SPDX-License-Identifier: Apache-2.0
#include "core/store/evaluation_tables.h"

#include "core/store/blobs.h"
#include "core/store/project_faults.h"
#include "core/store/project_records.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::store {

namespace {

constexpr std::int64_t mostItems = 10'000'000; ///< of a benchmark: what is allocated at once

std::string itemOf(EvaluationId id)
{
    return "evaluation " + std::to_string(id.value);
}

/// From five columns: id, name, sha256, measure, items, created_at, the first of them `first`.
BenchmarkRecord benchmarkOf(Database& database, Query& query, int first)
{
    BenchmarkRecord record;
    record.id = { query.integer(first) };
    const auto place = database.place("benchmark " + std::to_string(record.id.value));
    record.name = query.text(first + 1);
    record.sha256 = query.text(first + 2);
    const std::string measure = query.text(first + 3);
    if (measure != name(Measure::Right) && measure != name(Measure::Loss))
        throw refusal(project_faults::wrongValue, place, "measure " + measure.substr(0, 40));
    record.measure = measure == name(Measure::Loss) ? Measure::Loss : Measure::Right;
    record.items = query.integer(first + 4, 0, mostItems);
    record.createdAt = query.integer(first + 5);
    return record;
}

/// Columns: id, run, name of the run, its spec's model, benchmark (6), items, counted, score.
EvaluationRecord evaluationOf(Database& database, Query& query)
{
    EvaluationRecord record;
    record.id = { query.integer(0) };
    record.run = { query.integer(1) };
    record.runName = query.text(2);
    record.model = query.isNull(3) ? std::string() : query.text(3);
    record.benchmark = benchmarkOf(database, query, 4);
    record.answered = query.isNull(10) ? 0 : query.integer(10, 0, record.benchmark.items);
    record.counted = query.isNull(11) ? 0 : query.integer(11, 0, record.answered);
    record.score = query.isNull(12) ? 0 : query.number(12);
    return record;
}

std::int64_t itemsIn(const BenchmarkRecord& benchmark, std::int64_t part)
{
    return std::min(itemsPerPart, benchmark.items - part * itemsPerPart);
}

EvaluationId evaluationFor(Database& database, RunId run, BenchmarkId benchmark)
{
    Query(database, "INSERT OR IGNORE INTO evaluations(run_id, benchmark_id) VALUES(?1,?2)")
        .bind(run.value)
        .bind(benchmark.value)
        .run();
    Query query(database, "SELECT id FROM evaluations WHERE run_id=?1 AND benchmark_id=?2");
    query.bind(run.value).bind(benchmark.value);
    query.step();
    return { query.integer(0) };
}

void writePart(Database& database, EvaluationId evaluation, std::int64_t part, std::span<const float> scores)
{
    std::int64_t counted = 0;
    double sum = 0;
    for (const float score : scores) {
        if (std::isnan(score))
            continue;
        ++counted;
        sum += static_cast<double>(score);
    }
    Query(database,
        "INSERT OR REPLACE INTO evaluation_parts(evaluation_id, part, items, counted, score, scores)"
        " VALUES(?1,?2,?3,?4,?5,?6)")
        .bind(evaluation.value)
        .bind(part)
        .bind(static_cast<std::int64_t>(scores.size()))
        .bind(counted)
        .bind(sum)
        .bindBlob(encodeFloats(scores))
        .run();
}

void writeAnswers(Database& database, EvaluationId evaluation, const EvaluationPart& part)
{
    Query query(database,
        "INSERT OR REPLACE INTO answers(evaluation_id, item, text, ended, tokens, answer) VALUES(?1,?2,?3,?4,?5,?6)");
    for (std::size_t i = 0; i < part.items.size(); ++i) {
        const ItemResult& item = part.items[i];
        query.bind(evaluation.value)
            .bind(part.part * itemsPerPart + static_cast<std::int64_t>(i))
            .bind(item.text)
            .bind(item.ended)
            .bind(item.tokens)
            .bind(item.answer)
            .run();
    }
}

} // namespace

std::string_view name(Measure measure)
{
    return measure == Measure::Loss ? "loss" : "right";
}

std::vector<BenchmarkRecord> listBenchmarks(Database& database)
{
    std::vector<BenchmarkRecord> benchmarks;
    Query query(database, "SELECT id, name, sha256, measure, items, created_at FROM benchmarks ORDER BY id");
    while (query.step())
        benchmarks.push_back(benchmarkOf(database, query, 0));
    return benchmarks;
}

BenchmarkRecord readBenchmark(Database& database, BenchmarkId id)
{
    Query query(database, "SELECT id, name, sha256, measure, items, created_at FROM benchmarks WHERE id=?1");
    query.bind(id.value);
    if (!query.step())
        throw refusal(project_faults::missingRow, database.place("benchmark " + std::to_string(id.value)));
    return benchmarkOf(database, query, 0);
}

std::optional<BenchmarkRecord> findBenchmark(Database& database, const std::string& name, const std::string& sha256)
{
    Query query(database, "SELECT id, name, sha256, measure, items, created_at FROM benchmarks WHERE name=?1 AND sha256=?2");
    query.bind(name).bind(sha256);
    return query.step() ? std::optional(benchmarkOf(database, query, 0)) : std::nullopt;
}

BenchmarkId insertBenchmark(Database& database, const BenchmarkRecord& record, std::span<const BenchmarkItemRecord> items)
{
    if (const auto known = findBenchmark(database, record.name, record.sha256))
        return known->id;
    if (record.name.empty() || static_cast<std::int64_t>(items.size()) > mostItems)
        throw Error(ErrorKind::BadInput, "a benchmark has a name and at most ten million items");
    Query(database, "INSERT INTO benchmarks(name, sha256, measure, items, created_at) VALUES(?1,?2,?3,?4,?5)")
        .bind(record.name)
        .bind(record.sha256)
        .bind(name(record.measure))
        .bind(static_cast<std::int64_t>(items.size()))
        .bind(unixMilliseconds())
        .run();
    const BenchmarkId id{ database.raw().getLastInsertRowid() };
    Query query(
        database, "INSERT INTO benchmark_items(benchmark_id, item, key, source, question, gold) VALUES(?1,?2,?3,?4,?5,?6)");
    for (std::size_t i = 0; i < items.size(); ++i)
        query.bind(id.value)
            .bind(static_cast<std::int64_t>(i))
            .bind(items[i].key)
            .bind(items[i].source)
            .bind(items[i].question)
            .bind(items[i].gold)
            .run();
    return id;
}

std::vector<BenchmarkItemRecord> readBenchmarkItems(Database& database, const BenchmarkRecord& benchmark)
{
    std::vector<BenchmarkItemRecord> items;
    Query query(
        database, "SELECT item, key, source, question, gold FROM benchmark_items WHERE benchmark_id=?1 ORDER BY item");
    query.bind(benchmark.id.value);
    while (query.step()) {
        const auto expected = static_cast<std::int64_t>(items.size());
        query.integer(0, expected, expected);
        items.push_back({ query.text(1), query.text(2), query.text(3), query.text(4) });
    }
    if (static_cast<std::int64_t>(items.size()) != benchmark.items)
        throw refusal(project_faults::wrongLength, database.place("items of benchmark " + benchmark.name),
            std::to_string(items.size()) + " items of " + std::to_string(benchmark.items));
    return items;
}

void storeEvaluationParts(Database& database, RunId run, std::span<const EvaluationPart> parts)
{
    for (const EvaluationPart& part : parts) {
        const auto benchmark = readBenchmark(database, part.benchmark);
        const auto count = static_cast<std::int64_t>(part.items.size());
        const std::int64_t most = (benchmark.items + itemsPerPart - 1) / itemsPerPart;
        if (part.part < 0 || part.part >= most || count != itemsIn(benchmark, part.part))
            throw Error(ErrorKind::BadInput,
                "part " + std::to_string(part.part) + " of benchmark " + benchmark.name + " has " + std::to_string(count)
                    + " items, which is not what " + std::to_string(benchmark.items) + " items have there");
        const EvaluationId evaluation = evaluationFor(database, run, part.benchmark);
        std::vector<float> scores;
        for (const ItemResult& item : part.items)
            scores.push_back(item.score);
        writePart(database, evaluation, part.part, scores);
        if (benchmark.measure == Measure::Right)
            writeAnswers(database, evaluation, part);
    }
}

std::vector<EvaluationRecord> readEvaluations(Database& database, std::optional<RunId> run)
{
    std::vector<EvaluationRecord> evaluations;
    Query query(database,
        "SELECT e.id, e.run_id, r.name, json_extract(r.spec, '$.model.path'), b.id, b.name, b.sha256, b.measure, b.items,"
        " b.created_at, (SELECT sum(items) FROM evaluation_parts WHERE evaluation_id=e.id),"
        " (SELECT sum(counted) FROM evaluation_parts WHERE evaluation_id=e.id),"
        " (SELECT sum(score) FROM evaluation_parts WHERE evaluation_id=e.id)"
        " FROM evaluations e JOIN runs r ON r.id=e.run_id JOIN benchmarks b ON b.id=e.benchmark_id"
        " WHERE ?1 IS NULL OR e.run_id=?1 OR e.run_id IN (SELECT run_id FROM cells WHERE experiment_id=?1)"
        " ORDER BY e.run_id, e.benchmark_id");
    query.bind(run ? std::optional(run->value) : std::nullopt);
    while (query.step())
        evaluations.push_back(evaluationOf(database, query));
    return evaluations;
}

EvaluationRecord readEvaluation(Database& database, EvaluationId id)
{
    Query query(database,
        "SELECT e.id, e.run_id, r.name, json_extract(r.spec, '$.model.path'), b.id, b.name, b.sha256, b.measure, b.items,"
        " b.created_at, (SELECT sum(items) FROM evaluation_parts WHERE evaluation_id=e.id),"
        " (SELECT sum(counted) FROM evaluation_parts WHERE evaluation_id=e.id),"
        " (SELECT sum(score) FROM evaluation_parts WHERE evaluation_id=e.id)"
        " FROM evaluations e JOIN runs r ON r.id=e.run_id JOIN benchmarks b ON b.id=e.benchmark_id WHERE e.id=?1");
    query.bind(id.value);
    if (!query.step())
        throw refusal(project_faults::missingRow, database.place(itemOf(id)));
    return evaluationOf(database, query);
}

std::vector<float> readItemScores(Database& database, const EvaluationRecord& evaluation)
{
    std::vector<float> scores(static_cast<std::size_t>(evaluation.benchmark.items), std::numeric_limits<float>::quiet_NaN());
    const std::int64_t parts = (evaluation.benchmark.items + itemsPerPart - 1) / itemsPerPart;
    Query query(database, "SELECT part, scores FROM evaluation_parts WHERE evaluation_id=?1 ORDER BY part");
    query.bind(evaluation.id.value);
    while (query.step()) {
        const std::int64_t part = query.integer(0, 0, parts - 1);
        const auto count = static_cast<std::size_t>(itemsIn(evaluation.benchmark, part));
        decodeFloats(query.blob(1), std::span(scores).subspan(static_cast<std::size_t>(part * itemsPerPart), count),
            database.place(itemOf(evaluation.id) + ", part " + std::to_string(part)));
    }
    return scores;
}

std::vector<AnswerRecord> readAnswers(Database& database, const EvaluationRecord& evaluation)
{
    std::vector<AnswerRecord> answers(static_cast<std::size_t>(evaluation.benchmark.items));
    Query query(database, "SELECT item, text, ended, tokens, answer FROM answers WHERE evaluation_id=?1 ORDER BY item");
    query.bind(evaluation.id.value);
    while (query.step()) {
        const auto item = static_cast<std::size_t>(query.integer(0, 0, evaluation.benchmark.items - 1));
        answers[item] = { query.text(1), query.text(2), query.integer(3), query.text(4) };
    }
    return answers;
}

void replaceVerdicts(Database& database, const EvaluationRecord& evaluation, std::span<const Rejudged> verdicts)
{
    std::vector<float> scores = readItemScores(database, evaluation);
    std::vector<bool> changed(
        (scores.size() + static_cast<std::size_t>(itemsPerPart) - 1) / static_cast<std::size_t>(itemsPerPart));
    Query query(database, "UPDATE answers SET answer=?3 WHERE evaluation_id=?1 AND item=?2");
    for (const Rejudged& verdict : verdicts) {
        if (verdict.item < 0 || verdict.item >= evaluation.benchmark.items)
            throw Error(ErrorKind::BadInput, "there is no item " + std::to_string(verdict.item));
        const auto item = static_cast<std::size_t>(verdict.item);
        scores[item] = verdict.score;
        changed[item / static_cast<std::size_t>(itemsPerPart)] = true;
        query.bind(evaluation.id.value).bind(verdict.item).bind(verdict.answer).run();
    }
    for (std::size_t part = 0; part < changed.size(); ++part) {
        const auto number = static_cast<std::int64_t>(part);
        if (changed[part])
            writePart(database, evaluation.id, number,
                std::span(scores).subspan(part * static_cast<std::size_t>(itemsPerPart),
                    static_cast<std::size_t>(itemsIn(evaluation.benchmark, number))));
    }
}

} // namespace core::store
