// SPDX-License-Identifier: Apache-2.0
#include "core/curate/control_recipes.h"

#include <algorithm>
#include <iterator>

namespace core::curate {

namespace {

bool isControl(StepKind kind)
{
    return std::find(std::begin(controlKinds), std::end(controlKinds), kind) != std::end(controlKinds);
}

} // namespace

std::optional<Recipe> controlOf(const Recipe& recipe, StepKind control)
{
    Recipe result = recipe;
    bool stands = false;
    for (RecipeStep& step : result.steps) {
        if (isControl(step.kind) || (step.kind == StepKind::Hard && step.number == 0))
            return std::nullopt;
        if (step.kind != StepKind::Hard || step.number < 2)
            continue;
        step = { control, step.number, control == StepKind::MatchedControl ? "source" : "" };
        stands = true;
    }
    return stands ? std::optional(std::move(result)) : std::nullopt;
}

std::string_view controlSuffix(StepKind control)
{
    switch (control) {
    case StepKind::RandomControl:
        return "-random";
    case StepKind::EasyControl:
        return "-easy";
    default:
        return "-matched";
    }
}

} // namespace core::curate
