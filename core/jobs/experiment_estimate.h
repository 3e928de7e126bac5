// SPDX-License-Identifier: Apache-2.0
// What an experiment will take, from the plan of one run on its largest arm. How long answers take is not known before the
// first cell has given some.
#pragma once

#include "core/jobs/run_estimate.h"

#include <cstdint>

namespace core::jobs {

struct ExperimentShape {
    std::int64_t arms = 0; ///< that are trained
    std::int64_t bases = 0; ///< arms that only answer
    std::int64_t seeds = 0;
    std::int64_t measuredRows = 0; ///< of all curves, scored at every recording point
    std::int64_t items = 0; ///< of all benchmarks
    std::int64_t newTokens = 0; ///< that an answer has at most
    std::int64_t newModels = 0; ///< that are made, one a seed; 0: the target is a folder
};

struct ExperimentEstimate {
    std::int64_t cells = 0;
    std::int64_t steps = 0; ///< of every trained cell
    double secondsPerCell = 0; ///< trained: steps, curves and held-out loss, without answers
    double seconds = 0; ///< of all cells, without answers
    std::int64_t answers = 0; ///< of all cells
    std::uint64_t memoryBytes = 0;
    std::uint64_t diskBytes = 0;
    std::uint64_t freeBytes = 0;

    bool fitsDisk() const { return diskBytes <= freeBytes; }
};

/// `run`: estimateRun() of a proxy on the largest arm with the experiment's settings.
ExperimentEstimate estimateExperiment(
    const RunEstimate& run, const protocol::TrainSettings& train, const ExperimentShape& shape);

} // namespace core::jobs
