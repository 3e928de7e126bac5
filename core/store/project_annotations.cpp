// SPDX-License-Identifier: Apache-2.0
// The half of ProjectSession that is about annotations and commands.
#include "core/data/columns.h"
#include "core/store/annotation_tables.h"
#include "core/store/curation_tables.h"
#include "core/store/example_tables.h"
#include "core/store/project_faults.h"
#include "core/store/project_records.h"
#include "core/store/project_session.h"
#include "core/store/remapping.h"
#include "core/store/store.h"
#include "core/store/undo_log.h"

namespace core::store {

namespace {

Place placeOf(Database& database, const CommandRecord& record)
{
    return database.place("undo log " + std::to_string(record.id.value));
}

std::optional<LoggedCommand> nextCommand(Database& database, bool undo)
{
    return undo ? nextUndo(database) : nextRedo(database);
}

data::Mapping mappingAfter(const LoggedCommand& command, bool undo)
{
    const auto line = command.inverse.find('\n');
    if (line == std::string::npos)
        throw refusal(project_faults::wrongLength, Place{ .file = {}, .item = "undo log" });
    return data::decodeMapping(undo ? command.inverse.substr(0, line) : command.inverse.substr(line + 1));
}

bool isOfRecipe(CommandKind kind)
{
    return kind == CommandKind::AddRecipe || kind == CommandKind::ChangeRecipe || kind == CommandKind::RemoveRecipe;
}

/// Undoes or does again the next command. A mapping is computed before the transaction, so that readers get their turn.
std::optional<CommandRecord> turn(Store& store, bool undo)
{
    store.requireWritable();
    const auto next = store.read([&](Database& database) { return nextCommand(database, undo); });
    if (!next)
        return std::nullopt;
    std::optional<RemappedSource> remapped;
    if (next->record.kind == CommandKind::ChangeMapping)
        remapped = remap(store, next->source, mappingAfter(*next, undo));
    return store.write(Durability::Edit, [&](Database& database) -> std::optional<CommandRecord> {
        const auto command = nextCommand(database, undo);
        if (!command || command->record.id != next->record.id)
            throw Error(ErrorKind::BadInput, "another command came in between", "Try again.");
        if (remapped)
            storeRemapped(database, *remapped);
        else if (isOfRecipe(command->record.kind))
            turnRecipe(database, command->inverse, undo, placeOf(database, command->record));
        else
            toggleMarks(database, decodeMarkedSets(command->inverse, placeOf(database, command->record)));
        setUndone(database, command->record.id, undo);
        return command->record;
    });
}

/// The name of the dataset that a row was imported with.
std::string importOf(Database& database, ExampleId id)
{
    Query query(database, "SELECT source_id FROM examples WHERE id=?1");
    query.bind(id.value);
    const std::int64_t source = query.step() ? query.integer(0) : 0;
    for (const DatasetRecord& dataset : listDatasets(database))
        if (dataset.kind == DatasetKind::Import && dataset.rule.is_object()
            && dataset.rule.value("source", Json()) == source)
            return dataset.name;
    return {};
}

} // namespace

std::optional<CommandRecord> ProjectSession::annotate(const AnnotationChange& change, std::span<const ExampleId> ids)
{
    const ExampleSet examples(ids);
    return store_->write(Durability::Edit, [&](Database& database) -> std::optional<CommandRecord> {
        const auto changed = applyAnnotation(database, change, examples);
        if (changed.empty())
            return std::nullopt;
        ExampleSet all;
        for (const auto& [mark, set] : changed)
            for (const auto& [number, part] : set.parts)
                all.parts[number] = all.parts[number] | part;
        LoggedCommand command;
        command.record.kind = static_cast<CommandKind>(change.kind);
        command.record.rows = all.count();
        command.record.text = change.text;
        command.record.source = importOf(database, ids.front());
        command.record.createdAt = unixMilliseconds();
        command.inverse = encodeMarkedSets(changed);
        command.record.id = appendCommand(database, command);
        return command.record;
    });
}

UndoState ProjectSession::undoState() const
{
    return store_->read([](Database& database) { return readUndoState(database); });
}

std::vector<LoggedCommandRecord> ProjectSession::history() const
{
    return store_->read([](Database& database) { return listCommands(database); });
}

std::optional<CommandRecord> ProjectSession::undo()
{
    return turn(*store_, true);
}

std::optional<CommandRecord> ProjectSession::redo()
{
    return turn(*store_, false);
}

std::vector<ExampleAnnotations> ProjectSession::annotations(std::span<const ExampleId> ids) const
{
    return store_->read([&](Database& database) { return readAnnotations(database, ids); });
}

std::vector<LabelCount> ProjectSession::labels() const
{
    return store_->read([](Database& database) { return readLabelCounts(database); });
}

std::shared_ptr<const data::Columns> ProjectSession::withAnnotations(const data::Columns& columns) const
{
    auto changed = std::make_shared<data::Columns>(columns);
    store_->read([&](Database& database) { readAnnotationColumns(database, *changed); });
    return changed;
}

} // namespace core::store
