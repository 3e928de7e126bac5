// SPDX-License-Identifier: Apache-2.0
#include "core/store/curation_tables.h"

#include "core/store/example_tables.h"
#include "core/store/named_rows.h"
#include "core/store/project_faults.h"

namespace core::store {

namespace {

std::string recipeItem(RecipeId id)
{
    return "recipe " + std::to_string(id.value);
}

/// A stored recipe is refused as part of the file, whatever is wrong with it.
curate::Recipe recipeFrom(Database& database, const std::string& text, const std::string& item)
{
    const auto json = fromText(database, text, item);
    try {
        return curate::decodeRecipe(json, database.file().string() + ", " + item);
    } catch (const Error& error) {
        throw refusal(project_faults::wrongValue, database.place(item), error.message());
    }
}

RecipeRecord recipeOf(Database& database, Query& query)
{
    RecipeRecord record;
    record.id = { query.integer(0) };
    record.name = query.text(1);
    record.recipe = recipeFrom(database, query.text(2), recipeItem(record.id));
    record.createdAt = query.integer(3);
    record.changedAt = query.integer(4);
    return record;
}

std::string textOf(const curate::Recipe& recipe)
{
    return toText(Json(curate::recipeJson(recipe)));
}

void writeRecipe(Database& database, const RecipeRecord& record)
{
    Query(database, "INSERT OR REPLACE INTO recipes(id, name, recipe, created_at, changed_at) VALUES(?1,?2,?3,?4,?5)")
        .bind(record.id.value == 0 ? std::nullopt : std::optional(record.id.value))
        .bind(record.name)
        .bind(textOf(record.recipe))
        .bind(record.createdAt)
        .bind(record.changedAt)
        .run();
}

Json jsonOf(const std::optional<RecipeRecord>& record)
{
    if (!record)
        return nullptr;
    return { { "id", record->id.value }, { "name", record->name }, { "recipe", Json(curate::recipeJson(record->recipe)) },
        { "created", record->createdAt }, { "changed", record->changedAt } };
}

std::optional<RecipeRecord> recordIn(const JsonFields& turn, const std::string& name, const std::string& where)
{
    constexpr std::int64_t most = std::int64_t{ 1 } << 60;
    if (!turn.has(name))
        return std::nullopt;
    const JsonFields fields = turn.object(name);
    RecipeRecord record;
    record.id = { fields.integer("id", 1, most) };
    record.name = fields.string("name");
    record.recipe = curate::decodeRecipe(fields.at("recipe"), where);
    record.createdAt = fields.integer("created", 0, most);
    record.changedAt = fields.integer("changed", 0, most);
    return record;
}

CurationRecord curationOf(Database& database, Query& query)
{
    CurationRecord record;
    record.id = { query.integer(0) };
    const auto item = "curation " + std::to_string(record.id.value);
    record.name = query.text(1);
    record.dataset = { query.integer(2) };
    if (!query.isNull(3))
        record.clustering = ClusteringId{ query.integer(3) };
    record.recipe = recipeFrom(database, query.text(4), item);
    record.outcome = fromText(database, query.text(5), item + " outcome");
    record.createdAt = query.integer(6);
    return record;
}

} // namespace

std::vector<RecipeRecord> listRecipes(Database& database)
{
    std::vector<RecipeRecord> recipes;
    Query query(database, "SELECT id, name, recipe, created_at, changed_at FROM recipes ORDER BY id");
    while (query.step())
        recipes.push_back(recipeOf(database, query));
    return recipes;
}

std::optional<RecipeRecord> readRecipe(Database& database, RecipeId id)
{
    Query query(database, "SELECT id, name, recipe, created_at, changed_at FROM recipes WHERE id=?1");
    query.bind(id.value);
    return query.step() ? std::optional(recipeOf(database, query)) : std::nullopt;
}

RecipeId insertRecipe(Database& database, const RecipeRecord& record)
{
    requireFreeName(database, recipeNames, record.name);
    writeRecipe(database, record);
    return { database.raw().getLastInsertRowid() };
}

void updateRecipe(Database& database, const RecipeRecord& record)
{
    const auto before = readRecipe(database, record.id);
    if (!before)
        throw refusal(project_faults::missingRow, database.place(recipeItem(record.id)));
    if (before->name != record.name)
        requireFreeName(database, recipeNames, record.name);
    writeRecipe(database, record);
}

void deleteRecipe(Database& database, RecipeId id)
{
    Query(database, "DELETE FROM recipes WHERE id=?1").bind(id.value).run();
}

std::string encodeRecipeTurn(const RecipeTurn& turn)
{
    return toText(Json{ { "before", jsonOf(turn.before) }, { "after", jsonOf(turn.after) } });
}

void turnRecipe(Database& database, const std::string& encoded, bool undo, const Place& place)
{
    const std::string where = place.file + ", " + place.item;
    const Json json = parseJson(encoded, where);
    const JsonFields fields(json, where);
    const auto target = recordIn(fields, undo ? "before" : "after", where);
    const auto other = recordIn(fields, undo ? "after" : "before", where);
    if (target)
        writeRecipe(database, *target);
    else if (other)
        deleteRecipe(database, other->id);
}

CurationId insertCuration(
    Database& database, const CurationRecord& record, const DatasetRecord& dataset, std::span<const data::DatasetRow> rows)
{
    const auto made = insertDataset(database, dataset, rows, false);
    Query(database, "INSERT INTO curations(dataset_id, clustering_id, recipe, outcome, created_at) VALUES(?1,?2,?3,?4,?5)")
        .bind(made.value)
        .bind(record.clustering ? std::optional(record.clustering->value) : std::nullopt)
        .bind(textOf(record.recipe))
        .bind(toText(record.outcome))
        .bind(record.createdAt)
        .run();
    return { database.raw().getLastInsertRowid() };
}

std::vector<CurationRecord> listCurations(Database& database)
{
    std::vector<CurationRecord> curations;
    Query query(database,
        "SELECT c.id, d.name, c.dataset_id, c.clustering_id, c.recipe, c.outcome, c.created_at"
        " FROM curations c JOIN datasets d ON d.id = c.dataset_id ORDER BY c.id");
    while (query.step())
        curations.push_back(curationOf(database, query));
    return curations;
}

CurationRecord readCuration(Database& database, CurationId id)
{
    Query query(database,
        "SELECT c.id, d.name, c.dataset_id, c.clustering_id, c.recipe, c.outcome, c.created_at"
        " FROM curations c JOIN datasets d ON d.id = c.dataset_id WHERE c.id=?1");
    query.bind(id.value);
    if (!query.step())
        throw refusal(project_faults::missingRow, database.place("curation " + std::to_string(id.value)));
    return curationOf(database, query);
}

std::optional<std::string> curationOf(Database& database, ClusteringId clustering)
{
    Query query(
        database, "SELECT d.name FROM curations c JOIN datasets d ON d.id = c.dataset_id WHERE c.clustering_id=?1 LIMIT 1");
    query.bind(clustering.value);
    return query.step() ? std::optional(query.text(0)) : std::nullopt;
}

} // namespace core::store
