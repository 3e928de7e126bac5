// SPDX-License-Identifier: Apache-2.0
// The families' tables of published weight names; a new family is a table here and its config.json in core/formats.
#pragma once

#include "core/models/weight_names.h"

#include <string_view>
#include <vector>

namespace core::models {

struct PartName {
    Part part;
    std::string_view name;
};

/// Names without ".weight" and ".bias"; which of the two there are, and their shapes, follow from part and configuration.
struct FamilyNames {
    std::string_view prefix; ///< of all names but the head's
    std::string_view embedding; ///< behind the prefix
    std::string_view layers; ///< behind the prefix; a layer's number and a point follow
    std::vector<PartName> parts; ///< of a layer, in published order
    std::string_view finalNorm; ///< behind the prefix
    std::string_view head;
    std::vector<std::string_view> leftovers; ///< how names end that are no parameters
};

const FamilyNames& gptNeoxNames(); ///< Pythia and GPT-NeoX
const FamilyNames& llamaNames(); ///< Llama 2 and 3, SmolLM2

} // namespace core::models
