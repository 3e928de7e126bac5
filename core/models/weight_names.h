// SPDX-License-Identifier: Apache-2.0
// Which tensors each family publishes under which names: one table per family (family_names.h), read here.
#pragma once

#include "core/models/parameters.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::models {

/// What a decoder is made of. Of every layer but for the last three; a family has the parts that its table names.
enum class Part {
    AttentionNorm,
    FeedForwardNorm,
    QueryKeyValue, ///< fused as [head, (query, key, value), size]
    Query,
    Key,
    Value,
    AttentionOutput,
    Gate,
    Up,
    Down,
    Embedding,
    FinalNorm,
    Head,
};

/// Every parameter of a configuration in published order.
std::vector<ParameterSpec> parameterSpecs(const formats::ModelConfig& config);

/// The published name of a part without ".weight" or ".bias"; nothing where the family has no such part. `layer` does not
/// matter for what is not of a layer.
std::optional<std::string> partName(const formats::ModelConfig& config, Part part, std::int64_t layer = 0);

/// The published name for a name found in a file (old files leave out the family's prefix).
std::string canonicalName(const formats::ModelConfig& config, std::string_view found);

/// Tensors that old files carry and that are no parameters: causal masks, rotary tables.
bool isLeftover(const formats::ModelConfig& config, std::string_view canonical);

} // namespace core::models
