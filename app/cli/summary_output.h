// SPDX-License-Identifier: Apache-2.0
// What experiment report and compare say of a summary.
#pragma once

#include "app/cli/invocation.h"
#include "core/analysis/experiment_summary.h"
#include "core/store/project_session.h"

#include <cstddef>
#include <string>

namespace cli {

struct SummaryFiles {
    std::string csv; ///< empty: not written
    std::string markdown;
};
/// Options --csv and --markdown.
void addSummaryFiles(CLI::App& verb, SummaryFiles& files);
void writeSummaryFiles(const core::analysis::ExperimentSummary& summary, const SummaryFiles& files);

/// Sentences and cautions, the table of arms, differences with intervals, what two models say of each other, learning times.
std::string summaryLines(const core::analysis::ExperimentSummary& summary);

/// The number of an arm. Throws Error{BadInput}, naming what there is.
std::size_t armNumber(const core::analysis::ExperimentData& data, const std::string& arm);

/// For writing where that is possible: checks that are missing are made up for and kept.
core::store::ProjectSession openToCheck(const std::string& project);

} // namespace cli
