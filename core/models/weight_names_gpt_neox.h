// SPDX-License-Identifier: Apache-2.0
// One family's table of published weight names.
#pragma once

#include "core/models/parameters.h"

#include <string_view>
#include <vector>

namespace core::models {

struct FamilyNames {
    std::vector<ParameterSpec> (*specs)(const formats::ModelConfig&); ///< in published order
    std::string_view prefix; ///< put before names that lack it
    std::vector<std::string_view> unprefixed; ///< how such names begin
    std::vector<std::string_view> leftovers; ///< how names end that are no parameters
};

/// Pythia and GPT-NeoX: query, key and value fused as [head, (query, key, value), size].
const FamilyNames& gptNeoxNames();

} // namespace core::models
