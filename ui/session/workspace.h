// SPDX-License-Identifier: GPL-3.0-or-later
// The open project as pages see it: what there is, what is looked at, the snapshot of it, and the doors. One for each open
// project; GUI thread only.
#pragma once

#include "core/data/columns.h"
#include "core/store/project_session.h"
#include "ui/session/command_text.h"
#include "ui/session/jobs_door.h"
#include "ui/session/model_session_door.h"
#include "ui/session/project_door.h"
#include "ui/session/selection_state.h"

#include <QtCore/QObject>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace ui {

using ColumnsSnapshot = std::shared_ptr<const core::data::Columns>;

class Workspace : public QObject {
    Q_OBJECT

public:
    /// The door has a project open, and keeps it open while this is there. `worker` empty: the program beside this one.
    explicit Workspace(ProjectDoor& project, const std::filesystem::path& worker = {}, QObject* parent = nullptr);
    ~Workspace() override; ///< the runs go on

    ProjectDoor& project() { return project_; }
    /// For Background::run and core/jobs; every call of it waits for the store thread, so never in the GUI thread.
    std::shared_ptr<core::store::ProjectSession> session() const { return session_; }
    bool readOnly() const { return project_.isReadOnly(); }
    QString path() const;
    QString name() const; ///< without folder and ending

    Background& background() { return project_.background(); }
    JobsDoor& jobs() { return *jobs_; }
    ModelSessionDoor& models() { return *models_; }
    SelectionState& selection() { return *selection_; }

    // What there is, in order of ids; read anew by reload() and after what changes it here.
    const std::vector<core::store::DatasetRecord>& datasets() const { return datasets_; }
    const std::vector<core::store::SourceRecord>& sources() const { return sources_; }
    const std::vector<core::store::ClusteringRecord>& clusterings() const { return clusterings_; } ///< without assignments
    const std::vector<core::store::RunRecord>& runs() const { return jobs_->runs(); }
    const std::vector<core::store::LabelCount>& labels() const { return labels_; }
    const std::vector<core::store::RecipeRecord>& recipes() const { return recipes_; }
    const std::vector<core::store::CurationRecord>& curations() const { return curations_; }
    const std::vector<core::store::SelectionRecord>& selections() const { return selections_; } ///< without examples
    const core::store::UndoState& undoState() const { return project_.undoState(); }

    // What is looked at. Choosing another one asks for its snapshot; nullopt where there is none.
    std::optional<core::DatasetId> dataset() const { return request_ ? std::optional(request_->dataset) : std::nullopt; }
    std::optional<core::RunId> run() const { return request_ ? request_->run : std::nullopt; }
    std::optional<core::ClusteringId> clustering() const { return request_ ? request_->clustering : std::nullopt; }
    const core::store::DatasetRecord* datasetRecord() const; ///< of dataset(); null: none
    const core::store::RunRecord* runRecord() const;
    const core::store::ClusteringRecord* clusteringRecord() const;
    /// Name of the import that dataset() was made of; empty: none.
    QString shownImport() const;
    /// What is looked at first, as far as it is there; else, and without it, the newest run's dataset.
    void beginWith(const core::store::ColumnsRequest& choice) { wanted_ = choice; }
    /// The newest run and clustering on it come along.
    void chooseDataset(core::DatasetId dataset);
    /// nullopt: none. The newest clustering of it comes along; a run on another dataset chooses that one too.
    void chooseRun(std::optional<core::RunId> run);
    void chooseClustering(std::optional<core::ClusteringId> clustering);

    /// Null while none is there: no dataset, or still being read.
    const ColumnsSnapshot& columns() const { return columns_; }
    bool loading() const { return loading_; }
    /// A snapshot of the same rows with other clusters, while a control is dragged; reload() or a choice ends it.
    void showPreview(const ColumnsSnapshot& columns);
    /// A clustering of the chosen run that was stored just now is the chosen one, and this is its snapshot.
    void adoptClustering(core::ClusteringId clustering, const ColumnsSnapshot& columns);

    /// Reads the lists and the snapshot anew, or the lists alone.
    void reload();
    void readLists();

    // Changes, in order, one after another; each ends in commandDone() or failed().
    /// `shown`: the rows are those that this filter shows (as far as they are not so already); for commandOfLastAction().
    void annotate(const core::store::AnnotationChange& change, const core::data::Selection& rows,
        const std::optional<ExampleFilter>& shown = std::nullopt);
    void annotate(const core::store::AnnotationChange& change, std::vector<core::ExampleId> ids);
    using OnSettled = ProjectDoor::OnSettled;
    void addRecipe(const std::string& name, const core::curate::Recipe& recipe, OnSettled settled = {});
    void changeRecipe(
        core::store::RecipeId id, const std::string& name, const core::curate::Recipe& recipe, OnSettled settled = {});
    void removeRecipe(core::store::RecipeId id, OnSettled settled = {});
    void undo();
    void redo();

    // What is shown and what was done, for a terminal.
    /// The rows that a table shows under the filter of now.
    CommandAnswer commandOfTable(const SortKey& sort) const;
    /// The rows of `rows`, or of a filter; of the dataset that is looked at.
    RowsCommand commandRows(const core::data::Selection& rows) const;
    RowsCommand commandRows(const ExampleFilter& filter) const;
    /// Of the last change that was made here; neither text nor problem before the first.
    const CommandAnswer& commandOfLastAction() const { return lastAction_; }

Q_SIGNALS:
    void listsChanged(); ///< datasets, sources, clusterings, labels, recipes, curations, selections or the undo state
    void choiceChanged(); ///< dataset, run or clustering
    void columnsChanged(); ///< columns() is another one: not the same rows where choiceChanged() came before
    void loadingChanged();
    void commandDone(const core::store::CommandRecord& command, ui::CommandTurn turn);
    void textsChanged(); ///< a mapping: texts that are shown must be read anew
    /// Something that was asked for here failed: a sentence and the way out.
    void failed(const QString& sentence, const QString& wayOut);

private:
    struct Lists {
        std::vector<core::store::DatasetRecord> datasets;
        std::vector<core::store::SourceRecord> sources;
        std::vector<core::store::ClusteringRecord> clusterings;
        std::vector<core::store::LabelCount> labels;
        std::vector<core::store::RecipeRecord> recipes;
        std::vector<core::store::CurationRecord> curations;
        std::vector<core::store::SelectionRecord> selections;
    };
    void followProject();
    void followRuns();
    void takeLists(Lists lists);
    void chooseFirst();
    std::optional<core::store::ColumnsRequest> wantedChoice() const; ///< what is left of it
    void choose(core::store::ColumnsRequest request);
    void readColumns();
    void takeColumns(const ColumnsSnapshot& columns);
    void setLoading(bool loading);
    void ask(const core::store::AnnotationChange& change, std::vector<core::ExampleId> ids, CommandAnswer command);
    void noteAction(const core::store::CommandRecord& command, CommandTurn turn);
    void tell(const core::Error& error);
    std::optional<core::RunId> newestRunOn(core::DatasetId dataset) const;
    std::optional<core::ClusteringId> newestClusteringOf(std::optional<core::RunId> run) const;

    ProjectDoor& project_;
    std::shared_ptr<core::store::ProjectSession> session_;
    std::vector<core::store::DatasetRecord> datasets_;
    std::vector<core::store::SourceRecord> sources_;
    std::vector<core::store::ClusteringRecord> clusterings_;
    std::vector<core::store::LabelCount> labels_;
    std::vector<core::store::RecipeRecord> recipes_;
    std::vector<core::store::CurationRecord> curations_;
    std::vector<core::store::SelectionRecord> selections_;
    std::optional<core::store::ColumnsRequest> request_;
    std::optional<core::store::ColumnsRequest> wanted_; ///< to begin with
    ColumnsSnapshot columns_;
    quint64 listsGeneration_ = 0;
    bool listsRead_ = false;
    bool runsRead_ = false;
    bool loading_ = false;
    std::map<quint64, CommandAnswer> asked_; ///< by the number of the annotation; those under way
    CommandAnswer lastAction_;
    std::unique_ptr<SelectionState> selection_;
    std::unique_ptr<ModelSessionDoor> models_;
    std::unique_ptr<JobsDoor> jobs_; // last: ends first
};

} // namespace ui
