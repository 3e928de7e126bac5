// SPDX-License-Identifier: Apache-2.0
// An experiment as it goes on: what every cell has done and measured so far, as the project knows it.
#pragma once

#include "core/analysis/curves.h"
#include "core/protocol/experiment_cell.h"
#include "core/protocol/job_event.h"
#include "core/store/project_session.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::jobs {

/// A benchmark's items that were answered, or held-out rows that were scored.
struct AnsweredItems {
    std::int64_t items = 0; ///< of the benchmark
    std::int64_t answered = 0;
    std::int64_t counted = 0; ///< of those, with a score
    double score = 0; ///< their sum: right answers; losses
    friend bool operator==(const AnsweredItems&, const AnsweredItems&) = default;
};

struct CellFigures {
    RunId run;
    std::string name; ///< of its folder: "hard-3"
    std::size_t arm = 0;
    std::uint64_t seed = 0;
    protocol::CellState state = protocol::CellState::Waiting;
    std::string message; ///< why it failed
    double share = 0; ///< of its work that is done, 0 to 1: four fifths are the steps, the rest is answered afterwards
    std::int64_t step = 0;
    std::int64_t steps = 0; ///< planned; 0: nothing is trained, or not known yet
    std::int64_t tokens = 0; ///< trained on
    double seconds = 0; ///< that it took; 0 until it is finished
    std::map<std::string, AnsweredItems> benchmarks; ///< by name; heldOutBenchmark too
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
};

/// `before`: what was read earlier; its finished cells are not read again. Throws Error{BadInput} when the run is no
/// experiment.
ExperimentFigures readExperimentFigures(
    const store::ProjectSession& session, RunId experiment, const ExperimentFigures* before = nullptr);

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
