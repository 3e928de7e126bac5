// SPDX-License-Identifier: Apache-2.0
// One run of an open project as the ProjectMonitor sees it: follows the folder, stores what is new, says what happened.
// Only for this folder's .cpp files.
#pragma once

#include "core/jobs/ingest.h"
#include "core/jobs/launcher.h"
#include "core/jobs/project_facts.h"

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace core::jobs {

using FactSink = std::function<void(const ProjectFact&)>;

class WatchedRun {
public:
    using Clock = std::chrono::steady_clock;

    WatchedRun(store::ProjectSession& session, store::RunRecord record, const FactSink& tell);

    const store::RunRecord& record() const { return record_; }
    /// Queued, running or paused, as far as the project knows.
    bool isActive() const;
    bool isOurs() const { return process_.has_value(); }
    /// A worker that this process started on the run.
    void own(WorkerProcess process);
    void ask(std::uint64_t request, protocol::ControlAction action, Clock::time_point deadline);
    /// Whether a worker lives on it now.
    bool isAlive();

    /// One look: a stat unless something is new. `mayStore` false: an import holds the project's writers up, so only
    /// progress is told; what is new is stored later.
    void look(bool mayStore, Clock::time_point now);
    /// Another process writes the project and has stored this.
    void refresh(const store::RunRecord& record);
    /// Marks a run that no worker took or finished.
    void interrupt(const std::string& sentence);

private:
    struct Call {
        std::uint64_t request = 0;
        ControlCall call;
    };
    Follower& follower();
    /// Of an experiment that ran before the project held cells.
    bool lacksCells() const;
    bool grew();
    std::vector<protocol::JobEvent> readNew();
    void store(const std::vector<protocol::JobEvent>& read, bool mayStore, Clock::time_point now);
    void tellCells();
    void tellProgress();
    void tellStored(const std::vector<protocol::JobEvent>& events);
    void tellState();
    void answerCalls(const std::vector<protocol::JobEvent>& events, bool alive, Clock::time_point now);
    void noteDeath(const std::optional<std::string>& end);
    void trouble(const Error& error, Clock::time_point now);

    store::ProjectSession& session_;
    store::RunRecord record_;
    const FactSink& tell_;
    protocol::RunFolder folder_;
    std::optional<Follower> follower_; ///< from the first event on, for progress and pace
    std::optional<Ingester> ingester_;
    std::deque<protocol::JobEvent> unstored_; ///< of a project that another process writes
    std::optional<WorkerProcess> process_;
    std::int64_t generationBefore_ = 0; ///< of the run when our worker was started
    std::vector<Call> calls_;
    std::uint64_t size_ = 0; ///< of events.jsonl at the last look
    bool behind_ = false; ///< something was read and not stored yet
    Clock::time_point storeAgain_; ///< after trouble
    Clock::time_point heard_ = Clock::now();
    Clock::time_point probed_;
    std::string troubled_; ///< the last sentence of trouble, so that it is told once
};

} // namespace core::jobs
