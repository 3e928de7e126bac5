// SPDX-License-Identifier: GPL-3.0-or-later
// Which examples a run sees in its first step, and how they become tokens.
#pragma once

#include "core/data/columns.h"
#include "core/protocol/job_spec.h"
#include "core/store/run_records.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace ui {

/// Rows of the snapshot that the first step of the first epoch trains on: every copy of every row that is not held out, in
/// the order of xxh3(seed, epoch, example id, copy) as in core/training/order.h.
std::vector<std::uint32_t> firstBatch(const core::data::Columns& columns, std::uint64_t seed, std::int64_t batchSize);

/// How a model reads rows: of a run, or a tokenizer folder with the usual settings.
struct ModelReading {
    std::filesystem::path model;
    core::protocol::TextSettings text;
    std::uint64_t seed = 0;
    std::int64_t batchSize = 16;
    std::string run; ///< its name; empty: none
};

/// Nothing where the run's settings cannot be read.
std::optional<ModelReading> readingOf(const core::store::RunRecord& run);

} // namespace ui
