// SPDX-License-Identifier: Apache-2.0
// What a terminal does while a run goes on: it follows the run folder and, where no window has the project open, takes
// what the run tells into the project, transaction by transaction.
#pragma once

#include "app/cli/invocation.h"
#include "core/jobs/job_client.h"

#include <filesystem>
#include <optional>
#include <string>

namespace cli {

/// Follows until the run ends; prints its summary as the verb's answer. Ctrl+C asks the worker to checkpoint and stop
/// (the run is then interrupted) and gives status 130. `worker`: the process, when this program started it.
int followToEnd(const Invocation& invocation, const std::filesystem::path& project, const std::string& run,
    core::jobs::WorkerProcess* worker);

/// How a run ended, for an answer.
struct RunEnding {
    core::OrderedJson document;
    std::string text;
    int status = exitDone; ///< exitInterrupted where it was stopped
};
/// The same, but for the answer, which a verb of several runs gives once.
RunEnding followQuietly(const Invocation& invocation, const std::filesystem::path& project, const std::string& run,
    core::jobs::WorkerProcess* worker);

/// Takes everything a run has told so far into the project. False when another process (a window) has the project open:
/// that one does it.
bool ingestNow(const std::filesystem::path& project, const std::string& run);
/// The same where the results may wait in the run's folder: a failure is only remarked upon.
void ingestOrRemark(const Invocation& invocation, const std::filesystem::path& project, const std::string& run);

/// The same for what is about to be read: of a run, or of the experiment of "experiment/cell", that is there.
void ingestBeforeReading(const Invocation& invocation, const std::filesystem::path& project, const std::string& name);

/// Waits until the project holds everything that an ended run has told, whoever takes it in. Throws Error{Busy} when the
/// program that has the project open does not.
void awaitStored(const Invocation& invocation, const std::filesystem::path& project, const std::string& run);

/// The folder of a run, whether it is recorded already or set up beside a window that will record it.
std::filesystem::path folderOfRun(const std::filesystem::path& project, const std::string& run);

} // namespace cli
