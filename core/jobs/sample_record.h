// SPDX-License-Identifier: Apache-2.0
// The recorded sample: a finished `sample run` as a small project that is shipped with the program and opened from the
// welcome page. It has the rows, one seed's proxy with its losses, clusterings and curated datasets, and the whole
// experiment; it has no weights.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace core::jobs {

struct SampleRecordSettings {
    std::uint64_t seed = 1; ///< whose proxy, clusterings and curated datasets are kept
    std::size_t answeredSeeds = 1; ///< of how many seeds the answers' texts are kept; their scores are kept of all
    std::int64_t metricSteps = 20; ///< every how many steps of a cell are kept
};

struct SampleRecord {
    std::uint64_t bytes = 0; ///< of all files
    std::int64_t cells = 0;
    std::int64_t answered = 0; ///< cells whose answers were kept
};

/// Makes `to` (absent, or an earlier record, which is replaced) from the folder of a sample run. Throws Error{BadInput} when
/// that is not finished.
SampleRecord recordSample(
    const std::filesystem::path& from, const std::filesystem::path& to, const SampleRecordSettings& settings = {});

/// The record that came with the program: $DATALEVER_SAMPLE, else ../share/datalever/sample beside the running program.
/// Throws Error{Unsupported} saying where it was looked for.
std::filesystem::path recordedSample();

/// The user's own copy of the record as a project file, made at the first call (projects are written to). Throws
/// Error{Unsupported} and {Storage}.
std::filesystem::path openableSample();

} // namespace core::jobs
