// SPDX-License-Identifier: Apache-2.0
// Losses of examples under one model.
#pragma once

#include "core/models/decoder.h"
#include "core/models/head_loss.h"
#include "core/text/encoded_rows.h"
#include "core/training/pack_plan.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace core::training {

struct ScoreProgress {
    std::size_t rows = 0; ///< done, of those asked for
    std::int64_t tokens = 0; ///< read so far, prompts included
};

/// Called between packs; may throw to stop.
using ScoreSink = std::function<void(const ScoreProgress&)>;

class Scorer {
public:
    explicit Scorer(const PackPlan& plan);

    /// The mean loss over each row's response tokens, NaN for a row without one; in the order of `items`. A row's loss
    /// does not depend on its company beyond rounding (1e-5).
    std::vector<float> score(const models::Decoder& decoder, const text::EncodedRows& rows,
        std::span<const std::size_t> items, const ScoreSink& sink = {});

    /// −ln p of every token but the first, response or not: one shorter than `ids`.
    std::vector<float> tokenLosses(const models::Decoder& decoder, std::span<const text::TokenId> ids);

private:
    PackPlan plan_;
    models::HeadLoss head_;
};

} // namespace core::training
