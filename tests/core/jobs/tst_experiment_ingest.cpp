// SPDX-License-Identifier: Apache-2.0
// An experiment's folder, with its cells' folders, into the project.
#include "core/jobs/experiment_data.h"
#include "core/jobs/experiment_request.h"
#include "core/jobs/ingest.h"
#include "core/jobs/project_monitor.h"
#include "core/jobs/project_run.h"
#include "core/jobs/rejudge.h"
#include "core/protocol/experiment_cell.h"
#include "core/store/project_experiments.h"
#include "tests/core/jobs/run_writer.h"
#include "tests/core/store/project_fixture.h"

#include <QtTest/QTest>

#include <cmath>

using namespace core::protocol;
using namespace core::store;
using core::jobs::Ingester;

namespace {

constexpr int items = 70;

std::string lines(int first, int count, int right)
{
    std::string text;
    for (int i = first; i < first + count; ++i)
        text += core::OrderedJson{ { "id", "sum-" + std::to_string(i) }, { "text", "It is " + std::to_string(i) },
            { "ended", "end" }, { "tokens", 3 }, { "answer", std::to_string(i) }, { "gold", std::to_string(i) },
            { "rule", "number" }, { "right", i < right } }
                    .dump()
            + "\n";
    return text;
}

/// A project with an experiment of two arms and two seeds, whose worker is played by the test.
struct Experiment {
    support::TemporaryFolder folder;
    ProjectSession session = ProjectSession::create(folder.path() / "test.datalever");
    core::jobs::PreparedRun run = prepare();
    support::RunWriter worker{ run.folder };
    std::map<std::string, support::RunWriter> cells;

    core::jobs::PreparedRun prepare()
    {
        const auto dataset = fixture::importRows(session, folder, 20).dataset.id;
        JobSpec spec;
        spec.kind = JobKind::Experiment;
        spec.name = "e1";
        std::string questions;
        for (int i = 0; i < items; ++i)
            questions += core::OrderedJson{ { "id", "sum-" + std::to_string(i) }, { "source", i % 2 == 0 ? "even" : "odd" },
                { "instruction", "What is " + std::to_string(i) + "?" }, { "answer", std::to_string(i) } }
                             .dump()
                + "\n";
        const auto file = folder.write("sums.jsonl", questions);
        spec.experiment.seeds = { 1, 2 };
        spec.experiment.rows = core::jobs::writeRows(session, dataset);
        const auto list = core::jobs::writeList(session, dataset);
        spec.experiment.arms = { { "base", {} }, { "all", list } };
        spec.experiment.target.folder = { "/models/small", std::string(64, 'a') };
        spec.experiment.benchmarks = { { "sums", { core::sha256OfFile(file), file.string() } } };
        const auto curve = folder.write("curve.jsonl",
            "{\"id\":1,\"copies\":1,\"held_out\":false}\n{\"id\":2,\"copies\":1,\"held_out\":false}\n"
            "{\"id\":3,\"copies\":1,\"held_out\":false}\n");
        spec.experiment.curves = { { "three", { core::sha256OfFile(curve), curve.string() } } };
        return core::jobs::prepareRun(session, spec, dataset);
    }

    support::RunWriter& cell(const std::string& name)
    {
        if (const auto found = cells.find(name); found != cells.end())
            return found->second;
        const auto place = RunFolder(run.folder).cells() / name;
        std::filesystem::create_directories(place);
        for (const auto& one : cellsOf(run.spec.experiment))
            if (nameOf(run.spec.experiment, one) == name)
                writeJobSpec(
                    RunFolder(place).job(), jobOf(run.spec, one, run.spec.experiment.target.folder, one.arm == 0 ? 0 : 4));
        return cells.emplace(name, support::RunWriter(place)).first->second;
    }

    ResultFile partFile(const std::string& name, std::int64_t part, const std::string& bytes)
    {
        const auto file = RunFolder::evaluationPartName(0, part);
        std::filesystem::create_directories(cell(name).folder().evaluation());
        core::writeFileAtomically(cell(name).folder().path() / file, bytes);
        return { file, core::sha256(bytes) };
    }

    void answer(const std::string& name, std::int64_t part, int right)
    {
        const int first = part == 0 ? 0 : 64;
        const int count = part == 0 ? 64 : items - 64;
        cell(name).event(EvaluationPartEvent{
            "sums", part, first, count, items, count, 0, partFile(name, part, lines(first, count, right)) });
    }

    void tell(const std::string& name, CellState state, const std::string& message = {})
    {
        worker.event(CellEvent{ name, state, 0, 4, message });
    }

    void wholeCell(const std::string& name, int right)
    {
        tell(name, CellState::Running);
        auto& one = cell(name);
        one.started(1, 0);
        PlanEvent plan;
        plan.steps = 4;
        plan.recordingSteps = { 0, 4 };
        one.event(plan);
        one.step(1, 2.5);
        one.lossPart(0, 0, { 1.0F, 2.0F, std::nanf("") });
        one.event(RecordingPointEvent{ 0, 0, "" });
        answer(name, 0, right);
        answer(name, 1, right);
        one.event(FinishedEvent{ 4, 2.5, 900, 1 });
        tell(name, CellState::Finished);
    }

    std::vector<CellRecord> records() const { return experimentCells(session, run.id); }
    std::vector<core::RunId> poll()
    {
        Ingester ingester(session, run.id);
        ingester.poll();
        return ingester.takeChangedCells();
    }
    std::string everything() const
    {
        std::string all;
        for (const auto& record : records())
            all += record.name + std::string(core::store::name(record.state)) + record.message
                + std::to_string(record.stepsDone) + " " + std::to_string(record.tokens) + "\n";
        for (const auto& evaluation : evaluationsOf(session, run.id)) {
            all += evaluation.runName + evaluation.benchmark.name + std::to_string(evaluation.score) + "\n";
            for (const auto& answer : answersOf(session, evaluation.id))
                all += answer.text + answer.answer;
        }
        for (const auto& curve : curvesOf(session, run.id))
            all += curve.name + std::to_string(curve.losses.at(0)) + "\n";
        return all;
    }
};

} // namespace

class TestExperimentIngest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cellsAreThereBeforeAWorkerIs()
    {
        Experiment experiment;
        const auto cells = experiment.records();
        QCOMPARE(cells.size(), std::size_t{ 4 });
        QCOMPARE(cells[0].name, std::string("base-1"));
        QCOMPARE(cells[3].arm, std::string("all"));
        QCOMPARE(cells[3].seed, std::uint64_t{ 2 });
        QCOMPARE(experiment.session.listRuns().size(), std::size_t{ 1 });
    }

    void aFinishedCellIsInTheProject()
    {
        Experiment experiment;
        experiment.worker.started(1, 0);
        experiment.wholeCell("all-1", 40);
        const auto changed = experiment.poll();
        const auto cell = experiment.records().at(1);
        QVERIFY(changed == std::vector<core::RunId>{ cell.run });
        QVERIFY(cell.state == RunState::Finished);
        QVERIFY(experiment.records().at(0).state == RunState::Queued);
        QCOMPARE(cell.steps, std::int64_t{ 4 });
        QCOMPARE(cell.model, std::string("/models/small"));
        QCOMPARE(cell.seconds, 2.5);
        QCOMPARE(experiment.session.stepMetrics(cell.run).size(), std::size_t{ 1 });
        const auto curves = curvesOf(experiment.session, experiment.run.id);
        QCOMPARE(curves.size(), std::size_t{ 1 });
        QCOMPARE(curves[0].losses, std::vector<double>{ 1.5 }); // the unscored row is left out
        const auto evaluation = evaluationsOf(experiment.session, experiment.run.id).at(0);
        QVERIFY(evaluation.complete());
        QCOMPARE(evaluation.score, 40.0);
        const auto questions = benchmarkItems(experiment.session, evaluation.benchmark.id);
        QCOMPARE(questions[3].source, std::string("odd"));
        QCOMPARE(questions[3].question, std::string("What is 3?"));
        QCOMPARE(questions[3].gold, std::string("3"));
        QVERIFY(experiment.session.check().empty());
    }

    void readingTwiceChangesNothing()
    {
        Experiment experiment;
        experiment.worker.started(1, 0);
        experiment.wholeCell("base-1", 10);
        experiment.wholeCell("all-1", 40);
        QCOMPARE(experiment.poll().size(), std::size_t{ 2 });
        const auto once = experiment.everything();
        QVERIFY(experiment.poll().empty());
        QCOMPARE(experiment.everything(), once);
        experiment.cell("all-1").started(2, 4); // a later worker tells the same parts again
        experiment.answer("all-1", 0, 40);
        experiment.answer("all-1", 1, 40);
        experiment.cell("all-1").event(FinishedEvent{ 4, 2.5, 900, 1 });
        experiment.tell("all-1", CellState::Finished);
        experiment.poll();
        QCOMPARE(experiment.everything(), once);
    }

    /// However often whoever ingests is killed in between, the same is stored in the end.
    void inPiecesItIsTheSame()
    {
        Experiment whole;
        whole.worker.started(1, 0);
        whole.wholeCell("all-1", 40);
        whole.poll();
        Experiment pieces;
        pieces.worker.started(1, 0);
        pieces.wholeCell("all-1", 40);
        const auto events = pieces.cell("all-1").folder().events();
        const std::string bytes = core::readFile(events, 1 << 20);
        for (std::size_t end = 0; end <= bytes.size(); end += 97) {
            core::writeFileAtomically(events, bytes.substr(0, end));
            pieces.poll();
            pieces.tell("all-1", CellState::Running); // something new, so that the cells are looked at
        }
        core::writeFileAtomically(events, bytes);
        pieces.tell("all-1", CellState::Finished);
        pieces.poll();
        QCOMPARE(pieces.everything(), whole.everything());
    }

    void aResultThatCannotBeReadFailsItsCellAlone()
    {
        struct Damage {
            const char* name;
            std::function<void(Experiment&)> play;
            const char* sentence;
        };
        const auto tell = [](Experiment& experiment, const std::string& bytes, std::int64_t part = 0, int count = 64,
                              std::int64_t all = items, const std::string& benchmark = "sums") {
            auto& cell = experiment.cell("all-1");
            cell.event(EvaluationPartEvent{
                benchmark, part, part * 64, count, all, count, 0, experiment.partFile("all-1", part, bytes) });
        };
        const Damage damages[] = {
            { "torn", [&](auto& e) { tell(e, lines(0, 64, 9).substr(0, 700)); }, "part-0000.jsonl, line" },
            { "short", [&](auto& e) { tell(e, lines(0, 63, 9)); }, "63 lines for 64 items" },
            { "long", [&](auto& e) { tell(e, lines(0, 70, 9)); }, "70 lines for 64 items" },
            { "other item", [&](auto& e) { tell(e, lines(1, 64, 9)); }, "the line answers another item" },
            { "no JSON", [&](auto& e) { tell(e, "nonsense\n"); }, "part-0000.jsonl, line 1" },
            { "part", [&](auto& e) { tell(e, lines(0, 64, 9), 1 << 20); }, "sums has 70" },
            { "count", [&](auto& e) { tell(e, lines(0, 64, 9), 0, 64, 1 << 30); }, "sums has 70" },
            { "benchmark", [&](auto& e) { tell(e, lines(0, 64, 9), 0, 64, items, "never"); }, "benchmark never" },
            { "changed",
                [&](auto& e) {
                    tell(e, lines(0, 64, 9));
                    e.partFile("all-1", 0, lines(0, 64, 10));
                },
                "SHA-256" },
            { "curve", [&](auto& e) { e.cell("all-1").lossPart(0, 0, { 1.0F }); }, "the next 1 of 3" },
            { "events",
                [&](auto& e) { std::ofstream(e.cell("all-1").folder().events(), std::ios::app) << "{\"sequence\":7}\n"; },
                "events.jsonl" },
        };
        for (const auto& damage : damages) {
            Experiment experiment;
            experiment.worker.started(1, 0);
            experiment.cell("all-1").started(1, 0);
            damage.play(experiment);
            experiment.wholeCell("all-2", 30);
            experiment.poll();
            const auto cells = experiment.records();
            QVERIFY2(cells[1].state == RunState::Failed, damage.name);
            QVERIFY2(cells[1].message.find(damage.sentence) != std::string::npos,
                (std::string(damage.name) + ": " + cells[1].message).c_str());
            QVERIFY2(cells[3].state == RunState::Finished, damage.name);
        }
    }

    void answersToOtherItemsAreRefused()
    {
        Experiment experiment;
        experiment.worker.started(1, 0);
        auto& cell = experiment.cell("all-1");
        cell.started(1, 0);
        experiment.poll();
        cell.event(EvaluationPartEvent{ "sums", 0, 0, 64, items, 64, 0, experiment.partFile("all-1", 0, lines(1, 64, 9)) });
        const auto error
            = support::errorOf([&] { core::jobs::Ingester(experiment.session, experiment.records()[1].run).poll(); });
        QCOMPARE(error.code(), core::jobs::ingest_faults::otherItem.code);
    }

    /// The project was brought up to date when the experiment had come to its end.
    void cellsOfAnOlderProjectAreTakenIn()
    {
        Experiment experiment;
        auto record = experiment.session.run(experiment.run.id);
        experiment.worker.started(1, 0);
        experiment.wholeCell("all-1", 40);
        RunBatch batch; // the experiment's events are stored, the cells' never were
        batch.run = record.id;
        batch.generation = 1;
        batch.eventOffset = std::filesystem::file_size(experiment.worker.folder().events());
        batch.eventSequence = 3;
        experiment.session.applyRunBatch(batch);
        core::jobs::takeInCells(experiment.session, record.id);
        QVERIFY(experiment.records()[1].state == RunState::Finished);
        QCOMPARE(evaluationsOf(experiment.session, record.id).size(), std::size_t{ 1 });
    }

    void cellsThatNeverBeganAreFailedWithTheirSentence()
    {
        Experiment experiment;
        experiment.worker.started(1, 0);
        experiment.tell("base-2", CellState::Failed, "The model is gone.");
        experiment.poll();
        QVERIFY(experiment.records()[2].state == RunState::Failed);
        QCOMPARE(experiment.records()[2].message, std::string("The model is gone."));
        experiment.worker.started(2, 0);
        experiment.tell("base-2", CellState::Waiting);
        experiment.poll();
        QVERIFY(experiment.records()[2].state == RunState::Queued);
        QVERIFY(experiment.records()[2].message.empty());
    }

    /// Cells' folders are read up to now; what the experiment told of them long ago does not undo that.
    void oldEventsDoNotUndoWhatTheCellsTell()
    {
        Experiment experiment;
        experiment.worker.started(1, 0);
        experiment.tell("all-1", CellState::Failed, "No memory.");
        experiment.tell("all-2", CellState::Failed, "No memory.");
        experiment.worker.started(2, 0);
        experiment.tell("all-1", CellState::Waiting);
        experiment.tell("all-2", CellState::Waiting);
        for (int i = 0; i < 6; ++i) // more than is read at once
            experiment.worker.event(WarningEvent{ std::string(900'000, 'x') });
        experiment.wholeCell("all-1", 40);
        experiment.tell("all-2", CellState::Running);
        experiment.cell("all-2").started(1, 0);
        experiment.poll();
        QVERIFY(experiment.records()[1].state == RunState::Finished);
        QVERIFY(experiment.records()[1].message.empty());
        QVERIFY(experiment.records()[3].state == RunState::Running);
        experiment.tell("all-1", CellState::Failed, "It comes too late.");
        experiment.poll();
        QVERIFY(experiment.records()[1].state == RunState::Finished);
    }

    void theCellAtWorkEndsWithItsExperiment()
    {
        Experiment experiment;
        experiment.worker.started(1, 0);
        experiment.tell("all-1", CellState::Running);
        experiment.cell("all-1").started(1, 0);
        Ingester ingester(experiment.session, experiment.run.id);
        ingester.poll();
        experiment.cell("all-1").step(1, 2); // told by nobody else
        ingester.noteEnd("It vanished.");
        QVERIFY(experiment.records()[1].state == RunState::Interrupted);
        QCOMPARE(experiment.records()[1].message, std::string("It vanished."));
        QCOMPARE(experiment.records()[1].stepsDone, std::int64_t{ 1 });
        QVERIFY(experiment.session.run(experiment.run.id).state == RunState::Interrupted);
    }

    /// Its events were all stored when the project did not hold cells yet.
    void anExperimentWithoutCellsIsReadOnce()
    {
        Experiment experiment;
        experiment.worker.started(1, 0);
        experiment.wholeCell("all-1", 40);
        auto old = experiment.session.run(experiment.run.id);
        old.name = "e0"; // the same folder
        const auto id = experiment.session.insertRun(old);
        RunBatch stored;
        stored.run = id;
        stored.state = RunState::Finished;
        stored.eventOffset = std::filesystem::file_size(RunFolder(experiment.run.folder).events());
        stored.eventSequence = 3;
        experiment.session.applyRunBatch(stored);
        {
            const core::jobs::ProjectMonitor monitor(experiment.session, [](const auto&) {});
            QTRY_COMPARE(experimentCells(experiment.session, id).size(), std::size_t{ 4 });
            QTRY_VERIFY(experimentCells(experiment.session, id)[1].state == RunState::Finished);
        }
        QCOMPARE(evaluationsOf(experiment.session, id).size(), std::size_t{ 1 });
        QVERIFY(experiment.session.run(id).state == RunState::Finished);
    }

    void furtherSeedsBecomeCells()
    {
        Experiment experiment;
        auto spec = experiment.run.spec;
        spec.experiment.seeds = { 9 };
        core::jobs::addSeeds(experiment.run.folder, spec);
        experiment.worker.started(1, 0);
        experiment.poll();
        QCOMPARE(experiment.records().size(), std::size_t{ 6 });
        QCOMPARE(experiment.records()[5].name, std::string("all-9"));
        const auto now = experiment.session.run(experiment.run.id).spec; // what the summary takes the bases from
        QCOMPARE(parseJobSpec(now.dump(), "e1").experiment.seeds, (std::vector<std::uint64_t>{ 1, 2, 9 }));
        QVERIFY(experiment.session.run(experiment.run.id).state == RunState::Running);
    }

    void theSummaryTakesFinishedCellsAlone()
    {
        Experiment experiment;
        experiment.worker.started(1, 0);
        experiment.wholeCell("all-1", 40);
        experiment.tell("all-2", CellState::Running);
        experiment.cell("all-2").started(1, 0);
        experiment.answer("all-2", 0, 3);
        experiment.tell("base-2", CellState::Failed, "The model is gone.");
        experiment.poll();
        core::jobs::checkContamination(experiment.session, experiment.run.id);
        const auto data = core::jobs::experimentData(experiment.session, experiment.run.id);
        QCOMPARE(data.arms, (std::vector<std::string>{ "base", "all" }));
        QCOMPARE(data.plannedCells, std::size_t{ 4 });
        QCOMPARE(data.failedCells, std::size_t{ 1 });
        QCOMPARE(data.cells.size(), std::size_t{ 1 });
        QCOMPARE(data.cells[0].arm, std::size_t{ 1 });
        QCOMPARE(data.cells[0].scores[0].size(), std::size_t{ items });
        QCOMPARE(data.benchmarks[0].sources[1], std::string("odd"));
        QCOMPARE(data.benchmarks[0].equalRows, std::optional<std::int64_t>(0));
        QCOMPARE(data.cells[0].curves[0].curve.losses, std::vector<double>{ 1.5 });
        const auto summary = core::analysis::summarize(data);
        QVERIFY(std::abs(summary.scores[1][0].mean->mean - 40.0 / items) < 1e-12);
        QVERIFY(!summary.scores[0][0].mean);
        const auto dataset = experiment.session.run(experiment.run.id).dataset;
        const auto checked = contaminationsOf(experiment.session, dataset);
        QCOMPARE(checked.size(), std::size_t{ 1 });
        QVERIFY(checked[0].rows > 10 && checked[0].rows <= 20); // held-out rows are never trained on
    }

    void storedAnswersAreJudgedAnew()
    {
        Experiment experiment;
        experiment.worker.started(1, 0);
        experiment.wholeCell("all-1", 40); // says that 30 right answers are wrong
        experiment.poll();
        const auto judged = core::jobs::rejudge(experiment.session, experiment.run.id);
        QCOMPARE(judged.size(), std::size_t{ 1 });
        QCOMPARE(judged[0].judged, std::int64_t{ items });
        QCOMPARE(judged[0].changed, std::int64_t{ 30 });
        QCOMPARE(judged[0].right, std::int64_t{ items });
        QCOMPARE(evaluationsOf(experiment.session, experiment.run.id)[0].score, double{ items });
        QCOMPARE(core::jobs::rejudge(experiment.session, experiment.run.id)[0].changed, std::int64_t{ 0 });
    }
};

QTEST_GUILESS_MAIN(TestExperimentIngest)
#include "tst_experiment_ingest.moc"
