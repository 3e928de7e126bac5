// SPDX-License-Identifier: Apache-2.0
// What a project file says about recipes and curated datasets, as values. Times are milliseconds since 1970 in UTC.
#pragma once

#include "core/base/ids.h"
#include "core/base/json.h"
#include "core/curate/recipe.h"

#include <cstdint>
#include <optional>
#include <string>

namespace core::store {

using RecipeId = Id<struct RecipeTag>; ///< a recipe that is kept to be used again
using CurationId = Id<struct CurationTag>; ///< how a curated dataset was made

struct RecipeRecord {
    RecipeId id;
    std::string name; ///< unique in the project
    curate::Recipe recipe;
    std::int64_t createdAt = 0;
    std::int64_t changedAt = 0;
    friend bool operator==(const RecipeRecord&, const RecipeRecord&) = default;
};

/// A curated dataset with the recipe as it was when the dataset was made. Never changes; the rows stand in the dataset.
struct CurationRecord {
    CurationId id;
    std::string name; ///< of the dataset
    DatasetId dataset;
    std::optional<ClusteringId> clustering; ///< absent where the recipe asks for none
    curate::Recipe recipe;
    Json outcome; ///< what the recipe did, and the figures that a card shows
    std::int64_t createdAt = 0;
};

} // namespace core::store
