// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/invocation.h"
#include "app/cli/run_options.h"
#include "core/jobs/launcher.h"
#include "core/store/project_session.h"

#include <string>

namespace cli {

/// Records the run in the project (or, while a window has it open, leaves that to the window), starts its worker and follows
/// it to its end; with --detach returns at once, naming the run.
int startRun(const Invocation& invocation, const RunOptions& options);

/// The project for writing; read-only where another program has it open: that one then records the run and takes its results
/// in.
core::store::ProjectSession openForRun(const std::string& project);

struct StartedRun {
    std::string project;
    std::string name;
    bool detach = false;
};

/// What startRun() does once the worker is started.
int afterLaunch(const Invocation& invocation, const StartedRun& run, const core::protocol::RunFolder& folder,
    core::jobs::WorkerProcess& worker);

} // namespace cli
