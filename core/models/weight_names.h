// SPDX-License-Identifier: Apache-2.0
// Which tensors each family publishes under which names: one table per family.
#pragma once

#include "core/models/parameters.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::models {

/// Every parameter of a configuration in published order.
std::vector<ParameterSpec> parameterSpecs(const formats::ModelConfig& config);

/// The published name for a name found in a file (old files leave out the family's prefix).
std::string canonicalName(const formats::ModelConfig& config, std::string_view found);

/// Tensors that old files carry and that are no parameters: causal masks, rotary tables.
bool isLeftover(const formats::ModelConfig& config, std::string_view canonical);

} // namespace core::models
