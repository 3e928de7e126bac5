// SPDX-License-Identifier: Apache-2.0
// The runs of an open project: one thread looks at their folders ten times a second (only a stat where nothing is new),
// takes what they tell into the project and says what happened. Closing it leaves the runs going; the next one catches up.
#pragma once

#include "core/jobs/launcher.h"
#include "core/jobs/project_facts.h"
#include "core/jobs/project_run.h"

#include <chrono>
#include <functional>
#include <memory>

namespace core::jobs {

/// Needs a writing session for everything but looking on. With a read-only session (another process has the project open)
/// runs are followed too; what is in the project is told as that process stores it.
class ProjectMonitor {
public:
    using Sink = std::function<void(const ProjectFact&)>;

    /// `session` must outlive the monitor. `sink` is called in the monitor's thread and must be short; RunListChanged comes
    /// first.
    ProjectMonitor(store::ProjectSession& session, Sink sink, LaunchSettings settings = {});
    ~ProjectMonitor(); ///< returns within a look; what was asked for and not begun is forgotten
    ProjectMonitor(const ProjectMonitor&) = delete;
    ProjectMonitor& operator=(const ProjectMonitor&) = delete;

    // Requests return their number at once; a RequestAnswered with it follows.

    /// Sets the run up, records it and starts its worker.
    std::uint64_t start(RunRequest request);
    /// The same for a job that names its files already, as an experiment does.
    std::uint64_t start(protocol::JobSpec spec, DatasetId dataset);
    /// Gives an experiment whose worker has ended the seeds of `spec` that it does not have (addSeeds()), and goes on.
    std::uint64_t addSeeds(RunId run, protocol::JobSpec spec);
    /// Asks a paused worker to go on, or starts a worker on a run without one.
    std::uint64_t resume(RunId run, bool allowDifferentMachine = false);
    /// Pause, Checkpoint or Stop. A stop that is not answered before the deadline ends in SIGKILL.
    std::uint64_t steer(
        RunId run, protocol::ControlAction action, std::chrono::milliseconds deadline = std::chrono::seconds(60));

private:
    class Loop;
    std::unique_ptr<Loop> loop_;
};

} // namespace core::jobs
