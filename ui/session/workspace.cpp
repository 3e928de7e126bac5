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

Workspace::Workspace(ProjectDoor& project, const std::filesystem::path& worker, QObject* parent)
    : QObject(parent)
    , project_(project)
    , session_(project.session())
    , selection_(std::make_unique<SelectionState>())
    , models_(std::make_unique<ModelSessionDoor>(worker))
    , jobs_(std::make_unique<JobsDoor>(session_, core::jobs::LaunchSettings{ worker, false }))
{
    followProject();
    followRuns();
    readLists();
}

Workspace::~Workspace() = default;

void Workspace::followProject()
{
    connect(&project_, &ProjectDoor::columnsReady, this, &Workspace::takeColumns);
    connect(&project_, &ProjectDoor::undoStateChanged, this, &Workspace::listsChanged);
    connect(&project_, &ProjectDoor::annotationsChanged, this, [this](const CommandRecord& command, CommandTurn turn) {
        readLists(); // labels may have come or gone
        noteAction(command, turn);
        Q_EMIT commandDone(command, turn);
    });
    connect(&project_, &ProjectDoor::mappingChanged, this, [this](const CommandRecord& command, CommandTurn turn) {
        Q_EMIT textsChanged();
        reload();
        noteAction(command, turn);
        Q_EMIT commandDone(command, turn);
    });
    connect(&project_, &ProjectDoor::recipesRead, this, [this](const std::vector<RecipeRecord>& recipes) {
        recipes_ = recipes;
        readLists(); // what was asked for before is older
        Q_EMIT listsChanged();
    });
    connect(&project_, &ProjectDoor::recipeChanged, this, [this](const CommandRecord& command, CommandTurn turn) {
        noteAction(command, turn);
        Q_EMIT commandDone(command, turn);
    });
    connect(&project_, &ProjectDoor::imported, this, [this](const ProjectImport& result) {
        readLists();
        if (!request_ || request_->dataset != result.dataset.id)
            chooseDataset(result.dataset.id);
    });
    connect(&project_, &ProjectDoor::changedElsewhere, this, &Workspace::reload);
    connect(&project_, &ProjectDoor::failed, this, &Workspace::tell);
}

void Workspace::followRuns()
{
    connect(jobs_.get(), &JobsDoor::runListChanged, this, [this] {
        runsRead_ = true;
        if (!request_)
            chooseFirst();
        else if (!request_->run)
            chooseRun(newestRunOn(request_->dataset));
        Q_EMIT listsChanged();
    });
    connect(jobs_.get(), &JobsDoor::pointRecorded, this, [this](core::RunId run) {
        if (request_ && request_->run == run)
            readColumns();
    });
    connect(jobs_.get(), &JobsDoor::tokensCounted, this, [this](core::RunId run) {
        const auto* record = jobs_->run(run);
        if (!request_ || record == nullptr || record->dataset != request_->dataset)
            return;
        if (request_->run != run)
            request_->tokens = run;
        readColumns();
    });
}

QString Workspace::path() const
{
    return QString::fromStdString(project_.file().string());
}

QString Workspace::name() const
{
    return QString::fromStdString(project_.file().stem().string());
}

void Workspace::tell(const core::Error& error)
{
    setLoading(false);
    Q_EMIT failed(QString::fromStdString(error.message()), QString::fromStdString(error.hint()));
}

void Workspace::readLists()
{
    const quint64 generation = ++listsGeneration_;
    project_.work<Lists>(
        [](const ProjectSession& session) {
            return Lists{ session.listDatasets(), session.listSources(), session.listClusterings(), session.labels(),
                listRecipes(session), listCurations(session), session.listSelections() };
        },
        { this, [this, generation](Lists lists) {
             if (generation == listsGeneration_)
                 takeLists(std::move(lists));
         } });
}

void Workspace::takeLists(Lists lists)
{
    listsRead_ = true;
    datasets_ = std::move(lists.datasets);
    sources_ = std::move(lists.sources);
    clusterings_ = std::move(lists.clusterings);
    labels_ = std::move(lists.labels);
    recipes_ = std::move(lists.recipes);
    curations_ = std::move(lists.curations);
    selections_ = std::move(lists.selections);
    Q_EMIT listsChanged();
    if (!request_)
        chooseFirst();
}

void Workspace::reload()
{
    readLists();
    if (request_)
        readColumns();
}

std::optional<ColumnsRequest> Workspace::wantedChoice() const
{
    if (!wanted_ || findById(datasets_, std::optional(wanted_->dataset)) == nullptr)
        return std::nullopt;
    const RunRecord* run = wanted_->run ? jobs_->run(*wanted_->run) : nullptr;
    if (run == nullptr || run->dataset != wanted_->dataset || run->kind != "proxy") {
        const auto newest = newestRunOn(wanted_->dataset);
        return ColumnsRequest{ wanted_->dataset, newest, newestClusteringOf(newest) };
    }
    const ClusteringRecord* clustering = findById(clusterings_, wanted_->clustering);
    return ColumnsRequest{ wanted_->dataset, wanted_->run,
        clustering != nullptr && clustering->run == run->id ? wanted_->clustering : newestClusteringOf(run->id) };
}

/// What was looked at last, where that is known: else the newest run's dataset, else the newest dataset.
void Workspace::chooseFirst()
{
    if (!listsRead_ || !runsRead_)
        return;
    if (const auto wanted = wantedChoice())
        return choose(*wanted);
    std::optional<core::RunId> newest;
    for (const RunRecord& record : runs())
        if (record.kind == "proxy")
            newest = record.id;
    if (newest)
        chooseRun(newest);
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

QString Workspace::shownImport() const
{
    const DatasetRecord* record = datasetRecord();
    while (record != nullptr && record->kind != DatasetKind::Import)
        record = findById(datasets_, record->parent);
    return record == nullptr ? QString() : QString::fromStdString(record->name);
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
    setLoading(true);
    project_.loadColumns(*request_);
}

void Workspace::takeColumns(const ColumnsSnapshot& columns)
{
    setLoading(false);
    if (selection_->rows() != columns->rows())
        selection_->startDataset(columns->rows());
    columns_ = columns;
    Q_EMIT columnsChanged();
}

void Workspace::showPreview(const ColumnsSnapshot& columns)
{
    if (columns_ && columns && columns->rows() == columns_->rows())
        project_.adoptColumns(columns);
}

void Workspace::adoptClustering(core::ClusteringId clustering, const ColumnsSnapshot& columns)
{
    if (!request_)
        return;
    request_->clustering = clustering;
    const bool reading = loading_; // what is on its way may hold more recording points
    Q_EMIT choiceChanged();
    project_.adoptColumns(columns, request_);
    if (reading)
        readColumns();
    readLists();
}

void Workspace::addRecipe(const std::string& name, const core::curate::Recipe& recipe, OnSettled settled)
{
    project_.addRecipe(name, recipe, std::move(settled));
}

void Workspace::changeRecipe(RecipeId id, const std::string& name, const core::curate::Recipe& recipe, OnSettled settled)
{
    project_.changeRecipe(id, name, recipe, std::move(settled));
}

void Workspace::removeRecipe(RecipeId id, OnSettled settled)
{
    project_.removeRecipe(id, std::move(settled));
}

void Workspace::undo()
{
    project_.undo();
}

void Workspace::redo()
{
    project_.redo();
}

} // namespace ui
