// SPDX-License-Identifier: Apache-2.0
#include "app/cli/experiment_actions.h"

#include "app/cli/text.h"
#include "core/analysis/intervals.h"
#include "core/jobs/experiment_report.h"

#include <cmath>

namespace cli {

namespace {

using core::jobs::BenchmarkScore;
using core::jobs::CellReport;
using core::jobs::ExperimentReport;

std::vector<std::string> benchmarksOf(const ExperimentReport& report)
{
    std::vector<std::string> names;
    for (const auto& benchmark : report.job.experiment.benchmarks)
        names.push_back(benchmark.name);
    if (!report.job.experiment.heldOut.sha256.empty())
        names.emplace_back(core::protocol::heldOutBenchmark);
    return names;
}

core::OrderedJson scoreJson(const std::string& benchmark, const BenchmarkScore& score)
{
    core::OrderedJson json{ { "benchmark", benchmark }, { "items", score.counted } };
    if (score.counted == 0)
        return json;
    const double mean = score.score / static_cast<double>(score.counted);
    if (benchmark == core::protocol::heldOutBenchmark) {
        json["loss"] = mean;
        return json;
    }
    const auto right = static_cast<std::uint64_t>(std::llround(score.score));
    const auto interval = core::analysis::wilson(right, static_cast<std::uint64_t>(score.counted));
    json["right"] = right;
    json["share"] = mean;
    json["low"] = interval.low;
    json["high"] = interval.high;
    return json;
}

std::string scoreText(const core::OrderedJson& score)
{
    if (score.contains("loss"))
        return numberText(score.at("loss").get<double>(), 4);
    if (!score.contains("share"))
        return "-";
    return percentText(score.at("share").get<double>()) + " (" + percentText(score.at("low").get<double>()) + " to "
        + percentText(score.at("high").get<double>()) + ")";
}

core::OrderedJson cellJson(const ExperimentReport& report, const CellReport& cell)
{
    core::OrderedJson json{ { "cell", cell.name }, { "arm", report.job.experiment.arms[cell.arm].name },
        { "seed", std::to_string(cell.seed) }, { "state", core::protocol::nameOf(cell.state) }, { "steps", cell.steps } };
    if (!cell.message.empty())
        json["message"] = cell.message;
    for (const auto& [name, score] : cell.benchmarks)
        json["benchmarks"].push_back(scoreJson(name, score));
    return json;
}

/// A line for every cell that did not come to its end.
std::string unfinishedText(const ExperimentReport& report)
{
    std::string text;
    for (const CellReport& cell : report.cells) {
        if (cell.state == core::protocol::CellState::Finished)
            continue;
        text += cell.name + ": "
            + (cell.state == core::protocol::CellState::Running ? "begun" : std::string(core::protocol::nameOf(cell.state)))
            + (cell.message.empty() ? "" : ": " + cell.message) + "\n";
    }
    return text;
}

} // namespace

int answerReport(const Invocation& invocation, const std::filesystem::path& folder)
{
    const ExperimentReport report = core::jobs::readExperimentReport(folder);
    const auto benchmarks = benchmarksOf(report);
    std::vector<std::string> headings{ "arm", ">seeds" };
    for (const std::string& benchmark : benchmarks)
        headings.push_back(">" + benchmark);
    Table table(headings);
    core::OrderedJson arms = core::OrderedJson::array();
    for (std::size_t arm = 0; arm < report.job.experiment.arms.size(); ++arm) {
        std::vector<std::string> cells{ report.job.experiment.arms[arm].name, countText(report.finishedCells(arm)) };
        core::OrderedJson scores = core::OrderedJson::array();
        for (const std::string& benchmark : benchmarks) {
            scores.push_back(scoreJson(benchmark, report.scoreOf(arm, benchmark)));
            cells.push_back(scoreText(scores.back()));
        }
        table.add(cells);
        arms.push_back({ { "arm", cells[0] }, { "seeds", report.finishedCells(arm) }, { "benchmarks", scores } });
    }
    core::OrderedJson cells = core::OrderedJson::array();
    for (const CellReport& cell : report.cells)
        cells.push_back(cellJson(report, cell));
    invocation.answer(
        { { "experiment", report.job.name }, { "folder", folder.string() }, { "arms", arms }, { "cells", cells } },
        table.text() + unfinishedText(report));
    return exitDone;
}

} // namespace cli
