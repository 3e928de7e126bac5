// SPDX-License-Identifier: Apache-2.0
// The built-in sample: a small world of nine skills of graded difficulty and unequal counts (common or rare, easy or
// hard), each with an easier and a harder part, so that what clustering finds can be scored.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::data {

/// What is planted about a skill.
struct GradedSkill {
    std::string_view name;
    int rowsOfDefault = 0; ///< of gradedSampleDefaultRows
    int difficulty = 1; ///< 1 to 3; 3 = planted hard
    bool common = true; ///< else rare
    std::string_view easierPart;
    std::string_view harderPart;
    bool inBase = false; ///< the models that the sample begins with have learned it
};

inline constexpr std::size_t gradedSampleDefaultRows = 6000;
inline constexpr std::size_t gradedBenchmarkRows = 100; ///< per skill
inline constexpr std::size_t gradedBaseRows = 1500; ///< per skill that the base models learn
inline constexpr std::size_t gradedSampleMostRows = 10'000'000;

std::span<const GradedSkill> gradedSkills();

struct GradedRow {
    std::string id; ///< "mul-train-0001", "mul-test-001"
    std::string skill;
    int difficulty = 1;
    std::string part; ///< what makes it easier or harder within its skill: "carry", "no-carry"
    std::string instruction;
    std::string output; ///< the response; its last word or number is the answer
    std::string answer;
    friend bool operator==(const GradedRow&, const GradedRow&) = default;
};

struct GradedSample {
    std::uint64_t seed = 0;
    std::vector<GradedRow> training; ///< in a seeded order; facts repeat
    std::vector<GradedRow> benchmarks; ///< gradedBenchmarkRows different prompts of each skill, in the order of the skills
    std::vector<GradedRow> base; ///< gradedBaseRows of each skill of the base, in a seeded order: other draws than training
};

/// A pure function of its arguments. Skills share the rows as in the default, by largest remainder. The benchmark rows are
/// drawn first; they and the base rows depend on the seed alone. No other row has the instruction of a benchmark row. Throws
/// Error{BadInput} unless 1 <= rows <= gradedSampleMostRows.
GradedSample generateGradedSample(std::uint64_t seed, std::size_t rows = gradedSampleDefaultRows);

/// One row as a JSON line: id, source (the skill), difficulty, part, instruction, output, answer.
std::string trainingLine(const GradedRow& row);
/// All training rows, a line each: the bytes of train.jsonl.
std::string trainingLines(const GradedSample& sample);
/// id, source, part, instruction, output, answer.
std::string benchmarkLine(const GradedRow& row);

struct GradedCount {
    std::string skill;
    std::string part;
    int difficulty = 1;
    std::size_t trainingRows = 0;
    std::size_t benchmarkRows = 0;
};

/// Rows of every part of every skill, in the order of the skills, the easier part first.
std::vector<GradedCount> countGradedSample(const GradedSample& sample);

/// A tokenizer.json of whole words and single digits: every word of every row that can be drawn, and nothing else.
std::string gradedTokenizerFile();

/// Writes train.jsonl, base.jsonl, benchmarks/<skill>.jsonl, tokenizer/tokenizer.json and summary.json (seed, rows, counts,
/// SHA-256 of train.jsonl) below `folder`, each file all or nothing. Throws Error{Storage}.
void writeGradedSample(const GradedSample& sample, const std::filesystem::path& folder);

} // namespace core::data
