// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/control_call.h"

#include "core/base/files.h"
#include "core/protocol/worker_record.h"

#include <signal.h>

namespace core::jobs {

namespace {

[[noreturn]] void refuseNoWorker(const protocol::RunFolder& folder)
{
    throw Error(ErrorKind::BadInput, "Nobody works on the run " + folder.name() + ".",
        "Resume it first; `datalever-cli jobs list` shows what runs.");
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

/// SIGKILL to the worker, if it is on this machine and still holds its lock.
bool killWorker(const protocol::RunFolder& folder)
{
    const auto identity = protocol::readWorkerIdentity(folder.worker());
    if (!identity || !protocol::isThisBoot(*identity) || !FileLock::isHeld(folder.lock()))
        return false;
    ::kill(static_cast<pid_t>(identity->processId), SIGKILL);
    return true;
}

} // namespace

ControlCall::ControlCall(protocol::ControlAction action, Clock::time_point deadline)
    : action_(action)
    , deadline_(deadline)
{
}

void ControlCall::send(const Follower& follower, bool alive, Clock::time_point now)
{
    if (!alive || follower.progress().ending || now >= deadline_)
        refuseNoWorker(follower.folder());
    const auto identity = protocol::readWorkerIdentity(follower.folder().worker());
    if (!identity || identity->generation != follower.progress().generation)
        return; // it has the folder, but has not said so yet
    id_ = protocol::newControlId();
    protocol::appendControl(follower.folder().control(), { id_, identity->generation, action_ });
}

std::optional<ControlOutcome> ControlCall::look(
    const Follower& follower, const std::vector<protocol::JobEvent>& events, bool alive, Clock::time_point now)
{
    if (id_.empty()) {
        send(follower, alive, now);
        return std::nullopt;
    }
    const bool stop = action_ == protocol::ControlAction::Stop;
    if (acknowledged(events, id_) && !stop)
        return ControlOutcome::Acknowledged;
    if (!events.empty())
        return std::nullopt;
    if (!alive)
        return killed_ ? ControlOutcome::Killed : ControlOutcome::Ended;
    return now >= deadline_ ? giveUp(follower.folder(), now) : std::nullopt;
}

std::optional<ControlOutcome> ControlCall::giveUp(const protocol::RunFolder& folder, Clock::time_point now)
{
    if (action_ != protocol::ControlAction::Stop || killed_ || !killWorker(folder))
        return killed_ ? ControlOutcome::Killed : ControlOutcome::NoAnswer;
    killed_ = true;
    deadline_ = now + std::chrono::seconds(5);
    return std::nullopt;
}

} // namespace core::jobs
