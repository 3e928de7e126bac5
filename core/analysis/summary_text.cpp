// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/summary_text.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace core::analysis {

namespace {

std::string number(double value, int decimals)
{
    if (!std::isfinite(value))
        return "-";
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data();
}

/// The shortest decimal that reads back as the same value.
std::string exact(double value)
{
    return std::isfinite(value) ? Json(value).dump() : std::string();
}

std::string scoreNumber(double value, ScoreKind kind)
{
    return number(value, kind == ScoreKind::Share ? 3 : 4);
}

OrderedJson intervalJson(const Interval& interval)
{
    return OrderedJson{ { "low", jsonNumber(interval.low) }, { "high", jsonNumber(interval.high) } };
}

OrderedJson meanJson(const MeanInterval& mean)
{
    OrderedJson json{ { "mean", mean.mean }, { "seeds", mean.count } };
    if (mean.count >= 2) {
        json["deviation"] = mean.deviation;
        json["interval"] = intervalJson(mean.interval);
    }
    return json;
}

OrderedJson armScoreJson(const ExperimentSummary& summary, std::size_t arm, std::size_t column)
{
    const ArmScore& score = summary.scores[arm][column];
    OrderedJson json{ { "column", summary.columns[column].name }, { "cells", OrderedJson::array() } };
    if (score.mean)
        json["over_seeds"] = meanJson(*score.mean);
    for (const CellScore& cell : score.cells) {
        OrderedJson one{ { "seed", std::to_string(cell.seed) }, { "value", cell.value } };
        if (cell.interval)
            one["interval"] = intervalJson(*cell.interval);
        json["cells"].push_back(std::move(one));
    }
    return json;
}

OrderedJson itemsJson(const ItemComparison& items)
{
    return { { "seed", std::to_string(items.seed) }, { "items", items.counts.items },
        { "only_first", items.counts.onlyFirst }, { "only_second", items.counts.onlySecond },
        { "mcnemar_exact", items.test.exact }, { "mcnemar_mid", items.test.mid },
        { "bootstrap",
            { { "difference", items.bootstrap.difference }, { "interval", intervalJson(items.bootstrap.interval) } } },
        { "sentence", items.sentence } };
}

OrderedJson comparisonJson(const ExperimentSummary& summary, const ArmComparison& comparison)
{
    OrderedJson json{ { "first", summary.arms[comparison.first] }, { "second", summary.arms[comparison.second] },
        { "column", summary.columns[comparison.column].name }, { "kind", nameOf(summary.columns[comparison.column].kind) },
        { "sentence", comparison.sentence } };
    if (!comparison.verdict)
        return json;
    const Verdict& verdict = *comparison.verdict;
    json["verdict"] = nameOf(verdict.kind);
    json["difference"] = meanJson(verdict.comparison.difference);
    json["differences"] = comparison.differences;
    json["units"] = verdict.comparison.units;
    json["seeds_above_0"] = verdict.comparison.positive;
    json["seeds_below_0"] = verdict.comparison.negative;
    if (verdict.comparison.p)
        json["p"] = *verdict.comparison.p;
    if (verdict.p)
        json["p_adjusted"] = *verdict.p;
    json["minimum_detectable"] = verdict.detectable;
    json["two_models"] = OrderedJson::array();
    for (const ItemComparison& items : comparison.items)
        json["two_models"].push_back(itemsJson(items));
    return json;
}

OrderedJson learningJson(const ExperimentSummary& summary)
{
    const ArmsLearning& learning = *summary.learning;
    OrderedJson json{ { "definition", learningDefinition }, { "seeds", learning.seeds }, { "used", learning.used },
        { "censored", learning.censored }, { "entropy_may_be_shown_as_a_finding", learning.mayShowEntropy() },
        { "arms", OrderedJson::array() }, { "entropy_differences", OrderedJson::array() } };
    for (const ArmLearning& arm : learning.arms) {
        OrderedJson one{ { "arm", arm.arm }, { "curves", OrderedJson::array() } };
        for (const CurveLearning& curve : arm.curves) {
            OrderedJson times = OrderedJson::array();
            for (const auto& time : curve.times)
                times.push_back(time ? OrderedJson(*time) : OrderedJson(nullptr));
            one["curves"].push_back({ { "name", curve.name }, { "learned", curve.learned }, { "times", times } });
            if (curve.time)
                one["curves"].back()["time"] = meanJson(*curve.time);
        }
        if (arm.entropy)
            one["entropy"] = meanJson(*arm.entropy);
        json["arms"].push_back(std::move(one));
    }
    for (const EntropyComparison& entropy : summary.entropies)
        json["entropy_differences"].push_back({ { "first", summary.arms[entropy.first] },
            { "second", summary.arms[entropy.second] }, { "difference", meanJson(entropy.comparison.difference) } });
    return json;
}

OrderedJson columnJson(const ExperimentSummary& summary, const SummaryColumn& column)
{
    OrderedJson json{ { "name", column.name }, { "kind", nameOf(column.kind) }, { "measure", nameOf(column.scoreKind) },
        { "items", column.items } };
    if (!column.benchmark)
        return json;
    const SummaryBenchmark& benchmark = summary.benchmarks[*column.benchmark];
    json["benchmark"] = benchmark.name;
    if (benchmark.equalRows)
        json["contamination"]
            = { { "equal_rows", *benchmark.equalRows }, { "overlapping_rows", benchmark.overlappingRows.value_or(0) } };
    return json;
}

std::string csvField(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

/// No cell ends the table or the line.
std::string markdownCell(const std::string& text)
{
    std::string cell;
    for (const char c : text)
        cell += c == '|' ? std::string("\\|") : std::string(1, c == '\n' || c == '\r' ? ' ' : c);
    return cell;
}

std::string markdownRow(const std::vector<std::string>& cells)
{
    std::string row = "|";
    for (const std::string& cell : cells)
        row += " " + markdownCell(cell) + " |";
    return row + "\n";
}

std::string markdownRule(std::size_t columns)
{
    std::string rule = "|";
    for (std::size_t i = 0; i < columns; ++i)
        rule += i == 0 ? " --- |" : " ---: |";
    return rule + "\n";
}

std::string scoresTable(const ExperimentSummary& summary)
{
    std::vector<std::string> heading{ "on" };
    heading.insert(heading.end(), summary.arms.begin(), summary.arms.end());
    std::string text = markdownRow(heading) + markdownRule(heading.size());
    for (std::size_t column = 0; column < summary.columns.size(); ++column) {
        std::vector<std::string> row{ columnTitle(summary, column) };
        for (std::size_t arm = 0; arm < summary.arms.size(); ++arm)
            row.push_back(scoreText(summary.scores[arm][column], summary.columns[column].scoreKind));
        text += markdownRow(row);
    }
    return text;
}

std::string learningTable(const ExperimentSummary& summary)
{
    const ArmsLearning& learning = *summary.learning;
    std::vector<std::string> heading{ "curve" };
    for (const ArmLearning& arm : learning.arms)
        heading.push_back(arm.arm);
    std::string text = markdownRow(heading) + markdownRule(heading.size());
    const auto cellOf = [](const std::optional<MeanInterval>& mean, int decimals) {
        if (!mean)
            return std::string("not learned");
        const double half = mean->count >= 2 ? (mean->interval.high - mean->interval.low) / 2 : 0;
        return number(mean->mean, decimals) + (mean->count >= 2 ? " ± " + number(half, decimals) : "");
    };
    for (std::size_t curve = 0; curve < learning.arms.front().curves.size(); ++curve) {
        std::vector<std::string> row{ learning.arms.front().curves[curve].name };
        for (const ArmLearning& arm : learning.arms)
            row.push_back(cellOf(arm.curves[curve].time, 1)
                + (arm.curves[curve].learned < learning.seeds && arm.curves[curve].learned > 0
                        ? " (" + std::to_string(arm.curves[curve].learned) + " seeds)"
                        : ""));
        text += markdownRow(row);
    }
    if (learning.used.size() < 2)
        return text;
    std::vector<std::string> row{ "entropy" };
    for (const ArmLearning& arm : learning.arms)
        row.push_back(cellOf(arm.entropy, 3));
    return text + markdownRow(row);
}

} // namespace

std::string columnTitle(const ExperimentSummary& summary, std::size_t column)
{
    const SummaryColumn& found = summary.columns[column];
    return found.kind == ColumnKind::Source ? summary.benchmarks[*found.benchmark].name + ", " + found.name : found.name;
}

std::string scoreText(const ArmScore& score, ScoreKind kind)
{
    if (!score.mean)
        return "-";
    const MeanInterval& mean = *score.mean;
    if (mean.count >= 2)
        return scoreNumber(mean.mean, kind) + " ± " + scoreNumber((mean.interval.high - mean.interval.low) / 2, kind);
    const auto interval = score.cells.size() == 1 ? score.cells.front().interval : std::nullopt;
    return scoreNumber(mean.mean, kind)
        + (interval ? " (" + scoreNumber(interval->low, kind) + " to " + scoreNumber(interval->high, kind) + ")" : "");
}

OrderedJson summaryJson(const ExperimentSummary& summary)
{
    OrderedJson json{ { "experiment", summary.name }, { "columns", OrderedJson::array() }, { "arms", OrderedJson::array() },
        { "comparisons", OrderedJson::array() } };
    for (const SummaryColumn& column : summary.columns)
        json["columns"].push_back(columnJson(summary, column));
    for (std::size_t arm = 0; arm < summary.arms.size(); ++arm) {
        OrderedJson one{ { "arm", summary.arms[arm] }, { "scores", OrderedJson::array() } };
        for (std::size_t column = 0; column < summary.columns.size(); ++column)
            one["scores"].push_back(armScoreJson(summary, arm, column));
        json["arms"].push_back(std::move(one));
    }
    for (const ArmComparison& comparison : summary.comparisons)
        json["comparisons"].push_back(comparisonJson(summary, comparison));
    if (summary.learning)
        json["learning"] = learningJson(summary);
    json["cautions"] = summary.cautions;
    return json;
}

std::string summaryCsv(const ExperimentSummary& summary)
{
    std::string text = "experiment,arm,kind,column,items,seed,value,low,high,seeds\r\n";
    for (std::size_t arm = 0; arm < summary.arms.size(); ++arm) {
        for (std::size_t i = 0; i < summary.columns.size(); ++i) {
            const SummaryColumn& column = summary.columns[i];
            const std::string begin = csvField(summary.name) + "," + csvField(summary.arms[arm]) + ","
                + std::string(nameOf(column.kind)) + "," + csvField(columnTitle(summary, i)) + ","
                + std::to_string(column.items) + ",";
            const ArmScore& score = summary.scores[arm][i];
            for (const CellScore& cell : score.cells)
                text += begin + std::to_string(cell.seed) + "," + exact(cell.value) + ","
                    + (cell.interval ? exact(cell.interval->low) + "," + exact(cell.interval->high) : ",") + ",1\r\n";
            if (score.mean)
                text += begin + "mean," + exact(score.mean->mean) + "," + exact(score.mean->interval.low) + ","
                    + exact(score.mean->interval.high) + "," + std::to_string(score.cells.size()) + "\r\n";
        }
    }
    return text;
}

std::string summaryMarkdown(const ExperimentSummary& summary)
{
    std::string text = "# " + summary.name + "\n\n";
    const auto headline = summary.headlineColumn();
    for (const ArmComparison& comparison : summary.comparisons)
        if (headline && comparison.column == *headline)
            text += "- " + comparison.sentence + "\n";
    if (!summary.cautions.empty()) {
        text += "\n## Cautions\n\n";
        for (const std::string& caution : summary.cautions)
            text += "- " + caution + "\n";
    }
    text += "\n## Arms\n\nMean over seeds ± half of its 95 % t interval; of a single seed its 95 % Wilson interval.\n\n"
        + scoresTable(summary);
    text += "\n## Differences\n\n";
    for (const ArmComparison& comparison : summary.comparisons)
        text += "- " + columnTitle(summary, comparison.column) + ": " + comparison.sentence + "\n";
    std::string items;
    for (const ArmComparison& comparison : summary.comparisons)
        for (const ItemComparison& one : comparison.items)
            items += "- " + summary.columns[comparison.column].name + ", seed " + std::to_string(one.seed) + ": "
                + one.sentence + "\n";
    if (!items.empty())
        text += "\n## These two models\n\n" + items;
    if (summary.learning)
        text += "\n## Learning times in steps\n\n" + learningTable(summary) + "\n" + learningDefinition + "\n";
    return text;
}

} // namespace core::analysis
