// SPDX-License-Identifier: Apache-2.0
#include "core/training/pack_plan.h"

#include "core/base/error.h"
#include "core/base/machine_memory.h"

#include <algorithm>
#include <string>

namespace core::training {

namespace {

/// fp32 numbers of one token at the peak of a step: with gradients every layer's activations and what the backward pass of
/// one makes beside them, without gradients one layer's. Measured on two shapes (4 × 96 and 6 × 128): 1.42 and 1.45 times the
/// activations alone.
std::uint64_t numbersPerToken(const formats::ModelConfig& config, bool gradients)
{
    const auto width = static_cast<std::uint64_t>(config.width);
    const std::uint64_t hidden = config.gatedFeedForward ? 6 : 4; // what a feed-forward part takes of its width
    const std::uint64_t layer = 24 * width + hidden * static_cast<std::uint64_t>(config.feedForward);
    return (gradients ? static_cast<std::uint64_t>(config.layers) * layer : layer) + 4 * width;
}

std::uint64_t headBytes(const formats::ModelConfig& config, std::int64_t rows)
{
    return static_cast<std::uint64_t>(rows) * static_cast<std::uint64_t>(config.vocabulary) * sizeof(float);
}

} // namespace

OrderedJson toJson(const PackPlan& plan)
{
    return { { "training_tokens", plan.trainingTokens }, { "scoring_tokens", plan.scoringTokens },
        { "head_rows", plan.head.rows }, { "head_columns", plan.head.columns } };
}

PackPlan packPlan(const JsonFields& fields)
{
    constexpr std::int64_t most = std::int64_t{ 1 } << 30U;
    return { fields.integer("training_tokens", 1, most), fields.integer("scoring_tokens", 1, most),
        { fields.integer("head_rows", 1, most), fields.integer("head_columns", 1, most) } };
}

std::uint64_t defaultMemoryBytes()
{
    return machineMemory().available / 2;
}

std::uint64_t trainingBytes(const formats::ModelConfig& config, std::int64_t tokens)
{
    return static_cast<std::uint64_t>(tokens) * numbersPerToken(config, true) * sizeof(float);
}

std::uint64_t weightBytes(const formats::ModelConfig& config)
{
    const auto width = static_cast<std::uint64_t>(config.width);
    const std::uint64_t tables = (config.tiedHead ? 1U : 2U) * static_cast<std::uint64_t>(config.vocabulary) * width;
    const auto attention = static_cast<std::uint64_t>(2 * (config.heads + config.keyValueHeads) * config.headSize);
    const std::uint64_t matrices = config.gatedFeedForward ? 3 : 2;
    const std::uint64_t layer = width * (attention + matrices * static_cast<std::uint64_t>(config.feedForward)) + 16 * width;
    // weights, gradients, two moments; and the embedding's gradient of one pack before it is added
    return (4 * (tables + static_cast<std::uint64_t>(config.layers) * layer) + tables / 2) * sizeof(float);
}

std::uint64_t packBytes(const formats::ModelConfig& config, const PackPlan& plan, std::int64_t tokens)
{
    return trainingBytes(config, tokens) + headBytes(config, plan.head.rows);
}

PackPlan planPacks(const formats::ModelConfig& config, std::uint64_t memoryBytes, std::int64_t longestRow)
{
    constexpr std::int64_t enough = 8192; // longer packs are no faster
    const std::uint64_t budget = memoryBytes == 0 ? defaultMemoryBytes() : memoryBytes;
    PackPlan plan;
    const auto needed = [&](std::int64_t tokens) { return weightBytes(config) + packBytes(config, plan, tokens); };
    const auto fits = [&](std::int64_t tokens) { return needed(tokens) <= budget; };
    const std::int64_t least = std::max<std::int64_t>(longestRow, 1);
    while (!fits(least) && plan.head.rows > 32)
        plan.head.rows /= 2;
    if (!fits(least)) {
        throw Error(ErrorKind::OutOfMemory,
            "training this model needs at least " + std::to_string(needed(least) >> 20U) + " MiB; "
                + std::to_string(budget >> 20U) + " MiB are allowed",
            "Allow more memory, use a smaller model, or lower the maximum number of tokens.");
    }
    plan.trainingTokens = enough;
    while (plan.trainingTokens > least && !fits(plan.trainingTokens))
        plan.trainingTokens = std::max(least, plan.trainingTokens / 2);
    plan.scoringTokens = plan.trainingTokens;
    return plan;
}

} // namespace core::training
