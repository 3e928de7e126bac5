// SPDX-License-Identifier: GPL-3.0-or-later
// What a workspace is asked to do to rows, and what it shows and did as commands of a terminal.
#include "ui/session/workspace.h"

#include <algorithm>
#include <iterator>

namespace ui {

using core::store::AnnotationChange;
using core::store::CommandKind;
using core::store::CommandRecord;

namespace {

bool speaksOfClusters(const ExampleFilter& filter)
{
    return !filter.facetValues(core::data::FacetName::Cluster).empty() || !filter.number(Measure::Cluster).empty();
}

QString nameOfRun(const Workspace& workspace, const std::optional<core::RunId>& run)
{
    const auto found = std::find_if(workspace.runs().begin(), workspace.runs().end(),
        [&](const core::store::RunRecord& record) { return record.id == run; });
    return found == workspace.runs().end() ? QString() : QString::fromStdString(found->name);
}

core::data::Selection rowsOf(const core::data::Columns& columns, const std::vector<core::ExampleId>& ids)
{
    std::vector<std::int64_t> wanted;
    for (const core::ExampleId id : ids)
        wanted.push_back(id.value);
    std::ranges::sort(wanted);
    return core::data::Selection::where(
        columns.rows(), [&](std::size_t row) { return std::ranges::binary_search(wanted, columns.ids[row].value); });
}

} // namespace

void Workspace::annotate(
    const AnnotationChange& change, const core::data::Selection& rows, const std::optional<ExampleFilter>& shown)
{
    if (!columns_ || rows.size() != columns_->rows())
        return;
    std::vector<core::ExampleId> ids;
    for (const std::uint32_t row : rows.rows())
        ids.push_back(columns_->ids[row]);
    const bool byFilter = shown && !shown->empty() && !shown->rows.onlyBrushed;
    const auto command = annotateCommand(byFilter ? commandRows(*shown) : commandRows(rows), change);
    ask(change, std::move(ids), command);
}

void Workspace::annotate(const AnnotationChange& change, std::vector<core::ExampleId> ids)
{
    CommandAnswer command;
    if (columns_)
        command = annotateCommand(commandRows(rowsOf(*columns_, ids)), change);
    ask(change, std::move(ids), std::move(command));
}

void Workspace::ask(const AnnotationChange& change, std::vector<core::ExampleId> ids, CommandAnswer command)
{
    if (!ids.empty())
        asked_[project_.annotate(change, std::move(ids))] = std::move(command);
}

void Workspace::noteAction(const CommandRecord& command, CommandTurn turn)
{
    const auto& file = project_.file();
    if (turn != CommandTurn::Done) {
        lastAction_ = { turn == CommandTurn::Undone ? undoCommand(file) : redoCommand(file), {} };
        return;
    }
    if (command.kind == CommandKind::ChangeMapping) {
        lastAction_ = { mappingCommand(file, command), {} };
        return;
    }
    const auto found = asked_.find(project_.annotationTold());
    if (found == asked_.end())
        return;
    lastAction_ = std::move(found->second);
    asked_.erase(asked_.begin(), std::next(found)); // those before changed nothing, or failed
}

RowsCommand Workspace::commandRows(const core::data::Selection& rows) const
{
    const auto* record = datasetRecord();
    RowsCommand command{ project_.file(), record ? QString::fromStdString(record->name) : QString(), {}, {}, {}, {}, {} };
    command.rows = rows;
    return command;
}

RowsCommand Workspace::commandRows(const ExampleFilter& filter) const
{
    RowsCommand command = commandRows(filter.rows.onlyBrushed ? selection_->selection() : core::data::Selection());
    command.filter = filter;
    command.filter.rows.onlyBrushed = false;
    if (!columns_)
        return command;
    command.run = nameOfRun(*this, columns_->origin.run);
    if (columns_->origin.tokens != columns_->origin.run)
        command.tokens = nameOfRun(*this, columns_->origin.tokens);
    for (const auto& clustering : clusterings_)
        if (clustering.id == columns_->origin.clustering)
            command.clustering = QString::fromStdString(clustering.name);
    return command;
}

CommandAnswer Workspace::commandOfTable(const SortKey& sort) const
{
    const ExampleFilter& filter = selection_->filter();
    const auto rows = commandRows(filter);
    const bool needsClusters = speaksOfClusters(filter) || sort.measure == Measure::Cluster;
    if (needsClusters && columns_ && !columns_->cluster.empty() && rows.clustering.isEmpty())
        return { {}, tr("The clusters shown are a preview that is not stored yet: no command can name them.") };
    return listCommand(rows, sort);
}

} // namespace ui
