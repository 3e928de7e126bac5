// SPDX-License-Identifier: Apache-2.0
// What a written experiment will take: counted from its files, measured on this machine with its target, answers too.
#pragma once

#include "core/base/cancel_token.h"
#include "core/jobs/experiment_estimate.h"
#include "core/jobs/experiment_request.h"

#include <cstdint>
#include <vector>

namespace core::jobs {

struct ExperimentPlan {
    ExperimentEstimate estimate; ///< without answers
    std::vector<std::int64_t> armRows; ///< that an arm is trained on in an epoch, of the seed with the most; 0: the base
    std::int64_t trainedCells = 0; ///< of arms with rows
    double secondsPerAnswer = 0; ///< as measured; 0 without benchmarks
    /// Of all cells. At most: a model that was fine-tuned ends its answers sooner than the one that was measured.
    double answerSeconds = 0;

    double seconds() const { return estimate.seconds + answerSeconds; }
};

/// A new target is made in a temporary folder to be measured. Throws what estimateRun() throws.
ExperimentPlan planExperiment(const store::ProjectSession& session, SessionClient& worker, const ExperimentRequest& request,
    const CancelToken& cancel = {});

} // namespace core::jobs
