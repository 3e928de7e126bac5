// SPDX-License-Identifier: Apache-2.0
// One request to a running worker, from its writing to its outcome, by somebody who looks now and then and never waits.
#pragma once

#include "core/jobs/follower.h"
#include "core/protocol/control.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace core::jobs {

/// What became of a control request.
enum class ControlOutcome {
    Acknowledged, ///< done or under way
    Ended, ///< the worker has ended (the outcome of a stop)
    Killed, ///< it did not answer a stop in time and was ended by SIGKILL
    NoAnswer, ///< not in time; the request stays in the folder
};

class ControlCall {
public:
    using Clock = std::chrono::steady_clock;

    ControlCall(protocol::ControlAction action, Clock::time_point deadline);

    /// `alive`: whether the worker lived before `events`, the newest ones, were read. Nullopt: not decided yet. Writes the
    /// request as soon as the worker has said that it started; a stop past its deadline becomes a SIGKILL where the worker
    /// is on this machine. Throws Error{BadInput} when nobody works on the run, and what the worker refused as
    /// Error{Unsupported}.
    std::optional<ControlOutcome> look(
        const Follower& follower, const std::vector<protocol::JobEvent>& events, bool alive, Clock::time_point now);

private:
    void send(const Follower& follower, bool alive, Clock::time_point now);
    std::optional<ControlOutcome> giveUp(const protocol::RunFolder& folder, Clock::time_point now);

    protocol::ControlAction action_;
    Clock::time_point deadline_;
    std::string id_; ///< empty: not sent yet
    bool killed_ = false;
};

} // namespace core::jobs
