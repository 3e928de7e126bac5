// SPDX-License-Identifier: Apache-2.0
// A GPT-NeoX and a Llama of a few hundred numbers, and rows of random ids for them.
#pragma once

#include "core/base/random.h"
#include "core/models/parameters.h"
#include "core/text/encoded_rows.h"

namespace tiny {

inline core::formats::ModelConfig config()
{
    core::formats::ModelConfig config;
    config.family = "gpt_neox";
    config.width = 16;
    config.feedForward = 24;
    config.layers = 2;
    config.heads = config.keyValueHeads = 2;
    config.headSize = 8;
    config.vocabulary = 37;
    config.maximumPositions = 64;
    config.rotary.share = 0.5;
    config.parallelResidual = true;
    config.initializerRange = 0.3;
    return config;
}

/// Two query heads share each key head, and slow frequencies are scaled.
inline core::formats::ModelConfig llamaConfig()
{
    core::formats::ModelConfig config = tiny::config();
    config.family = "llama";
    config.heads = 4;
    config.keyValueHeads = 2;
    config.headSize = 6;
    config.activation = core::formats::Activation::Silu;
    config.norm = core::formats::NormKind::RootMeanSquare;
    config.rotary = { 100, 1, core::formats::RotaryScaling{ 4, 1, 4, 16 } };
    config.parallelResidual = false;
    config.gatedFeedForward = config.tiedHead = true;
    config.attentionBias = config.feedForwardBias = false;
    return config;
}

/// One of each family.
inline std::vector<core::formats::ModelConfig> configs()
{
    return { config(), llamaConfig() };
}

/// `count` rows of 3 to 30 ids, the response from a random place on.
inline core::text::EncodedRows rows(std::size_t count, std::uint64_t seed)
{
    core::RandomStream stream(seed, "tiny rows");
    core::text::EncodedRows rows;
    for (std::size_t i = 0; i < count; ++i) {
        core::text::EncodedExample example;
        const std::int64_t length = stream.between(3, 30);
        const std::int64_t start = stream.between(1, length - 1);
        for (std::int64_t k = 0; k < length; ++k) {
            example.ids.push_back(static_cast<core::text::TokenId>(stream.below(37)));
            example.response.push_back(k >= start);
        }
        rows.append(example);
    }
    return rows;
}

} // namespace tiny
