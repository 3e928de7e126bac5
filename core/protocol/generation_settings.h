// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::protocol {

/// How text is generated: greedily.
struct GenerationSettings {
    std::string promptTemplate = "alpaca"; ///< of TextSettings, or "none": the prompt as it is
    std::int64_t maximumNewTokens = 256;
    std::vector<std::string> stops; ///< the text ends before the first of these
    std::int64_t batch = 32; ///< sequences at once
    friend bool operator==(const GenerationSettings&, const GenerationSettings&) = default;
};

/// Those of the evaluation protocol (method.md §6), at which a model that was fine-tuned on instructions starts over.
std::vector<std::string> instructionStops();

/// Problems as sentences; empty when valid.
std::vector<std::string> validate(const GenerationSettings&);
OrderedJson toJson(const GenerationSettings&);
/// Every field must be known; absent ones keep their defaults.
GenerationSettings generationSettings(const JsonFields&);

} // namespace core::protocol
