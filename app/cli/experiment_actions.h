// SPDX-License-Identifier: Apache-2.0
// The actions of the experiment verb that have files of their own.
#pragma once

#include "app/cli/invocation.h"

#include <filesystem>

namespace cli {

/// Declares experiment calibrate.
void addExperimentCalibrate(CLI::App& verb, Invocation& invocation);

/// The table of arms × benchmarks from the folders of an experiment's cells: shares of right answers with Wilson's 95 %
/// intervals over the items of all seeds, and the mean loss of the held-out rows.
int answerReport(const Invocation& invocation, const std::filesystem::path& folder);

} // namespace cli
