// SPDX-License-Identifier: Apache-2.0
// A model's answers to a job's benchmarks and its loss on held-out rows, within jobs that do more than that.
#pragma once

#include "core/text/encoded_rows.h"
#include "core/training/order.h"
#include "core/worker/run_context.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace core::worker {

/// The rows whose loss is measured; none: nothing is.
struct HeldOut {
    std::shared_ptr<const text::EncodedRows> encoded;
    std::vector<training::TrainingRow> rows; ///< `row` is an index into `encoded`
    std::int64_t longestRow = 1; ///< tokens, of all rows of the job
};

/// Writes evaluation/, keeping the parts that are there already. `model`: a folder; `step`: of its training.
RunEnd evaluateModel(RunContext& context, const std::filesystem::path& model, HeldOut heldOut, std::int64_t step);

} // namespace core::worker
