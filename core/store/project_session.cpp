// SPDX-License-Identifier: Apache-2.0
#include "core/store/project_session.h"

#include "core/store/example_tables.h"
#include "core/store/named_rows.h"
#include "core/store/project_check.h"
#include "core/store/result_tables.h"
#include "core/store/run_tables.h"
#include "core/store/store.h"

namespace core::store {

ProjectSession::ProjectSession(std::shared_ptr<Store> store)
    : store_(std::move(store))
{
}

ProjectSession::~ProjectSession() = default;
ProjectSession::ProjectSession(ProjectSession&&) noexcept = default;
ProjectSession& ProjectSession::operator=(ProjectSession&&) noexcept = default;

ProjectSession ProjectSession::create(const std::filesystem::path& file)
{
    return ProjectSession(std::make_shared<Store>(createProject(file)));
}

ProjectSession ProjectSession::open(const std::filesystem::path& file, OpenMode mode)
{
    return ProjectSession(std::make_shared<Store>(openProject(file, mode)));
}

void ProjectSession::close()
{
    store_->close();
}

const std::filesystem::path& ProjectSession::path() const
{
    return store_->file();
}

std::filesystem::path ProjectSession::sideFolder() const
{
    return sideFolderOf(store_->file());
}

bool ProjectSession::readOnly() const
{
    return store_->readOnly();
}

bool ProjectSession::importing() const
{
    return store_->thread().writersHeld();
}

ProjectSummary ProjectSession::summary() const
{
    return store_->read([&](Database& database) {
        ProjectSummary summary;
        summary.path = store_->file();
        summary.readOnly = store_->readOnly();
        summary.warnings = store_->warnings();
        summary.schemaVersion = database.integer("PRAGMA user_version");
        summary.fileBytes
            = static_cast<std::uint64_t>(database.integer("PRAGMA page_count") * database.integer("PRAGMA page_size"));
        summary.createdAt = database.integer("SELECT CAST(value AS INTEGER) FROM meta WHERE key='created'");
        summary.sources = database.integer("SELECT count(*) FROM sources WHERE imported_at > 0");
        summary.examples = database.integer("SELECT total(kept) FROM sources WHERE imported_at > 0");
        summary.datasets = database.integer("SELECT count(*) FROM datasets");
        summary.runs = database.integer("SELECT count(*) FROM runs WHERE id NOT IN (SELECT run_id FROM cells)");
        summary.clusterings = database.integer("SELECT count(*) FROM clusterings");
        summary.selections = database.integer("SELECT count(*) FROM selections");
        summary.exports = database.integer("SELECT count(*) FROM exports");
        return summary;
    });
}

std::int64_t ProjectSession::dataVersion() const
{
    return store_->read([](Database& database) { return database.integer("PRAGMA data_version"); });
}

std::vector<std::string> ProjectSession::check(const CancelToken& cancel) const
{
    std::vector<std::string> runFolders;
    auto problems = store_->thread().run(Lane::Write, [&] { // an open import is not a fault
        return store_->onDatabase([&](Database& database) {
            auto found = checkDatabase(database, cancel);
            if (found.empty())
                for (const auto& run : core::store::listRuns(database))
                    if (!run.folder.empty())
                        runFolders.push_back(run.folder);
            return found;
        });
    });
    const auto others = checkSideFolder(sideFolder(), runFolders, cancel);
    problems.insert(problems.end(), others.begin(), others.end());
    return problems;
}

void ProjectSession::compact()
{
    store_->requireWritable();
    store_->thread().run(
        Lane::Write, [this] { store_->onDatabase([](Database& database) { database.execute("VACUUM"); }); });
}

void ProjectSession::post(
    Access access, std::function<void(ProjectSession&)> task, std::function<void(std::exception_ptr)> done)
{
    // The thread ends before the store does, so the task needs no share in it; it must not be its last owner.
    auto* store = store_.get();
    store_->thread().post(
        access == Access::Read ? Lane::Read : Lane::Write, [store, task = std::move(task), done = std::move(done)] {
            std::exception_ptr failure;
            try {
                ProjectSession session(std::shared_ptr<Store>(std::shared_ptr<void>(), store));
                task(session);
            } catch (...) {
                failure = std::current_exception();
            }
            done(failure);
        });
}

RunId ProjectSession::insertRun(const RunRecord& record)
{
    return store_->write(Durability::Edit, [&](Database& database) { return core::store::insertRun(database, record); });
}

void ProjectSession::updateRun(const RunRecord& record)
{
    store_->write(Durability::Edit, [&](Database& database) { core::store::updateRun(database, record); });
}

std::vector<RunRecord> ProjectSession::listRuns() const
{
    return store_->read([](Database& database) { return core::store::listRuns(database); });
}

std::optional<RunRecord> ProjectSession::findRun(const std::string& nameOrId) const
{
    return store_->read([&](Database& database) {
        const auto id = findId(database, runNames, nameOrId);
        return id ? std::optional(readRun(database, { *id })) : std::nullopt;
    });
}

RunRecord ProjectSession::run(const std::string& nameOrId) const
{
    return store_->read([&](Database& database) { return readRun(database, { requireId(database, runNames, nameOrId) }); });
}

RunRecord ProjectSession::run(RunId id) const
{
    return store_->read([&](Database& database) { return readRun(database, id); });
}

bool ProjectSession::applyRunBatch(const RunBatch& batch)
{
    // a recording point or an end is worth a sync, which makes the steps before it durable too
    const bool lasting = !batch.points.empty() || batch.state || batch.summary || batch.dropAfterStep;
    return store_->write(lasting ? Durability::Edit : Durability::Bulk,
        [&](Database& database) { return core::store::applyRunBatch(database, batch); });
}

std::vector<StepMetric> ProjectSession::stepMetrics(RunId run) const
{
    return store_->read([&](Database& database) { return readStepMetrics(database, run); });
}

std::vector<RecordingPoint> ProjectSession::recordingPoints(RunId run) const
{
    return store_->read([&](Database& database) { return readRecordingPoints(database, run); });
}

LossMatrix ProjectSession::lossMatrix(RunId run) const
{
    return store_->read([&](Database& database) { return readLossMatrix(database, run); });
}

std::vector<TrainingLoss> ProjectSession::trainingLosses(RunId run) const
{
    return store_->read([&](Database& database) { return readTrainingLosses(database, run); });
}

std::vector<TokenCount> ProjectSession::tokenCounts(RunId run) const
{
    return store_->read([&](Database& database) { return readTokenCounts(database, run); });
}

ClusteringId ProjectSession::insertClustering(const ClusteringRecord& record)
{
    return store_->write(
        Durability::Edit, [&](Database& database) { return core::store::insertClustering(database, record); });
}

ClusteringRecord ProjectSession::insertClustering(const ClusteringMaker& make)
{
    return store_->write(
        Durability::Edit, [&](Database& database) { return core::store::insertClustering(database, make); });
}

void ProjectSession::changeClustering(ClusteringId id, const ClusteringChange& change)
{
    store_->write(Durability::Edit, [&](Database& database) { core::store::changeClustering(database, id, change); });
}

void ProjectSession::removeClustering(ClusteringId id)
{
    store_->write(Durability::Edit, [&](Database& database) { core::store::removeClustering(database, id); });
}

std::vector<ClusteringRecord> ProjectSession::listClusterings() const
{
    return store_->read([](Database& database) { return core::store::listClusterings(database); });
}

std::optional<ClusteringRecord> ProjectSession::findClustering(const std::string& nameOrId) const
{
    return store_->read([&](Database& database) {
        const auto id = findId(database, clusteringNames, nameOrId);
        return id ? std::optional(readClustering(database, { *id })) : std::nullopt;
    });
}

ClusteringRecord ProjectSession::clustering(const std::string& nameOrId) const
{
    return store_->read(
        [&](Database& database) { return readClustering(database, { requireId(database, clusteringNames, nameOrId) }); });
}

SelectionId ProjectSession::insertSelection(const SelectionRecord& record)
{
    return store_->write(
        Durability::Edit, [&](Database& database) { return core::store::insertSelection(database, record); });
}

std::vector<SelectionRecord> ProjectSession::listSelections() const
{
    return store_->read([](Database& database) { return core::store::listSelections(database); });
}

std::optional<SelectionRecord> ProjectSession::findSelection(const std::string& nameOrId) const
{
    return store_->read([&](Database& database) {
        const auto id = findId(database, selectionNames, nameOrId);
        return id ? std::optional(readSelection(database, { *id })) : std::nullopt;
    });
}

ExportId ProjectSession::insertExport(const ExportRecord& record)
{
    return store_->write(Durability::Edit, [&](Database& database) { return core::store::insertExport(database, record); });
}

std::vector<ExportRecord> ProjectSession::listExports() const
{
    return store_->read([](Database& database) { return core::store::listExports(database); });
}

std::string ProjectSession::freeDatasetName(const std::string& base) const
{
    return store_->read([&](Database& database) { return freeName(database, datasetNames, base); });
}

std::string ProjectSession::freeRunName(const std::string& base) const
{
    return store_->read([&](Database& database) { return freeName(database, runNames, base); });
}

std::string ProjectSession::freeClusteringName(const std::string& base) const
{
    return store_->read([&](Database& database) { return freeName(database, clusteringNames, base); });
}

} // namespace core::store
