// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/ingest.h"
#include "tests/core/jobs/run_writer.h"
#include "tests/core/store/project_fixture.h"

#include <QtTest/QTest>

#include <cmath>
#include <set>

using namespace core::protocol;
using core::jobs::Ingester;
using core::store::RunState;

namespace {

constexpr int rows = 20;

struct Project {
    support::TemporaryFolder folder;
    core::store::ProjectSession session = core::store::ProjectSession::create(folder.path() / "test.datalever");
    core::RunId run = fixture::insertRun(session, fixture::importRows(session, folder, rows).dataset.id);
    support::RunWriter worker{ session.sideFolder() / "runs/proxy-1" };

    Ingester ingester() { return Ingester(session, run); }
    core::store::RunRecord record() const { return session.run(run); }
};

std::vector<float> losses(float value)
{
    return std::vector<float>(rows, value);
}

} // namespace

class TestIngest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingArrivesInTheProject()
    {
        Project project;
        auto& worker = project.worker;
        worker.started(1, 0);
        PlanEvent plan;
        plan.rows = rows;
        plan.steps = 2;
        worker.event(plan);
        std::vector<std::int32_t> counts;
        for (int i = 0; i < rows; ++i)
            counts.insert(counts.end(), { 30 + i, 10 + i, i == 4 ? 1 : 0 });
        worker.event(TokensEvent{ rows, worker.file("losses/tokens.i32", counts) });
        worker.lossPart(0, 0, losses(3));
        worker.event(RecordingPointEvent{ 0, 0, "" });
        worker.step(1, 2.5);
        worker.step(2, std::nan(""));
        const float half = 0.5F;
        std::int32_t bits = 0;
        std::memcpy(&bits, &half, sizeof(bits));
        worker.event(
            TrainingLossesEvent{ 1, 2, worker.file<std::int32_t>("losses/training-1.bin", { 1, 7, bits, 2, 8, bits }) });
        worker.lossPart(1, 2, losses(1));
        worker.event(RecordingPointEvent{ 1, 2, "" });
        worker.event(FinishedEvent{ 2, 1.5, 100, 1 << 20 });

        auto ingester = project.ingester();
        QCOMPARE(ingester.poll().size(), std::size_t{ 11 });
        const auto record = project.record();
        QVERIFY(record.state == RunState::Finished);
        QCOMPARE(record.generation, std::int64_t{ 1 });
        QCOMPARE(record.eventOffset, std::filesystem::file_size(worker.folder().events()));
        QCOMPARE(record.startedAt, std::int64_t{ 1000 });
        QCOMPARE(record.finishedAt, std::int64_t{ 11000 });
        QCOMPARE(record.summary.at("plan").at("rows").get<int>(), rows);
        QCOMPARE(record.summary.at("finished").at("steps").get<int>(), 2);
        QCOMPARE(project.session.stepMetrics(project.run).size(), std::size_t{ 2 });
        const auto matrix = project.session.lossMatrix(project.run);
        QCOMPARE(matrix.steps, (std::vector<std::int64_t>{ 0, 2 }));
        QCOMPARE(matrix.values[0], 3.0F);
        QCOMPARE(matrix.values[rows], 1.0F);
        QCOMPARE(project.session.trainingLosses(project.run).size(), std::size_t{ 2 });
        QCOMPARE(project.session.trainingLosses(project.run)[1].row, std::uint32_t{ 8 });
        QCOMPARE(project.session.tokenCounts(project.run)[4].total, std::uint32_t{ 34 });
        QCOMPARE(project.session.tokenCounts(project.run)[4].flags, std::uint8_t{ 1 });
        QVERIFY(ingester.poll().empty());
    }

    void severalReadersStoreEverythingOnce()
    {
        Project project;
        auto first = project.ingester();
        auto second = project.ingester();
        project.worker.started(1, 0);
        project.worker.step(1, 2);
        first.poll();
        project.worker.step(2, 1);
        second.poll();
        first.poll();
        QCOMPARE(project.session.stepMetrics(project.run).size(), std::size_t{ 2 });
        QCOMPARE(project.record().eventSequence, std::uint64_t{ 3 });
        auto late = project.ingester();
        QVERIFY(late.poll().empty());
    }

    void aNewGenerationVoidsWhatCameAfterItsStart()
    {
        Project project;
        project.worker.started(1, 0);
        for (int step = 1; step <= 4; ++step)
            project.worker.step(step, 9);
        project.worker.lossPart(0, 4, losses(9));
        auto ingester = project.ingester();
        ingester.poll();
        project.worker.started(2, 2);
        project.worker.step(3, 1);
        ingester.poll();
        const auto metrics = project.session.stepMetrics(project.run);
        QCOMPARE(metrics.size(), std::size_t{ 3 });
        QCOMPARE(metrics[2].loss, 1.0);
        QVERIFY(project.session.recordingPoints(project.run).empty());
        QCOMPARE(project.record().generation, std::int64_t{ 2 });
    }

    void voidResultsAreNotEvenRead()
    {
        Project project; // everything is read late, when the second worker has replaced the first one's file
        project.worker.started(1, 0);
        project.worker.step(1, 9);
        project.worker.lossPart(0, 1, losses(9));
        project.worker.started(2, 0);
        project.worker.step(1, 1);
        project.worker.lossPart(0, 1, losses(1));
        project.ingester().poll();
        QCOMPARE(project.session.lossMatrix(project.run).values[0], 1.0F);
        QCOMPARE(project.session.stepMetrics(project.run).at(0).loss, 1.0);
    }

    void everyFaultIsProvoked()
    {
        std::set<std::string> met;
        const auto expect = [&met](const std::function<void(support::RunWriter&)>& play, const std::string& code) {
            Project project;
            project.worker.started(1, 0);
            play(project.worker);
            auto ingester = project.ingester();
            const auto error = support::errorOf([&] { ingester.poll(); });
            QVERIFY2(error.code() == code, error.what());
            QVERIFY2(error.message().find("losses/") != std::string::npos, error.what());
            met.insert(code);
            QCOMPARE(support::errorOf([&] { ingester.poll(); }).code(), code); // nothing is skipped
        };
        expect(
            [](auto& worker) {
                worker.lossPart(0, 0, losses(1));
                worker.template file<float>(RunFolder::lossPartName(0, 0), losses(2));
            },
            "ingest/result-changed");
        expect(
            [](auto& worker) {
                worker.lossPart(0, 0, losses(1));
                std::filesystem::remove(worker.folder().path() / RunFolder::lossPartName(0, 0));
            },
            "ingest/result-changed");
        expect(
            [](auto& worker) {
                worker.event(LossPartEvent{ 0, 0, 0, 0, rows, worker.template file<float>("losses/short", { 1 }) });
            },
            "ingest/result-size");
        expect([](auto& worker) { worker.lossPart(0, 0, std::vector<float>(rows + 1, 1)); }, "ingest/outside-run");
        expect(
            [](auto& worker) {
                worker.event(TrainingLossesEvent{ 1, 1, worker.template file<std::int32_t>("losses/t", { 1, rows, 0 }) });
            },
            "ingest/outside-run");
        expect(
            [](auto& worker) {
                worker.event(EvaluationPartEvent{
                    "sums", 0, 0, 1, 1, 1, 1, worker.template file<char>("losses/answers", { '{', '}' }) });
            },
            "ingest/outside-run"); // a proxy answers nothing
        met.insert(std::string(core::jobs::ingest_faults::otherItem.code)); // provoked in tst_experiment_ingest
        for (const auto& fault : core::jobs::ingest_faults::all)
            QVERIFY2(met.count(std::string(fault.code)) == 1, std::string(fault.code).c_str());
    }

    void statesFollowTheEvents()
    {
        Project project;
        auto ingester = project.ingester();
        const auto stateAfter = [&](EventBody body) {
            project.worker.event(std::move(body));
            ingester.poll();
            return project.record().state;
        };
        QVERIFY(stateAfter(StartedEvent{ 1, 0, true }) == RunState::Running);
        QVERIFY(stateAfter(PhaseEvent{ Phase::Queued }) == RunState::Queued);
        QVERIFY(stateAfter(PhaseEvent{ Phase::Training }) == RunState::Running);
        QVERIFY(stateAfter(PhaseEvent{ Phase::Paused }) == RunState::Paused);
        QVERIFY(stateAfter(FailedEvent{ "BadInput", "It broke.", "Mend it." }) == RunState::Failed);
        QCOMPARE(project.record().note, "It broke. Mend it.");
        QVERIFY(stateAfter(StartedEvent{ 2, 0, false }) == RunState::Running);
        QVERIFY(!project.record().note.empty());
        QCOMPARE(project.record().finishedAt, std::int64_t{ 0 });
        ingester.noteEnd("It vanished.");
        QVERIFY(project.record().state == RunState::Interrupted);
        QCOMPARE(project.record().note, "It vanished.");
        QVERIFY(stateAfter(StartedEvent{ 3, 0, true }) == RunState::Running);
        QVERIFY(stateAfter(StoppedEvent{ 0 }) == RunState::Interrupted);
    }

    void aLivingWorkerHasNotEnded()
    {
        Project project;
        project.worker.started(1, 0);
        const auto lock = core::FileLock::tryAcquire(project.worker.folder().lock());
        auto ingester = project.ingester();
        ingester.poll();
        ingester.noteEnd("It vanished.");
        QVERIFY(project.record().state == RunState::Running);
    }
};

QTEST_GUILESS_MAIN(TestIngest)
#include "tst_ingest.moc"
