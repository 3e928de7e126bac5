// SPDX-License-Identifier: Apache-2.0
// project undo/redo/history: the commands that were said of rows, mappings and recipes, and how they are taken back.
#include "app/cli/project_history.h"

#include "app/cli/text.h"
#include "core/store/project_session.h"

#include <optional>

namespace cli {

namespace {

using core::OrderedJson;
using core::store::CommandKind;
using core::store::CommandRecord;
using core::store::OpenMode;
using core::store::ProjectSession;

OrderedJson commandJson(const CommandRecord& command)
{
    OrderedJson json{ { "id", command.id.value }, { "command", name(command.kind) }, { "rows", command.rows },
        { "text", command.text } };
    if (command.kind == CommandKind::ChangeMapping) {
        json["text_before"] = command.textBefore;
        json["file"] = command.source;
    }
    json["created_at"] = command.createdAt;
    return json;
}

int turn(const Invocation& invocation, const std::string& project, bool undo)
{
    auto session = ProjectSession::open(project, OpenMode::ReadWrite);
    const auto command = undo ? session.undo() : session.redo();
    session.close();
    const std::string what = undo ? "undone" : "redone";
    invocation.answer({ { what, command ? commandJson(*command) : OrderedJson(nullptr) } },
        command    ? what + ": " + commandText(*command)
            : undo ? "there is nothing to undo"
                   : "there is nothing to redo");
    return exitDone;
}

} // namespace

int undoCommand(const Invocation& invocation, const std::string& project)
{
    return turn(invocation, project, true);
}

int redoCommand(const Invocation& invocation, const std::string& project)
{
    return turn(invocation, project, false);
}

int showHistory(const Invocation& invocation, const std::string& project)
{
    const auto session = ProjectSession::open(project, OpenMode::ReadOnly);
    Table table({ ">id", "when (UTC)", "command", "" });
    OrderedJson list = OrderedJson::array();
    for (const auto& entry : session.history()) {
        table.add({ std::to_string(entry.command.id.value), timeText(entry.command.createdAt), commandText(entry.command),
            entry.undone ? "undone" : "" });
        OrderedJson json = commandJson(entry.command);
        json["undone"] = entry.undone;
        list.push_back(json);
    }
    invocation.answer(list, list.empty() ? "nothing was said of any row yet" : table.text());
    return exitDone;
}

std::string commandText(const CommandRecord& command)
{
    const std::string rows = command.rows == 1 ? "1 row" : countText(command.rows) + " rows";
    const std::string text = "\"" + cellText(command.text, 60) + "\"";
    switch (command.kind) {
    case CommandKind::Exclude:
        return rows + " excluded";
    case CommandKind::Include:
        return rows + " included again";
    case CommandKind::PinEasy:
        return rows + " pinned as easy";
    case CommandKind::PinHard:
        return rows + " pinned as hard";
    case CommandKind::Unpin:
        return rows + " unpinned";
    case CommandKind::AddLabel:
        return rows + " labelled " + text;
    case CommandKind::RemoveLabel:
        return "label " + text + " taken off " + rows;
    case CommandKind::SetNote:
        return command.text.empty() ? "note on " + rows + " deleted" : "note on " + rows + ": " + text;
    case CommandKind::AddRecipe:
        return "recipe " + text + " added";
    case CommandKind::ChangeRecipe:
        return command.recipe == command.recipeBefore
            ? "recipe " + text + " changed"
            : "recipe " + text + " changed from " + command.recipeBefore + " to " + command.recipe;
    case CommandKind::RemoveRecipe:
        return "recipe " + text + " removed";
    case CommandKind::ChangeMapping:
        break;
    }
    return "mapping of " + command.source + " changed from " + command.textBefore + " to " + command.text;
}

} // namespace cli
