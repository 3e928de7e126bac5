// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/invocation.h"
#include "app/cli/run_options.h"

namespace cli {

/// Records the run in the project (or, while a window has it open, leaves that to the window), starts its worker and follows
/// it to its end; with --detach returns at once, naming the run.
int startRun(const Invocation& invocation, const RunOptions& options);

} // namespace cli
