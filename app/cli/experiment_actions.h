// SPDX-License-Identifier: Apache-2.0
// The actions of the experiment verb that have files of their own.
#pragma once

#include "app/cli/invocation.h"
#include "app/cli/summary_output.h"
#include "core/analysis/experiment_summary.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cli {

/// Declares experiment calibrate.
void addExperimentCalibrate(CLI::App& verb, Invocation& invocation);

struct ReportOptions {
    std::string project;
    std::string experiment;
    std::string against; ///< an arm; empty: "all", else the first
    std::vector<core::analysis::SourceGroup> groups;
    SummaryFiles files;
};
/// The summary of what the project holds of an experiment.
int answerReport(const Invocation& invocation, const ReportOptions& options);

/// The table of arms × benchmarks from the folders of an experiment's cells: shares of right answers with Wilson's 95 %
/// intervals over the items of all seeds, and the mean loss of the held-out rows.
int answerFolderReport(const Invocation& invocation, const std::filesystem::path& folder);

} // namespace cli
