// SPDX-License-Identifier: Apache-2.0
// The built-in sample's models and training: a small world in which the whole loop takes minutes. Step counts and widths
// were chosen so that the hard skills end mid-range; they were measured on prototypes of this sample, not on its answers.
#pragma once

#include "core/data/graded_sample.h"
#include "core/protocol/generation_settings.h"
#include "core/protocol/run_settings.h"

#include <cstdint>

namespace core::jobs {

struct SampleRecipe {
    std::uint64_t dataSeed = 1; ///< of rows and benchmarks, the same for every seed of the experiment
    std::size_t rows = data::gradedSampleDefaultRows;
    std::int64_t baseSteps = 500; ///< of target and proxy on the base rows, before anything else
    std::int64_t proxySteps = 120;
    std::int64_t targetSteps = 500; ///< of every arm
    std::int64_t threads = 1; ///< the models are so small that a second thread costs more than it gives
};

/// config.json of the proxy (2 layers of 48; 59 thousand parameters) and of the target (2 of 64; 102 thousand), as the
/// worker makes new models of it.
OrderedJson sampleProxyConfig();
OrderedJson sampleTargetConfig();

protocol::TextSettings sampleText();
/// Of bases and targets: batches of 64, a rate of .006 that warms up and falls by a cosine, the mean over rows.
protocol::TrainSettings sampleTraining();
/// Of proxies: the same at a constant rate.
protocol::TrainSettings sampleProxyTraining();
protocol::GenerationSettings sampleGeneration();

inline constexpr std::int64_t sampleProxyPoints = 6; ///< recording points of a proxy
inline constexpr std::int64_t sampleTargetPoints = 10;
inline constexpr std::size_t sampleCurveRows = 100; ///< of a skill, at most, whose loss is followed in every arm

} // namespace core::jobs
