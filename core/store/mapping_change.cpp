// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapping_change.h"

#include "core/store/example_tables.h"
#include "core/store/remapping.h"
#include "core/store/undo_log.h"

namespace core::store {

MappingEffect previewMapping(const ProjectSession& session, SourceId source, const data::Mapping& mapping,
    const CancelToken& cancel, const ProgressSink& progress)
{
    auto& store = storeOf(session);
    const auto remapped = remap(store, source, mapping, cancel, progress);
    return store.read([&](Database& database) { return effectOf(database, remapped); });
}

std::optional<CommandRecord> changeMapping(ProjectSession& session, SourceId source, const data::Mapping& mapping,
    const CancelToken& cancel, const ProgressSink& progress)
{
    auto& store = storeOf(session);
    store.requireWritable();
    const auto remapped = remap(store, source, mapping, cancel, progress);
    return store.write(Durability::Edit, [&](Database& database) -> std::optional<CommandRecord> {
        const auto before = data::decodeMapping(readSource(database, source).mapping.dump());
        if (before == remapped.mapping)
            return std::nullopt;
        const auto effect = storeRemapped(database, remapped);
        LoggedCommand command;
        command.record.kind = CommandKind::ChangeMapping;
        command.record.rows = effect.rows;
        command.record.text = data::describeMapping(remapped.mapping);
        command.record.textBefore = data::describeMapping(before);
        command.record.source = remapped.source.name;
        command.record.createdAt = unixMilliseconds();
        command.source = source;
        command.inverse = data::encodeMapping(before) + "\n" + data::encodeMapping(remapped.mapping);
        command.record.id = appendCommand(database, command);
        return command.record;
    });
}

} // namespace core::store
