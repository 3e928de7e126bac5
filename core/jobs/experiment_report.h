// SPDX-License-Identifier: Apache-2.0
// What an experiment's cells have found so far, read from their folders; no project is needed.
#pragma once

#include "core/protocol/experiment_cell.h"
#include "core/protocol/job_event.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace core::jobs {

/// A benchmark's items that were answered, or held-out rows that were scored.
struct BenchmarkScore {
    std::int64_t items = 0; ///< of the benchmark, or of those in the sum
    std::int64_t counted = 0; ///< items that have a score
    double score = 0; ///< their sum: right answers; losses
    friend bool operator==(const BenchmarkScore&, const BenchmarkScore&) = default;
};

struct CellReport {
    std::string name;
    std::size_t arm = 0;
    std::uint64_t seed = 0;
    protocol::CellState state = protocol::CellState::Waiting; ///< Running: begun, finished by no worker yet
    std::string message; ///< why it failed
    std::int64_t steps = 0; ///< planned
    std::map<std::string, BenchmarkScore> benchmarks; ///< by name; heldOutBenchmark too
};

struct ExperimentReport {
    protocol::JobSpec job;
    std::vector<CellReport> cells; ///< in the order in which they are run

    /// Over the finished cells of an arm.
    BenchmarkScore scoreOf(std::size_t arm, const std::string& benchmark) const;
    std::int64_t finishedCells(std::size_t arm) const;
};

/// Throws the refusals of job.json, and Error{BadInput} when the folder holds no experiment. A cell whose events cannot be
/// read has failed, with the reason.
ExperimentReport readExperimentReport(const std::filesystem::path& folder);

} // namespace core::jobs
