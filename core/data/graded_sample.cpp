// SPDX-License-Identifier: Apache-2.0
#include "core/data/graded_sample.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/random.h"
#include "core/data/graded_skills.h"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <unordered_set>

namespace core::data {
namespace {

constexpr GradedSkill skills[] = {
    { "last", 1200, 1, true, "short", "five-digit", true },
    { "add1", 1100, 1, true, "no-carry", "carry", true },
    { "cmp", 800, 2, true, "other-tens", "same-tens", true },
    { "two2", 900, 3, true, "no-carry", "carry" },
    { "mul", 900, 3, true, "small-factors", "large-factor" },
    { "copy3", 275, 2, false, "two-digit", "three-digit", true },
    { "par", 275, 2, false, "two-digit", "three-digit" },
    { "subn", 275, 3, false, "no-borrow", "borrow" },
    { "dbl", 275, 3, false, "no-carry", "carry" },
};

/// Rows of each skill: the default's proportions, what is left over to the largest remainders (the first of equals).
std::vector<std::size_t> sharesOf(std::size_t rows)
{
    std::vector<std::size_t> shares;
    std::vector<std::size_t> remainders;
    for (const GradedSkill& skill : skills) {
        const std::size_t product = rows * static_cast<std::size_t>(skill.rowsOfDefault);
        shares.push_back(product / gradedSampleDefaultRows);
        remainders.push_back(product % gradedSampleDefaultRows);
    }
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t{ 0 });
    std::stable_sort(order.begin(), order.end(),
        [&](std::size_t left, std::size_t right) { return remainders[left] > remainders[right]; });
    const std::size_t given = std::accumulate(shares.begin(), shares.end(), std::size_t{ 0 });
    for (std::size_t i = 0; i < rows - given; ++i)
        ++shares[order[i]];
    return shares;
}

GradedRow rowOf(const GradedSkill& skill, GradedProblem problem)
{
    GradedRow row;
    row.skill = skill.name;
    row.difficulty = skill.difficulty;
    row.part = problem.harder ? skill.harderPart : skill.easierPart;
    row.instruction = std::move(problem.instruction);
    row.output = std::move(problem.output);
    row.answer = std::move(problem.answer);
    return row;
}

std::string numbered(const GradedSkill& skill, const char* kind, std::size_t number, int digits)
{
    char text[64];
    std::snprintf(text, sizeof text, "-%s-%0*zu", kind, digits, number);
    return std::string(skill.name) + text;
}

OrderedJson lineOf(const GradedRow& row, bool withDifficulty)
{
    OrderedJson line;
    line["id"] = row.id;
    line["source"] = row.skill;
    if (withDifficulty)
        line["difficulty"] = row.difficulty;
    line["part"] = row.part;
    line["instruction"] = row.instruction;
    line["output"] = row.output;
    line["answer"] = row.answer;
    return line;
}

std::string summaryOf(const GradedSample& sample, const std::string& trainingHash)
{
    OrderedJson summary;
    summary["seed"] = std::to_string(sample.seed);
    summary["rows"] = sample.training.size();
    summary["train_sha256"] = trainingHash;
    summary["counts"] = OrderedJson::array();
    for (const GradedCount& count : countGradedSample(sample)) {
        OrderedJson entry;
        entry["source"] = count.skill;
        entry["part"] = count.part;
        entry["difficulty"] = count.difficulty;
        entry["training_rows"] = count.trainingRows;
        entry["benchmark_rows"] = count.benchmarkRows;
        summary["counts"].push_back(entry);
    }
    return summary.dump(1) + "\n";
}

/// Rows of one kind to be drawn; the kind stands in their ids.
struct Draw {
    std::uint64_t seed = 0;
    const char* kind = "train";
    std::string stream = "training";
    std::size_t rows = 0;
};

/// Appends rows of a skill, none with an instruction that is kept for the benchmarks.
void addRows(
    std::vector<GradedRow>& rows, const GradedSkill& skill, const Draw& draw, const std::unordered_set<std::string>& kept)
{
    RandomStream random(draw.seed, "graded sample " + draw.stream + " " + std::string(skill.name));
    for (std::size_t number = 1; number <= draw.rows;) {
        GradedRow row = rowOf(skill, drawGradedProblem(skill.name, random));
        if (kept.count(row.instruction) > 0)
            continue;
        row.id = numbered(skill, draw.kind, number++, 4);
        rows.push_back(std::move(row));
    }
}

std::string linesOf(const std::vector<GradedRow>& rows)
{
    std::string lines;
    for (const GradedRow& row : rows)
        lines += trainingLine(row) + "\n";
    return lines;
}

} // namespace

std::span<const GradedSkill> gradedSkills()
{
    return skills;
}

GradedSample generateGradedSample(std::uint64_t seed, std::size_t rows)
{
    if (rows < 1 || rows > gradedSampleMostRows)
        throw Error(ErrorKind::BadInput,
            "a sample has 1 to " + std::to_string(gradedSampleMostRows) + " rows, not " + std::to_string(rows));
    GradedSample sample;
    sample.seed = seed;
    std::unordered_set<std::string> kept;
    for (const GradedSkill& skill : skills) {
        RandomStream random(seed, "graded sample benchmark " + std::string(skill.name));
        for (std::size_t number = 1; number <= gradedBenchmarkRows;) {
            GradedRow row = rowOf(skill, drawGradedProblem(skill.name, random));
            if (!kept.insert(row.instruction).second)
                continue;
            row.id = numbered(skill, "test", number++, 3);
            sample.benchmarks.push_back(std::move(row));
        }
    }
    const std::vector<std::size_t> shares = sharesOf(rows);
    for (std::size_t s = 0; s < shares.size(); ++s) {
        addRows(sample.training, skills[s], { seed, "train", "training", shares[s] }, kept);
        if (skills[s].inBase)
            addRows(sample.base, skills[s], { seed, "base", "base", gradedBaseRows }, kept);
    }
    RandomStream(seed, "graded sample order").shuffle(sample.training);
    RandomStream(seed, "graded sample base order").shuffle(sample.base);
    return sample;
}

std::string trainingLine(const GradedRow& row)
{
    return lineOf(row, true).dump();
}

std::string trainingLines(const GradedSample& sample)
{
    return linesOf(sample.training);
}

std::string benchmarkLine(const GradedRow& row)
{
    return lineOf(row, false).dump();
}

std::vector<GradedCount> countGradedSample(const GradedSample& sample)
{
    std::vector<GradedCount> counts;
    for (const GradedSkill& skill : skills)
        for (const std::string_view part : { skill.easierPart, skill.harderPart })
            counts.push_back({ std::string(skill.name), std::string(part), skill.difficulty, 0, 0 });
    const auto countOf = [&](const GradedRow& row) -> GradedCount& {
        return *std::find_if(counts.begin(), counts.end(),
            [&](const GradedCount& count) { return count.skill == row.skill && count.part == row.part; });
    };
    for (const GradedRow& row : sample.training)
        ++countOf(row).trainingRows;
    for (const GradedRow& row : sample.benchmarks)
        ++countOf(row).benchmarkRows;
    return counts;
}

void writeGradedSample(const GradedSample& sample, const std::filesystem::path& folder)
{
    createFolders(folder / "benchmarks");
    createFolders(folder / "tokenizer");
    const std::string training = trainingLines(sample);
    writeFileAtomically(folder / "train.jsonl", training);
    writeFileAtomically(folder / "base.jsonl", linesOf(sample.base));
    writeFileAtomically(folder / "tokenizer" / "tokenizer.json", gradedTokenizerFile());
    for (const GradedSkill& skill : skills) {
        std::string benchmark;
        for (const GradedRow& row : sample.benchmarks)
            if (row.skill == skill.name)
                benchmark += benchmarkLine(row) + "\n";
        writeFileAtomically(folder / "benchmarks" / (std::string(skill.name) + ".jsonl"), benchmark);
    }
    writeFileAtomically(folder / "summary.json", summaryOf(sample, sha256(training)));
}

} // namespace core::data
