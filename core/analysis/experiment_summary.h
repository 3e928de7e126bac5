// SPDX-License-Identifier: Apache-2.0
// What an experiment found: arms × benchmarks with intervals over seeds, the differences between arms and what may be said
// of them, learning times. A pure function of the items' scores, so that the report, the page and the exports say the same.
#pragma once

#include "core/analysis/arm_learning.h"
#include "core/analysis/paired_items.h"
#include "core/analysis/verdict.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace core::analysis {

struct SummaryBenchmark {
    std::string name;
    ScoreKind kind = ScoreKind::Share; ///< Loss: lower is better
    std::vector<std::string> sources; ///< of each item: its skill or source; may be empty
    std::optional<std::int64_t> equalRows; ///< training rows with an item's question; absent: not checked
    std::optional<std::int64_t> overlappingRows; ///< with 13 words in a row of one, without the equal ones
};

/// One model: an arm with a seed. A cell that is not finished is left out.
struct SummaryCell {
    std::size_t arm = 0;
    std::uint64_t seed = 0;
    std::int32_t base = 0; ///< the model that it was fine-tuned from, as any code
    std::vector<std::vector<float>> scores; ///< by benchmark, one an item; NaN unscored; empty: not evaluated
    std::vector<NamedCurve> curves; ///< as they were recorded; may be empty
};

struct ExperimentData {
    std::string name;
    std::vector<std::string> arms;
    std::vector<SummaryBenchmark> benchmarks;
    std::vector<SummaryCell> cells;
    std::size_t plannedCells = 0;
    std::size_t failedCells = 0;
    /// Throws Error{BadInput}: an arm or benchmark that is not there, scores of other lengths than the items, a cell twice.
    void validate() const;
};

/// Sources that are looked at together; the mean of their means.
struct SourceGroup {
    std::string name; ///< "Hard skills"
    std::vector<std::string> sources;
};

struct SummarySettings {
    std::size_t against = 0; ///< the arm that the others are compared with
    std::vector<std::pair<std::size_t, std::size_t>> pairs; ///< (first, second); empty: every other arm with `against`
    std::vector<SourceGroup> groups;
    CurveSettings curves;
};

enum class ColumnKind {
    Macro, ///< mean over the benchmarks with right and wrong answers, where there are two or more
    Group, ///< of the settings
    Benchmark,
    Source, ///< the items of one source of a benchmark with several
};
std::string_view nameOf(ColumnKind kind); ///< "macro", "group", "benchmark", "source"

struct SummaryColumn {
    ColumnKind kind = ColumnKind::Benchmark;
    std::string name; ///< "macro accuracy", a group's, a benchmark's, a source's
    std::optional<std::size_t> benchmark; ///< of a benchmark or source
    ScoreKind scoreKind = ScoreKind::Share;
    std::int64_t items = 0;
};

struct CellScore {
    std::uint64_t seed = 0;
    std::int32_t base = 0;
    double value = 0;
    std::optional<Interval> interval; ///< Wilson; absent for losses and means of means
};

struct ArmScore {
    std::vector<CellScore> cells; ///< by seed
    std::optional<MeanInterval> mean; ///< over the seeds, or the bases that they share; absent without a cell
};

/// Two models on the same items: says nothing of other seeds.
struct ItemComparison {
    std::uint64_t seed = 0;
    PairedCounts counts;
    McNemar test;
    PairedBootstrap bootstrap;
    std::string sentence; ///< says that these are two models
};

struct ArmComparison {
    std::size_t first = 0;
    std::size_t second = 0;
    std::size_t column = 0;
    std::vector<std::uint64_t> seeds; ///< that both arms have
    std::vector<double> differences; ///< of those, first minus second
    std::optional<Verdict> verdict; ///< absent without a common seed
    std::string sentence; ///< of the verdict, with its caution
    std::vector<ItemComparison>
        items; ///< by seed; of a benchmark with right and wrong answers, of the macro mean over all of them
};

struct EntropyComparison {
    std::size_t first = 0;
    std::size_t second = 0;
    SeedComparison comparison;
};

struct ExperimentSummary {
    std::string name;
    std::vector<std::string> arms;
    std::vector<SummaryBenchmark> benchmarks;
    std::vector<SummaryColumn> columns; ///< macro, groups, benchmarks, sources
    std::vector<std::vector<ArmScore>> scores; ///< [arm][column]
    std::vector<ArmComparison> comparisons; ///< by pair, then column
    std::optional<ArmsLearning> learning; ///< absent where no two arms have curves with the same seeds
    std::vector<std::size_t> learningArms; ///< of the data, in the order of learning->arms
    std::vector<EntropyComparison> entropies; ///< by pair, where both have one
    std::vector<std::string> cautions; ///< sentences that stand beside every finding

    /// The column that the headline speaks of: macro, else the first benchmark. Absent without benchmarks.
    std::optional<std::size_t> headlineColumn() const;
    const ArmComparison* comparison(std::size_t first, std::size_t second, std::size_t column) const;
};

/// How learning times and their entropy are defined; stands beside them.
inline constexpr const char* learningDefinition
    = "Learning time: the first step at which half of a curve's total descent is made, interpolated between recording "
      "points; a curve that fell by less than 10 % of its first loss is censored. Entropy: the sum of -p ln p with p = T / "
      "sum of T over the curves that no seed of any arm censors; higher means that they are learned more evenly.";

/// Throws Error{BadInput}: what ExperimentData::validate() throws, settings that name an arm that is not there.
ExperimentSummary summarize(const ExperimentData& data, const SummarySettings& settings = {});

} // namespace core::analysis
