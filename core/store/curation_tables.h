// SPDX-License-Identifier: Apache-2.0
// Statements about recipes and curations. Internal to core/store; on the store thread.
#pragma once

#include "core/store/curation_records.h"
#include "core/store/database.h"
#include "core/store/project_records.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core::store {

std::vector<RecipeRecord> listRecipes(Database& database);
std::optional<RecipeRecord> readRecipe(Database& database, RecipeId id);
/// A new recipe; its id.
RecipeId insertRecipe(Database& database, const RecipeRecord& record);
/// Name, recipe and time of change. BadInput when the new name is taken.
void updateRecipe(Database& database, const RecipeRecord& record);
void deleteRecipe(Database& database, RecipeId id);

/// What a command on a recipe left and found, as the undo log keeps it; absent: there was no such recipe.
struct RecipeTurn {
    std::optional<RecipeRecord> before;
    std::optional<RecipeRecord> after;
};
std::string encodeRecipeTurn(const RecipeTurn& turn);
/// The way back (`undo`) or the way forth again.
void turnRecipe(Database& database, const std::string& encoded, bool undo, const Place& place);

/// The dataset with its rows, then what made it.
CurationId insertCuration(
    Database& database, const CurationRecord& record, const DatasetRecord& dataset, std::span<const data::DatasetRow> rows);
std::vector<CurationRecord> listCurations(Database& database); ///< in order of their ids
CurationRecord readCuration(Database& database, CurationId id);
/// The name of a curated dataset that was made of the clustering; nullopt: none was.
std::optional<std::string> curationOf(Database& database, ClusteringId clustering);

} // namespace core::store
