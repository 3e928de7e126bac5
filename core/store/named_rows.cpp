// SPDX-License-Identifier: Apache-2.0
#include "core/store/named_rows.h"

#include <charconv>

namespace core::store {

namespace {

std::optional<std::int64_t> byName(Database& database, const NamedTable& table, const std::string& name)
{
    Query query(database, table.byName);
    query.bind(name);
    return query.step() ? std::optional(query.integer(0)) : std::nullopt;
}

} // namespace

std::optional<std::int64_t> findId(Database& database, const NamedTable& table, const std::string& nameOrId)
{
    if (const auto found = byName(database, table, nameOrId))
        return found;
    std::int64_t id = 0;
    const auto* end = nameOrId.data() + nameOrId.size();
    const auto parsed = std::from_chars(nameOrId.data(), end, id);
    if (parsed.ec != std::errc() || parsed.ptr != end)
        return std::nullopt;
    Query query(database, table.byId);
    query.bind(id);
    return query.step() ? std::optional(id) : std::nullopt;
}

std::int64_t requireId(Database& database, const NamedTable& table, const std::string& nameOrId)
{
    if (const auto found = findId(database, table, nameOrId))
        return *found;
    std::string names;
    Query query(database, table.names);
    for (int listed = 0; query.step(); ++listed) {
        if (listed == 20) {
            names += ", ...";
            break;
        }
        names += (listed == 0 ? "" : ", ") + query.text(0);
    }
    throw Error(ErrorKind::BadInput, database.file().string() + ": there is no " + table.what + " \"" + nameOrId + "\"",
        names.empty() ? std::string("the project has none yet") : "there are: " + names);
}

void requireFreeName(Database& database, const NamedTable& table, const std::string& name)
{
    if (name.empty() || name.size() > 200)
        throw Error(ErrorKind::BadInput, std::string("the name of a ") + table.what + " has 1 to 200 bytes");
    if (byName(database, table, name))
        throw Error(ErrorKind::BadInput,
            database.file().string() + ": there is a " + table.what + " \"" + name + "\" already", "choose another name");
}

std::string freeName(Database& database, const NamedTable& table, const std::string& base)
{
    auto name = base;
    for (std::int64_t number = 2; byName(database, table, name); ++number)
        name = base + "-" + std::to_string(number);
    return name;
}

std::string toText(const Json& value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json fromText(Database& database, const std::string& text, const std::string& item)
{
    return parseJson(text, database.file().string() + ", " + item);
}

} // namespace core::store
