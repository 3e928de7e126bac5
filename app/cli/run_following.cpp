// SPDX-License-Identifier: Apache-2.0
#include "app/cli/run_following.h"

#include "app/cli/progress_bar.h"
#include "app/cli/text.h"
#include "core/jobs/ingest.h"
#include "core/jobs/project_run.h"
#include "core/protocol/session_message.h"

#include <chrono>
#include <variant>

namespace cli {

namespace {

using namespace core::protocol;
using core::jobs::Follower;
using core::jobs::RunProgress;
using core::store::OpenMode;
using core::store::ProjectSession;
using Clock = std::chrono::steady_clock;

std::string remarkOf(const RunProgress& progress)
{
    std::string remark(nameOf(progress.phase));
    if (progress.lastStep) {
        const StepEvent& step = *progress.lastStep;
        remark += ", step " + countText(step.step)
            + (progress.plan ? " of " + countText(progress.plan->steps) : std::string()) + ", loss "
            + numberText(step.loss, 3);
        if (progress.phase == Phase::Training && step.seconds > 0)
            remark += ", " + countText(static_cast<std::int64_t>(static_cast<double>(step.tokens) / step.seconds))
                + " tokens/s";
    }
    if (progress.memoryBytes > 0)
        remark += ", " + bytesText(static_cast<std::uint64_t>(progress.memoryBytes));
    return remark;
}

/// Work done so far in rows seen: a row trained on counts three times a row scored (forward and backward).
core::Progress overall(const RunProgress& progress, double epochs)
{
    if (!progress.plan)
        return {};
    const PlanEvent& plan = *progress.plan;
    const auto scoringRows = static_cast<std::uint64_t>(plan.rows);
    const auto points = static_cast<std::uint64_t>(std::max<std::size_t>(plan.recordingSteps.size(), 1));
    const auto trainingRows = static_cast<std::uint64_t>(3 * epochs * static_cast<double>(plan.rows - plan.heldOut));
    core::Progress whole;
    whole.total = points * scoringRows + (plan.steps > 0 ? trainingRows : 0);
    whole.done = static_cast<std::uint64_t>(progress.pointsDone) * scoringRows;
    if (plan.steps > 0)
        whole.done += trainingRows * static_cast<std::uint64_t>(progress.step) / static_cast<std::uint64_t>(plan.steps);
    if (progress.phase == Phase::Scoring)
        whole.done += static_cast<std::uint64_t>(std::max<std::int64_t>(progress.done, 0));
    whole.done = std::min(whole.done, whole.total);
    return whole;
}

core::OrderedJson planJson(const PlanEvent& plan)
{
    return { { "steps", plan.steps }, { "rows", plan.rows }, { "held_out", plan.heldOut }, { "tokens", plan.tokens },
        { "response_tokens", plan.responseTokens }, { "truncated", plan.truncated }, { "unscored", plan.unscored },
        { "dropped", plan.dropped }, { "seams", plan.seams }, { "recording_steps", plan.recordingSteps } };
}

struct Ending {
    core::OrderedJson document;
    std::string text;
    int status = exitDone;
};

Ending endingOf(const std::string& run, const RunProgress& progress, const std::string& death)
{
    Ending ending{ { { "run", run }, { "step", progress.step }, { "recording_points", progress.pointsDone } }, {},
        exitDone };
    if (progress.plan)
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
        ending.text = run + " finished: " + countText(finished->steps) + " steps, " + countText(progress.pointsDone)
            + " recording points, " + countText(finished->tokens) + " tokens trained on in "
            + durationText(finished->seconds) + ", peak memory "
            + bytesText(static_cast<std::uint64_t>(finished->peakMemoryBytes)) + "\n";
    } else {
        ending.document["state"] = "interrupted";
        ending.text = run + " stopped at step " + countText(progress.step) + "; go on with: jobs resume " + run + "\n";
        ending.status = exitInterrupted;
    }
    if (progress.plan)
        ending.text += countText(progress.plan->rows) + " rows (" + countText(progress.plan->heldOut) + " held out), "
            + countText(progress.plan->tokens) + " tokens, " + countText(progress.plan->responseTokens)
            + " of them response; " + countText(progress.plan->truncated) + " rows cut, "
            + countText(progress.plan->unscored) + " unscored\n";
    return ending;
}

} // namespace

bool ingestNow(const std::filesystem::path& project, const std::string& run)
{
    try {
        auto session = ProjectSession::open(project, OpenMode::ReadWrite);
        core::jobs::Ingester ingester(session, session.run(run).id);
        if (ingester.poll().empty())
            ingester.noteEnd("the worker ended without a word");
        session.close();
        return true;
    } catch (const core::Error& error) {
        if (error.kind() == core::ErrorKind::Busy)
            return false;
        throw;
    }
}

void ingestOrRemark(const Invocation& invocation, const std::filesystem::path& project, const std::string& run)
{
    try {
        ingestNow(project, run);
    } catch (const core::Error& error) {
        invocation.remark(run + ": its results stay in its folder for now: " + error.message());
    }
}

int followToEnd(const Invocation& invocation, const std::filesystem::path& project, const std::string& run,
    core::jobs::WorkerProcess* worker)
{
    std::filesystem::path folder;
    {
        const auto session = ProjectSession::open(project, OpenMode::ReadOnly);
        folder = core::jobs::runFolder(session, session.run(run));
    }
    const double epochs = readJobSpec(RunFolder(folder).job()).train.epochs;
    Follower follower(folder);
    ProgressBar bar(invocation, run);
    auto lastIngest = Clock::now();
    const auto onEvents = [&](const std::vector<JobEvent>& events) {
        for (const JobEvent& event : events)
            if (const auto* warning = std::get_if<WarningEvent>(&event.body))
                invocation.remark(run + ": " + warning->message);
        bar.show(overall(follower.progress(), epochs), remarkOf(follower.progress()));
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
    const Ending ending = endingOf(run, follower.progress(), death);
    invocation.answer(ending.document, ending.text);
    return ending.status;
}

} // namespace cli
