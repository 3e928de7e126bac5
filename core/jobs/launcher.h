// SPDX-License-Identifier: Apache-2.0
// Makes run folders and starts detached workers on them.
#pragma once

#include "core/jobs/run_origin.h"
#include "core/protocol/run_folder.h"

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace core::jobs {

/// The worker program: $DATALEVER_WORKER, else `datalever-worker` beside the running program. Throws Error{Unsupported}
/// saying where it was looked for.
std::filesystem::path workerProgram();

/// A new run folder with job.json and, hard-linked or copied into inputs/, the files that the job names by hash.
/// `inputs` are existing files; each is stored as <sha256>.jsonl. Throws Error{BadInput} when the folder exists or the
/// spec is not valid; a folder that could not be completed is removed again. `origin`: of a run of a project.
protocol::RunFolder createRunFolder(const std::filesystem::path& folder, const protocol::JobSpec& spec,
    const std::vector<std::filesystem::path>& inputs = {}, const std::optional<RunOrigin>& origin = {});

struct LaunchSettings {
    std::filesystem::path program; ///< empty: workerProgram()
    bool allowDifferentMachine = false;
};

/// A started worker process as its starter sees it. Destroying the value leaves the process alone.
class WorkerProcess {
public:
    explicit WorkerProcess(pid_t process)
        : process_(process)
    {
    }
    pid_t id() const { return process_; }
    /// How it ended, as "exit status 3" or "signal 9 (Killed)"; nullopt while it runs. Reaps it.
    std::optional<std::string> ended();

private:
    pid_t process_;
    std::optional<std::string> end_;
};

/// Starts a worker on the folder: own session, stdin from nowhere, output appended to stderr.log, no inherited
/// descriptors, the thread variables set. Throws Error{Storage}. Returns at once.
WorkerProcess launchWorker(const protocol::RunFolder& folder, const LaunchSettings& settings = {});

/// The last lines of stderr.log, for the sentence about a worker that died without a word; empty when there are none.
std::string logTail(const protocol::RunFolder& folder);

} // namespace core::jobs
