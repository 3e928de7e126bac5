// SPDX-License-Identifier: Apache-2.0
// An experiment from its choices to a job, what it is planned to take, and what the project tells of its cells.
#include "core/data/rows_snapshot.h"
#include "core/jobs/experiment_draft.h"
#include "core/jobs/experiment_estimate.h"
#include "core/jobs/experiment_figures.h"
#include "core/jobs/experiment_request.h"
#include "core/jobs/project_run.h"
#include "core/protocol/run_folder.h"
#include "core/store/project_experiments.h"
#include "tests/core/store/project_fixture.h"

#include <QtTest/QTest>

using namespace core::jobs;
using core::protocol::CellState;
using core::store::OpenMode;
using core::store::ProjectSession;

namespace {

constexpr int rows = 20;

struct Project {
    support::TemporaryFolder folder;
    ProjectSession session;

    Project()
        : session(ProjectSession::create(folder.path() / "p.datalever"))
    {
        fixture::importRows(session, folder, rows);
    }

    void model(const std::string& name) const
    {
        folder.write(name + "/config.json", R"({"model_type": "gpt_neox"})");
        folder.write(name + "/model.safetensors", name);
    }

    ExperimentDraft draft() const
    {
        ExperimentDraft draft;
        draft.name = "e1";
        draft.dataset = "rows";
        draft.arms = { { "base", {} }, { "all", "rows" } };
        draft.seeds = { 3, 4 };
        draft.folder = folder.path() / "models/base-1";
        draft.train.batchSize = 4;
        draft.recordingPoints = 3;
        draft.sourceCurveRows = 2;
        draft.resources.threads = 1;
        return draft;
    }
};

ExperimentRequest requestOf(const ProjectSession& session, const ExperimentDraft& draft)
{
    return readExperiment(session, core::Json(writtenForm(draft)), draft.name);
}

} // namespace

class TestExperimentDraft : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDraftBecomesAJob()
    {
        const Project project;
        project.model("models/base-1");
        const auto request = requestOf(project.session, project.draft());
        const auto& spec = request.spec.experiment;
        QCOMPARE(request.spec.name, std::string("e1"));
        QCOMPARE(request.spec.resources.threads, std::int64_t{ 1 });
        QCOMPARE(spec.arms.size(), std::size_t{ 2 });
        QVERIFY(spec.arms[0].list.sha256.empty() && !spec.arms[1].list.sha256.empty());
        QCOMPARE(spec.seeds, (std::vector<std::uint64_t>{ 3, 4 }));
        QCOMPARE(spec.train.batchSize, std::int64_t{ 4 });
        QCOMPARE(spec.target.folder.sha256, core::protocol::modelFingerprint(project.folder.path() / "models/base-1"));
        QCOMPARE(spec.curves.size(), std::size_t{ 2 }); // "even" and "odd"
        QCOMPARE(core::data::readRowList(spec.curves[0].list.path).size(), std::size_t{ 2 });
        QVERIFY(hashOf(requestOf(project.session, project.draft()).spec) == hashOf(request.spec));
    }

    void rowsAreCounted()
    {
        const Project project;
        const auto counted = rowsOf(project.session, project.draft());
        const auto record = project.session.dataset("rows");
        QCOMPARE(counted.trained, (std::vector<std::int64_t>{ 0, rows - record.heldOut }));
        QCOMPARE(counted.sources, std::int64_t{ 2 });
        QCOMPARE(counted.measured, std::int64_t{ 4 });
        QCOMPARE(counted.heldOut, record.heldOut);
        auto draft = project.draft();
        draft.arms[1].dataset = "nothing";
        QVERIFY_EXCEPTION_THROWN(rowsOf(project.session, draft), core::Error);
    }

    /// By number, not by letter; whatever is no model is passed over.
    void foldersAreGivenToSeedsInOrder()
    {
        const Project project;
        for (const char* name : { "models/base-10", "models/base-2", "models/base-1" })
            project.model(name);
        project.folder.write("models/readme.txt", "no model");
        const auto folders = folderASeed(project.folder.path() / "models", { 7, 8, 9, 10 });
        QCOMPARE(folders.size(), std::size_t{ 3 });
        QCOMPARE(folders[0].seed, std::uint64_t{ 7 });
        QCOMPARE(folders[0].model.filename().string(), std::string("base-1"));
        QCOMPARE(folders[1].model.filename().string(), std::string("base-2"));
        QCOMPARE(folders[2].model.filename().string(), std::string("base-10"));
        QVERIFY(folderASeed(project.folder.path() / "none", { 1 }).empty());
    }

    void furtherSeedsTakeFurtherFolders()
    {
        Project project;
        for (const char* name : { "models/base-1", "models/base-2", "models/base-3" })
            project.model(name);
        auto draft = project.draft();
        draft.folders = folderASeed(project.folder.path() / "models", draft.seeds);
        const auto request = requestOf(project.session, draft);
        const auto prepared = prepareRun(project.session, request.spec, request.dataset);
        const auto more = withSeeds(prepared.folder, { 4, 9 });
        QCOMPARE(more.experiment.seeds, (std::vector<std::uint64_t>{ 3, 4, 9 }));
        QCOMPARE(more.experiment.target.folders.size(), std::size_t{ 3 });
        QVERIFY(more.experiment.target.folders[2].model.path.ends_with("base-3"));
        QVERIFY_EXCEPTION_THROWN(withSeeds(prepared.folder, { 9, 10 }), core::Error); // no fourth model
    }

    void thePlanIsArithmetic()
    {
        RunEstimate run;
        run.text.rows = 100;
        run.text.tokens = 10000;
        run.text.trainableRows = 80;
        run.steps = 20;
        run.trainingSeconds = 40;
        run.recordingSteps = { 0, 5, 20 };
        run.model.scoringTokensPerSecond = 1000;
        run.model.weightFileBytes = 1000;
        run.freeBytes = 5000;
        core::protocol::TrainSettings train;
        train.batchSize = 4;
        const ExperimentShape shape{ 2, 1, 3, 10, 50, 16, 0 };
        const auto plan = estimateExperiment(run, train, shape);
        QCOMPARE(plan.cells, std::int64_t{ 9 });
        QCOMPARE(plan.steps, std::int64_t{ 20 });
        QCOMPARE(plan.secondsPerCell, 40 + 3.0 * 10 * 100 / 1000); // the curves are scored at three points
        QCOMPARE(plan.seconds, 6 * 43.0 + 3 * 1.0);
        QCOMPARE(plan.answers, std::int64_t{ 450 });
        QVERIFY(!plan.fitsDisk());
    }

    void theProjectTellsOfCells()
    {
        Project project;
        project.model("models/base-1");
        const auto request = requestOf(project.session, project.draft());
        const auto run = prepareRun(project.session, request.spec, request.dataset).id;
        const auto cells = core::store::experimentCells(project.session, run);
        QCOMPARE(cells.size(), std::size_t{ 4 });
        core::store::RunBatch batch;
        batch.run = cells[1].run; // all, seed 3
        batch.generation = 1;
        batch.eventOffset = 5;
        batch.state = core::store::RunState::Finished;
        batch.metrics = { { .step = 1, .loss = 3, .tokens = 40 }, { .step = 2, .loss = 2, .tokens = 50 } };
        batch.curvePoints = { { "even", 0, 4, 2 }, { "even", 2, 3, 2 } };
        QVERIFY(project.session.applyRunBatch(batch));
        const auto figures = readExperimentFigures(project.session, run);
        QCOMPARE(figures.cells.size(), std::size_t{ 4 });
        const CellFigures* cell = figures.cell(1, 3);
        QVERIFY(cell != nullptr && cell->state == CellState::Finished);
        QCOMPARE(cell->tokens, std::int64_t{ 90 });
        QCOMPARE(cell->training.losses, (std::vector<double>{ 3, 2 }));
        QCOMPARE(cell->curves.size(), std::size_t{ 1 });
        QCOMPARE(cell->curves[0].curve.losses, (std::vector<double>{ 4, 3 }));
        QVERIFY(figures.cell(0, 3)->state == CellState::Waiting);
        QCOMPARE(armTokens(figures, 1).value_or(0), 90.0);
        QVERIFY(!armTokens(figures, 0));
        const auto again = readExperimentFigures(project.session, run, &figures);
        QCOMPARE(again.cell(1, 3)->training.losses, cell->training.losses);
        const auto dataset = project.session.listDatasets().front().id;
        QVERIFY_EXCEPTION_THROWN(
            readExperimentFigures(project.session, fixture::insertRun(project.session, dataset)), core::Error);
    }
};

QTEST_APPLESS_MAIN(TestExperimentDraft)
#include "tst_experiment_draft.moc"
