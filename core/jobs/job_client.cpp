// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/job_client.h"

#include "core/base/files.h"
#include "core/jobs/polling.h"

#include <algorithm>

namespace core::jobs {

namespace {

using Clock = std::chrono::steady_clock;

} // namespace

JobClient::JobClient(LaunchSettings settings)
    : settings_(std::move(settings))
{
}

WorkerProcess JobClient::start(const std::filesystem::path& folder, const protocol::JobSpec& spec,
    const std::vector<std::filesystem::path>& inputs) const
{
    return launchWorker(createRunFolder(folder, spec, inputs), settings_);
}

WorkerProcess JobClient::restart(const std::filesystem::path& folder) const
{
    const protocol::RunFolder run(std::filesystem::absolute(folder));
    if (livenessOf(run) == Liveness::Running)
        throw Error(ErrorKind::Busy, "A worker is already working on the run " + run.name() + ".",
            "Stop it first, or attach to it.");
    return launchWorker(run, settings_);
}

ControlOutcome JobClient::control(const std::filesystem::path& folder, protocol::ControlAction action,
    std::chrono::milliseconds deadline, const CancelToken& cancel) const
{
    Follower follower(std::filesystem::absolute(folder));
    while (!follower.poll().empty()) { }
    ControlCall call(action, Clock::now() + deadline);
    for (;;) {
        const bool alive = follower.liveness() == Liveness::Running; // before the events: none comes after its end
        const auto events = follower.poll();
        if (const auto outcome = call.look(follower, events, alive, Clock::now()))
            return *outcome;
        if (events.empty())
            pauseForPoll(cancel);
    }
}

JobState JobClient::state(const std::filesystem::path& folder) const
{
    JobState state;
    state.folder = std::filesystem::absolute(folder);
    try {
        const protocol::RunFolder run(state.folder);
        state.liveness = livenessOf(run);
        state.spec = protocol::readJobSpec(run.job());
        Follower follower(state.folder);
        while (!follower.poll().empty())
            state.progress = follower.progress();
    } catch (const Error& error) {
        state.problem = error.message();
    }
    return state;
}

std::vector<JobState> JobClient::list(const std::filesystem::path& runs) const
{
    std::vector<std::filesystem::path> folders;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(runs, code)) {
        if (std::filesystem::exists(entry.path() / "job.json", code) && entry.path().filename().string().front() != '.')
            folders.push_back(entry.path());
    }
    std::sort(folders.begin(), folders.end());
    std::vector<JobState> states;
    for (const auto& folder : folders)
        states.push_back(state(folder));
    return states;
}

void awaitStart(
    const protocol::RunFolder& folder, WorkerProcess& process, const CancelToken& cancel, std::chrono::milliseconds deadline)
{
    const auto until = std::chrono::steady_clock::now() + deadline;
    while (livenessOf(folder) != Liveness::Running && std::chrono::steady_clock::now() < until) {
        if (const auto end = process.ended()) {
            if (Follower(folder.path()).poll().empty())
                throw Error(ErrorKind::Internal, "the worker of " + folder.name() + " ended at once (" + *end + ")",
                    logTail(folder));
            return; // it has said why, or was quicker than this look
        }
        cancel.check();
        pauseForPoll();
    }
}

std::string deathSentence(const protocol::RunFolder& folder, const std::optional<std::string>& end)
{
    const std::string log = logTail(folder);
    return "The worker of " + folder.name() + " ended without a word" + (end ? " (" + *end + ")" : std::string()) + "."
        + (log.empty() ? "" : " Its log ends with: " + log);
}

std::string followRun(Follower& follower, WorkerProcess* process,
    const std::function<void(const std::vector<protocol::JobEvent>&)>& onEvents, const CancelToken& cancel)
{
    while (!cancel.cancelled()) {
        // Asked before reading: what is read afterwards includes the worker's last words.
        const auto end = process != nullptr ? process->ended() : std::nullopt;
        const bool gone = process != nullptr ? end.has_value() : follower.liveness() != Liveness::Running;
        const auto events = follower.poll();
        if (!events.empty()) {
            onEvents(events);
            continue;
        }
        if (gone && follower.progress().ending)
            return {};
        if (gone)
            return deathSentence(follower.folder(), end);
        pauseForPoll();
    }
    return {};
}

} // namespace core::jobs
