// SPDX-License-Identifier: Apache-2.0
// New proxies to choose from: shapes that are known to be useful, with what each costs.
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace core::jobs {

struct ModelPreset {
    std::string_view id; ///< for `model new --preset` and for translations
    std::string_view title;
    std::string_view description; ///< what it is good for and what it costs
    bool needsTokenizer = false; ///< a folder with tokenizer.json; without one the bytes are the tokens
    std::int64_t layers = 0;
    std::int64_t width = 0;
    std::int64_t heads = 0;
    std::int64_t positions = 0;
};

/// Smallest first.
std::span<const ModelPreset> modelPresets();
/// Throws Error{BadInput} naming those that there are.
const ModelPreset& modelPreset(std::string_view id);

/// config.json of the preset, as the worker's model-new takes it; vocabulary and end token follow the tokenizer.
OrderedJson configOf(const ModelPreset& preset);
/// Numbers in its weights with a vocabulary of `tokens`.
std::int64_t parametersOf(const ModelPreset& preset, std::int64_t tokens);

} // namespace core::jobs
