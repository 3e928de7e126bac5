// SPDX-License-Identifier: Apache-2.0
// An experiment as it goes on: what every cell has done and measured so far, read from the folders; each look reads what is
// new. No project is needed.
#pragma once

#include "core/analysis/curves.h"
#include "core/jobs/experiment_report.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::jobs {

struct CellFigures {
    std::string name; ///< of its folder: "hard-3"
    std::size_t arm = 0;
    std::uint64_t seed = 0;
    protocol::CellState state = protocol::CellState::Waiting; ///< as the experiment's worker said last
    std::string message; ///< why it failed
    double share = 0; ///< of its work that is done, 0 to 1: four fifths are the steps, the rest is answered afterwards
    std::int64_t step = 0;
    std::int64_t steps = 0; ///< planned; 0: nothing is trained, or not known yet
    std::int64_t tokens = 0; ///< trained on
    double seconds = 0; ///< that it took; 0 until it is finished
    std::map<std::string, BenchmarkScore> benchmarks; ///< by name; heldOutBenchmark too
    analysis::Curve training; ///< loss at every step
    std::vector<analysis::NamedCurve> curves; ///< of the spec, at the recording points so far
};

struct ExperimentFigures {
    protocol::JobSpec job;
    std::vector<CellFigures> cells; ///< in the order in which they are run

    std::size_t count(protocol::CellState state) const;
    const CellFigures* cell(std::size_t arm, std::uint64_t seed) const;
    /// Mean of the finished cells of arms that train, or do not; absent before the first one.
    std::optional<double> secondsPerCell(bool trains) const;
    /// Of what is not finished or failed, at the pace of the cells so far; absent before one was measured.
    std::optional<double> remainingSeconds() const;
};

/// Not for several threads at once.
class ExperimentWatch {
public:
    explicit ExperimentWatch(std::filesystem::path folder);
    ~ExperimentWatch();
    ExperimentWatch(const ExperimentWatch&) = delete;
    ExperimentWatch& operator=(const ExperimentWatch&) = delete;

    /// Throws the refusals of job.json, and Error{BadInput} when the folder holds no experiment. A cell whose events cannot
    /// be read has failed, with the reason.
    const ExperimentFigures& look();

private:
    class Reader;
    std::unique_ptr<Reader> reader_;
};

/// Where a benchmark is named: the mean over all benchmarks, each counting once (macro accuracy).
inline constexpr std::string_view overBenchmarks;

/// An arm's score on a benchmark with every finished seed: what stands behind its mean so far.
struct ArmScore {
    std::size_t seeds = 0; ///< finished cells that have it
    double mean = 0; ///< over seeds: share of right answers, or mean loss
};
ArmScore armScore(const ExperimentFigures& figures, std::size_t arm, std::string_view benchmark);

/// The mean of a finished cell's score per counted item; absent while there is none. `benchmark` may be overBenchmarks.
std::optional<double> cellScore(const CellFigures& cell, std::string_view benchmark);

/// Tokens trained on by the finished cells of an arm, per cell; absent where none is finished.
std::optional<double> armTokens(const ExperimentFigures& figures, std::size_t arm);

} // namespace core::jobs
