// SPDX-License-Identifier: Apache-2.0
// The part of config.json that says how positions turn a head's dimensions.
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace core::formats {

/// Llama 3.1's "llama3" scaling: slow frequencies are divided by `factor`, fast ones are left, those between are blended.
struct RotaryScaling {
    double factor = 1;
    double lowFrequencyFactor = 1; ///< wavelengths above originalPositions / this are slow
    double highFrequencyFactor = 4; ///< wavelengths below originalPositions / this are fast; above lowFrequencyFactor
    std::int64_t originalPositions = 0;
    friend bool operator==(const RotaryScaling&, const RotaryScaling&) = default;
};

struct RotaryConfig {
    double base = 10000;
    double share = 1; ///< share of each head's dimensions that turns
    std::optional<RotaryScaling> scaling;
    friend bool operator==(const RotaryConfig&, const RotaryConfig&) = default;
};

/// transformers' older style (fields named `base` and `share` at the top, `rope_scaling`) or version 5's
/// `rope_parameters`; what is absent stays as in `absent`. Refuses any scaling but "llama3".
RotaryConfig readRotary(const JsonFields& fields, std::string_view base, std::string_view share, const RotaryConfig& absent);
/// The value of `rope_scaling`.
OrderedJson toJson(const RotaryScaling& scaling);

} // namespace core::formats
