// SPDX-License-Identifier: Apache-2.0
// How fast this machine trains and scores a model, measured on rows made up for it.
#pragma once

#include "core/models/decoder.h"
#include "core/protocol/run_settings.h"
#include "core/training/pack_plan.h"

#include <cstdint>

namespace core::training {

/// What of a dataset decides how long a token takes.
struct RateSample {
    std::int64_t tokens = 1; ///< of a row
    std::int64_t responseTokens = 1; ///< of those
    protocol::TrainSettings train; ///< batch size and optimizer count
    PackPlan plan;
};

struct MeasuredRates {
    double trainingTokensPerSecond = 0; ///< optimizer step included
    double scoringTokensPerSecond = 0;
};

/// About `seconds` of real steps after a first one that is not counted, and a third of that of scoring. `model` is used up.
MeasuredRates measureRates(models::Model model, const RateSample& sample, double seconds);

} // namespace core::training
