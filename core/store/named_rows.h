// SPDX-License-Identifier: Apache-2.0
// What tables with a unique name share, and how JSON stands in a column. Internal to core/store.
#pragma once

#include "core/base/json.h"
#include "core/store/database.h"

#include <string>

namespace core::store {

/// A table whose rows are found by name or id; the statements are literals.
struct NamedTable {
    const char* what; ///< "dataset"
    const char* byName; ///< SELECT id FROM ... WHERE name=?1
    const char* byId; ///< SELECT id FROM ... WHERE id=?1
    const char* names; ///< SELECT name FROM ... ORDER BY id
};

inline constexpr NamedTable datasetNames{ "dataset", "SELECT id FROM datasets WHERE name=?1",
    "SELECT id FROM datasets WHERE id=?1", "SELECT name FROM datasets ORDER BY id" };
inline constexpr NamedTable runNames{ "run", "SELECT id FROM runs WHERE name=?1", "SELECT id FROM runs WHERE id=?1",
    "SELECT name FROM runs ORDER BY id" };
inline constexpr NamedTable clusteringNames{ "clustering", "SELECT id FROM clusterings WHERE name=?1",
    "SELECT id FROM clusterings WHERE id=?1", "SELECT name FROM clusterings ORDER BY id" };
inline constexpr NamedTable selectionNames{ "selection", "SELECT id FROM selections WHERE name=?1",
    "SELECT id FROM selections WHERE id=?1", "SELECT name FROM selections ORDER BY id" };
inline constexpr NamedTable recipeNames{ "recipe", "SELECT id FROM recipes WHERE name=?1",
    "SELECT id FROM recipes WHERE id=?1", "SELECT name FROM recipes ORDER BY id" };
inline constexpr NamedTable curationNames{ "curated dataset",
    "SELECT c.id FROM curations c JOIN datasets d ON d.id=c.dataset_id WHERE d.name=?1",
    "SELECT id FROM curations WHERE id=?1",
    "SELECT d.name FROM curations c JOIN datasets d ON d.id=c.dataset_id ORDER BY c.id" };

/// By name, else, where it is a decimal number, by id.
std::optional<std::int64_t> findId(Database& database, const NamedTable& table, const std::string& nameOrId);
/// BadInput, naming what there is.
std::int64_t requireId(Database& database, const NamedTable& table, const std::string& nameOrId);
/// BadInput when the name is empty, too long or taken.
void requireFreeName(Database& database, const NamedTable& table, const std::string& name);
std::string freeName(Database& database, const NamedTable& table, const std::string& base);

/// Bytes that are not UTF-8 become U+FFFD.
std::string toText(const Json& value);
/// `item` names the value in refusals.
Json fromText(Database& database, const std::string& text, const std::string& item);

} // namespace core::store
