// SPDX-License-Identifier: GPL-3.0-or-later
// A run's optimizer steps as columns: immutable, so that a thread computes on them while the next steps arrive.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/store/run_records.h"
#endif

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace ui {

/// One entry a step, rising steps.
struct StepColumns {
    std::vector<double> step;
    std::vector<double> loss; ///< may be NaN
    std::vector<double> rate;
    std::vector<double> gradientNorm;
    std::vector<double> tokens; ///< trained on so far
    std::vector<double> seconds; ///< of training so far

    std::size_t size() const { return step.size(); }
};

using StepColumnsPointer = std::shared_ptr<const StepColumns>;

/// What a fact or the project tells: steps behind `dropAfterStep` are void.
struct StepBatch {
    std::optional<std::int64_t> dropAfterStep;
    std::vector<core::store::StepMetric> steps;
};

/// `known` (may be null) without what was dropped, and the new steps; those that are known already are left out.
StepColumnsPointer extended(const StepColumnsPointer& known, std::span<const StepBatch> batches);

} // namespace ui
