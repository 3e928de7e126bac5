// SPDX-License-Identifier: Apache-2.0
#include "app/cli/run_following.h"

#include "app/cli/evaluation_runs.h"
#include "app/cli/progress_bar.h"
#include "app/cli/text.h"
#include "core/jobs/ingest.h"
#include "core/jobs/polling.h"
#include "core/jobs/project_run.h"
#include "core/jobs/run_adoption.h"
#include "core/protocol/session_message.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <variant>

namespace cli {

namespace {

using namespace core::protocol;
using core::jobs::Follower;
using core::jobs::RunProgress;
using core::store::OpenMode;
using core::store::ProjectSession;
using Clock = std::chrono::steady_clock;

std::string remarkOf(const Follower& follower)
{
    const RunProgress& progress = follower.progress();
    std::string remark(nameOf(progress.phase));
    for (const CellEvent& cell : progress.cells) {
        if (cell.state == CellState::Running)
            remark = cell.cell + " (" + countText(cell.number + 1) + " of " + countText(cell.cells) + "): " + remark;
    }
    if (progress.lastStep) {
        const StepEvent& step = *progress.lastStep;
        remark += ", step " + countText(step.step)
            + (progress.plan ? " of " + countText(progress.plan->steps) : std::string()) + ", loss "
            + numberText(step.loss, 3);
    }
    if (const auto rate = follower.pace().tokensPerSecond(progress))
        remark += ", " + countText(std::llround(*rate)) + " tokens/s";
    if (progress.memoryBytes > 0)
        remark += ", " + bytesText(static_cast<std::uint64_t>(progress.memoryBytes));
    return remark;
}

double perRow(std::int64_t count, const PlanEvent& plan)
{
    return static_cast<double>(count) / static_cast<double>(std::max<std::int64_t>(plan.rows, 1));
}

core::OrderedJson planJson(const PlanEvent& plan)
{
    return { { "steps", plan.steps }, { "rows", plan.rows }, { "held_out", plan.heldOut }, { "tokens", plan.tokens },
        { "response_tokens", plan.responseTokens }, { "truncated", plan.truncated }, { "unscored", plan.unscored },
        { "dropped", plan.dropped }, { "seams", plan.seams }, { "recording_steps", plan.recordingSteps },
        { "mean_tokens", perRow(plan.tokens, plan) }, { "mean_response_tokens", perRow(plan.responseTokens, plan) } };
}

std::string planText(const PlanEvent& plan)
{
    return countText(plan.rows) + " rows (" + countText(plan.heldOut) + " held out), " + countText(plan.tokens) + " tokens, "
        + countText(plan.responseTokens) + " of them response; a row has " + numberText(perRow(plan.tokens, plan), 1)
        + " tokens in the mean, " + numberText(perRow(plan.responseTokens, plan), 1) + " of them response\n"
        + countText(plan.truncated) + " rows cut, " + countText(plan.dropped) + " dropped, " + countText(plan.unscored)
        + " unscored; " + countText(plan.seams) + " with a token across the border of prompt and response\n";
}

RunEnding endingOf(const std::string& run, const RunProgress& progress, const std::string& death)
{
    RunEnding ending{ { { "run", run }, { "step", progress.step }, { "recording_points", progress.pointsDone } }, {},
        exitDone };
    if (progress.plan && progress.cells.empty())
        ending.document["plan"] = planJson(*progress.plan);
    if (!death.empty())
        throw core::Error(core::ErrorKind::Internal, "run " + run + " ended without a word: " + death,
            "Go on from its last checkpoint with: jobs resume " + run);
    if (const auto* failed = progress.ending ? std::get_if<FailedEvent>(&*progress.ending) : nullptr)
        throw core::Error(errorKind(failed->kind), "run " + run + " failed: " + failed->message, failed->hint);
    if (const auto* finished = progress.ending ? std::get_if<FinishedEvent>(&*progress.ending) : nullptr) {
        ending.document["state"] = "finished";
        ending.document["seconds"] = finished->seconds;
        ending.document["peak_memory_bytes"] = finished->peakMemoryBytes;
        ending.text = progress.plan && progress.plan->recordingSteps.empty()
            ? run + " finished in " + durationText(finished->seconds) + "\n"
            : run + " finished: " + countText(finished->steps) + " steps, " + countText(progress.pointsDone)
                + " recording points, " + countText(finished->tokens) + " tokens trained on in "
                + durationText(finished->seconds) + ", peak memory "
                + bytesText(static_cast<std::uint64_t>(finished->peakMemoryBytes)) + "\n";
    } else {
        ending.document["state"] = "interrupted";
        ending.text = run + " stopped at step " + countText(progress.step) + "; go on with: jobs resume " + run + "\n";
        ending.status = exitInterrupted;
    }
    if (progress.plan && progress.cells.empty())
        ending.text += planText(*progress.plan);
    return ending;
}

/// What the run scored, as far as the project holds it.
void addScores(const Invocation& invocation, RunEnding& ending, const std::filesystem::path& project, const std::string& run)
{
    if (ending.status != exitDone)
        return;
    try {
        const RunScores scores = scoresOf(project, run);
        if (!scores.document.empty())
            ending.document["scores"] = scores.document;
        ending.text += scores.text;
    } catch (const core::Error& error) {
        invocation.remark(run + ": its scores cannot be shown now: " + error.message());
    }
}

} // namespace

bool ingestNow(const std::filesystem::path& project, const std::string& run)
{
    try {
        auto session = ProjectSession::open(project, OpenMode::ReadWrite);
        if (!session.findRun(run)) // set up beside a window that has gone since
            core::jobs::adoptRuns(session);
        core::jobs::Ingester ingester(session, session.run(run).id);
        if (ingester.poll().empty() && ingester.follower().liveness() != core::jobs::Liveness::NotStarted)
            ingester.noteEnd("the worker ended without a word");
        session.close();
        return true;
    } catch (const core::Error& error) {
        if (error.kind() == core::ErrorKind::Busy)
            return false;
        throw;
    }
}

void awaitStored(const Invocation& invocation, const std::filesystem::path& project, const std::string& run)
{
    const auto folder = folderOfRun(project, run);
    const auto behind = [&] {
        EventPosition end;
        while (!readEvents(RunFolder(folder).events(), end).empty()) { }
        const auto record = ProjectSession::open(project, OpenMode::ReadOnly).findRun(run);
        return !record || record->eventOffset < end.offset;
    };
    const auto deadline = Clock::now() + std::chrono::seconds(60);
    while (!ingestNow(project, run) && behind()) {
        if (Clock::now() >= deadline)
            throw core::Error(core::ErrorKind::Busy,
                "the program that has " + project.string() + " open did not take the results of " + run + " in",
                "They are safe in the run's folder; close the project there, then look again.");
        core::jobs::pauseForPoll(invocation.cancel);
    }
}

std::filesystem::path folderOfRun(const std::filesystem::path& project, const std::string& run)
{
    const auto session = ProjectSession::open(project, OpenMode::ReadOnly);
    if (const auto record = session.findRun(run))
        return core::jobs::runFolder(session, *record);
    const auto folder = session.sideFolder() / "runs" / run; // a window is about to take it in
    if (!run.empty() && run.find('/') == std::string::npos && std::filesystem::exists(RunFolder(folder).job()))
        return folder;
    return core::jobs::runFolder(session, session.run(run)); // throws, naming what there is
}

void ingestOrRemark(const Invocation& invocation, const std::filesystem::path& project, const std::string& run)
{
    try {
        ingestNow(project, run);
    } catch (const core::Error& error) {
        invocation.remark(run + ": its results stay in its folder for now: " + error.message());
    }
}

void ingestBeforeReading(const Invocation& invocation, const std::filesystem::path& project, const std::string& name)
{
    const std::string run = name.substr(0, name.find('/'));
    if (ProjectSession::open(project, OpenMode::ReadOnly).findRun(run))
        ingestOrRemark(invocation, project, run);
}

int followToEnd(const Invocation& invocation, const std::filesystem::path& project, const std::string& run,
    core::jobs::WorkerProcess* worker)
{
    RunEnding ending = followQuietly(invocation, project, run, worker);
    addScores(invocation, ending, project, run);
    invocation.answer(ending.document, ending.text);
    return ending.status;
}

RunEnding followQuietly(const Invocation& invocation, const std::filesystem::path& project, const std::string& run,
    core::jobs::WorkerProcess* worker)
{
    const auto folder = folderOfRun(project, run);
    Follower follower(folder);
    ProgressBar bar(invocation, run);
    auto lastIngest = Clock::now();
    const auto onEvents = [&](const std::vector<JobEvent>& events) {
        for (const JobEvent& event : events) {
            if (const auto* warning = std::get_if<WarningEvent>(&event.body))
                invocation.remark(run + ": " + warning->message);
            if (const auto* cell = std::get_if<CellEvent>(&event.body); cell != nullptr && cell->state == CellState::Failed)
                invocation.remark(cell->cell + " failed: " + cell->message);
        }
        const RunProgress& progress = follower.progress();
        bar.show(core::jobs::overallProgress(progress), remarkOf(follower), follower.pace().remainingSeconds(progress));
        if (Clock::now() - lastIngest > std::chrono::seconds(5)) {
            ingestOrRemark(invocation, project, run);
            lastIngest = Clock::now();
        }
    };
    std::string death = followRun(follower, worker, onEvents, invocation.cancel);
    if (invocation.cancel.cancelled() && !follower.progress().ending) {
        invocation.remark("writing a checkpoint, then stopping " + run);
        core::jobs::JobClient().control(folder, ControlAction::Stop);
        death = followRun(follower, worker, onEvents, {});
    }
    ingestNow(project, run);
    return endingOf(run, follower.progress(), death);
}

} // namespace cli
