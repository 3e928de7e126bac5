// SPDX-License-Identifier: Apache-2.0
#include "app/cli/summary_output.h"

#include "app/cli/text.h"
#include "core/analysis/summary_text.h"
#include "core/base/files.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <set>

namespace cli {

namespace {

using namespace core::analysis;

std::string amount(double value, ScoreKind kind)
{
    return kind == ScoreKind::Share ? numberText(100 * value, 1) : numberText(value, 4);
}

std::string scoresTable(const ExperimentSummary& summary)
{
    std::vector<std::string> headings{ "on" };
    std::vector<std::string> seeds{ "seeds" };
    for (std::size_t arm = 0; arm < summary.arms.size(); ++arm) {
        headings.push_back(">" + summary.arms[arm]);
        std::size_t most = 0;
        for (const ArmScore& score : summary.scores[arm])
            most = std::max(most, score.cells.size());
        seeds.push_back(countText(static_cast<std::int64_t>(most)));
    }
    Table table(headings);
    table.add(seeds);
    for (std::size_t column = 0; column < summary.columns.size(); ++column) {
        std::vector<std::string> cells{ columnTitle(summary, column) };
        for (std::size_t arm = 0; arm < summary.arms.size(); ++arm)
            cells.push_back(scoreText(summary.scores[arm][column], summary.columns[column].scoreKind));
        table.add(cells);
    }
    return table.text();
}

std::string contaminationLines(const ExperimentSummary& summary)
{
    std::string text;
    std::int64_t clean = 0;
    for (const SummaryBenchmark& benchmark : summary.benchmarks) {
        if (!benchmark.equalRows || benchmark.kind != ScoreKind::Share)
            continue;
        const std::int64_t overlapping = benchmark.overlappingRows.value_or(0);
        if (*benchmark.equalRows + overlapping == 0)
            ++clean;
        else
            text += "training rows that know " + benchmark.name + ": " + countText(*benchmark.equalRows)
                + " with an equal question, " + countText(overlapping) + " with 13 words in a row\n";
    }
    if (clean > 0)
        text += "no training row knows " + std::string(text.empty() ? "" : "the other ") + countText(clean)
            + (clean == 1 ? " benchmark\n" : " benchmarks\n");
    return text;
}

std::string differencesTable(const ExperimentSummary& summary)
{
    Table table(
        { "difference", "of", ">first - second", ">95 % interval", ">seeds", ">above 0", ">p (Holm)", ">detectable" });
    for (const ArmComparison& comparison : summary.comparisons) {
        if (!comparison.verdict)
            continue;
        const Verdict& verdict = *comparison.verdict;
        const auto& seeds = verdict.comparison;
        const ScoreKind kind = verdict.scoreKind;
        const bool interval = seeds.units >= 2;
        table.add({ verdict.first + " - " + verdict.second, columnTitle(summary, comparison.column),
            amount(seeds.difference.mean, kind) + (kind == ScoreKind::Share ? " points" : ""),
            interval ? amount(seeds.difference.interval.low, kind) + " to " + amount(seeds.difference.interval.high, kind)
                     : "-",
            countText(static_cast<std::int64_t>(seeds.seeds)), countText(static_cast<std::int64_t>(seeds.positive)),
            verdict.p && seeds.mayClaim() ? numberText(*verdict.p, 4) : "-",
            interval ? amount(verdict.detectable, kind) : "-" });
    }
    return table.text();
}

/// Of the first common seed of every pair, on what the headline speaks of.
std::string modelLines(const ExperimentSummary& summary)
{
    std::string text;
    for (const ArmComparison& comparison : summary.comparisons)
        if (!comparison.items.empty() && comparison.column == summary.headlineColumn()) {
            const ItemComparison& items = comparison.items.front();
            text += summary.columns[comparison.column].name + ", seed " + std::to_string(items.seed) + ": " + items.sentence
                + " Bootstrap over items: " + amount(items.bootstrap.difference, ScoreKind::Share) + " points ("
                + amount(items.bootstrap.interval.low, ScoreKind::Share) + " to "
                + amount(items.bootstrap.interval.high, ScoreKind::Share) + "); McNemar mid-p "
                + numberText(items.test.mid, 4) + ".\n";
        }
    return text;
}

std::string meanText(const std::optional<MeanInterval>& mean, int decimals)
{
    if (!mean)
        return "not learned";
    return numberText(mean->mean, decimals)
        + (mean->count >= 2 ? " ± " + numberText((mean->interval.high - mean->interval.low) / 2, decimals) : "");
}

std::string learningLines(const ExperimentSummary& summary)
{
    const ArmsLearning& learning = *summary.learning;
    std::vector<std::string> headings{ "learned at step" };
    for (const ArmLearning& arm : learning.arms)
        headings.push_back(">" + arm.arm);
    Table table(headings);
    for (std::size_t curve = 0; curve < learning.arms.front().curves.size(); ++curve) {
        std::vector<std::string> cells{ learning.arms.front().curves[curve].name };
        for (const ArmLearning& arm : learning.arms)
            cells.push_back(meanText(arm.curves[curve].time, 1));
        table.add(cells);
    }
    if (learning.used.size() >= 2) {
        std::vector<std::string> cells{ "entropy" };
        for (const ArmLearning& arm : learning.arms)
            cells.push_back(meanText(arm.entropy, 3));
        table.add(cells);
    }
    std::string text = table.text() + learningDefinition + "\n";
    for (const EntropyComparison& entropy : summary.entropies) {
        const auto& difference = entropy.comparison.difference;
        text += "entropy of " + summary.arms[entropy.first] + " minus " + summary.arms[entropy.second] + ": "
            + numberText(difference.mean, 4)
            + (difference.count >= 2 ? " (95 % interval " + numberText(difference.interval.low, 4) + " to "
                        + numberText(difference.interval.high, 4) + ")"
                                     : std::string())
            + (learning.mayShowEntropy() ? "" : "; no finding: that needs 10 seeds and no censored curve") + "\n";
    }
    return text;
}

} // namespace

void addSummaryFiles(CLI::App& verb, SummaryFiles& files)
{
    verb.add_option("--csv", files.csv, "Also write every figure of arms and seeds to this CSV file");
    verb.add_option("--markdown", files.markdown, "Also write the report to this Markdown file");
}

void writeSummaryFiles(const ExperimentSummary& summary, const SummaryFiles& files)
{
    if (!files.csv.empty())
        core::writeFileAtomically(files.csv, summaryCsv(summary));
    if (!files.markdown.empty())
        core::writeFileAtomically(files.markdown, summaryMarkdown(summary));
}

std::string summaryLines(const ExperimentSummary& summary)
{
    std::string text;
    const auto headline = summary.headlineColumn();
    for (const ArmComparison& comparison : summary.comparisons)
        if (headline && comparison.column == *headline)
            text += summary.columns[*headline].name + ": " + comparison.sentence + "\n";
    for (const std::string& caution : summary.cautions)
        text += "Caution: " + caution + "\n";
    text += "\n" + scoresTable(summary) + contaminationLines(summary);
    if (!summary.comparisons.empty())
        text += "\n" + differencesTable(summary);
    if (const std::string models = modelLines(summary); !models.empty())
        text += "\nthese two models, item by item:\n" + models;
    if (summary.learning)
        text += "\n" + learningLines(summary);
    return text;
}

std::size_t armNumber(const ExperimentData& data, const std::string& arm)
{
    std::string known;
    for (std::size_t i = 0; i < data.arms.size(); ++i) {
        if (data.arms[i] == arm)
            return i;
        known += (i == 0 ? "" : ", ") + data.arms[i];
    }
    throw core::Error(core::ErrorKind::BadInput, data.name + " has no arm " + arm, "Its arms are: " + known + ".");
}

core::store::ProjectSession openToCheck(const std::string& project)
{
    using core::store::OpenMode;
    using core::store::ProjectSession;
    try {
        return ProjectSession::open(project, OpenMode::ReadWrite);
    } catch (const core::Error& error) {
        if (error.kind() != core::ErrorKind::Busy && error.kind() != core::ErrorKind::Storage)
            throw;
        return ProjectSession::open(project, OpenMode::ReadOnly);
    }
}

} // namespace cli
