// SPDX-License-Identifier: Apache-2.0
// jobs list/attach/pause/resume/checkpoint/stop: look at runs and steer them.
#include "app/cli/invocation.h"
#include "app/cli/run_following.h"
#include "app/cli/text.h"
#include "core/jobs/project_run.h"
#include "core/jobs/run_adoption.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cli {

namespace {

using core::jobs::ControlOutcome;
using core::jobs::JobClient;
using core::jobs::Liveness;
using core::protocol::ControlAction;
using core::store::OpenMode;
using core::store::ProjectSession;

struct JobsOptions {
    std::string project;
    std::string run;
    bool detach = false;
    bool allowDifferentMachine = false;
    double deadline = 60;
};

std::filesystem::path folderOf(const JobsOptions& options)
{
    return folderOfRun(options.project, options.run);
}

bool hasEnded(core::store::RunState state)
{
    return state == core::store::RunState::Finished || state == core::store::RunState::Failed;
}

/// Takes in folders that a terminal made beside a window that has gone since. While another process has the project open,
/// or nothing can be written, they wait.
void adoptWhatIsThere(const Invocation& invocation, const std::string& project)
{
    if (!core::jobs::hasRunsToAdopt(ProjectSession::open(project, OpenMode::ReadOnly)))
        return;
    try {
        auto session = ProjectSession::open(project, OpenMode::ReadWrite);
        for (const std::string& problem : core::jobs::adoptRuns(session).problems)
            invocation.remark(problem);
        session.close();
    } catch (const core::Error& error) {
        invocation.remark("runs that are not recorded yet wait in their folders: " + error.message());
    }
}

/// The runs with what their folders told since; as stored where it cannot be taken in (a full disk).
std::vector<core::store::RunRecord> upToDateRuns(const Invocation& invocation, const std::string& project)
{
    adoptWhatIsThere(invocation, project);
    const auto read = [&project] { return ProjectSession::open(project, OpenMode::ReadOnly).listRuns(); };
    for (const auto& run : read())
        if (!hasEnded(run.state))
            ingestOrRemark(invocation, project, run.name);
    return read();
}

int listJobs(const Invocation& invocation, const JobsOptions& options)
{
    const auto runs = upToDateRuns(invocation, options.project);
    const auto session = ProjectSession::open(options.project, OpenMode::ReadOnly);
    Table table({ "run", "kind", "state", "dataset", ">step", ">points", "note" });
    core::OrderedJson list = core::OrderedJson::array();
    const JobClient client;
    for (const auto& run : runs) {
        const auto job = client.state(core::jobs::runFolder(session, run));
        const std::string dataset = session.dataset(run.dataset).name;
        const std::string state(name(run.state));
        const std::string note = job.problem.empty() ? run.note : job.problem;
        table.add(
            { run.name, run.kind, state, dataset, countText(job.progress.step), countText(job.progress.pointsDone), note });
        list.push_back({ { "run", run.name }, { "kind", run.kind }, { "state", state }, { "dataset", dataset },
            { "step", job.progress.step }, { "recording_points", job.progress.pointsDone },
            { "worker_alive", job.liveness == Liveness::Running }, { "note", note } });
    }
    invocation.answer(list, runs.empty() ? "no runs yet; start one with: proxy run" : table.text());
    return exitDone;
}

int control(const Invocation& invocation, const JobsOptions& options, ControlAction action)
{
    const auto deadline = std::chrono::milliseconds(static_cast<std::int64_t>(options.deadline * 1000));
    const auto outcome = JobClient().control(folderOf(options), action, deadline, invocation.cancel);
    ingestNow(options.project, options.run);
    const char* what = outcome == ControlOutcome::Acknowledged ? "acknowledged"
        : outcome == ControlOutcome::Ended                     ? "ended"
        : outcome == ControlOutcome::Killed                    ? "killed"
                                                               : "no answer yet";
    invocation.answer({ { "run", options.run }, { "request", nameOf(action) }, { "outcome", what } },
        options.run + ": " + std::string(nameOf(action)) + " " + what);
    return outcome == ControlOutcome::NoAnswer ? exitFailed : exitDone;
}

int resume(const Invocation& invocation, const JobsOptions& options)
{
    const auto folder = folderOf(options);
    if (core::jobs::livenessOf(core::protocol::RunFolder(folder)) == Liveness::Running)
        return control(invocation, options, ControlAction::Resume);
    core::jobs::LaunchSettings settings;
    settings.allowDifferentMachine = options.allowDifferentMachine;
    auto worker = JobClient(settings).restart(folder);
    if (options.detach) {
        core::jobs::awaitStart(core::protocol::RunFolder(folder), worker, invocation.cancel);
        invocation.answer({ { "run", options.run }, { "state", "started" } }, options.run + " goes on");
        return exitDone;
    }
    return followToEnd(invocation, options.project, options.run, &worker);
}

} // namespace

void addJobsVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("jobs", "Look at runs and steer them");
    verb->require_subcommand(1);
    const auto options = std::make_shared<JobsOptions>();
    using Action = int (*)(const Invocation&, const JobsOptions&);
    const auto add = [&](const char* name, const char* what, bool namesRun, Action action) {
        CLI::App* sub = verb->add_subcommand(name, what);
        if (namesRun)
            sub->add_option("run", options->run, "Name of the run")->required();
        sub->add_option("--project", options->project, "The project file")->required();
        sub->callback([&invocation, options, action] {
            invocation.run = [&invocation, options, action] { return action(invocation, *options); };
        });
        return sub;
    };
    add("list", "All runs of a project and what they do", false, listJobs);
    add("attach", "Follow a run to its end", true, [](const Invocation& call, const JobsOptions& chosen) {
        return followToEnd(call, chosen.project, chosen.run, nullptr);
    });
    add("pause", "Hold a run between two steps", true,
        [](const Invocation& call, const JobsOptions& chosen) { return control(call, chosen, ControlAction::Pause); });
    add("checkpoint", "Write a resume checkpoint now", true,
        [](const Invocation& call, const JobsOptions& chosen) { return control(call, chosen, ControlAction::Checkpoint); });
    CLI::App* goOn = add("resume", "Go on with a paused, interrupted or failed run", true, resume);
    goOn->add_flag("--detach", options->detach, "Return at once");
    goOn->add_flag("--allow-different-machine", options->allowDifferentMachine,
        "Go on although this machine's results may differ in the last bits");
    add("stop", "Write a checkpoint and end the worker", true,
        [](const Invocation& call, const JobsOptions& chosen) { return control(call, chosen, ControlAction::Stop); })
        ->add_option("--deadline", options->deadline, "Seconds until the worker is killed")
        ->capture_default_str();
}

} // namespace cli
