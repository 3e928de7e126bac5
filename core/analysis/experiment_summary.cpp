// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/experiment_summary.h"

#include "core/analysis/summary_columns.h"
#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace core::analysis {

namespace {

std::string counted(std::size_t count, const char* one, const char* many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::set<std::int32_t> basesOf(const ExperimentData& data)
{
    std::set<std::int32_t> bases;
    for (const SummaryCell& cell : data.cells)
        bases.insert(cell.base);
    return bases;
}

std::set<std::uint64_t> seedsOf(const ExperimentData& data)
{
    std::set<std::uint64_t> seeds;
    for (const SummaryCell& cell : data.cells)
        seeds.insert(cell.seed);
    return seeds;
}

/// What stands in the sentences of a family of columns that are adjusted together.
std::string familyName(ColumnKind kind)
{
    return kind == ColumnKind::Source ? "sources" : kind == ColumnKind::Group ? "groups" : "benchmarks";
}

class Summary {
public:
    Summary(const ExperimentData& data, const SummarySettings& settings)
        : data_(data)
        , settings_(settings)
        , columns_(data, settings.groups)
        , bases_(basesOf(data))
        , seeds_(seedsOf(data))
    {
    }

    ExperimentSummary make()
    {
        summary_.name = data_.name;
        summary_.arms = data_.arms;
        summary_.benchmarks = data_.benchmarks;
        summary_.columns = columns_.list();
        for (std::size_t arm = 0; arm < data_.arms.size(); ++arm) {
            summary_.scores.emplace_back();
            for (std::size_t column = 0; column < summary_.columns.size(); ++column)
                summary_.scores.back().push_back(scoreOf(arm, column));
        }
        for (const auto& [first, second] : pairs())
            compare(first, second);
        learn();
        addCautions();
        return std::move(summary_);
    }

private:
    std::vector<std::pair<std::size_t, std::size_t>> pairs() const
    {
        auto pairs = settings_.pairs;
        for (std::size_t arm = 0; arm < data_.arms.size() && settings_.pairs.empty(); ++arm)
            if (arm != settings_.against)
                pairs.emplace_back(arm, settings_.against);
        return pairs;
    }

    /// Whether the bases are a level of their own: some seeds share one, and not all of them. Decided over all cells, so
    /// that every figure and the caution beside them count the same.
    bool basesAreUnits() const { return bases_.size() > 1 && bases_.size() < seeds_.size(); }
    std::vector<std::int32_t> unitsOf(std::vector<std::int32_t> bases) const
    {
        return basesAreUnits() ? std::move(bases) : std::vector<std::int32_t>{};
    }

    ArmScore scoreOf(std::size_t arm, std::size_t column) const
    {
        ArmScore score;
        std::vector<double> values;
        std::vector<std::int32_t> bases;
        for (const SummaryCell& cell : data_.cells) {
            if (cell.arm != arm)
                continue;
            if (const auto value = columns_.valueOf(cell, column)) {
                score.cells.push_back({ cell.seed, cell.base, *value, columns_.intervalOf(cell, column) });
                values.push_back(*value);
                bases.push_back(cell.base);
            }
        }
        std::stable_sort(score.cells.begin(), score.cells.end(),
            [](const CellScore& left, const CellScore& right) { return left.seed < right.seed; });
        if (!values.empty())
            score.mean = unitInterval(values, unitsOf(std::move(bases)));
        return score;
    }

    void compare(std::size_t first, std::size_t second)
    {
        const std::size_t begin = summary_.comparisons.size();
        for (std::size_t column = 0; column < summary_.columns.size(); ++column)
            summary_.comparisons.push_back(comparisonOf(first, second, column));
        // Holm within a kind of column: the macro mean stands alone, sources do not weaken what is said of benchmarks
        for (const ColumnKind kind : { ColumnKind::Macro, ColumnKind::Group, ColumnKind::Benchmark, ColumnKind::Source })
            adjust(begin, kind);
    }

    ArmComparison comparisonOf(std::size_t first, std::size_t second, std::size_t column)
    {
        ArmComparison comparison;
        comparison.first = first;
        comparison.second = second;
        comparison.column = column;
        std::vector<std::int32_t> bases;
        const auto& others = summary_.scores[second][column].cells;
        for (const CellScore& cell : summary_.scores[first][column].cells) {
            const auto other = std::find_if(
                others.begin(), others.end(), [&](const CellScore& candidate) { return candidate.seed == cell.seed; });
            if (other == others.end())
                continue;
            comparison.seeds.push_back(cell.seed);
            comparison.differences.push_back(cell.value - other->value);
            bases.push_back(cell.base);
        }
        if (comparison.seeds.empty()) {
            comparison.sentence = data_.arms[first] + " and " + data_.arms[second] + " have no finished seed in common yet.";
            return comparison;
        }
        const auto seeds = compareSeeds(comparison.differences, unitsOf(std::move(bases)));
        comparison.verdict = verdictOf(seeds, data_.arms[first], data_.arms[second]);
        if (columns_.comparesItems(column))
            addItems(comparison);
        return comparison;
    }

    void addItems(ArmComparison& comparison) const
    {
        for (const std::uint64_t seed : comparison.seeds) {
            const auto [first, second] = columns_.pairedRights(comparison, seed);
            ItemComparison items;
            items.seed = seed;
            items.counts = countPairs(first, second);
            items.test = mcNemar(items.counts);
            items.bootstrap = pairedBootstrap(items.counts);
            items.sentence = itemSentence(data_.arms[comparison.first], data_.arms[comparison.second], items.counts);
            comparison.items.push_back(std::move(items));
        }
    }

    void adjust(std::size_t begin, ColumnKind kind)
    {
        std::vector<ArmComparison*> family;
        std::vector<double> p;
        for (std::size_t i = begin; i < summary_.comparisons.size(); ++i) {
            ArmComparison& comparison = summary_.comparisons[i];
            if (summary_.columns[comparison.column].kind != kind || !comparison.verdict)
                continue;
            family.push_back(&comparison);
            p.push_back(comparison.verdict->comparison.p.value_or(1));
        }
        const std::vector<double> adjusted = holmAdjusted(p);
        for (std::size_t i = 0; i < family.size(); ++i) {
            Verdict& verdict = *family[i]->verdict;
            const auto own = verdict.comparison.p ? std::optional(adjusted[i]) : std::nullopt;
            verdict = verdictOf(verdict.comparison, verdict.first, verdict.second, own, family.size(),
                summary_.columns[family[i]->column].scoreKind);
            verdict.family = familyName(kind);
            family[i]->sentence = verdictSentence(verdict);
        }
    }

    /// Seeds that every arm with curves has.
    std::set<std::uint64_t> curveSeeds(const std::vector<std::size_t>& arms) const
    {
        std::set<std::uint64_t> seeds = seeds_;
        for (const std::size_t arm : arms)
            std::erase_if(seeds, [&](std::uint64_t seed) { return curvesOf(arm, seed) == nullptr; });
        return seeds;
    }

    const std::vector<NamedCurve>* curvesOf(std::size_t arm, std::uint64_t seed) const
    {
        for (const SummaryCell& cell : data_.cells)
            if (cell.arm == arm && cell.seed == seed
                && std::any_of(cell.curves.begin(), cell.curves.end(),
                    [](const NamedCurve& named) { return named.curve.steps.size() >= 2; }))
                return &cell.curves;
        return nullptr;
    }

    std::vector<std::int32_t> basesOfSeeds(const std::set<std::uint64_t>& seeds) const
    {
        std::vector<std::int32_t> bases;
        for (const std::uint64_t seed : seeds)
            bases.push_back(std::find_if(data_.cells.begin(), data_.cells.end(), [&](const SummaryCell& cell) {
                return cell.seed == seed;
            })->base);
        return unitsOf(std::move(bases));
    }

    void learn()
    {
        for (std::size_t arm = 0; arm < data_.arms.size(); ++arm)
            if (std::any_of(data_.cells.begin(), data_.cells.end(),
                    [&](const SummaryCell& cell) { return cell.arm == arm && curvesOf(arm, cell.seed) != nullptr; }))
                summary_.learningArms.push_back(arm);
        const auto seeds = curveSeeds(summary_.learningArms);
        if (summary_.learningArms.empty() || seeds.empty())
            return;
        std::vector<ArmCurves> arms;
        for (const std::size_t arm : summary_.learningArms) {
            arms.push_back({ data_.arms[arm], {} });
            for (const std::uint64_t seed : seeds)
                arms.back().seeds.push_back(*curvesOf(arm, seed));
        }
        summary_.learning = armsLearning(arms, settings_.curves, basesOfSeeds(seeds));
        for (const auto& [first, second] : pairs())
            compareEntropies(first, second, seeds);
    }

    void compareEntropies(std::size_t first, std::size_t second, const std::set<std::uint64_t>& seeds)
    {
        const auto learningOf = [&](std::size_t arm) -> const ArmLearning* {
            const auto& arms = summary_.learningArms;
            const auto found = std::find(arms.begin(), arms.end(), arm);
            if (found == arms.end())
                return nullptr;
            const auto& learning = summary_.learning->arms[static_cast<std::size_t>(found - arms.begin())];
            return learning.entropies.empty() ? nullptr : &learning;
        };
        const ArmLearning* one = learningOf(first);
        const ArmLearning* other = learningOf(second);
        if (one == nullptr || other == nullptr)
            return;
        summary_.entropies.push_back({ first, second, compareEntropy(*one, *other, basesOfSeeds(seeds)) });
    }

    void addCautions()
    {
        const std::size_t done = data_.cells.size();
        if (done < data_.plannedCells)
            summary_.cautions.push_back(std::to_string(done) + " of " + std::to_string(data_.plannedCells)
                + " cells are finished"
                + (data_.failedCells > 0 ? ", " + std::to_string(data_.failedCells) + " failed" : std::string())
                + ": figures may still change.");
        if (seeds_.size() > 1 && bases_.size() == 1)
            summary_.cautions.emplace_back(
                "All seeds were fine-tuned from the same model: what is found holds for it, not for other base models.");
        else if (basesAreUnits())
            summary_.cautions.push_back(counted(seeds_.size(), "seed shares ", "seeds share ")
                + counted(bases_.size(), "base model", "base models")
                + ": the base models are what is counted, each with the mean of its seeds.");
        cautionDiverged();
        for (const SummaryBenchmark& benchmark : data_.benchmarks)
            cautionContamination(benchmark);
        if (summary_.learning && !summary_.learning->censored.empty())
            cautionCensored(summary_.learning->censored);
    }

    /// Finished, and yet without a mean: most likely a model that diverged.
    void cautionDiverged()
    {
        std::string names;
        for (const SummaryCell& cell : data_.cells)
            for (std::size_t column = 0; column < summary_.columns.size(); ++column)
                if (summary_.columns[column].kind == ColumnKind::Benchmark
                    && !cell.scores[*summary_.columns[column].benchmark].empty() && !columns_.valueOf(cell, column))
                    names += (names.empty() ? "" : "; ") + data_.arms[cell.arm] + " with seed " + std::to_string(cell.seed)
                        + " on " + summary_.columns[column].name;
        if (!names.empty())
            summary_.cautions.push_back("Without a finite score, so left out: " + names + ".");
    }

    void cautionContamination(const SummaryBenchmark& benchmark)
    {
        const std::int64_t equal = benchmark.equalRows.value_or(0);
        const std::int64_t overlapping = benchmark.overlappingRows.value_or(0);
        if (equal + overlapping > 0)
            summary_.cautions.push_back("The training rows know " + benchmark.name + ": " + std::to_string(equal)
                + " have the same question as an item, " + std::to_string(overlapping)
                + " share 13 words in a row with one.");
    }

    void cautionCensored(const std::vector<std::string>& censored)
    {
        std::string names;
        for (const std::string& name : censored)
            names += (names.empty() ? "" : ", ") + name;
        summary_.cautions.push_back("Not learned within the run by some seed, so left out of the entropies: " + names + ".");
    }

    const ExperimentData& data_;
    const SummarySettings& settings_;
    SummaryColumns columns_;
    std::set<std::int32_t> bases_; ///< of all cells
    std::set<std::uint64_t> seeds_;
    ExperimentSummary summary_;
};

} // namespace

std::string_view nameOf(ColumnKind kind)
{
    constexpr std::array<std::string_view, 4> names{ "macro", "group", "benchmark", "source" };
    return names[static_cast<std::size_t>(kind)];
}

void ExperimentData::validate() const
{
    std::set<std::pair<std::size_t, std::uint64_t>> seen;
    for (const SummaryCell& cell : cells) {
        if (cell.arm >= arms.size() || cell.scores.size() != benchmarks.size())
            throw Error(ErrorKind::BadInput, "a cell of " + name + " has an arm or a benchmark that is not there");
        if (!seen.emplace(cell.arm, cell.seed).second)
            throw Error(ErrorKind::BadInput, arms[cell.arm] + " with seed " + std::to_string(cell.seed) + " stands twice");
        for (std::size_t i = 0; i < benchmarks.size(); ++i)
            if (!cell.scores[i].empty() && cell.scores[i].size() != benchmarks[i].sources.size())
                throw Error(ErrorKind::BadInput,
                    arms[cell.arm] + " with seed " + std::to_string(cell.seed) + " has "
                        + std::to_string(cell.scores[i].size()) + " scores for the "
                        + std::to_string(benchmarks[i].sources.size()) + " items of " + benchmarks[i].name);
    }
}

std::optional<std::size_t> ExperimentSummary::headlineColumn() const
{
    for (const ColumnKind kind : { ColumnKind::Macro, ColumnKind::Benchmark })
        for (std::size_t column = 0; column < columns.size(); ++column)
            if (columns[column].kind == kind)
                return column;
    return std::nullopt;
}

const ArmComparison* ExperimentSummary::comparison(std::size_t first, std::size_t second, std::size_t column) const
{
    for (const ArmComparison& comparison : comparisons)
        if (comparison.first == first && comparison.second == second && comparison.column == column)
            return &comparison;
    return nullptr;
}

ExperimentSummary summarize(const ExperimentData& data, const SummarySettings& settings)
{
    data.validate();
    const auto isThere = [&](std::size_t arm) { return arm < data.arms.size(); };
    if (!data.arms.empty()
        && (!isThere(settings.against) || !std::all_of(settings.pairs.begin(), settings.pairs.end(), [&](const auto& pair) {
               return isThere(pair.first) && isThere(pair.second);
           })))
        throw Error(ErrorKind::BadInput, "an arm to compare with is not there");
    return Summary(data, settings).make();
}

} // namespace core::analysis
