// SPDX-License-Identifier: Apache-2.0
// The binary result files of a run as the values that the store takes. Only for this folder's .cpp files.
#pragma once

#include "core/protocol/job_event.h"
#include "core/store/run_records.h"

#include <filesystem>
#include <string>
#include <vector>

namespace core::jobs {

/// The file's bytes, which have the SHA-256 that its event named. Throws Error of ingest_faults.
std::string checkedResult(const std::filesystem::path& run, const protocol::ResultFile& result);

/// Each throws Error of ingest_faults, naming the file; `rows` are those of the run's dataset.
store::LossPart readLossPart(const std::filesystem::path& run, const protocol::LossPartEvent& event, std::int64_t rows);
std::vector<store::TokenCountPart> readTokenCounts(
    const std::filesystem::path& run, const protocol::TokensEvent& event, std::int64_t rows);
store::TrainingLossChunk readTrainingLosses(
    const std::filesystem::path& run, const protocol::TrainingLossesEvent& event, std::int64_t rows);

} // namespace core::jobs
