// SPDX-License-Identifier: GPL-3.0-or-later
// The half of ProjectDoor that is about snapshots, commands and long work.
#include "ui/session/project_door.h"

#include <chrono>

namespace ui {

using namespace core::store;

namespace {

bool isOfRecipe(CommandKind kind)
{
    return kind == CommandKind::AddRecipe || kind == CommandKind::ChangeRecipe || kind == CommandKind::RemoveRecipe;
}

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds betweenProgress{ 100 };

} // namespace

void ProjectDoor::exportRows(core::jobs::ExportRequest request, Reply<core::jobs::ExportResult> reply)
{
    work<core::jobs::ExportResult>(
        [request = std::move(request)](Session& session) { return core::jobs::exportExamples(session, request); },
        std::move(reply));
}

core::CancelToken ProjectDoor::cluster(core::jobs::ClusterRequest request, Reply<core::jobs::ClusterReport> reply)
{
    const auto cancel = newCancel();
    work<core::jobs::ClusterReport>([request = std::move(request), cancel](
                                        Session& session) { return core::jobs::clusterRun(session, request, cancel); },
        std::move(reply));
    return cancel;
}

void ProjectDoor::loadColumns(const ColumnsRequest& request)
{
    request_ = request;
    reloadColumns();
}

void ProjectDoor::reloadColumns()
{
    if (!request_ || !session_)
        return;
    desk_.forget(columnsTicket_);
    desk_.forget(annotationsTicket_); // the new snapshot has the annotations of now
    loading_ = true;
    loadIsStale_ = false;
    Reply<ColumnsPointer> reply;
    reply.ready = [this](ColumnsPointer columns) { onColumns(std::move(columns)); };
    reply.failed = [this](const core::Error& error) {
        loading_ = false;
        Q_EMIT failed(error);
    };
    columnsTicket_ = desk_.keep(std::move(reply));
    background_.start([this, ticket = columnsTicket_, request = *request_, session = session_] {
        desk_.deliver<ColumnsPointer>(ticket, outcomeOf<ColumnsPointer>([&] { return session->columns(request); }));
    });
}

void ProjectDoor::onColumns(ColumnsPointer columns)
{
    loading_ = false;
    publish(std::move(columns));
    if (loadIsStale_)
        refreshAnnotations();
}

void ProjectDoor::publish(ColumnsPointer columns)
{
    columns_ = std::move(columns);
    Q_EMIT columnsReady(columns_);
}

void ProjectDoor::adoptColumns(const ColumnsPointer& columns, const std::optional<ColumnsRequest>& request)
{
    const bool sameRows = columns_ && columns->ids.sharesWith(columns_->ids);
    if (request) {
        request_ = request;
        if (!sameRows)
            return reloadColumns();
    }
    if (!sameRows)
        return;
    if (columns->marks.sharesWith(columns_->marks) && columns->labels.codes.sharesWith(columns_->labels.codes)
        && columns->notes.codes.sharesWith(columns_->notes.codes))
        return publish(columns);
    auto changed = std::make_shared<core::data::Columns>(*columns);
    changed->marks = columns_->marks;
    changed->labels = columns_->labels;
    changed->notes = columns_->notes;
    publish(std::move(changed));
}

void ProjectDoor::showPreview(PreviewClusters preview)
{
    if (!columns_ || preview.cluster.size() != columns_->rows())
        return; // of a snapshot that was replaced in between
    auto changed = std::make_shared<core::data::Columns>(*columns_);
    changed->cluster = std::move(preview.cluster);
    changed->clusters = preview.clusters;
    changed->hardClusters = std::move(preview.hardClusters);
    changed->origin.clustering.reset();
    publish(std::move(changed));
}

/// The annotations of now into the current snapshot; every other column stays.
void ProjectDoor::refreshAnnotations()
{
    loadIsStale_ = loading_;
    desk_.forget(annotationsTicket_);
    if (!columns_)
        return;
    Reply<ColumnsPointer> reply;
    reply.ready = [this](const ColumnsPointer& read) { onAnnotationColumns(read); };
    annotationsTicket_ = desk_.keep(std::move(reply));
    background_.start([this, ticket = annotationsTicket_, base = columns_, session = session_] {
        desk_.deliver<ColumnsPointer>(ticket, outcomeOf<ColumnsPointer>([&] { return session->withAnnotations(*base); }));
    });
}

void ProjectDoor::onAnnotationColumns(const ColumnsPointer& read)
{
    if (!columns_ || !read->ids.sharesWith(columns_->ids))
        return refreshAnnotations(); // another snapshot came in between
    auto changed = std::make_shared<core::data::Columns>(*columns_);
    changed->marks = read->marks;
    changed->labels = read->labels;
    changed->notes = read->notes;
    publish(std::move(changed));
}

quint64 ProjectDoor::annotate(AnnotationChange change, std::vector<core::ExampleId> ids)
{
    const quint64 number = ++annotationsAsked_;
    give({ [change = std::move(change), ids = std::move(ids), number](Session& session) {
        auto command = session.annotate(change, ids);
        return CommandOutcome{ std::move(command), session.undoState(), CommandTurn::Done, number };
    } });
    return number;
}

ProjectDoor::CommandOutcome ProjectDoor::turned(Session& session, std::optional<CommandRecord> command, CommandTurn turn)
{
    CommandOutcome outcome{ std::move(command), session.undoState(), turn, 0 };
    if (outcome.command && isOfRecipe(outcome.command->kind))
        outcome.recipes = listRecipes(session);
    return outcome;
}

void ProjectDoor::undo()
{
    give({ [](Session& session) { return turned(session, session.undo(), CommandTurn::Undone); } });
}

void ProjectDoor::redo()
{
    give({ [](Session& session) { return turned(session, session.redo(), CommandTurn::Redone); } });
}

void ProjectDoor::changeMapping(core::SourceId source, core::data::Mapping mapping)
{
    const auto cancel = newCancel();
    give({ [source, mapping = std::move(mapping), cancel](Session& session) {
        auto command = core::store::changeMapping(session, source, mapping, cancel);
        return CommandOutcome{ std::move(command), session.undoState(), CommandTurn::Done, 0 };
    } });
}

void ProjectDoor::giveRecipe(std::function<std::optional<CommandRecord>(Session&)> work, OnSettled settled)
{
    give({ [work = std::move(work)](Session& session) {
              auto command = work(session);
              return CommandOutcome{ std::move(command), session.undoState(), CommandTurn::Done, 0, listRecipes(session) };
          },
        std::move(settled) });
}

void ProjectDoor::addRecipe(std::string name, core::curate::Recipe recipe, OnSettled settled)
{
    giveRecipe([name = std::move(name), recipe = std::move(recipe)](
                   Session& session) { return std::optional(core::store::addRecipe(session, name, recipe)); },
        std::move(settled));
}

void ProjectDoor::changeRecipe(RecipeId id, std::string name, core::curate::Recipe recipe, OnSettled settled)
{
    giveRecipe([id, name = std::move(name), recipe = std::move(recipe)](
                   Session& session) { return core::store::changeRecipe(session, id, name, recipe); },
        std::move(settled));
}

void ProjectDoor::removeRecipe(RecipeId id, OnSettled settled)
{
    giveRecipe([id](Session& session) { return std::optional(core::store::removeRecipe(session, id)); }, std::move(settled));
}

core::CancelToken ProjectDoor::previewMapping(core::SourceId source, core::data::Mapping mapping, Reply<MappingEffect> reply)
{
    const auto cancel = newCancel();
    work<MappingEffect>([source, mapping = std::move(mapping), cancel](
                            Session& session) { return core::store::previewMapping(session, source, mapping, cancel); },
        std::move(reply));
    return cancel;
}

void ProjectDoor::give(Command command)
{
    commands_.push_back(std::move(command));
    if (!commandUnderWay_)
        giveNext();
}

void ProjectDoor::giveNext()
{
    if (commands_.empty() || commandUnderWay_) // settled() may have given one
        return;
    commandUnderWay_ = true;
    auto command = std::move(commands_.front());
    commands_.pop_front();
    Reply<CommandOutcome> reply;
    reply.ready = [this, settled = command.settled](const CommandOutcome& outcome) {
        onCommand(outcome);
        if (settled)
            settled(std::nullopt);
        giveNext();
    };
    reply.failed = [this, settled = command.settled](const core::Error& error) {
        commandUnderWay_ = false;
        if (settled)
            settled(error);
        else
            Q_EMIT failed(error);
        giveNext();
    };
    work<CommandOutcome>(std::move(command.work), std::move(reply));
}

void ProjectDoor::onCommand(const CommandOutcome& outcome)
{
    commandUnderWay_ = false;
    if (outcome.recipes)
        Q_EMIT recipesRead(*outcome.recipes);
    if (outcome.command && isOfRecipe(outcome.command->kind)) {
        Q_EMIT recipeChanged(*outcome.command, outcome.turn);
    } else if (outcome.command && outcome.command->kind == CommandKind::ChangeMapping) {
        reloadColumns();
        Q_EMIT mappingChanged(*outcome.command, outcome.turn);
    } else if (outcome.command) {
        annotationTold_ = outcome.annotation;
        refreshAnnotations();
        Q_EMIT annotationsChanged(*outcome.command, outcome.turn);
    }
    if (!(outcome.state == undoState_)) {
        undoState_ = outcome.state;
        Q_EMIT undoStateChanged(undoState_);
    }
}

void ProjectDoor::refreshUndoState()
{
    read<UndoState>([](const Session& session) { return session.undoState(); },
        { this,
            [this](const UndoState& state) {
                undoState_ = state;
                Q_EMIT undoStateChanged(undoState_);
            },
            {} });
}

void ProjectDoor::previewImport(const std::filesystem::path& file, core::data::ImportOptions options, std::size_t rows,
    Reply<core::data::ImportPreview> reply)
{
    const auto ticket = desk_.keep(std::move(reply));
    background_.start([this, ticket, file, options = std::move(options), rows] {
        desk_.deliver<core::data::ImportPreview>(
            ticket, outcomeOf<core::data::ImportPreview>([&] { return core::data::previewImport(file, options, rows); }));
    });
}

void ProjectDoor::importFile(const std::filesystem::path& file, ProjectImportOptions options)
{
    if (importing_) {
        Q_EMIT importFailed(
            core::Error(core::ErrorKind::BadInput, "another file is being imported", "Wait for it, or cancel it."));
        return;
    }
    importing_ = newCancel();
    options.reading.cancel = *importing_;
    options.reading.progress
        = [this, cancel = *importing_, last = Clock::time_point()](const core::Progress& progress) mutable {
              if (Clock::now() - last < betweenProgress)
                  return;
              last = Clock::now();
              QMetaObject::invokeMethod(
                  this,
                  [this, cancel, progress] {
                      if (importing_ && !cancel.cancelled())
                          Q_EMIT importProgress(progress.done, progress.total);
                  },
                  Qt::QueuedConnection);
          };
    work<ProjectImport>(
        [file, options = std::move(options)](Session& session) { return core::store::importFile(session, file, options); },
        { this,
            [this](const ProjectImport& result) {
                importing_.reset();
                Q_EMIT imported(result);
            },
            [this](const core::Error& error) {
                importing_.reset();
                Q_EMIT importFailed(error);
            } });
}

void ProjectDoor::cancelImport()
{
    if (importing_)
        importing_->cancel();
}

} // namespace ui
