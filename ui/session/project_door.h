// SPDX-License-Identifier: GPL-3.0-or-later
// The window's door to a project. Every call returns at once; answers come through the event loop of the door's thread, as
// values, and never after close() or when another project was opened. Short reads run on the store's thread, long work in
// the background. One snapshot is current: columnsReady() publishes each new one.
#pragma once

#include "ui/session/background.h"

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/data/columns.h"
#include "core/data/import_file.h"
#include "core/jobs/project_clustering.h"
#include "core/jobs/project_export.h"
#include "core/store/import_session.h"
#include "core/store/mapping_change.h"
#include "core/store/project_curations.h"
#include "core/store/project_session.h"
#include "ui/session/open_project.h"
#endif

#include <QtCore/QTimer>

#include <deque>

namespace ui {

using ColumnsPointer = std::shared_ptr<const core::data::Columns>;

/// A command was given, undone or done again.
enum class CommandTurn { Done, Undone, Redone };

/// Clusters of a snapshot's rows that are not stored (yet).
struct PreviewClusters {
    std::vector<std::uint16_t> cluster; ///< one a row, noCluster = none
    std::uint32_t clusters = 0;
    std::vector<std::uint16_t> hardClusters;
};

class ProjectDoor : public QObject {
    Q_OBJECT

public:
    using Session = core::store::ProjectSession;

    explicit ProjectDoor(QObject* parent = nullptr);
    /// Cancels and waits for what is under way; a window calls close() before and waits for closed().
    ~ProjectDoor() override;

    /// opened() or openFailed() follows. What was open is closed first.
    void create(const std::filesystem::path& file);
    void open(const std::filesystem::path& file);
    /// closed() follows when the file is whole and the lock free.
    void close();
    bool isOpen() const { return session_ != nullptr; }
    bool isReadOnly() const { return readOnly_; }
    /// Why it is read-only (Busy names who writes); nullopt when it is not.
    const std::optional<core::Error>& whyReadOnly() const { return whyReadOnly_; }
    const std::filesystem::path& file() const { return file_; }
    /// For other doors on the same project (runs); changes with sessionChanged(). Not to be used in the window's thread.
    std::shared_ptr<Session> session() const { return session_; }

    /// `work` on the store's thread; short. `work(const Session&)` returns the value.
    template <typename Value, typename Work> void read(Work work, Reply<Value> reply);
    /// `work` in the background; it may call the session and take its time. `work(Session&)` returns the value.
    template <typename Value, typename Work> void work(Work work, Reply<Value> reply);
    /// For those who hold what they work on themselves: their answers do not end with the project.
    Background& background() { return background_; }

    void summary(Reply<core::store::ProjectSummary> reply);
    void sources(Reply<std::vector<core::store::SourceRecord>> reply);
    void datasets(Reply<std::vector<core::store::DatasetRecord>> reply);
    void runs(Reply<std::vector<core::store::RunRecord>> reply);
    void stepMetrics(core::RunId run, Reply<std::vector<core::store::StepMetric>> reply);
    void recordingPoints(core::RunId run, Reply<std::vector<core::store::RecordingPoint>> reply);
    void trainingLosses(core::RunId run, Reply<std::vector<core::store::TrainingLoss>> reply);
    void clusterings(Reply<std::vector<core::store::ClusteringRecord>> reply); ///< without assignments
    void clustering(const std::string& nameOrId, Reply<core::store::ClusteringRecord> reply);
    void selections(Reply<std::vector<core::store::SelectionRecord>> reply); ///< without examples
    void selection(const std::string& nameOrId, Reply<std::optional<core::store::SelectionRecord>> reply);
    void exports(Reply<std::vector<core::store::ExportRecord>> reply);
    void labels(Reply<std::vector<core::store::LabelCount>> reply);
    void annotations(std::vector<core::ExampleId> ids, Reply<std::vector<core::store::ExampleAnnotations>> reply);
    void examples(std::vector<core::ExampleId> ids, Reply<std::vector<core::store::ExampleRecord>> reply);

    void insertSelection(core::store::SelectionRecord record, Reply<core::SelectionId> reply);
    void insertDataset(core::store::DatasetRecord record, std::vector<core::data::DatasetRow> rows,
        Reply<core::store::DatasetRecord> reply);
    void exportRows(core::jobs::ExportRequest request, Reply<core::jobs::ExportResult> reply);
    /// The stored result; cancel by the token.
    core::CancelToken cluster(core::jobs::ClusterRequest request, Reply<core::jobs::ClusterReport> reply);

    /// Makes a snapshot current when it has been read; the newest request counts.
    void loadColumns(const core::store::ColumnsRequest& request);
    /// The same request again: results have arrived.
    void reloadColumns();
    /// The current snapshot with clusters that are not stored; columnsReady() follows inside the call.
    void showPreview(PreviewClusters preview);
    /// A snapshot that was made of the current one (other clusters) becomes current, with the annotations of now;
    /// columnsReady() follows inside the call. `request`: what it is the answer to, where that is another one. Ignored when
    /// other rows are current by now, and read again when there is a request.
    void adoptColumns(
        const ColumnsPointer& columns, const std::optional<core::store::ColumnsRequest>& request = std::nullopt);
    const ColumnsPointer& columns() const { return columns_; }

    /// Commands are carried out one after the other, in order. annotationsChanged() or mappingChanged(), and
    /// undoStateChanged() follow; annotations also in a new snapshot.
    /// The number is annotationTold() while annotationsChanged() tells of it; one that changes nothing is not told of.
    quint64 annotate(core::store::AnnotationChange change, std::vector<core::ExampleId> ids);
    quint64 annotationTold() const { return annotationTold_; }
    void undo();
    void redo();
    void changeMapping(core::SourceId source, core::data::Mapping mapping);
    /// What is done to recipes: a command as the others. `settled` is called last, with why it failed where it did.
    using OnSettled = std::function<void(const std::optional<core::Error>& error)>;
    void addRecipe(std::string name, core::curate::Recipe recipe, OnSettled settled = {});
    void changeRecipe(core::store::RecipeId id, std::string name, core::curate::Recipe recipe, OnSettled settled = {});
    void removeRecipe(core::store::RecipeId id, OnSettled settled = {});
    core::CancelToken previewMapping(
        core::SourceId source, core::data::Mapping mapping, Reply<core::store::MappingEffect> reply);
    const core::store::UndoState& undoState() const { return undoState_; }

    /// The first rows of a file as an import would take them; needs no open project.
    void previewImport(const std::filesystem::path& file, core::data::ImportOptions options, std::size_t rows,
        Reply<core::data::ImportPreview> reply);
    /// One at a time; importProgress(), then imported() or importFailed() (Cancelled after cancelImport()).
    void importFile(const std::filesystem::path& file, core::store::ProjectImportOptions options);
    void cancelImport();
    bool isImporting() const { return importing_.has_value(); }

Q_SIGNALS:
    void opened(const core::store::ProjectSummary& summary);
    void openFailed(const core::Error& error);
    void closed();
    void readOnlyChanged(bool readOnly);
    void sessionChanged();
    /// Another process has changed the project that is open read-only here.
    void changedElsewhere();
    void columnsReady(const ui::ColumnsPointer& columns);
    void annotationsChanged(const core::store::CommandRecord& command, ui::CommandTurn turn);
    void mappingChanged(const core::store::CommandRecord& command, ui::CommandTurn turn);
    /// After every command on a recipe, and before recipeChanged(): all recipes, in order of their ids.
    void recipesRead(const std::vector<core::store::RecipeRecord>& recipes);
    void recipeChanged(const core::store::CommandRecord& command, ui::CommandTurn turn);
    void undoStateChanged(const core::store::UndoState& state);
    void importProgress(quint64 done, quint64 total);
    void imported(const core::store::ProjectImport& result);
    void importFailed(const core::Error& error);
    /// What failed without a handler of its own.
    void failed(const core::Error& error);

private:
    /// A command and what the project says after it.
    struct CommandOutcome {
        std::optional<core::store::CommandRecord> command;
        core::store::UndoState state;
        CommandTurn turn = CommandTurn::Done;
        quint64 annotation = 0; ///< its number
        std::optional<std::vector<core::store::RecipeRecord>> recipes = {}; ///< after a command on them
    };
    struct Command {
        std::function<CommandOutcome(Session&)> work;
        OnSettled settled = {}; ///< else a failure is failed()
    };

    AnswerDesk desk_; ///< for whoever asks; forgets everything with the project
    AnswerDesk openings_; ///< sessions on their way: none is dropped in this thread, where it would be waited for
    quint64 generation_ = 0; ///< of the project that was asked for last
    std::filesystem::path file_;
    std::shared_ptr<Session> session_;
    bool readOnly_ = false;
    std::optional<core::Error> whyReadOnly_;
    QTimer watch_; ///< while read-only
    bool watching_ = false; ///< a look is under way
    std::int64_t dataVersion_ = 0;

    ColumnsPointer columns_;
    std::optional<core::store::ColumnsRequest> request_;
    bool loading_ = false; ///< a snapshot is on its way
    bool loadIsStale_ = false; ///< it may have been read before the last command
    AnswerDesk::Ticket columnsTicket_ = 0;
    AnswerDesk::Ticket annotationsTicket_ = 0;

    core::store::UndoState undoState_;
    std::deque<Command> commands_;
    quint64 annotationsAsked_ = 0;
    quint64 annotationTold_ = 0;
    bool commandUnderWay_ = false;

    std::optional<core::CancelToken> importing_;
    std::vector<core::CancelToken> cancels_; ///< of work under way
    QThreadPool life_; ///< one thread: openings and closings one after the other
    Background background_; ///< last: its threads end before what they use

    void start(std::function<OpenedSession()> opening);
    void onOpened(OpenedSession arrived);
    std::shared_ptr<Session> release();
    void retire(std::shared_ptr<Session> session);
    void setSession(OpenedSession arrived);
    void watch();
    void onTakenOver(OpenedSession arrived);
    core::CancelToken newCancel();
    void onColumns(ColumnsPointer columns);
    void publish(ColumnsPointer columns);
    void refreshAnnotations();
    void onAnnotationColumns(const ColumnsPointer& read);
    void give(Command command);
    void giveRecipe(std::function<std::optional<core::store::CommandRecord>(Session&)> work, OnSettled settled);
    void giveNext();
    static CommandOutcome turned(Session& session, std::optional<core::store::CommandRecord> command, CommandTurn turn);
    void onCommand(const CommandOutcome& outcome);
    void refreshUndoState();
};

template <typename Value, typename Work> void ProjectDoor::read(Work work, Reply<Value> reply)
{
    const auto ticket = desk_.keep(std::move(reply));
    if (!session_) {
        desk_.deliver<Value>(ticket, { std::nullopt, core::Error(core::ErrorKind::BadInput, "no project is open") });
        return;
    }
    session_->post(
        core::store::Access::Read,
        [this, ticket, work = std::move(work)](Session& session) {
            desk_.deliver<Value>(ticket, outcomeOf<Value>([&] { return work(std::as_const(session)); }));
        },
        [](std::exception_ptr) {});
}

template <typename Value, typename Work> void ProjectDoor::work(Work work, Reply<Value> reply)
{
    const auto ticket = desk_.keep(std::move(reply));
    if (!session_) {
        desk_.deliver<Value>(ticket, { std::nullopt, core::Error(core::ErrorKind::BadInput, "no project is open") });
        return;
    }
    background_.start([this, ticket, session = session_, work = std::move(work)] {
        desk_.deliver<Value>(ticket, outcomeOf<Value>([&] { return work(*session); }));
    });
}

} // namespace ui
