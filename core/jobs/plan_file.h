// SPDX-License-Identifier: Apache-2.0
// plan.json of a run folder: what the run was expected to take when it was started, so that plan and truth can be compared
// later.
#pragma once

#include "core/jobs/run_estimate.h"

#include <filesystem>
#include <optional>

namespace core::jobs {

/// Throws Error{Storage}.
void writePlan(const std::filesystem::path& runFolder, const RunEstimate& estimate);
/// Time, memory, disk, steps and tokens; of texts and model nothing. Nothing when the folder has no plan. Throws Error of
/// json_faults.
std::optional<RunEstimate> readPlan(const std::filesystem::path& runFolder);

} // namespace core::jobs
