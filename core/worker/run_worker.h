// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace core::worker {

struct WorkerOptions {
    bool allowDifferentMachine = false;
};

/// Works on a run folder until it is finished, stopped or failed; what happens is told in its events.jsonl, and what
/// cannot be told there on stderr. Returns a status of core/protocol/exit_status.h. The whole life of a worker process:
/// it sets signal handlers and LibTorch's threads.
int runWorker(const std::filesystem::path& folder, const WorkerOptions& options);

} // namespace core::worker
