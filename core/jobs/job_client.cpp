// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/job_client.h"

#include "core/base/files.h"
#include "core/jobs/polling.h"
#include "core/protocol/worker_record.h"

#include <signal.h>

#include <algorithm>

namespace core::jobs {

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void refuseNoWorker(const protocol::RunFolder& folder)
{
    throw Error(ErrorKind::BadInput, "Nobody works on the run " + folder.name() + ".",
        "Resume it first; `datalever-cli jobs list` shows what runs.");
}

/// Waits until the worker that holds the folder has said that it started; its generation.
std::int64_t livingGeneration(Follower& follower, Clock::time_point deadline, const CancelToken& cancel)
{
    for (;;) {
        while (!follower.poll().empty()) { }
        const bool alive = follower.liveness() == Liveness::Running;
        const auto identity = protocol::readWorkerIdentity(follower.folder().worker());
        if (!alive || follower.progress().ending)
            refuseNoWorker(follower.folder());
        if (identity && identity->generation == follower.progress().generation)
            return identity->generation;
        if (Clock::now() >= deadline)
            refuseNoWorker(follower.folder());
        pauseForPoll(cancel);
    }
}

/// The acknowledgement of request `id` among the events; throws what the worker refused.
bool acknowledged(const std::vector<protocol::JobEvent>& events, const std::string& id)
{
    for (const auto& event : events) {
        const auto* answer = std::get_if<protocol::ControlEvent>(&event.body);
        if (answer == nullptr || answer->id != id)
            continue;
        if (!answer->refusal.empty())
            throw Error(ErrorKind::Unsupported, answer->refusal);
        return true;
    }
    return false;
}

/// SIGKILL to the worker, if it is on this machine and still holds its lock; waits for the lock to be free.
bool killWorker(const protocol::RunFolder& folder, const CancelToken& cancel)
{
    const auto identity = protocol::readWorkerIdentity(folder.worker());
    if (!identity || !protocol::isThisBoot(*identity) || !FileLock::isHeld(folder.lock()))
        return false;
    ::kill(static_cast<pid_t>(identity->processId), SIGKILL);
    const auto deadline = Clock::now() + std::chrono::seconds(5);
    while (FileLock::isHeld(folder.lock()) && Clock::now() < deadline)
        pauseForPoll(cancel);
    return true;
}

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
    const auto last = Clock::now() + deadline;
    Follower follower(std::filesystem::absolute(folder));
    const protocol::ControlRequest request{ protocol::newControlId(), livingGeneration(follower, last, cancel), action };
    protocol::appendControl(follower.folder().control(), request);
    const bool stop = action == protocol::ControlAction::Stop;
    for (;;) {
        const bool running = follower.liveness() == Liveness::Running; // before the events: none comes after its end
        const auto events = follower.poll();
        if (acknowledged(events, request.id) && !stop)
            return ControlOutcome::Acknowledged;
        if (!events.empty())
            continue;
        if (!running)
            return ControlOutcome::Ended;
        if (Clock::now() >= last)
            break;
        pauseForPoll(cancel);
    }
    return stop && killWorker(follower.folder(), cancel) ? ControlOutcome::Killed : ControlOutcome::NoAnswer;
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
        if (gone) {
            const std::string log = logTail(follower.folder());
            return "The worker of " + follower.folder().name() + " ended without a word"
                + (end ? " (" + *end + ")" : std::string()) + "." + (log.empty() ? "" : " Its log ends with: " + log);
        }
        pauseForPoll();
    }
    return {};
}

} // namespace core::jobs
