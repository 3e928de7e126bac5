// SPDX-License-Identifier: Apache-2.0
// The door to a project file: thread-safe, values in and values out. Every call runs on the session's store thread, which
// owns the only SQLite connection, and waits for it; a window uses post() and never waits. Errors: BadFile (damaged, not
// a project, too new), Storage (disk full, unreadable), Busy (another process writes; it is named), BadInput (no such
// name, name taken, read-only session).
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/store/annotation_records.h"
#include "core/store/project_records.h"
#include "core/store/run_records.h"

#include <exception>
#include <functional>
#include <memory>
#include <span>

namespace core::data {
struct Columns;
}

namespace core::store {

class ImportTransaction;
class Store;

enum class OpenMode {
    ReadOnly, ///< writes nothing, needs no lock, works beside a writer and on read-only media
    ReadWrite, ///< takes host.lock until close(); Busy names the process that holds it
};

enum class Access { Read, Write };

class ProjectSession {
public:
    /// A new project file (ending .datalever) and its side folder, open for writing. BadInput when the file exists.
    static ProjectSession create(const std::filesystem::path& file);
    static ProjectSession open(const std::filesystem::path& file, OpenMode mode);
    ~ProjectSession(); ///< closes; a failure to close is swallowed
    ProjectSession(ProjectSession&&) noexcept;
    ProjectSession& operator=(ProjectSession&&) noexcept;

    /// Ends the session: the file alone is whole again and the lock is free. No other call may follow.
    void close();

    const std::filesystem::path& path() const;
    std::filesystem::path sideFolder() const; ///< name.datalever.d
    bool readOnly() const;
    bool importing() const; ///< an import is open: calls that write wait for its end
    ProjectSummary summary() const;
    /// Another number than before when another process has written.
    std::int64_t dataVersion() const;

    std::vector<SourceRecord> listSources() const;
    SourceRecord source(SourceId id) const;
    std::optional<SourceRecord> findSourceBySha256(const std::string& sha256) const;
    /// The names that label codes stand for; code 0 is the empty name.
    std::vector<std::string> sourceLabels() const;

    std::vector<DatasetRecord> listDatasets() const; ///< in order of their ids
    /// By name, else by decimal id. dataset() throws BadInput, naming what there is.
    std::optional<DatasetRecord> findDataset(const std::string& nameOrId) const;
    DatasetRecord dataset(const std::string& nameOrId) const;
    DatasetRecord dataset(DatasetId id) const;
    /// `record.id`, `rows` and `heldOut` are set here. BadInput: the name is taken or empty, an example does not exist.
    DatasetId insertDataset(const DatasetRecord& record, std::span<const data::DatasetRow> rows);
    std::vector<data::DatasetRow> datasetRows(DatasetId id) const;
    std::vector<ExampleFacts> exampleFacts(DatasetId id) const; ///< one per dataset row, in order
    /// The snapshot that is filtered, sorted and plotted; built on the calling thread.
    std::shared_ptr<const data::Columns> columns(const ColumnsRequest& request) const;
    std::shared_ptr<const data::Columns> columns(DatasetId id) const; ///< without tokens, losses and clusters

    /// In the order asked for; BadInput when one does not exist.
    std::vector<ExampleRecord> examples(std::span<const ExampleId> ids) const;
    std::vector<data::ExampleText> exampleTexts(std::span<const ExampleId> ids) const;
    /// Dataset rows [first, first + count) with their text; shorter at the end.
    std::vector<MappedExample> mappedExamples(DatasetId id, std::int64_t first, std::int64_t count) const;
    /// All rows in order, in batches; other tasks run in between. Return false to stop.
    using MappedBatch = std::function<bool(std::span<const MappedExample>)>;
    void forEachExample(DatasetId id, const MappedBatch& batch) const;
    /// Rows whose mapped text holds `needle` (ASCII letters match in either case), at most `limit`, in order.
    std::vector<SearchHit> search(
        DatasetId id, const std::string& needle, std::int64_t limit, const CancelToken& cancel = {}) const;

    /// One command on any number of examples, in one transaction; nullopt when everything was so already. BadInput: no
    /// such example, a text that is too long.
    std::optional<CommandRecord> annotate(const AnnotationChange& change, std::span<const ExampleId> ids);
    UndoState undoState() const;
    std::vector<LoggedCommandRecord> history() const; ///< the commands that can be undone or redone, the oldest first
    /// Undoes (does again) one command in one transaction; what it was, nullopt when there is none. BadInput when a change
    /// of mapping can no longer be undone.
    std::optional<CommandRecord> undo();
    std::optional<CommandRecord> redo();
    std::vector<ExampleAnnotations> annotations(std::span<const ExampleId> ids) const; ///< in the order asked for
    std::vector<LabelCount> labels() const; ///< of the project, in order of name
    /// The same snapshot with the annotations of now; shares every other column.
    std::shared_ptr<const data::Columns> withAnnotations(const data::Columns& columns) const;

    /// The same as row numbers alone, in batches as they are found: the first after 2,048 rows. Return false to stop.
    /// Throws Error{Cancelled}.
    using SearchSink = std::function<bool(const SearchBatch&)>;
    void searchRows(
        DatasetId id, const data::TextFilter& filter, const SearchSink& sink, const CancelToken& cancel = {}) const;

    /// `base`, or base-2, base-3, ... that no dataset / run / clustering / selection has yet.
    std::string freeDatasetName(const std::string& base) const;
    std::string freeRunName(const std::string& base) const;
    std::string freeClusteringName(const std::string& base) const;

    RunId insertRun(const RunRecord& record);
    /// Stores state, generation, times, summary and note; the rest of a run never changes here.
    void updateRun(const RunRecord& record);
    std::vector<RunRecord> listRuns() const;
    std::optional<RunRecord> findRun(const std::string& nameOrId) const;
    RunRecord run(const std::string& nameOrId) const; ///< BadInput, naming what there is
    RunRecord run(RunId id) const;
    /// One transaction; false when the batch was applied already or belongs to an older generation.
    bool applyRunBatch(const RunBatch& batch);
    std::vector<StepMetric> stepMetrics(RunId run) const; ///< ascending steps
    std::vector<RecordingPoint> recordingPoints(RunId run) const;
    LossMatrix lossMatrix(RunId run) const;
    std::vector<TrainingLoss> trainingLosses(RunId run) const; ///< ascending steps
    std::vector<TokenCount> tokenCounts(RunId run) const; ///< empty, or one per dataset row

    ClusteringId insertClustering(const ClusteringRecord& record);
    /// Makes a clustering of those that there are, names it freely, stores it and removes older ones, in one transaction:
    /// two at a time take no name twice. What a curated dataset or an export was made of stays. Returns it without its
    /// assignment; `make` runs on the store's thread.
    ClusteringRecord insertClustering(const ClusteringMaker& make);
    /// Reads it, lets `change` write name, settings and quality, and stores those, in one transaction: two changes at a time
    /// lose nothing. The rest of a clustering never changes. `change` runs on the store's thread.
    void changeClustering(ClusteringId id, const ClusteringChange& change);
    void removeClustering(ClusteringId id);
    std::vector<ClusteringRecord> listClusterings() const; ///< without assignments
    std::optional<ClusteringRecord> findClustering(const std::string& nameOrId) const;
    ClusteringRecord clustering(const std::string& nameOrId) const; ///< BadInput, naming what there is

    SelectionId insertSelection(const SelectionRecord& record);
    std::vector<SelectionRecord> listSelections() const; ///< without examples
    std::optional<SelectionRecord> findSelection(const std::string& nameOrId) const;

    ExportId insertExport(const ExportRecord& record);
    std::vector<ExportRecord> listExports() const;

    /// Sentences about what is wrong: pages, references, counts, blob lengths, files of the side folder; empty = sound.
    std::vector<std::string> check(const CancelToken& cancel = {}) const;
    /// Gives unused pages back to the disk.
    void compact();

    /// Runs `task` on the store thread, where this session's calls do not wait; then `done` there, with the failure or
    /// null. Both must be short. Write tasks wait while an import is open.
    void post(Access access, std::function<void(ProjectSession&)> task, std::function<void(std::exception_ptr)> done);

private:
    friend class ImportTransaction;
    friend Store& storeOf(const ProjectSession& session); ///< for the rest of core/store
    explicit ProjectSession(std::shared_ptr<Store> store);
    std::shared_ptr<Store> store_;
};

} // namespace core::store
