// SPDX-License-Identifier: Apache-2.0
#include "app/cli/experiment_actions.h"

#include "app/cli/run_following.h"
#include "app/cli/summary_output.h"
#include "app/cli/text.h"
#include "core/analysis/intervals.h"
#include "core/analysis/summary_text.h"
#include "core/jobs/experiment_data.h"
#include "core/jobs/experiment_report.h"
#include "core/jobs/project_run.h"
#include "core/store/project_experiments.h"

#include <algorithm>
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

core::OrderedJson cellJson(const core::store::CellRecord& cell)
{
    core::OrderedJson json{ { "cell", cell.name }, { "arm", cell.arm }, { "seed", std::to_string(cell.seed) },
        { "state", core::store::name(cell.state) }, { "steps", cell.steps }, { "tokens", cell.tokens },
        { "seconds", cell.seconds } };
    if (!cell.message.empty())
        json["message"] = cell.message;
    return json;
}

std::string unfinishedText(const std::vector<core::store::CellRecord>& cells)
{
    std::string text;
    for (const auto& cell : cells)
        if (cell.state != core::store::RunState::Finished)
            text += cell.name + ": " + std::string(core::store::name(cell.state))
                + (cell.message.empty() ? "" : ": " + cell.message) + "\n";
    return text;
}

} // namespace

int answerReport(const Invocation& invocation, const ReportOptions& options)
{
    ingestBeforeReading(invocation, options.project, options.experiment);
    auto session = openToCheck(options.project);
    const auto run = session.run(options.experiment);
    core::jobs::checkContamination(session, run.id, invocation.cancel);
    const auto data = core::jobs::experimentData(session, run.id);
    core::analysis::SummarySettings settings;
    settings.groups = options.groups;
    if (!options.against.empty())
        settings.against = armNumber(data, options.against);
    else if (const auto all = std::find(data.arms.begin(), data.arms.end(), "all"); all != data.arms.end())
        settings.against = static_cast<std::size_t>(all - data.arms.begin());
    const auto summary = core::analysis::summarize(data, settings);
    writeSummaryFiles(summary, options.files);
    core::OrderedJson document = core::analysis::summaryJson(summary);
    document["folder"] = core::jobs::runFolder(session, run).string();
    document["cells"] = core::OrderedJson::array();
    const auto cells = core::store::experimentCells(session, run.id);
    for (const auto& cell : cells)
        document["cells"].push_back(cellJson(cell));
    invocation.answer(document, summaryLines(summary) + unfinishedText(cells));
    return exitDone;
}

int answerFolderReport(const Invocation& invocation, const std::filesystem::path& folder)
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
