// SPDX-License-Identifier: Apache-2.0
#include "core/store/project_curations.h"

#include "core/store/curation_tables.h"
#include "core/store/named_rows.h"
#include "core/store/project_faults.h"
#include "core/store/store.h"
#include "core/store/undo_log.h"

namespace core::store {

namespace {

CommandRecord logTurn(Database& database, CommandKind kind, const RecipeTurn& turn)
{
    LoggedCommand command;
    command.record.kind = kind;
    command.record.text = turn.after ? turn.after->name : turn.before->name;
    if (turn.before && turn.after && turn.before->name != turn.after->name)
        command.record.textBefore = turn.before->name;
    if (turn.before)
        command.record.recipeBefore = curate::recipeText(turn.before->recipe);
    if (turn.after)
        command.record.recipe = curate::recipeText(turn.after->recipe);
    command.record.createdAt = unixMilliseconds();
    command.inverse = encodeRecipeTurn(turn);
    command.record.id = appendCommand(database, command);
    return command.record;
}

RecipeRecord existingRecipe(Database& database, RecipeId id)
{
    auto found = readRecipe(database, id);
    if (!found)
        throw Error(ErrorKind::BadInput, database.file().string() + ": the recipe is no longer there");
    return std::move(*found);
}

} // namespace

std::vector<RecipeRecord> listRecipes(const ProjectSession& session)
{
    return storeOf(session).read([](Database& database) { return listRecipes(database); });
}

std::optional<RecipeRecord> findRecipe(const ProjectSession& session, const std::string& nameOrId)
{
    return storeOf(session).read([&](Database& database) -> std::optional<RecipeRecord> {
        const auto id = findId(database, recipeNames, nameOrId);
        return id ? readRecipe(database, { *id }) : std::nullopt;
    });
}

RecipeRecord recipe(const ProjectSession& session, const std::string& nameOrId)
{
    return storeOf(session).read(
        [&](Database& database) { return existingRecipe(database, { requireId(database, recipeNames, nameOrId) }); });
}

CommandRecord addRecipe(ProjectSession& session, const std::string& name, const curate::Recipe& recipe)
{
    curate::requireValid(recipe, "recipe " + name);
    return storeOf(session).write(Durability::Edit, [&](Database& database) {
        RecipeRecord record{ {}, name, recipe, unixMilliseconds(), unixMilliseconds() };
        record.id = insertRecipe(database, record);
        return logTurn(database, CommandKind::AddRecipe, { std::nullopt, record });
    });
}

std::optional<CommandRecord> changeRecipe(
    ProjectSession& session, RecipeId id, const std::string& name, const curate::Recipe& recipe)
{
    curate::requireValid(recipe, "recipe " + name);
    return storeOf(session).write(Durability::Edit, [&](Database& database) -> std::optional<CommandRecord> {
        const auto before = existingRecipe(database, id);
        if (before.name == name && before.recipe == recipe)
            return std::nullopt;
        const RecipeRecord after{ id, name, recipe, before.createdAt, unixMilliseconds() };
        updateRecipe(database, after);
        return logTurn(database, CommandKind::ChangeRecipe, { before, after });
    });
}

CommandRecord removeRecipe(ProjectSession& session, RecipeId id)
{
    return storeOf(session).write(Durability::Edit, [&](Database& database) {
        const auto before = existingRecipe(database, id);
        deleteRecipe(database, id);
        return logTurn(database, CommandKind::RemoveRecipe, { before, std::nullopt });
    });
}

CurationRecord insertCuration(ProjectSession& session, const CurationRecord& record, const DatasetRecord& parent,
    std::span<const data::DatasetRow> rows)
{
    curate::requireValid(record.recipe, "recipe of " + record.name);
    return storeOf(session).write(Durability::Edit, [&](Database& database) {
        DatasetRecord dataset;
        dataset.name = record.name;
        dataset.kind = DatasetKind::Curated;
        dataset.parent = parent.id;
        dataset.rule = { { "curated_from", parent.name }, { "recipe", curate::recipeText(record.recipe) } };
        dataset.createdAt = record.createdAt;
        return readCuration(database, insertCuration(database, record, dataset, rows));
    });
}

std::vector<CurationRecord> listCurations(const ProjectSession& session)
{
    return storeOf(session).read([](Database& database) { return listCurations(database); });
}

std::optional<CurationRecord> findCuration(const ProjectSession& session, const std::string& nameOrId)
{
    return storeOf(session).read([&](Database& database) {
        const auto id = findId(database, curationNames, nameOrId);
        return id ? std::optional(readCuration(database, { *id })) : std::nullopt;
    });
}

CurationRecord curation(const ProjectSession& session, const std::string& nameOrId)
{
    return storeOf(session).read(
        [&](Database& database) { return readCuration(database, { requireId(database, curationNames, nameOrId) }); });
}

} // namespace core::store
