// SPDX-License-Identifier: Apache-2.0
// A recipe: what is done to the rows of a dataset, step by step, to make a curated dataset. Two written forms that say the
// same: text for a command line ("drop=duplicates,hard=2,seed=7") and JSON for a file.
#pragma once

#include "core/base/error.h"
#include "core/base/json.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core::curate {

/// In their order: a step works on what the steps before it left.
enum class StepKind {
    Hard, ///< hard=M: every hard row M times as often (0: not at all)
    Easy, ///< easy=M: the same for the easy rows
    Selection, ///< selection:NAME=M: the same for the rows of a stored selection
    Cap, ///< cap:SOURCE=N: at most N rows of a source, chosen by the seed
    Drop, ///< drop=WHAT: rows that are duplicates of an earlier one, excluded, truncated, dropped, seam or unscored
    RandomControl, ///< random-control=M: as many extra copies as hard=M adds, drawn from all scored rows
    EasyControl, ///< easy-control=M: as many, drawn from the easy rows
    MatchedControl, ///< matched-control:FIELD=M: as many per source (or other field), drawn from its scored rows
};
inline constexpr StepKind allStepKinds[] = { StepKind::Hard, StepKind::Easy, StepKind::Selection, StepKind::Cap,
    StepKind::Drop, StepKind::RandomControl, StepKind::EasyControl, StepKind::MatchedControl };

/// "hard", "random-control", ...
std::string_view nameOf(StepKind kind);

/// What drop=WHAT knows.
inline constexpr std::string_view droppable[] = { "duplicates", "excluded", "truncated", "dropped", "seam", "unscored" };
inline constexpr std::uint64_t mostTimes = 1000; ///< of a multiple or a control
inline constexpr std::uint64_t mostCapRows = std::uint64_t{ 1 } << 32U;
inline constexpr std::size_t mostSteps = 100;

struct RecipeStep {
    StepKind kind = StepKind::Hard;
    std::uint64_t number = 2; ///< M or N; 0 for Drop
    std::string name = {}; ///< Selection: the selection; Cap: the source; Drop: what; MatchedControl: the field
    friend bool operator==(const RecipeStep&, const RecipeStep&) = default;
};

struct Recipe {
    std::vector<RecipeStep> steps; ///< none: all rows as they are
    std::uint64_t seed = 0; ///< of every random choice
    friend bool operator==(const Recipe&, const Recipe&) = default;
};

namespace recipe_faults {
inline constexpr Fault notARecipe{ "recipe/not-a-recipe", ErrorKind::BadInput, "neither a file nor a list of steps",
    "write steps as in hard=2,drop=duplicates,seed=7, or name a file that holds a recipe" };
inline constexpr Fault syntax{ "recipe/syntax", ErrorKind::BadInput, "a step is written name=value or name:what=value" };
inline constexpr Fault unknownStep{
    "recipe/unknown-step", ErrorKind::BadInput, "no such step",
    "steps are hard, easy, selection:NAME, cap:SOURCE, drop, random-control, easy-control, matched-control:FIELD; and seed"
};
inline constexpr Fault missingName{ "recipe/missing-name", ErrorKind::BadInput, "the step must say of what",
    "as in selection:NAME=2, cap:SOURCE=500, matched-control:source=2" };
inline constexpr Fault unwantedName{ "recipe/unwanted-name", ErrorKind::BadInput, "the step takes no name" };
inline constexpr Fault number{ "recipe/number", ErrorKind::BadInput, "the number is not a whole number in its range" };
inline constexpr Fault notDroppable{ "recipe/not-droppable", ErrorKind::BadInput, "no such rows to drop",
    "drop takes duplicates, excluded, truncated, dropped, seam or unscored" };
inline constexpr Fault seedTwice{ "recipe/seed-twice", ErrorKind::BadInput, "the seed is given twice" };
inline constexpr Fault tooManySteps{ "recipe/too-many-steps", ErrorKind::BadInput, "a recipe has at most 100 steps" };
inline constexpr Fault all[]
    = { notARecipe, syntax, unknownStep, missingName, unwantedName, number, notDroppable, seedTwice, tooManySteps };
} // namespace recipe_faults

/// Throws Error of recipe_faults for the first step that is not as its kind demands; `where` names the recipe.
void requireValid(const Recipe& recipe, const std::string& where);

/// "drop=duplicates,hard=2,seed=7"; "all" without steps. Names with , : = or quotes are written as JSON strings. A seed of
/// 0 is left out.
std::string recipeText(const Recipe& recipe);
/// One step of that text: "cap:gsm8k=500".
std::string stepText(const RecipeStep& step);
/// The inverse of recipeText. Throws Error of recipe_faults.
Recipe parseRecipe(std::string_view text, const std::string& where = "recipe");

/// {"steps": [{"step": "hard", "times": 2}, {"step": "cap", "source": "gsm8k", "rows": 500}, {"step": "drop", "what":
/// "duplicates"}, {"step": "matched-control", "field": "source", "times": 2}], "seed": "7"}
OrderedJson recipeJson(const Recipe& recipe);
/// Throws Error of recipe_faults and json_faults.
Recipe decodeRecipe(const Json& json, const std::string& where);

/// What a user typed: the name of a file that holds either form, else the text form itself.
Recipe readRecipe(const std::string& fileOrText);

} // namespace core::curate
