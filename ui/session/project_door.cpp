// SPDX-License-Identifier: GPL-3.0-or-later
// The half of ProjectDoor that is about opening, the lock and lists.
#include "ui/session/project_door.h"

#include <algorithm>

namespace ui {

using namespace core::store;

namespace {

constexpr int watchInterval = 500; ///< milliseconds between looks at another process's lock

} // namespace

ProjectDoor::ProjectDoor(QObject* parent)
    : QObject(parent)
{
    life_.setMaxThreadCount(1);
    watch_.setInterval(watchInterval);
    connect(&watch_, &QTimer::timeout, this, &ProjectDoor::watch);
    connect(&desk_, &AnswerDesk::failed, this, &ProjectDoor::failed);
}

ProjectDoor::~ProjectDoor()
{
    for (const auto& cancel : cancels_)
        cancel.cancel();
    desk_.forgetAll();
    background_.wait();
    life_.waitForDone();
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

/// Closes what is open before it opens the next, so that the lock is free in between.
void ProjectDoor::start(std::function<OpenedSession()> opening)
{
    retire(release());
    Reply<OpenedSession> reply;
    reply.ready = [this, generation = generation_](OpenedSession arrived) {
        if (generation == generation_)
            onOpened(std::move(arrived));
        else
            retire(std::move(arrived.session));
    };
    reply.failed = [this, generation = generation_](const core::Error& error) {
        if (generation == generation_)
            Q_EMIT openFailed(error);
    };
    const auto ticket = openings_.keep(std::move(reply));
    life_.start([this, ticket, opening = std::move(opening)] {
        openings_.deliver<OpenedSession>(ticket, outcomeOf<OpenedSession>(opening));
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
    ++generation_;
    columns_.reset();
    request_.reset();
    loading_ = false;
    loadIsStale_ = false;
    commands_.clear();
    commandUnderWay_ = false;
    importing_.reset();
    undoState_ = {};
    return std::exchange(session_, nullptr);
}

/// Closes a session and lets go of it in another thread, since both may take their time.
void ProjectDoor::retire(std::shared_ptr<Session> session)
{
    if (!session)
        return;
    life_.start([session = std::move(session)]() mutable {
        outcomeOf<Done>([&] {
            session->close(); // what was committed is safe whatever happens here
            return Done();
        });
        session.reset();
    });
}

void ProjectDoor::close()
{
    retire(release());
    const auto ticket = openings_.keep<Done>({ nullptr,
        [this, generation = generation_](Done) {
            if (generation == generation_)
                Q_EMIT closed();
        },
        {} });
    life_.start([this, ticket] { openings_.deliver<Done>(ticket, { Done(), std::nullopt }); });
}

void ProjectDoor::setSession(OpenedSession arrived)
{
    session_ = std::move(arrived.session);
    readOnly_ = arrived.summary.readOnly;
    whyReadOnly_ = arrived.whyReadOnly;
    file_ = arrived.summary.path;
    dataVersion_ = 0;
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
    read<std::int64_t>([](const Session& session) { return session.dataVersion(); },
        { this,
            [this](std::int64_t version) {
                const bool changed = dataVersion_ != 0 && dataVersion_ != version;
                dataVersion_ = version;
                if (changed)
                    Q_EMIT changedElsewhere();
            },
            [](const core::Error&) {} }); // the next look may succeed
    const bool busy = whyReadOnly_ && whyReadOnly_->kind() == core::ErrorKind::Busy;
    Reply<std::optional<OpenedSession>> reply;
    reply.ready = [this, generation = generation_](std::optional<OpenedSession> arrived) {
        if (generation != generation_)
            return retire(arrived ? std::move(arrived->session) : nullptr);
        watching_ = false;
        if (arrived)
            onTakenOver(std::move(*arrived));
    };
    reply.failed = [this, generation = generation_](const core::Error&) {
        if (generation == generation_)
            watching_ = false;
    };
    const auto ticket = openings_.keep(std::move(reply));
    life_.start([this, ticket, file = file_, busy] {
        openings_.deliver<std::optional<OpenedSession>>(
            ticket, outcomeOf<std::optional<OpenedSession>>([&] { return busy ? takeOver(file) : std::nullopt; }));
    });
}

void ProjectDoor::onTakenOver(OpenedSession arrived)
{
    auto before = std::exchange(session_, nullptr);
    setSession(std::move(arrived));
    retire(std::move(before));
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
