// SPDX-License-Identifier: Apache-2.0
// Where a worker's loop is, and what it was asked to do: requests in control.jsonl and signals.
#pragma once

#include "core/base/cancel_token.h"
#include "core/protocol/control.h"
#include "core/protocol/job_event.h"
#include "core/protocol/run_folder.h"
#include "core/worker/event_writer.h"

#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>

namespace core::worker {

/// From now on SIGTERM and SIGINT ask for a stop with a checkpoint instead of ending the process.
void stopOnSignals();

/// Shared by the working thread, which asks and reports, and one thread of its own, which reads control.jsonl ten times a
/// second and writes a heartbeat every second.
class RunControl {
public:
    RunControl(const protocol::RunFolder& folder, EventWriter& events, std::int64_t generation);
    ~RunControl();
    RunControl(const RunControl&) = delete;
    RunControl& operator=(const RunControl&) = delete;

    /// Announces the phase by an event.
    void enter(protocol::Phase phase);
    void at(std::int64_t step, std::int64_t done, std::int64_t total);
    /// Whether "checkpoint" makes sense for what is done now; until then it is refused.
    void allowCheckpoints(bool allowed = true) { checkpointsAllowed_ = allowed; }

    /// Takes new requests, holds while paused, and throws what went wrong in the other thread. Working thread only.
    void poll();
    bool stopRequested() const { return stop_.cancelled(); }
    /// Cancelled by a stop: for work that polls a token.
    const CancelToken& stopToken() const { return stop_; }
    /// Whether a checkpoint was asked for since the last call.
    bool takeCheckpointRequest() { return checkpoint_.exchange(false); }

private:
    void run();
    void readRequests();
    std::string accept(protocol::ControlAction action);
    void beat();

    EventWriter& events_;
    std::int64_t generation_;
    std::mutex mutex_; ///< reader_, failure_
    protocol::ControlReader reader_;
    std::exception_ptr failure_;
    CancelToken stop_;
    std::atomic<bool> paused_{ false };
    std::atomic<bool> checkpoint_{ false };
    std::atomic<bool> checkpointsAllowed_{ false };
    std::atomic<protocol::Phase> phase_{ protocol::Phase::Loading };
    std::atomic<std::int64_t> step_{ 0 };
    std::atomic<std::int64_t> done_{ 0 };
    std::atomic<std::int64_t> total_{ 0 };
    std::atomic<bool> ending_{ false };
    std::thread thread_;
};

/// Resident memory of this process now, and its largest so far; bytes.
std::int64_t residentBytes();
std::int64_t peakResidentBytes();

} // namespace core::worker
