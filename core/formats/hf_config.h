// SPDX-License-Identifier: Apache-2.0
// config.json of a Hugging Face model folder, for the families this program knows. Named fields only; the rest is ignored.
#pragma once

#include "core/base/json.h"
#include "core/formats/rotary_config.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::formats {

namespace hf_config_faults {
inline constexpr Fault unsupportedFamily{ "config/unsupported-family", ErrorKind::Unsupported,
    "this model family cannot be trained or scored" };
inline constexpr Fault unsupportedActivation{ "config/unsupported-activation", ErrorKind::Unsupported,
    "this activation cannot be used" };
inline constexpr Fault unsupportedRotary{ "config/unsupported-rotary", ErrorKind::Unsupported,
    "this scaling of rotary positions cannot be used in this version" };
inline constexpr Fault badShape{ "config/bad-shape", ErrorKind::BadFile, "the sizes do not fit each other" };
inline constexpr Fault all[] = { unsupportedFamily, unsupportedActivation, unsupportedRotary, badShape };
} // namespace hf_config_faults

enum class Activation { GeluExact, GeluTanh, Silu };
enum class NormKind { Layer, RootMeanSquare }; ///< LayerNorm has a bias, RMSNorm none

/// A decoder's shape. Every size is checked on reading: 1 ≤ value ≤ 2^20 (vocabulary 2^24); key/value heads divide heads,
/// and heads the width where the file gives no head size.
struct ModelConfig {
    std::string family; ///< model_type: "gpt_neox", "llama"
    std::int64_t width = 0;
    std::int64_t feedForward = 0;
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::int64_t keyValueHeads = 0; ///< each serves heads / keyValueHeads query heads
    std::int64_t headSize = 0;
    std::int64_t vocabulary = 0;
    std::int64_t maximumPositions = 0;
    Activation activation = Activation::GeluExact;
    NormKind norm = NormKind::Layer;
    double normEpsilon = 1e-5;
    RotaryConfig rotary;
    bool parallelResidual = false;
    bool gatedFeedForward = false; ///< down(activation(gate(x)) · up(x)) instead of down(activation(up(x)))
    bool tiedHead = false;
    bool attentionBias = true;
    bool feedForwardBias = true;
    double initializerRange = 0.02;
    bool scaledResidualInit = false; ///< what writes to the residual stream begins ÷ √(2 layers), as GPT-2's does
    std::optional<std::int64_t> endToken;
    std::optional<std::int64_t> beginToken;
    friend bool operator==(const ModelConfig&, const ModelConfig&) = default;
};

/// The families that can be trained and scored, by model_type.
const std::vector<std::string>& supportedFamilies();

/// Refuses in words: an unknown model_type by name, an unsupported activation, rotary scaling, a size out of range.
ModelConfig readModelConfig(const std::filesystem::path& file);
ModelConfig parseModelConfig(const Json& json, const std::string& file);

/// A token id as Hugging Face files write it: a number, or the first of a list; nothing when absent, null or [].
std::optional<std::int64_t> readTokenId(const JsonFields& fields, std::string_view field);

/// config.json in the published style, so that readModelConfig(written) == config.
OrderedJson writeModelConfig(const ModelConfig& config);

} // namespace core::formats
