// SPDX-License-Identifier: Apache-2.0
// The actions of `sample` that have a file of their own.
#pragma once

#include "app/cli/invocation.h"

namespace cli {

void addSampleRun(CLI::App& verb, Invocation& invocation);

} // namespace cli
