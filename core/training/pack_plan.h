// SPDX-License-Identifier: Apache-2.0
// How much is worked on at once, so that memory stays within a budget. Stored with a run: a resume uses the same plan,
// because the bits of a sum depend on it.
#pragma once

#include "core/base/json.h"
#include "core/formats/hf_config.h"
#include "core/models/head_loss.h"

#include <cstdint>

namespace core::training {

struct PackPlan {
    std::int64_t trainingTokens = 4096; ///< of one micro-batch; a longer row is a pack of its own
    std::int64_t scoringTokens = 4096;
    models::HeadLossBlocks head;
    friend bool operator==(const PackPlan&, const PackPlan&) = default;
};

OrderedJson toJson(const PackPlan& plan);
PackPlan packPlan(const JsonFields& fields);

/// Half of what is free: MemAvailable, or less where a cgroup allows less.
std::uint64_t defaultMemoryBytes();

/// Bytes that training one pack needs beside the weights: activations of `tokens` tokens.
std::uint64_t trainingBytes(const formats::ModelConfig& config, std::int64_t tokens);
/// Weights, gradients and AdamW's moments.
std::uint64_t weightBytes(const formats::ModelConfig& config);

/// The same and the head's buffers, for a pack of `tokens` tokens under a plan.
std::uint64_t packBytes(const formats::ModelConfig& config, const PackPlan& plan, std::int64_t tokens);

/// The plan for a budget (0: defaultMemoryBytes()). Error{OutOfMemory} with both figures when not even one row of
/// `longestRow` tokens fits.
PackPlan planPacks(const formats::ModelConfig& config, std::uint64_t memoryBytes, std::int64_t longestRow);

} // namespace core::training
