// SPDX-License-Identifier: Apache-2.0
// The controls of a recipe: the same steps with the same seed, but the extra copies of the hard rows go to others.
#pragma once

#include "core/curate/recipe.h"

#include <optional>
#include <string_view>

namespace core::curate {

inline constexpr StepKind controlKinds[] = { StepKind::RandomControl, StepKind::EasyControl, StepKind::MatchedControl };

/// Every step hard=M is replaced by the control (a matched one by source) that adds as many copies. nullopt where there is
/// nothing to stand in for: no step hard=M with M of 2 or more; hard=0, which takes rows away; or a control already.
std::optional<Recipe> controlOf(const Recipe& recipe, StepKind control);

/// What is put behind a curated dataset's name for its control: "-random", "-easy", "-matched".
std::string_view controlSuffix(StepKind control);

} // namespace core::curate
