// SPDX-License-Identifier: Apache-2.0
// experiment run/report/calibrate: arms × seeds of fine-tune runs as one job, and the table of what they found.
#include "app/cli/experiment_actions.h"
#include "app/cli/run_following.h"
#include "app/cli/run_start.h"
#include "app/cli/text.h"
#include "core/jobs/experiment_plan.h"
#include "core/jobs/experiment_request.h"
#include "core/jobs/project_run.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cli {

namespace {

using namespace core::protocol;
using core::store::OpenMode;
using core::store::ProjectSession;

struct ExperimentOptions {
    std::string file;
    std::string project;
    bool detach = false;
    bool dryRun = false;
};

core::OrderedJson planJson(const core::jobs::ExperimentPlan& plan)
{
    const core::jobs::ExperimentEstimate& estimate = plan.estimate;
    return { { "seconds", plan.seconds() }, { "seconds_a_trained_cell", estimate.secondsPerCell },
        { "trained_cells", plan.trainedCells }, { "answers", estimate.answers },
        { "seconds_an_answer", plan.secondsPerAnswer }, { "answer_seconds", plan.answerSeconds },
        { "memory_bytes", estimate.memoryBytes }, { "disk_bytes", estimate.diskBytes },
        { "free_bytes", estimate.freeBytes } };
}

std::string planText(const core::jobs::ExperimentPlan& plan)
{
    const core::jobs::ExperimentEstimate& estimate = plan.estimate;
    return "  time    about " + durationText(plan.seconds()) + ": " + durationText(estimate.seconds) + " for "
        + countText(plan.trainedCells) + " trained cells, at most " + durationText(plan.answerSeconds) + " for "
        + countText(estimate.answers) + " answers (measured here)\n" + "  memory  " + bytesText(estimate.memoryBytes)
        + "\n  disk    " + bytesText(estimate.diskBytes) + "; " + bytesText(estimate.freeBytes) + " are free"
        + (estimate.fitsDisk() ? "\n" : ": NOT ENOUGH\n");
}

/// Says what would be run.
int plan(const Invocation& invocation, const ExperimentOptions& options)
{
    const auto session = ProjectSession::open(options.project, OpenMode::ReadOnly);
    const auto request = core::jobs::readExperiment(session, options.file);
    const ExperimentSpec& spec = request.spec.experiment;
    core::jobs::SessionClient worker;
    const auto takes = core::jobs::planExperiment(session, worker, request, invocation.cancel);
    Table table({ "arm", ">rows trained on an epoch", ">cells" });
    core::OrderedJson arms = core::OrderedJson::array();
    for (std::size_t arm = 0; arm < spec.arms.size(); ++arm) {
        table.add(
            { spec.arms[arm].name, countText(takes.armRows[arm]), countText(static_cast<std::int64_t>(spec.seeds.size())) });
        arms.push_back({ { "arm", spec.arms[arm].name }, { "rows", takes.armRows[arm] } });
    }
    const std::int64_t steps = takes.estimate.steps;
    core::OrderedJson document{ { "name", request.spec.name }, { "arms", arms }, { "cells", takes.estimate.cells },
        { "steps", steps }, { "estimate", planJson(takes) } };
    invocation.answer(document,
        "planned, nothing was started:\n" + table.text() + countText(takes.estimate.cells) + " cells of at most "
            + countText(steps) + " steps of " + countText(spec.train.batchSize)
            + " examples (rows without a response token are found when the run begins)\n" + planText(takes));
    return exitDone;
}

int run(const Invocation& invocation, const ExperimentOptions& options)
{
    if (options.dryRun)
        return plan(invocation, options);
    auto session = openForRun(options.project);
    const auto request = core::jobs::readExperiment(session, options.file);
    const RunFolder folder(core::jobs::placeExperiment(session, request));
    session.close(); // the run goes on without us; a window may open the project meanwhile
    auto worker = core::jobs::launchWorker(folder);
    return afterLaunch(invocation, { options.project, request.spec.name, options.detach }, folder, worker);
}

struct ReportArguments {
    ReportOptions options;
    std::string folder;
    std::vector<std::string> groups; ///< "hard skills=mul,dbl"
};

/// "name=source,source" as a group.
core::analysis::SourceGroup groupOf(const std::string& text)
{
    core::analysis::SourceGroup group;
    const auto equals = text.find('=');
    group.name = text.substr(0, equals);
    for (std::size_t begin = equals; begin != std::string::npos;) {
        const std::size_t end = text.find(',', begin + 1);
        group.sources.push_back(text.substr(begin + 1, end == std::string::npos ? end : end - begin - 1));
        begin = end;
    }
    if (group.name.empty() || group.sources.empty())
        throw core::Error(core::ErrorKind::BadInput, "--group " + text + ": a name, = and sources were expected",
            "Write it as: --group \"hard skills=mul,dbl\"");
    return group;
}

int report(const Invocation& invocation, ReportArguments& arguments)
{
    if (!arguments.folder.empty())
        return answerFolderReport(invocation, arguments.folder);
    if (arguments.options.project.empty() || arguments.options.experiment.empty())
        throw core::Error(core::ErrorKind::BadInput, "the experiment is not named",
            "Give --folder DIR, or --project P.datalever with --experiment NAME.");
    for (const std::string& group : arguments.groups)
        arguments.options.groups.push_back(groupOf(group));
    return answerReport(invocation, arguments.options);
}

void addReport(CLI::App& verb, Invocation& invocation)
{
    const auto arguments = std::make_shared<ReportArguments>();
    ReportOptions& options = arguments->options;
    CLI::App* table = verb.add_subcommand("report", "What the arms' results say, with intervals and a plain sentence");
    table->add_option("--project", options.project, "The project file");
    table->add_option("--experiment", options.experiment, "Name of the experiment in the project");
    table->add_option("--folder", arguments->folder, "The experiment's folder, where there is no project: the scores alone");
    table->add_option(
        "--against", options.against, "The arm that the others are compared with (default: all, else the first)");
    table->add_option("--group", arguments->groups,
        "Sources of benchmark items to look at together: \"hard skills=mul,dbl\"; may be given several times");
    addSummaryFiles(*table, options.files);
    table->callback(
        [&invocation, arguments] { invocation.run = [&invocation, arguments] { return report(invocation, *arguments); }; });
}

} // namespace

void addExperimentVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("experiment", "Fine-tune on several arms with several seeds, and compare");
    verb->require_subcommand(1);
    addExperimentCalibrate(*verb, invocation);
    const auto options = std::make_shared<ExperimentOptions>();
    CLI::App* start = verb->add_subcommand("run", "Run a written experiment; with further seeds, go on with an earlier one");
    start->add_option("spec", options->file, "The experiment as JSON")->required()->check(CLI::ExistingFile);
    start->add_option("--project", options->project, "The project file")->required();
    start->add_flag("--detach", options->detach, "Start the experiment and return at once");
    start->add_flag("--dry-run", options->dryRun, "Only say what would be done");
    start->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return run(invocation, *options); }; });
    addReport(*verb, invocation);
}

} // namespace cli
