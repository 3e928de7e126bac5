// SPDX-License-Identifier: Apache-2.0
// Recipes and curated datasets of an open project. What changes a recipe is a command of the undo log and can be undone
// after a restart; a curated dataset is a result and stays. Errors as of ProjectSession.
#pragma once

#include "core/store/annotation_records.h"
#include "core/store/curation_records.h"
#include "core/store/project_session.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core::store {

std::vector<RecipeRecord> listRecipes(const ProjectSession& session); ///< in order of their ids
/// By name, else by decimal id; recipe() throws BadInput, naming what there is.
std::optional<RecipeRecord> findRecipe(const ProjectSession& session, const std::string& nameOrId);
RecipeRecord recipe(const ProjectSession& session, const std::string& nameOrId);

/// One transaction with an entry in the undo log each. BadInput: the name is taken or empty, the recipe is not valid.
CommandRecord addRecipe(ProjectSession& session, const std::string& name, const curate::Recipe& recipe);
/// Another name, another recipe or both; nullopt when everything was so already.
std::optional<CommandRecord> changeRecipe(
    ProjectSession& session, RecipeId id, const std::string& name, const curate::Recipe& recipe);
CommandRecord removeRecipe(ProjectSession& session, RecipeId id);

/// The rows as a dataset of kind Curated named record.name, and what made it, in one transaction. `record.id` and
/// `record.dataset` are set here; `parent` is the dataset that the recipe was applied to. BadInput: the name is taken, an
/// example does not exist.
CurationRecord insertCuration(ProjectSession& session, const CurationRecord& record, const DatasetRecord& parent,
    std::span<const data::DatasetRow> rows);
std::vector<CurationRecord> listCurations(const ProjectSession& session);
std::optional<CurationRecord> findCuration(const ProjectSession& session, const std::string& nameOrId);
CurationRecord curation(const ProjectSession& session, const std::string& nameOrId);

} // namespace core::store
