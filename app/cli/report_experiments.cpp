// SPDX-License-Identifier: Apache-2.0
// What a project's report says of experiments and evaluations.
#include "app/cli/report_sections.h"
#include "app/cli/text.h"
#include "core/analysis/summary_text.h"
#include "core/jobs/experiment_data.h"
#include "core/store/project_experiments.h"

#include <algorithm>

namespace cli {

namespace {

using namespace core::analysis;
using core::OrderedJson;
using core::store::ProjectSession;

std::string amount(double value, ScoreKind kind)
{
    return kind == ScoreKind::Share ? numberText(100 * value, 1) : numberText(value, 4);
}

void addScores(HtmlPage& page, const ExperimentSummary& summary)
{
    std::vector<std::string> headings{ "on" };
    std::vector<std::vector<std::string>> rows{ { "seeds" } };
    for (std::size_t arm = 0; arm < summary.arms.size(); ++arm) {
        headings.push_back(">" + summary.arms[arm]);
        std::size_t most = 0;
        for (const ArmScore& score : summary.scores[arm])
            most = std::max(most, score.cells.size());
        rows.front().push_back(std::to_string(most));
    }
    for (std::size_t column = 0; column < summary.columns.size(); ++column) {
        rows.push_back({ columnTitle(summary, column) });
        for (std::size_t arm = 0; arm < summary.arms.size(); ++arm)
            rows.back().push_back(scoreText(summary.scores[arm][column], summary.columns[column].scoreKind));
    }
    page.table(headings, rows);
    page.note("Mean over seeds ± half of its 95 % t interval; of a single seed its 95 % Wilson interval. Losses: lower is "
              "better.");
}

void addDifferences(HtmlPage& page, const ExperimentSummary& summary)
{
    std::vector<std::vector<std::string>> rows;
    for (const ArmComparison& comparison : summary.comparisons) {
        if (!comparison.verdict)
            continue;
        const Verdict& verdict = *comparison.verdict;
        const auto& seeds = verdict.comparison;
        const bool interval = seeds.units >= 2;
        rows.push_back({ verdict.first + " − " + verdict.second, columnTitle(summary, comparison.column),
            amount(seeds.difference.mean, verdict.scoreKind),
            interval ? amount(seeds.difference.interval.low, verdict.scoreKind) + " to "
                    + amount(seeds.difference.interval.high, verdict.scoreKind)
                     : "-",
            std::to_string(seeds.positive) + " of " + std::to_string(seeds.seeds),
            verdict.p && seeds.mayClaim() ? numberText(*verdict.p, 4) : "-",
            interval ? amount(verdict.detectable, verdict.scoreKind) : "-", std::string(nameOf(verdict.kind)) });
    }
    page.table(
        { "difference", "on", ">mean", ">95 % interval", ">seeds above 0", ">p (Holm)", ">least detectable", "verdict" },
        rows);
    page.note("Paired by seed, t test over independent units; accuracies in points. The least detectable difference is seen "
              "four times of five.");
}

void addModels(HtmlPage& page, const ExperimentSummary& summary)
{
    std::vector<std::string> sentences;
    for (const ArmComparison& comparison : summary.comparisons)
        if (!comparison.items.empty())
            sentences.push_back(summary.columns[comparison.column].name + ", seed "
                + std::to_string(comparison.items.front().seed) + ": " + comparison.items.front().sentence);
    if (sentences.empty())
        return;
    page.heading("These two models, item by item", 3);
    page.list(sentences);
}

std::string intervalText(const std::optional<MeanInterval>& mean, int decimals)
{
    if (!mean)
        return "not learned";
    return numberText(mean->mean, decimals)
        + (mean->count >= 2 ? " ± " + numberText((mean->interval.high - mean->interval.low) / 2, decimals) : "");
}

void addLearning(HtmlPage& page, const ExperimentSummary& summary)
{
    const ArmsLearning& learning = *summary.learning;
    page.heading("Learning times in steps", 3);
    std::vector<std::string> headings{ "curve" };
    for (const ArmLearning& arm : learning.arms)
        headings.push_back(">" + arm.arm);
    std::vector<std::vector<std::string>> rows;
    for (std::size_t curve = 0; curve < learning.arms.front().curves.size(); ++curve) {
        rows.push_back({ learning.arms.front().curves[curve].name });
        for (const ArmLearning& arm : learning.arms)
            rows.back().push_back(intervalText(arm.curves[curve].time, 1));
    }
    if (learning.used.size() >= 2) {
        rows.push_back({ "entropy" });
        for (const ArmLearning& arm : learning.arms)
            rows.back().push_back(intervalText(arm.entropy, 3));
    }
    page.table(headings, rows);
    page.note(learningDefinition);
    if (!learning.mayShowEntropy())
        page.note("The entropies are no finding: that needs 10 seeds and no censored curve.");
}

void addContamination(HtmlPage& page, const ExperimentSummary& summary)
{
    std::vector<std::vector<std::string>> rows;
    for (const SummaryBenchmark& benchmark : summary.benchmarks)
        if (benchmark.equalRows)
            rows.push_back({ benchmark.name, countText(static_cast<std::int64_t>(benchmark.sources.size())),
                countText(*benchmark.equalRows), countText(benchmark.overlappingRows.value_or(0)) });
    if (rows.empty())
        return;
    page.heading("Training rows that know a benchmark", 3);
    page.table({ "benchmark", ">items", ">rows with an equal question", ">rows that share 13 words" }, rows);
}

void addExperiment(HtmlPage& page, ProjectSession& session, const core::store::RunRecord& run, const Picture& picture)
{
    core::jobs::takeInCells(session, run.id);
    core::jobs::checkContamination(session, run.id);
    const auto data = core::jobs::experimentData(session, run.id);
    SummarySettings settings;
    const auto all = std::find(data.arms.begin(), data.arms.end(), "all");
    settings.against = all == data.arms.end() ? 0 : static_cast<std::size_t>(all - data.arms.begin());
    const auto summary = summarize(data, settings);
    page.heading("Experiment " + run.name);
    const auto headline = summary.headlineColumn();
    for (const ArmComparison& comparison : summary.comparisons)
        if (headline && comparison.column == *headline)
            page.lead(summary.columns[*headline].name + ": " + comparison.sentence);
    for (const std::string& caution : summary.cautions)
        page.caution(caution);
    addScores(page, summary);
    addDifferences(page, summary);
    const OrderedJson fields{ { "run", run.name } };
    const std::pair<const char*, const char*> plots[] = { { "arm-differences",
                                                              "Differences to the arm that others are "
                                                              "compared with" },
        { "arms-by-skill", "Arms by skill" }, { "arm-curves", "Curves of the arms, with bands over seeds" } };
    for (const auto& [kind, text] : plots)
        if (const std::string drawn = picture(kind, fields, run.name + "-" + kind); !drawn.empty())
            page.picture(drawn, text);
    addModels(page, summary);
    if (summary.learning)
        addLearning(page, summary);
    addContamination(page, summary);
}

} // namespace

void addExperiments(HtmlPage& page, ProjectSession& session, const Picture& picture)
{
    for (const auto& experiment : core::store::listExperiments(session))
        addExperiment(page, session, experiment.run, picture);
}

void addEvaluations(HtmlPage& page, ProjectSession& session)
{
    std::vector<std::vector<std::string>> rows;
    for (const auto& run : session.listRuns()) {
        if (run.kind == "experiment")
            continue;
        for (const auto& evaluation : core::store::evaluationsOf(session, run.id)) {
            const bool loss = evaluation.benchmark.measure == core::store::Measure::Loss;
            const auto interval = loss
                ? Interval{}
                : wilson(static_cast<std::uint64_t>(evaluation.score + 0.5), static_cast<std::uint64_t>(evaluation.counted));
            rows.push_back({ run.name, evaluation.model, evaluation.benchmark.name,
                loss ? numberText(evaluation.mean(), 4) : percentText(evaluation.mean()),
                loss ? "-" : percentText(interval.low) + " to " + percentText(interval.high),
                countText(evaluation.counted) });
        }
    }
    if (rows.empty())
        return;
    page.heading("Evaluations of single models");
    page.table({ "run", "model", "benchmark", ">score", ">95 % Wilson interval", ">items" }, rows);
}

} // namespace cli
