// SPDX-License-Identifier: Apache-2.0
// The log of commands: each with the members of annotations that it turned round, so that turning them again undoes it, and
// once more does it again. Commands are undone in reverse order, so what a command left is what its undo finds. A new
// command drops those that were undone; the latest 1,000 are kept. Internal to core/store; on the store thread.
#pragma once

#include "core/store/annotation_records.h"
#include "core/store/database.h"

namespace core::store {

struct LoggedCommand {
    CommandRecord record;
    SourceId source; ///< of a change of mapping
    std::string inverse; ///< encodeMarkedSets(); for a change of mapping "before \n after" as stored mappings;
                         ///< for a recipe encodeRecipeTurn()
};

CommandId appendCommand(Database& database, const LoggedCommand& command);
/// What undo() (redo()) is next.
std::optional<LoggedCommand> nextUndo(Database& database);
std::optional<LoggedCommand> nextRedo(Database& database);
void setUndone(Database& database, CommandId id, bool undone);
UndoState readUndoState(Database& database);
std::vector<LoggedCommandRecord> listCommands(Database& database); ///< the oldest first

} // namespace core::store
