// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/invocation.h"
#include "app/cli/run_options.h"

namespace cli {

/// Says what the run would be and cost, and starts nothing.
int planRun(const Invocation& invocation, const RunOptions& options);

} // namespace cli
