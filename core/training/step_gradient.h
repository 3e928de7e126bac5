// SPDX-License-Identifier: Apache-2.0
// Loss and gradient of a whole optimizer step, gathered over as many packs as the memory budget makes of it.
#pragma once

#include "core/models/decoder.h"
#include "core/models/head_loss.h"
#include "core/protocol/run_settings.h"
#include "core/text/encoded_rows.h"
#include "core/training/pack_plan.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace core::training {

struct StepLoss {
    double loss = 0; ///< mean over response tokens, or over rows, of the whole step
    std::vector<float> rowLosses; ///< mean over each row's response tokens, in the order of the items
    std::int64_t tokens = 0;
    std::int64_t responseTokens = 0;
};

class StepGradient {
public:
    /// Told when a pack had to be made smaller for want of memory.
    using WarningSink = std::function<void(const std::string&)>;

    explicit StepGradient(const PackPlan& plan, WarningSink warn = {});

    /// Clears the gradients and leaves the step's in the leaves. `items`: indices into `rows`, each with a response token.
    /// Short of memory it halves the packs and starts again; Error{OutOfMemory} when one row does not fit.
    StepLoss evaluate(models::Decoder& decoder, const text::EncodedRows& rows, std::span<const std::size_t> items,
        protocol::GradientWeighting weighting);

    const PackPlan& plan() const { return plan_; }

private:
    PackPlan plan_;
    WarningSink warn_;
    models::HeadLoss head_;

    StepLoss attempt(models::Decoder& decoder, const text::EncodedRows& rows, std::span<const std::size_t> items,
        protocol::GradientWeighting weighting);
};

} // namespace core::training
