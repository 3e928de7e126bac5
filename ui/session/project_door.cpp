// SPDX-License-Identifier: GPL-3.0-or-later
// The half of ProjectDoor that is about opening, the lock and lists.
#include "ui/session/project_door.h"

#include <algorithm>

namespace ui {

using namespace core::store;

namespace {

constexpr int watchInterval = 500; ///< milliseconds between looks at another process's lock
constexpr int poolThreads = 4; ///< an import, a search, a snapshot and one more

} // namespace

ProjectDoor::ProjectDoor(QObject* parent)
    : QObject(parent)
{
    pool_.setMaxThreadCount(poolThreads);
    watch_.setInterval(watchInterval);
    connect(&watch_, &QTimer::timeout, this, &ProjectDoor::watch);
    connect(&desk_, &AnswerDesk::failed, this, &ProjectDoor::failed);
}

ProjectDoor::~ProjectDoor()
{
    for (const auto& cancel : cancels_)
        cancel.cancel();
    desk_.forgetAll();
    pool_.waitForDone();
}

void ProjectDoor::create(const std::filesystem::path& file)
{
    file_ = file;
    start([file] { return createSession(file); });
}

void ProjectDoor::open(const std::filesystem::path& file)
{
    file_ = file;
    start([file] { return openSession(file); });
}

/// Closes what is open and opens the next in one task, so that the lock is free in between.
void ProjectDoor::start(std::function<OpenedSession()> opening)
{
    auto before = release();
    Reply<OpenedSession> reply;
    reply.ready = [this](OpenedSession opened) { onOpened(std::move(opened)); };
    reply.failed = [this](const core::Error& error) { Q_EMIT openFailed(error); };
    const auto ticket = desk_.keep(std::move(reply));
    pool_.start([this, ticket, before = std::move(before), opening = std::move(opening)]() mutable {
        desk_.deliver<OpenedSession>(ticket, outcomeOf<OpenedSession>([&] {
            if (before)
                before->close();
            before.reset();
            return opening();
        }));
    });
}

/// Forgets the open project; whoever gets the session must let go of it in another thread.
std::shared_ptr<ProjectDoor::Session> ProjectDoor::release()
{
    for (const auto& cancel : cancels_)
        cancel.cancel();
    cancels_.clear();
    desk_.forgetAll();
    watch_.stop();
    watching_ = false;
    columns_.reset();
    request_.reset();
    commands_.clear();
    commandUnderWay_ = false;
    importing_.reset();
    undoState_ = {};
    newestTexts_.clear();
    return std::exchange(session_, nullptr);
}

void ProjectDoor::close()
{
    auto before = release();
    const auto ticket = desk_.keep<Done>({ nullptr, [this](Done) { Q_EMIT closed(); }, {} });
    pool_.start([this, ticket, before = std::move(before)]() mutable {
        desk_.deliver<Done>(ticket, outcomeOf<Done>([&] {
            if (before)
                before->close();
            before.reset();
            return Done();
        }));
    });
}

void ProjectDoor::setSession(OpenedSession arrived)
{
    session_ = std::move(arrived.session);
    readOnly_ = arrived.summary.readOnly;
    whyReadOnly_ = arrived.whyReadOnly;
    file_ = arrived.summary.path;
    if (readOnly_)
        watch_.start();
    else
        watch_.stop();
}

void ProjectDoor::onOpened(OpenedSession arrived)
{
    const auto found = arrived.summary;
    setSession(std::move(arrived));
    refreshUndoState();
    Q_EMIT sessionChanged();
    Q_EMIT opened(found);
}

/// While read-only: is the lock free, and has somebody written?
void ProjectDoor::watch()
{
    if (!session_ || watching_)
        return;
    watching_ = true;
    using Look = std::pair<std::optional<OpenedSession>, std::int64_t>;
    const bool busy = whyReadOnly_ && whyReadOnly_->kind() == core::ErrorKind::Busy;
    work<Look>(
        [file = file_, busy](Session& session) {
            return Look{ busy ? takeOver(file) : std::nullopt, session.dataVersion() };
        },
        { this,
            [this](Look look) {
                watching_ = false;
                const bool changed = dataVersion_ != 0 && dataVersion_ != look.second;
                dataVersion_ = look.second;
                if (look.first)
                    onTakenOver(std::move(*look.first));
                else if (changed)
                    Q_EMIT changedElsewhere();
            },
            [this](const core::Error&) { watching_ = false; } }); // the next look may succeed
}

void ProjectDoor::onTakenOver(OpenedSession arrived)
{
    auto before = std::exchange(session_, nullptr);
    setSession(std::move(arrived));
    pool_.start([before = std::move(before)]() mutable {
        before->close();
        before.reset();
    });
    refreshUndoState();
    Q_EMIT sessionChanged();
    Q_EMIT readOnlyChanged(false);
    Q_EMIT changedElsewhere();
    reloadColumns();
}

core::CancelToken ProjectDoor::newCancel()
{
    core::CancelToken cancel;
    std::erase_if(cancels_, [](const core::CancelToken& token) { return token.cancelled(); });
    cancels_.push_back(cancel);
    return cancel;
}

void ProjectDoor::summary(Reply<ProjectSummary> reply)
{
    read<ProjectSummary>([](const Session& session) { return session.summary(); }, std::move(reply));
}

void ProjectDoor::sources(Reply<std::vector<SourceRecord>> reply)
{
    read<std::vector<SourceRecord>>([](const Session& session) { return session.listSources(); }, std::move(reply));
}

void ProjectDoor::datasets(Reply<std::vector<DatasetRecord>> reply)
{
    read<std::vector<DatasetRecord>>([](const Session& session) { return session.listDatasets(); }, std::move(reply));
}

void ProjectDoor::runs(Reply<std::vector<RunRecord>> reply)
{
    read<std::vector<RunRecord>>([](const Session& session) { return session.listRuns(); }, std::move(reply));
}

void ProjectDoor::stepMetrics(core::RunId run, Reply<std::vector<StepMetric>> reply)
{
    read<std::vector<StepMetric>>([run](const Session& session) { return session.stepMetrics(run); }, std::move(reply));
}

void ProjectDoor::recordingPoints(core::RunId run, Reply<std::vector<RecordingPoint>> reply)
{
    read<std::vector<RecordingPoint>>(
        [run](const Session& session) { return session.recordingPoints(run); }, std::move(reply));
}

void ProjectDoor::trainingLosses(core::RunId run, Reply<std::vector<TrainingLoss>> reply)
{
    read<std::vector<TrainingLoss>>([run](const Session& session) { return session.trainingLosses(run); }, std::move(reply));
}

void ProjectDoor::clusterings(Reply<std::vector<ClusteringRecord>> reply)
{
    read<std::vector<ClusteringRecord>>([](const Session& session) { return session.listClusterings(); }, std::move(reply));
}

void ProjectDoor::clustering(const std::string& nameOrId, Reply<ClusteringRecord> reply)
{
    read<ClusteringRecord>([nameOrId](const Session& session) { return session.clustering(nameOrId); }, std::move(reply));
}

void ProjectDoor::selections(Reply<std::vector<SelectionRecord>> reply)
{
    read<std::vector<SelectionRecord>>([](const Session& session) { return session.listSelections(); }, std::move(reply));
}

void ProjectDoor::selection(const std::string& nameOrId, Reply<std::optional<SelectionRecord>> reply)
{
    read<std::optional<SelectionRecord>>(
        [nameOrId](const Session& session) { return session.findSelection(nameOrId); }, std::move(reply));
}

void ProjectDoor::exports(Reply<std::vector<ExportRecord>> reply)
{
    read<std::vector<ExportRecord>>([](const Session& session) { return session.listExports(); }, std::move(reply));
}

void ProjectDoor::labels(Reply<std::vector<LabelCount>> reply)
{
    read<std::vector<LabelCount>>([](const Session& session) { return session.labels(); }, std::move(reply));
}

void ProjectDoor::annotations(std::vector<core::ExampleId> ids, Reply<std::vector<ExampleAnnotations>> reply)
{
    read<std::vector<ExampleAnnotations>>(
        [ids = std::move(ids)](const Session& session) { return session.annotations(ids); }, std::move(reply));
}

void ProjectDoor::examples(std::vector<core::ExampleId> ids, Reply<std::vector<ExampleRecord>> reply)
{
    read<std::vector<ExampleRecord>>(
        [ids = std::move(ids)](const Session& session) { return session.examples(ids); }, std::move(reply));
}

void ProjectDoor::insertSelection(SelectionRecord record, Reply<core::SelectionId> reply)
{
    work<core::SelectionId>(
        [record = std::move(record)](Session& session) { return session.insertSelection(record); }, std::move(reply));
}

void ProjectDoor::insertDataset(DatasetRecord record, std::vector<core::data::DatasetRow> rows, Reply<DatasetRecord> reply)
{
    work<DatasetRecord>([record = std::move(record), rows = std::move(rows)](
                            Session& session) { return session.dataset(session.insertDataset(record, rows)); },
        std::move(reply));
}

} // namespace ui
