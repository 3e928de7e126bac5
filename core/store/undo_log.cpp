// SPDX-License-Identifier: Apache-2.0
#include "core/store/undo_log.h"

#include "core/store/named_rows.h"
#include "core/store/project_faults.h"

#include <algorithm>
#include <array>

namespace core::store {

namespace {

constexpr std::array<std::string_view, 12> kinds{ "exclude", "include", "pin-easy", "pin-hard", "unpin", "add-label",
    "remove-label", "set-note", "change-mapping", "add-recipe", "change-recipe", "remove-recipe" };

Json argumentsJson(const LoggedCommand& command)
{
    Json arguments{ { "rows", command.record.rows } };
    if (!command.record.text.empty())
        arguments["text"] = command.record.text;
    if (!command.record.textBefore.empty())
        arguments["text_before"] = command.record.textBefore;
    if (!command.record.recipe.empty())
        arguments["recipe"] = command.record.recipe;
    if (!command.record.recipeBefore.empty())
        arguments["recipe_before"] = command.record.recipeBefore;
    if (!command.record.source.empty())
        arguments["source"] = command.record.source;
    if (command.record.kind == CommandKind::ChangeMapping)
        arguments["source_id"] = command.source.value;
    return arguments;
}

LoggedCommand commandOf(Database& database, Query& query)
{
    LoggedCommand command;
    auto& record = command.record;
    record.id = { query.integer(0) };
    const auto item = "undo log " + std::to_string(record.id.value);
    const auto kind = commandKind(query.text(1));
    if (!kind)
        throw refusal(project_faults::wrongValue, database.place(item), "kind " + query.text(1).substr(0, 40));
    record.kind = *kind;
    const auto arguments = fromText(database, query.text(2), item);
    const JsonFields fields(arguments, database.file().string() + ", " + item);
    record.rows = fields.integer("rows", 0, std::int64_t{ 1 } << 40);
    record.text = fields.string("text", "");
    record.textBefore = fields.string("text_before", "");
    record.recipe = fields.string("recipe", "");
    record.recipeBefore = fields.string("recipe_before", "");
    record.source = fields.string("source", "");
    command.source = { fields.integer("source_id", 0, std::int64_t{ 1 } << 40, 0) };
    command.inverse = query.blob(3);
    record.createdAt = query.integer(4);
    return command;
}

std::optional<CommandRecord> recordOf(const std::optional<LoggedCommand>& command)
{
    return command ? std::optional(command->record) : std::nullopt;
}

} // namespace

std::string_view name(CommandKind kind)
{
    return kinds[static_cast<std::size_t>(kind)];
}

std::optional<CommandKind> commandKind(std::string_view text)
{
    const auto found = std::find(kinds.begin(), kinds.end(), text);
    return found == kinds.end() ? std::nullopt : std::optional(static_cast<CommandKind>(found - kinds.begin()));
}

CommandId appendCommand(Database& database, const LoggedCommand& command)
{
    database.execute("DELETE FROM undo_log WHERE undone=1");
    Query(database, "INSERT INTO undo_log(kind, arguments, inverse, undone, created_at) VALUES(?1,?2,?3,0,?4)")
        .bind(name(command.record.kind))
        .bind(toText(argumentsJson(command)))
        .bindBlob(command.inverse)
        .bind(command.record.createdAt)
        .run();
    const CommandId id{ database.raw().getLastInsertRowid() };
    database.execute("DELETE FROM undo_log WHERE id <= (SELECT id FROM undo_log ORDER BY id DESC LIMIT 1 OFFSET 1000)");
    return id;
}

std::optional<LoggedCommand> nextUndo(Database& database)
{
    Query query(
        database, "SELECT id, kind, arguments, inverse, created_at FROM undo_log WHERE undone=0 ORDER BY id DESC LIMIT 1");
    return query.step() ? std::optional(commandOf(database, query)) : std::nullopt;
}

std::optional<LoggedCommand> nextRedo(Database& database)
{
    Query query(
        database, "SELECT id, kind, arguments, inverse, created_at FROM undo_log WHERE undone=1 ORDER BY id LIMIT 1");
    return query.step() ? std::optional(commandOf(database, query)) : std::nullopt;
}

void setUndone(Database& database, CommandId id, bool undone)
{
    Query(database, "UPDATE undo_log SET undone=?2 WHERE id=?1").bind(id.value).bind(std::int64_t{ undone }).run();
}

UndoState readUndoState(Database& database)
{
    return { recordOf(nextUndo(database)), recordOf(nextRedo(database)) };
}

std::vector<LoggedCommandRecord> listCommands(Database& database)
{
    std::vector<LoggedCommandRecord> commands;
    Query query(database, "SELECT id, kind, arguments, inverse, created_at, undone FROM undo_log ORDER BY id");
    while (query.step())
        commands.push_back({ commandOf(database, query).record, query.integer(5, 0, 1) == 1 });
    return commands;
}

} // namespace core::store
