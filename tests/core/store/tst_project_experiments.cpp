// SPDX-License-Identifier: Apache-2.0
#include "core/store/project_experiments.h"
#include "core/store/project_faults.h"
#include "tests/core/store/project_fixture.h"

#include <QtTest/QTest>

#include <SQLiteCpp/Database.h>

#include <cmath>

using namespace core::store;

namespace {

constexpr int items = 70; // two parts

struct Experiment {
    support::TemporaryFolder folder;
    std::filesystem::path file = fixture::makeProject(folder);
    ProjectSession session = ProjectSession::open(file, OpenMode::ReadWrite);
    core::RunId run;
    std::vector<CellRecord> cells;
    BenchmarkId benchmark;

    Experiment()
    {
        RunRecord record;
        record.name = "e1";
        record.kind = "experiment";
        record.dataset = session.dataset("rows").id;
        record.folder = "runs/e1";
        std::filesystem::create_directories(session.sideFolder() / record.folder);
        run = session.insertRun(record);
        for (const char* arm : { "all", "hard" }) {
            CellRecord cell;
            cell.name = std::string(arm) + "-7";
            cell.number = static_cast<std::int64_t>(cells.size());
            cell.arm = arm;
            cell.seed = 7;
            std::filesystem::create_directories(session.sideFolder() / record.folder / "cells" / cell.name);
            cells.push_back(cell);
        }
        insertCells(session, run, cells);
        insertCells(session, run, cells); // known ones are left alone
        cells = experimentCells(session, run);
        std::vector<BenchmarkItemRecord> questions;
        for (int i = 0; i < items; ++i)
            questions.push_back({ "q" + std::to_string(i), i % 2 == 0 ? "sums" : "words", "What is " + std::to_string(i),
                std::to_string(i) });
        benchmark = insertBenchmark(session, { {}, "sums", std::string(64, 'a'), Measure::Right, 0, 0 }, questions);
    }

    /// The first `right` of a part's items are right.
    bool answer(core::RunId cell, std::int64_t part, int right, std::uint64_t offset)
    {
        RunBatch batch;
        batch.run = cell;
        batch.generation = 1;
        batch.eventOffset = offset;
        EvaluationPart one{ benchmark, part, {} };
        for (int i = 0; i < (part == 0 ? 64 : items - 64); ++i)
            one.items.push_back({ i < right ? 1.0F : 0.0F, "It is " + std::to_string(i), "end", 3, std::to_string(i) });
        batch.evaluationParts.push_back(one);
        batch.curvePoints = { { "everything", 0, 2.5, 20 }, { "everything", 5, std::nan(""), 0 } };
        batch.metrics = { { .step = 3, .loss = 1 } };
        return session.applyRunBatch(batch);
    }
};

} // namespace

class TestProjectExperiments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cellsAreRunsOfTheirExperimentAlone()
    {
        Experiment experiment;
        QCOMPARE(experiment.cells.size(), std::size_t{ 2 });
        QCOMPARE(experiment.cells[1].arm, std::string("hard"));
        QCOMPARE(experiment.cells[1].seed, std::uint64_t{ 7 });
        QVERIFY(experiment.cells[0].state == RunState::Queued);
        QCOMPARE(experiment.session.listRuns().size(), std::size_t{ 2 }); // proxy-1 and e1
        QCOMPARE(experiment.session.summary().runs, std::int64_t{ 2 });
        QCOMPARE(experiment.session.run("e1/hard-7").folder, std::string("runs/e1/cells/hard-7"));
        auto record = experiment.session.run(experiment.cells[0].run);
        record.state = RunState::Finished;
        record.summary = { { "plan", { { "steps", 40 } } },
            { "finished", { { "tokens", 900 }, { "seconds", 1.5 }, { "steps", 40 } } } };
        record.spec = { { "model", { { "path", "/models/small" } } } };
        experiment.session.updateRun(record);
        experiment.answer(record.id, 0, 10, 10);
        const auto listed = listExperiments(experiment.session);
        QCOMPARE(listed.size(), std::size_t{ 1 });
        QCOMPARE(listed[0].cells, std::int64_t{ 2 });
        QCOMPARE(listed[0].finished, std::int64_t{ 1 });
        QCOMPARE(listed[0].failed, std::int64_t{ 0 });
        const auto cell = experimentCells(experiment.session, experiment.run)[0];
        QCOMPARE(cell.steps, std::int64_t{ 40 });
        QCOMPARE(cell.stepsDone, std::int64_t{ 3 });
        QCOMPARE(cell.tokens, std::int64_t{ 900 });
        QCOMPARE(cell.seconds, 1.5);
        QCOMPARE(cell.model, std::string("/models/small"));
        QVERIFY(experiment.session.check().empty());
    }

    void answersStandOnceAModelAndTextsOnceABenchmark()
    {
        Experiment experiment;
        const auto all = experiment.cells[0].run;
        const auto hard = experiment.cells[1].run;
        QVERIFY(experiment.answer(all, 0, 10, 10));
        QVERIFY(!experiment.answer(all, 0, 64, 10)); // taken already
        QVERIFY(experiment.answer(all, 1, 2, 20));
        QVERIFY(experiment.answer(hard, 0, 12, 10));
        const auto evaluations = evaluationsOf(experiment.session, experiment.run);
        QCOMPARE(evaluations.size(), std::size_t{ 2 });
        QCOMPARE(evaluationsOf(experiment.session, hard).size(), std::size_t{ 1 });
        QVERIFY(evaluations[0].complete() && !evaluations[1].complete());
        QCOMPARE(evaluations[0].counted, std::int64_t{ items });
        QCOMPARE(evaluations[0].score, 12.0);
        const auto scores = itemScores(experiment.session, evaluations[1].id);
        QCOMPARE(scores.size(), std::size_t{ items });
        QVERIFY(scores[11] == 1.0F && scores[12] == 0.0F && std::isnan(scores[64]));
        const auto pairs = answersSideBySide(experiment.session, evaluations[0].id, evaluations[1].id);
        QCOMPARE(pairs.size(), std::size_t{ items });
        QCOMPARE(pairs[11].question.question, std::string("What is 11"));
        QCOMPARE(pairs[11].question.source, std::string("words"));
        QVERIFY(pairs[11].firstScore == 0.0F && pairs[11].secondScore == 1.0F);
        QCOMPARE(pairs[65].first.answer, std::string("1"));
        QVERIFY(pairs[65].second.text.empty());
        QVERIFY(experiment.session.check().empty());
    }

    void verdictsAreReplacedAndTheAnswersStay()
    {
        Experiment experiment;
        experiment.answer(experiment.cells[0].run, 0, 10, 10);
        const auto before = evaluationsOf(experiment.session, experiment.run).at(0);
        const Rejudged verdicts[] = { { 20, 1.0F, "twenty" }, { 3, 0.0F, "" } };
        replaceVerdicts(experiment.session, before.id, verdicts);
        const auto after = evaluationsOf(experiment.session, experiment.run).at(0);
        QCOMPARE(after.score, 10.0);
        const auto scores = itemScores(experiment.session, before.id);
        QVERIFY(scores[20] == 1.0F && scores[3] == 0.0F && scores[4] == 1.0F);
        const auto answers = answersOf(experiment.session, before.id);
        QCOMPARE(answers[20].answer, std::string("twenty"));
        QCOMPARE(answers[20].text, std::string("It is 20"));
    }

    void curvesAndContaminationAreKept()
    {
        Experiment experiment;
        experiment.answer(experiment.cells[1].run, 0, 10, 10);
        const auto curves = curvesOf(experiment.session, experiment.run);
        QCOMPARE(curves.size(), std::size_t{ 1 });
        QVERIFY(curves[0].run == experiment.cells[1].run);
        QCOMPARE(curves[0].steps, (std::vector<std::int64_t>{ 0, 5 }));
        QVERIFY(curves[0].losses[0] == 2.5 && std::isnan(curves[0].losses[1]));
        RunBatch restart;
        restart.run = experiment.cells[1].run;
        restart.generation = 2;
        restart.eventOffset = 50;
        restart.dropAfterStep = 2;
        experiment.session.applyRunBatch(restart);
        QCOMPARE(curvesOf(experiment.session, experiment.run)[0].steps, (std::vector<std::int64_t>{ 0 }));
        const auto dataset = experiment.session.dataset("rows").id;
        const ContaminationRecord record{ experiment.benchmark, dataset, 20, 2, 1, 99 };
        storeContamination(experiment.session, record);
        storeContamination(experiment.session, record);
        QVERIFY(contaminationsOf(experiment.session, dataset) == std::vector<ContaminationRecord>{ record });
    }

    void whatDoesNotFitIsRefused()
    {
        Experiment experiment;
        EvaluationPart part{ experiment.benchmark, 1, std::vector<ItemResult>(64) };
        RunBatch batch;
        batch.run = experiment.cells[0].run;
        batch.generation = 1;
        batch.eventOffset = 5;
        batch.evaluationParts = { part };
        QVERIFY(support::errorOf([&] { experiment.session.applyRunBatch(batch); }).kind() == core::ErrorKind::BadInput);
        batch.evaluationParts[0].part = 2;
        QVERIFY(support::errorOf([&] { experiment.session.applyRunBatch(batch); }).kind() == core::ErrorKind::BadInput);
        QVERIFY(evaluationsOf(experiment.session, experiment.run).empty()); // nothing of it stayed
        const auto other = insertBenchmark(experiment.session, { {}, "others", std::string(64, 'b'), Measure::Right, 0, 0 },
            std::vector<BenchmarkItemRecord>(1));
        experiment.answer(experiment.cells[0].run, 0, 1, 10);
        RunBatch second;
        second.run = experiment.cells[1].run;
        second.eventOffset = 5;
        second.evaluationParts = { { other, 0, std::vector<ItemResult>(1) } };
        experiment.session.applyRunBatch(second);
        const auto both = evaluationsOf(experiment.session, experiment.run);
        QVERIFY(
            support::errorOf([&] { answersSideBySide(experiment.session, both[0].id, both[1].id); }).message().find("others")
            != std::string::npos);
    }

    void damageIsFound()
    {
        for (const char* change : { "UPDATE evaluation_parts SET scores=zeroblob(3)",
                 "DELETE FROM benchmark_items WHERE item=3", "UPDATE benchmarks SET measure='taste'",
                 "UPDATE cells SET seed='seven'", "UPDATE answers SET item=999 WHERE item=64" }) {
            Experiment experiment;
            experiment.answer(experiment.cells[0].run, 1, 1, 10);
            experiment.session.close();
            SQLite::Database(experiment.file.string(), SQLite::OPEN_READWRITE).exec(change);
            experiment.session = ProjectSession::open(experiment.file, OpenMode::ReadOnly);
            QVERIFY2(!experiment.session.check().empty(), change);
        }
    }

    void bringsVersionThreeUpToDate()
    {
        const support::TemporaryFolder folder;
        const auto file = fixture::makeProject(folder);
        SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec(fixture::dropVersionFour);
        QCOMPARE(support::errorOf([&] { ProjectSession::open(file, OpenMode::ReadOnly); }).code(),
            std::string(project_faults::needsMigration.code));
        auto session = ProjectSession::open(file, OpenMode::ReadWrite);
        QCOMPARE(session.summary().schemaVersion, 4);
        QVERIFY(session.check().empty());
        QCOMPARE(session.summary().examples, 20);
        const auto run = session.run("proxy-1");
        QCOMPARE(session.listRuns().size(), std::size_t{ 1 });
        QCOMPARE(run.eventOffset, std::uint64_t{ 100 });
        QCOMPARE(session.stepMetrics(run.id).size(), std::size_t{ 2 });
        QCOMPARE(session.lossMatrix(run.id).values[20], 1.0F);
        QCOMPARE(session.trainingLosses(run.id).size(), std::size_t{ 2 });
        QCOMPARE(session.tokenCounts(run.id).size(), std::size_t{ 20 });
        QVERIFY(session.findSelection("one").has_value());
        QVERIFY(listExperiments(session).empty() && listEvaluations(session).empty());
        SQLite::Database backup(file.string() + ".backup-3", SQLite::OPEN_READONLY);
        QCOMPARE(backup.execAndGet("PRAGMA user_version").getInt(), 3);
    }
};

QTEST_GUILESS_MAIN(TestProjectExperiments)
#include "tst_project_experiments.moc"
