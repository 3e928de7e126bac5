// SPDX-License-Identifier: Apache-2.0
// A recipe applied to the rows of a dataset. Everything random follows from the recipe's seed, so the same rows, clusters
// and recipe give the same list on every machine.
#pragma once

#include "core/curate/recipe.h"
#include "core/data/columns.h"
#include "core/data/example.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace core {
class RandomStream;
}

namespace core::curate {

/// What the steps look at. Lists have one entry a row of the snapshot.
struct RecipeInput {
    const data::Columns& columns; ///< with the clusters, where a step asks for hard or easy rows
    std::vector<std::uint64_t> identities = {}; ///< equal where prompt and response are; for drop=duplicates
    std::map<std::string, data::Selection> selections = {}; ///< by name, for selection:NAME
    std::map<std::string, std::vector<std::uint32_t>> fields = {}; ///< codes by field, for matched-control; source is known
};

/// What the recipe needs beside columns and clusters.
struct RecipeNeeds {
    bool clusters = false;
    bool identities = false;
    std::vector<std::string> selections;
    std::vector<std::string> fields; ///< without "source"
};
RecipeNeeds needsOf(const Recipe& recipe);

/// Rows that are trained on, and their copies, after a step.
struct StepCount {
    std::uint64_t rows = 0;
    std::uint64_t copies = 0;
    std::uint64_t rowsDropped = 0; ///< by this step
    std::uint64_t copiesAdded = 0; ///< by this step, to rows that stay
    friend bool operator==(const StepCount&, const StepCount&) = default;
};

struct CuratedRows {
    std::vector<data::DatasetRow> rows; ///< in the order of the dataset; held-out rows keep their place and their one copy
    StepCount before;
    std::vector<StepCount> steps; ///< one a step
    std::uint64_t heldOut = 0; ///< rows that are scored and never trained on
    std::uint64_t excludedLeft = 0; ///< rows a person excluded that no step dropped
};

/// Held-out rows are never multiplied, drawn or capped; drop=excluded and drop=duplicates concern them too. Rows that are
/// excluded or were dropped are never multiplied as hard or easy and never drawn. Pins overrule clusters (data::hardSet). A
/// control whose pool is smaller than what it draws takes every row of the pool once more in whole rounds and draws the rest
/// without replacement. Throws Error{BadInput}: no clusters where a step needs them, a source or selection without rows, a
/// matched control whose group has no scored rows, more than data::mostCopies of one row, nothing left.
CuratedRows applyRecipe(const RecipeInput& input, const Recipe& recipe);

/// How often each of `pool` places is drawn when `count` are taken: whole rounds, the rest without replacement.
std::vector<std::uint32_t> drawInRounds(std::size_t pool, std::uint64_t count, RandomStream& random);

} // namespace core::curate
