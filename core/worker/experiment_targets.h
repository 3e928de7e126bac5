// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/worker/run_context.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace core::worker {

/// What the cells of one seed begin with.
struct SeededTarget {
    protocol::ModelReference model;
    std::int64_t steps = 0; ///< matched: of every arm that is trained
    std::optional<Error> problem; ///< why there is none
};

/// The models that an experiment fine-tunes, and how long. New models are made in models/SEED of the experiment's folder.
class ExperimentTargets {
public:
    /// Finds the experiment's files; throws Error of run_folder_faults.
    explicit ExperimentTargets(RunContext& context);

    /// The experiment's job with the places where its files were found.
    const protocol::JobSpec& experiment() const { return experiment_; }
    /// Made, or found from an earlier worker, at the first call. A target that cannot be had is a problem, no exception;
    /// throws Error{Cancelled} and {Storage}.
    const SeededTarget& of(std::uint64_t seed);

private:
    SeededTarget make(std::uint64_t seed);
    protocol::ModelReference modelOf(std::uint64_t seed) const;
    protocol::ModelReference newModel(std::uint64_t seed) const;
    std::int64_t stepsOn(const protocol::ModelReference& model, std::uint64_t seed);

    RunContext& context_;
    protocol::JobSpec experiment_;
    std::map<std::uint64_t, SeededTarget> made_;
    std::map<std::string, std::int64_t> stepsKnown_; ///< by tokenizer, and by seed where the lists differ
};

} // namespace core::worker
