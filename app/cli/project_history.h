// SPDX-License-Identifier: Apache-2.0
// What was said of rows and mappings: undone, done again, listed, in words.
#pragma once

#include "app/cli/invocation.h"
#include "core/store/annotation_records.h"

#include <string>

namespace cli {

int undoCommand(const Invocation& invocation, const std::string& project);
int redoCommand(const Invocation& invocation, const std::string& project);
int showHistory(const Invocation& invocation, const std::string& project);

/// "5,666 rows excluded": after it was done.
std::string commandText(const core::store::CommandRecord& command);

} // namespace cli
