// SPDX-License-Identifier: Apache-2.0
// The cells of an experiment, arm × seed: their order, names and jobs.
#pragma once

#include "core/protocol/job_spec.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace core::protocol {

struct ExperimentCell {
    std::size_t arm = 0; ///< index into ExperimentSpec::arms
    std::uint64_t seed = 0;
    friend bool operator==(const ExperimentCell&, const ExperimentCell&) = default;
};

/// Seed by seed, so that arms can be compared early and further seeds come last.
std::vector<ExperimentCell> cellsOf(const ExperimentSpec& spec);

/// "hard-3": the cell's folder below cells/.
std::string nameOf(const ExperimentSpec& spec, const ExperimentCell& cell);

/// The steps that every arm is trained for: the epochs of the largest one, in full batches. `examples`: its rows that can be
/// trained on, copies counted.
std::int64_t matchedSteps(std::int64_t examples, const TrainSettings& train);

/// The cell's job: a FineTune job on `model`; `steps` of matchedSteps(), an arm without a list takes none. Its hashOf() is
/// the cell's hash. References keep the places that the experiment recorded.
JobSpec jobOf(const JobSpec& experiment, const ExperimentCell& cell, const ModelReference& model, std::int64_t steps);

} // namespace core::protocol
