// SPDX-License-Identifier: Apache-2.0
// Reads what a run folder's worker tells, from any position, and whether the worker lives. Never writes.
#pragma once

#include "core/jobs/run_pace.h"
#include "core/protocol/event_codec.h"
#include "core/protocol/run_folder.h"
#include "core/protocol/worker_record.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core::jobs {

enum class Liveness {
    NotStarted, ///< no worker has taken the folder yet
    Running, ///< its lock is held, or it is on another machine and was heard of within a minute
    Ended, ///< nobody holds the lock
    Silent, ///< on another machine, not heard of for a minute
};

/// What the events said so far, in one value; for lists and progress bars.
struct RunProgress {
    std::int64_t generation = 0;
    bool bitIdentical = true;
    protocol::Phase phase = protocol::Phase::Loading;
    std::int64_t step = 0;
    std::int64_t done = 0; ///< of the phase, see HeartbeatEvent
    std::int64_t total = 0;
    std::int64_t memoryBytes = 0;
    std::int64_t lastMilliseconds = 0; ///< the worker's clock at its last event
    std::optional<protocol::PlanEvent> plan;
    std::optional<protocol::StepEvent> lastStep;
    std::int64_t pointsDone = 0; ///< recording points that are complete
    std::int64_t pointRows = 0; ///< rows scored for the next one; kept while the run is paused
    bool pointOver = false; ///< it was told to be complete; a heartbeat may still count its rows
    std::vector<protocol::CellEvent> cells; ///< of an experiment, by number: the last word of each
    double epochs = 1; ///< of the job
    bool onlyTokens = false; ///< the job ends with the tokenizing
    std::optional<protocol::EventBody> ending; ///< the FinishedEvent, StoppedEvent or FailedEvent of this generation

    void apply(const protocol::JobEvent& event);
};

class Follower {
public:
    explicit Follower(std::filesystem::path folder, protocol::EventPosition from = {});

    const protocol::RunFolder& folder() const { return folder_; }
    /// New events, some MiB at most at a time; empty = nothing new. Throws Error of event_faults (a second call continues
    /// after nothing: the position stays before the bad line) and {Storage}.
    std::vector<protocol::JobEvent> poll();
    const protocol::EventPosition& position() const { return position_; }
    const RunProgress& progress() const { return progress_; }
    const RunPace& pace() const { return pace_; }
    /// By flock here, by the time since an event was last read elsewhere.
    Liveness liveness() const;

private:
    protocol::RunFolder folder_;
    protocol::EventPosition position_;
    RunProgress progress_;
    RunPace pace_;
    std::chrono::steady_clock::time_point heard_;
};

/// Liveness without a follower (a list of jobs): on another machine the age of events.jsonl decides.
Liveness livenessOf(const protocol::RunFolder& folder);

} // namespace core::jobs
