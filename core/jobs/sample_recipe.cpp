// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/sample_recipe.h"

namespace core::jobs {

namespace {

constexpr std::int64_t longestRow = 64; // tokens; the longest that is drawn has 41

OrderedJson configOf(std::int64_t width, std::int64_t feedForward)
{
    return { { "model_type", "llama" }, { "num_hidden_layers", 2 }, { "hidden_size", width }, { "num_attention_heads", 2 },
        { "intermediate_size", feedForward }, { "max_position_embeddings", longestRow }, { "rope_theta", 1000 },
        { "tie_word_embeddings", true }, { "initializer_range", 0.08 }, { "scaled_residual_init", true } };
}

} // namespace

OrderedJson sampleProxyConfig()
{
    return configOf(48, 128);
}

OrderedJson sampleTargetConfig()
{
    return configOf(64, 168);
}

protocol::TextSettings sampleText()
{
    protocol::TextSettings text;
    text.promptTemplate = "plain";
    text.maximumTokens = longestRow;
    return text;
}

protocol::TrainSettings sampleTraining()
{
    protocol::TrainSettings train;
    train.batchSize = 64;
    train.weighting = protocol::GradientWeighting::Rows;
    train.optimizer.learningRate = 0.006;
    train.optimizer.beta2 = 0.98;
    train.optimizer.weightDecay = 0.01;
    train.schedule.warmupShare = 0.06; // 30 of 500 steps
    train.schedule.finalShare = 0.05;
    return train;
}

protocol::TrainSettings sampleProxyTraining()
{
    protocol::TrainSettings train = sampleTraining();
    train.schedule = { "constant", 0, 0 };
    return train;
}

protocol::GenerationSettings sampleGeneration()
{
    protocol::GenerationSettings generation;
    generation.promptTemplate = "plain";
    generation.maximumNewTokens = 20; // the longest response has 16, its end included
    generation.batch = 64;
    return generation;
}

} // namespace core::jobs
