// SPDX-License-Identifier: Apache-2.0
// The door to runs: start, steer, look. Works on run folders alone; what they say is taken into a project by ingest.h.
#pragma once

#include "core/base/cancel_token.h"
#include "core/jobs/control_call.h"
#include "core/jobs/follower.h"
#include "core/jobs/launcher.h"
#include "core/protocol/control.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace core::jobs {

/// One run folder at a glance.
struct JobState {
    std::filesystem::path folder;
    protocol::JobSpec spec;
    Liveness liveness = Liveness::NotStarted;
    RunProgress progress;
    std::string problem; ///< a sentence when the folder or its events cannot be read; the rest is then what was understood
};

class JobClient {
public:
    explicit JobClient(LaunchSettings settings = {});

    /// createRunFolder and launchWorker. Throws their errors.
    WorkerProcess start(const std::filesystem::path& folder, const protocol::JobSpec& spec,
        const std::vector<std::filesystem::path>& inputs = {}) const;
    /// A new worker on an existing folder; it continues from the last checkpoint. Throws Error{Busy} while one lives.
    WorkerProcess restart(const std::filesystem::path& folder) const;

    /// Appends a request and waits for its acknowledgement (a stop: for the worker's end) until the deadline. A stop
    /// past its deadline ends in SIGKILL when the worker is on this machine. Throws Error{BadInput} when no worker
    /// lives, and what the worker refused as Error{Unsupported}.
    ControlOutcome control(const std::filesystem::path& folder, protocol::ControlAction action,
        std::chrono::milliseconds deadline = std::chrono::seconds(60), const CancelToken& cancel = {}) const;

    JobState state(const std::filesystem::path& folder) const;
    /// The run folders below `runs`, in order of name.
    std::vector<JobState> list(const std::filesystem::path& runs) const;

private:
    LaunchSettings settings_;
};

/// Waits until a worker just launched has taken its folder, so that whoever follows the run next finds it alive. Throws
/// Error{Internal} with the end of its log when it ended before, {Cancelled}; returns after `deadline` in any case.
void awaitStart(const protocol::RunFolder& folder, WorkerProcess& process, const CancelToken& cancel,
    std::chrono::milliseconds deadline = std::chrono::seconds(30));

/// The sentence about a worker that ended without a word: how (see WorkerProcess::ended()), and the end of its log.
std::string deathSentence(const protocol::RunFolder& folder, const std::optional<std::string>& end);

/// Follows a run until its worker has ended or `cancel` was asked: calls `onEvents` for each batch of new events, in the
/// calling thread, about ten times a second. Returns why it ended, as a sentence; empty after finished, stopped, failed
/// events or cancel.
std::string followRun(Follower& follower, WorkerProcess* process,
    const std::function<void(const std::vector<protocol::JobEvent>&)>& onEvents, const CancelToken& cancel);

} // namespace core::jobs
