// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/workspace.h"

#include <algorithm>

namespace ui {

using namespace core::store;

namespace {

template <typename Records, typename Id> auto findById(const Records& records, const std::optional<Id>& id)
{
    const auto found = std::find_if(records.begin(), records.end(), [&](const auto& record) { return record.id == id; });
    return found == records.end() ? nullptr : &*found;
}

} // namespace

Workspace::Workspace(std::shared_ptr<ProjectSession> session, const std::filesystem::path& worker, QObject* parent)
    : QObject(parent)
    , session_(std::move(session))
    , readOnly_(session_->readOnly())
    , selection_(std::make_unique<SelectionState>())
    , background_(std::make_unique<Background>())
    , models_(std::make_unique<ModelSessionDoor>(worker))
    , jobs_(std::make_unique<JobsDoor>(session_, core::jobs::LaunchSettings{ worker, false }))
{
    connect(jobs_.get(), &JobsDoor::runListChanged, this, [this] {
        if (request_ && !request_->run)
            chooseRun(newestRunOn(request_->dataset));
        Q_EMIT listsChanged();
    });
    connect(jobs_.get(), &JobsDoor::pointRecorded, this, [this](core::RunId run) {
        if (request_ && request_->run == run)
            readColumns();
    });
    connect(jobs_.get(), &JobsDoor::tokensCounted, this, [this](core::RunId run) {
        const auto* record = jobs_->run(run);
        if (request_ && record != nullptr && record->dataset == request_->dataset) {
            if (request_->run != run)
                request_->tokens = run;
            readColumns();
        }
    });
    reload();
}

Workspace::~Workspace() = default;

QString Workspace::path() const
{
    return QString::fromStdString(session_->path().string());
}

QString Workspace::name() const
{
    return QString::fromStdString(session_->path().stem().string());
}

OnFailure Workspace::tell()
{
    return [this](const core::Error& error) {
        Q_EMIT failed(QString::fromStdString(error.message()), QString::fromStdString(error.hint()));
    };
}

Workspace::Lists Workspace::readLists(const ProjectSession& session)
{
    return { session.listDatasets(), session.listSources(), session.listClusterings(), session.labels(),
        session.undoState() };
}

void Workspace::reload()
{
    readListsAnew();
    if (request_)
        readColumns();
}

void Workspace::readListsAnew()
{
    const quint64 generation = ++listsGeneration_;
    background_->run(
        this, [session = session_] { return readLists(*session); },
        [this, generation](Lists lists) {
            if (generation == listsGeneration_)
                takeLists(std::move(lists));
        },
        tell());
}

void Workspace::takeLists(Lists lists)
{
    datasets_ = std::move(lists.datasets);
    sources_ = std::move(lists.sources);
    clusterings_ = std::move(lists.clusterings);
    labels_ = std::move(lists.labels);
    undoState_ = std::move(lists.undoState);
    Q_EMIT listsChanged();
    if (!request_)
        chooseFirst();
}

/// What was looked at last is most likely wanted: the newest run's dataset, else the newest dataset.
void Workspace::chooseFirst()
{
    if (!runs().empty())
        chooseRun(runs().back().id);
    else if (!datasets_.empty())
        chooseDataset(datasets_.back().id);
}

const DatasetRecord* Workspace::datasetRecord() const
{
    return findById(datasets_, dataset());
}

const RunRecord* Workspace::runRecord() const
{
    return run() ? jobs_->run(*run()) : nullptr;
}

const ClusteringRecord* Workspace::clusteringRecord() const
{
    return findById(clusterings_, clustering());
}

std::optional<core::RunId> Workspace::newestRunOn(core::DatasetId dataset) const
{
    std::optional<core::RunId> newest;
    for (const RunRecord& record : runs())
        if (record.dataset == dataset && record.kind == "proxy")
            newest = record.id;
    return newest;
}

std::optional<core::ClusteringId> Workspace::newestClusteringOf(std::optional<core::RunId> run) const
{
    std::optional<core::ClusteringId> newest;
    for (const ClusteringRecord& record : clusterings_)
        if (run && record.run == *run)
            newest = record.id;
    return newest;
}

void Workspace::chooseDataset(core::DatasetId dataset)
{
    const auto run = newestRunOn(dataset);
    choose({ dataset, run, newestClusteringOf(run) });
}

void Workspace::chooseRun(std::optional<core::RunId> run)
{
    const RunRecord* record = run ? jobs_->run(*run) : nullptr;
    if (run && record == nullptr)
        return;
    if (!record && !request_)
        return;
    choose({ record ? record->dataset : request_->dataset, run, newestClusteringOf(run) });
}

void Workspace::chooseClustering(std::optional<core::ClusteringId> clustering)
{
    if (!request_)
        return;
    ColumnsRequest request = *request_;
    request.clustering = clustering;
    choose(request);
}

void Workspace::choose(ColumnsRequest request)
{
    const bool otherRows = !request_ || request_->dataset != request.dataset;
    if (!request.tokens && request_ && !otherRows)
        request.tokens = request_->tokens;
    request_ = request;
    if (otherRows) {
        columns_ = nullptr;
        selection_->startDataset(0);
    }
    Q_EMIT choiceChanged();
    if (otherRows)
        Q_EMIT columnsChanged();
    readColumns();
}

void Workspace::setLoading(bool loading)
{
    if (loading == loading_)
        return;
    loading_ = loading;
    Q_EMIT loadingChanged();
}

void Workspace::readColumns()
{
    const quint64 generation = ++columnsGeneration_;
    setLoading(true);
    background_->run(
        this, [session = session_, request = *request_] { return session->columns(request); },
        [this, generation](ColumnsSnapshot columns) {
            if (generation != columnsGeneration_)
                return;
            setLoading(false);
            if (selection_->rows() != columns->rows())
                selection_->startDataset(columns->rows());
            columns_ = std::move(columns);
            Q_EMIT columnsChanged();
        },
        [this, generation](const core::Error& error) {
            if (generation != columnsGeneration_)
                return;
            setLoading(false);
            tell()(error);
        });
}

void Workspace::showPreview(const ColumnsSnapshot& columns)
{
    if (!columns_ || !columns || columns->rows() != columns_->rows())
        return;
    columns_ = columns;
    Q_EMIT columnsChanged();
}

void Workspace::annotate(const AnnotationChange& change, const core::data::Selection& rows)
{
    if (!columns_ || rows.size() != columns_->rows())
        return;
    std::vector<core::ExampleId> ids;
    for (const std::uint32_t row : rows.rows())
        ids.push_back(columns_->ids[row]);
    annotate(change, std::move(ids));
}

void Workspace::annotate(const AnnotationChange& change, std::vector<core::ExampleId> ids)
{
    if (!ids.empty())
        this->change([change, ids = std::move(ids)](ProjectSession& session) { return session.annotate(change, ids); });
}

void Workspace::undo()
{
    change([](ProjectSession& session) { return session.undo(); });
}

void Workspace::redo()
{
    change([](ProjectSession& session) { return session.redo(); });
}

void Workspace::change(std::function<std::optional<CommandRecord>(ProjectSession&)> command)
{
    waitingChanges_.push_back(std::move(command));
    startNextChange();
}

void Workspace::startNextChange()
{
    if (changing_ || waitingChanges_.empty())
        return;
    changing_ = true;
    auto command = std::move(waitingChanges_.front());
    waitingChanges_.erase(waitingChanges_.begin());
    background_->run(
        this, [session = session_, command = std::move(command)] { return command(*session); },
        [this](const std::optional<CommandRecord>& done) {
            changing_ = false;
            if (done) {
                refresh(*done);
                Q_EMIT annotated(*done);
            }
            startNextChange();
        },
        [this](const core::Error& error) {
            changing_ = false;
            tell()(error);
            startNextChange();
        });
}

void Workspace::refresh(const CommandRecord& done)
{
    if (done.kind == CommandKind::ChangeMapping) {
        Q_EMIT textsChanged();
        reload();
        return;
    }
    readListsAnew();
    if (!columns_ || loading_) {
        readColumns(); // what is being read now may be from before
        return;
    }
    const quint64 generation = ++columnsGeneration_;
    background_->run(
        this, [session = session_, columns = columns_] { return session->withAnnotations(*columns); },
        [this, generation](ColumnsSnapshot columns) {
            if (generation != columnsGeneration_)
                return;
            columns_ = std::move(columns);
            Q_EMIT columnsChanged();
        },
        tell());
}

} // namespace ui
