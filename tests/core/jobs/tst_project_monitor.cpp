// SPDX-License-Identifier: Apache-2.0
// The monitor of an open project on run folders that are written by hand; real workers: tests/core/worker.
#include "core/jobs/ingest.h"
#include "core/jobs/project_monitor.h"
#include "core/jobs/run_adoption.h"
#include "core/protocol/worker_record.h"
#include "core/store/import_transaction.h"
#include "tests/core/jobs/fact_log.h"
#include "tests/core/jobs/run_writer.h"
#include "tests/core/store/project_fixture.h"

#include <QtTest/QTest>

using namespace core::protocol;
using namespace core::jobs;
using core::store::OpenMode;
using core::store::ProjectSession;
using core::store::RunState;

namespace {

constexpr int rows = 20;

struct Project {
    support::TemporaryFolder folder;
    ProjectSession session = ProjectSession::create(folder.path() / "test.datalever");
    core::DatasetId dataset = fixture::importRows(session, folder, rows).dataset.id;
    core::RunId run = fixture::insertRun(session, dataset);
    support::RunWriter worker{ session.sideFolder() / "runs/proxy-1" };
    core::FileLock lock = core::FileLock::tryAcquire(worker.folder().lock());

    RunRequest tokenRequest() const
    {
        std::filesystem::create_directories(folder.path() / "tokenizer");
        folder.write("tokenizer/tokenizer.json", "{}");
        RunRequest request;
        request.kind = JobKind::Tokenize;
        request.dataset = dataset;
        request.model = folder.path() / "tokenizer";
        return request;
    }
    std::filesystem::path script(const std::string& text) const
    {
        const auto file = folder.write("worker.sh", "#!/bin/sh\n" + text + "\n");
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
        return file;
    }
    /// As a worker that has said so holds the folder.
    void takeFolder(std::int64_t generation) const
    {
        auto identity = thisWorker();
        identity.generation = generation;
        core::writeFileAtomically(worker.folder().worker(), toJson(identity).dump());
    }
};

struct Watch {
    explicit Watch(ProjectSession& session, const LaunchSettings& settings = {})
        : monitor(
            session, [this](const ProjectFact& fact) { log.add(fact); }, settings)
    {
    }
    support::FactLog log;
    ProjectMonitor monitor;
};

bool holdsStep(const StepsArrived& fact, std::int64_t step)
{
    return std::ranges::any_of(fact.steps, [step](const auto& metric) { return metric.step == step; });
}

} // namespace

class TestProjectMonitor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsAreFollowedAndStored()
    {
        Project project;
        std::atomic<bool> storedWhenTold = false;
        support::FactLog log;
        const ProjectMonitor monitor(project.session, [&](const ProjectFact& fact) {
            if (std::holds_alternative<PointRecorded>(fact))
                storedWhenTold = project.session.lossMatrix(project.run).values.size() == rows;
            log.add(fact); // last: who waits for the fact looks at once
        });
        QVERIFY(log.await<RunListChanged>([](const auto& fact) { return fact.runs.size() == 1; }));
        project.worker.started(1, 0);
        PlanEvent plan;
        plan.rows = rows;
        plan.steps = 4;
        plan.recordingSteps = { 0, 4 };
        project.worker.event(plan);
        QVERIFY(log.awaitState(RunState::Running));
        project.worker.event(PhaseEvent{ Phase::Scoring });
        project.worker.lossPart(0, 0, std::vector<float>(rows, 2));
        project.worker.event(RecordingPointEvent{ 0, 0, "" });
        QVERIFY(log.await<PointRecorded>([](const auto& fact) { return fact.point == 0; }));
        QVERIFY(storedWhenTold);
        project.worker.step(1, 2.5);
        project.worker.step(2, 2.0);
        QVERIFY(log.await<StepsArrived>([](const auto& fact) { return holdsStep(fact, 2); }));
        QCOMPARE(project.session.stepMetrics(project.run).size(), std::size_t{ 2 });
        const auto progress = log.all<RunProgressed>().back();
        QCOMPARE(progress.progress.step, std::int64_t{ 2 });
        QCOMPARE(progress.whole.total, std::uint64_t{ 2 * rows + 3 * rows });
        QCOMPARE(progress.whole.done, std::uint64_t{ rows + 3 * rows / 2 });
        QVERIFY(progress.remainingSeconds.has_value());
        project.worker.event(FinishedEvent{ 4, 1, 10, 1 });
        QVERIFY(log.awaitState(RunState::Finished));
    }

    void aRunOfATerminalIsTakenIn()
    {
        Project project;
        Watch window(project.session);
        auto terminal = ProjectSession::open(project.session.path(), OpenMode::ReadOnly);
        const auto prepared = prepareRun(terminal, project.tokenRequest());
        QVERIFY(prepared.id == core::RunId{});
        QVERIFY(window.log.await<RunListChanged>([](const auto& fact) { return fact.runs.size() == 2; }));
        const auto record = project.session.run("tokenize-1");
        QCOMPARE(record.kind, std::string("tokenize"));
        QVERIFY(record.dataset == project.dataset);
        QVERIFY(record.spec == core::Json(toJson(prepared.spec)));
        support::RunWriter worker(prepared.folder);
        const auto lock = core::FileLock::tryAcquire(worker.folder().lock());
        worker.started(1, 0);
        worker.event(TokensEvent{ rows, worker.file("losses/tokens.i32", std::vector<std::int32_t>(3 * rows, 1)) });
        QVERIFY(window.log.await<TokensCounted>([&](const auto& fact) { return fact.run == record.id; }));
        QCOMPARE(project.session.tokenCounts(record.id).size(), std::size_t{ rows });
        QCOMPARE(prepareRun(terminal, project.tokenRequest()).name, std::string("tokenize-2"));
    }

    void aFolderOfAnotherProjectIsNotTakenIn()
    {
        Project other;
        Project project;
        auto request = project.tokenRequest();
        const auto prepared = prepareRun(project.session, request);
        auto origin = *readRunOrigin(RunFolder(prepared.folder).origin());
        origin.datasetName = "another";
        const auto strange = other.session.sideFolder() / "runs/strange";
        std::filesystem::copy(prepared.folder, strange, std::filesystem::copy_options::recursive);
        core::writeFileAtomically(RunFolder(strange).origin(), core::jobs::toJson(origin).dump());
        const auto adoption = adoptRuns(other.session);
        QVERIFY(adoption.adopted.empty());
        QCOMPARE(adoption.problems.size(), std::size_t{ 1 });
        QVERIFY(adoption.problems[0].find("another") != std::string::npos);
    }

    void closingLosesNothing()
    {
        Project project;
        project.worker.started(1, 0);
        project.worker.step(1, 3);
        {
            Watch window(project.session);
            QVERIFY(window.log.await<StepsArrived>([](const auto& fact) { return holdsStep(fact, 1); }));
        }
        project.worker.step(2, 2);
        project.worker.event(FinishedEvent{ 2, 1, 10, 1 });
        Watch again(project.session);
        QVERIFY(again.log.awaitState(RunState::Finished));
        QCOMPARE(project.session.stepMetrics(project.run).size(), std::size_t{ 2 });
        for (const auto& fact : again.log.all<StepsArrived>())
            QVERIFY(!holdsStep(fact, 1)); // it is in the project, as the page that opens reads it
    }

    void aNewWorkerDropsSteps()
    {
        Project project;
        Watch window(project.session);
        project.worker.started(1, 0);
        project.worker.step(1, 3);
        project.worker.step(2, 3);
        QVERIFY(window.log.await<StepsArrived>([](const auto& fact) { return holdsStep(fact, 2); }));
        project.worker.started(2, 1);
        QVERIFY(window.log.await<StepsArrived>([](const auto& fact) { return fact.dropAfterStep == 1; }));
    }

    void aDeadWorkerIsNamedWithItsLog()
    {
        Project project;
        Watch window(project.session, { project.script("echo out of luck >&2; exit 3"), false });
        const auto answer = window.log.awaitAnswer(window.monitor.start(project.tokenRequest()));
        QVERIFY(answer.outcome == ControlOutcome::Acknowledged);
        QVERIFY(window.log.await<WorkerDied>([&](const auto& fact) {
            return fact.run == answer.run && fact.sentence.find("exit status 3") != std::string::npos
                && fact.sentence.find("out of luck") != std::string::npos;
        }));
        QVERIFY(project.session.run(answer.run).state == RunState::Interrupted);
        QVERIFY(project.session.run(answer.run).note.find("out of luck") != std::string::npos);
        // once more, on a run that is known as interrupted
        window.log.awaitAnswer(window.monitor.resume(answer.run));
        QVERIFY(support::waitFor([&] { return window.log.all<WorkerDied>().size() == 2; }));
    }

    void aKilledWorkerOfATerminalIsNoticed()
    {
        Project project;
        project.worker.started(1, 0);
        project.takeFolder(1);
        Watch window(project.session);
        QVERIFY(window.log.awaitState(RunState::Running));
        project.lock.release();
        QVERIFY(window.log.awaitState(RunState::Interrupted));
        QCOMPARE(window.log.all<WorkerDied>().size(), std::size_t{ 1 });
    }

    void requestsAreAnswered()
    {
        Project project;
        project.worker.started(1, 0);
        project.takeFolder(1);
        Watch window(project.session);
        ControlReader reader(project.worker.folder().control());
        const auto answerNext = [&](const std::string& refusal) {
            std::vector<std::string> refused;
            std::vector<ControlRequest> requests;
            support::waitFor([&] { return !(requests = reader.poll(refused)).empty(); });
            project.worker.event(ControlEvent{ requests.at(0).id, "x", refusal });
            return requests.at(0);
        };
        const auto pause = window.monitor.steer(project.run, ControlAction::Pause);
        const auto request = answerNext("");
        QVERIFY(request.action == ControlAction::Pause);
        QCOMPARE(request.generation, std::int64_t{ 1 });
        QVERIFY(window.log.awaitAnswer(pause).outcome == ControlOutcome::Acknowledged);

        const auto resume = window.monitor.resume(project.run);
        QVERIFY(answerNext("It is not paused.").action == ControlAction::Resume);
        QCOMPARE(window.log.awaitAnswer(resume).failure->message(), std::string("It is not paused."));

        const auto deaf = window.monitor.steer(project.run, ControlAction::Checkpoint, std::chrono::milliseconds(1));
        const auto answer = window.log.awaitAnswer(deaf);
        QVERIFY(answer.outcome == ControlOutcome::NoAnswer || answer.failure.has_value());

        const auto stop = window.monitor.steer(project.run, ControlAction::Stop);
        while (answerNext("").action != ControlAction::Stop) { } // the one before may have been written in time
        project.worker.event(StoppedEvent{ 0 });
        project.lock.release();
        QVERIFY(window.log.awaitAnswer(stop).outcome == ControlOutcome::Ended);
        QVERIFY(window.log.awaitState(RunState::Interrupted));
        QVERIFY(window.log.all<WorkerDied>().empty());

        QVERIFY(window.log.awaitAnswer(window.monitor.steer(project.run, ControlAction::Pause)).failure.has_value());
        QVERIFY(window.log.awaitAnswer(window.monitor.resume({ 99 })).failure.has_value());
        auto bad = project.tokenRequest();
        bad.model = "/nowhere";
        QVERIFY(window.log.awaitAnswer(window.monitor.start(bad)).failure->message().find("/nowhere") != std::string::npos);
    }

    void anImportDelaysStoringButNotProgress()
    {
        Project project;
        Watch window(project.session);
        project.worker.started(1, 0);
        QVERIFY(window.log.awaitState(RunState::Running));
        {
            const core::store::ImportTransaction import(project.session);
            project.worker.step(1, 3);
            QVERIFY(window.log.await<RunProgressed>([](const auto& fact) { return fact.progress.step == 1; }));
            QVERIFY(project.session.stepMetrics(project.run).empty());
        }
        QVERIFY(window.log.await<StepsArrived>([](const auto& fact) { return holdsStep(fact, 1); }));
    }

    void damageIsToldOnceAndOtherRunsGoOn()
    {
        Project project;
        Watch window(project.session);
        project.worker.started(1, 0);
        QVERIFY(window.log.awaitState(RunState::Running));
        std::ofstream(project.worker.folder().events(), std::ios::app) << "no event\n";
        QVERIFY(window.log.await<MonitorTroubled>([&](const auto& fact) { return fact.run == project.run; }));
        QVERIFY(window.log.awaitAnswer(window.monitor.start(project.tokenRequest())).run != core::RunId{});
        QCOMPARE(window.log.all<MonitorTroubled>().size(), std::size_t{ 1 });
    }

    void aReadOnlyWindowLooksOn()
    {
        Project project;
        auto second = ProjectSession::open(project.session.path(), OpenMode::ReadOnly);
        Watch window(second);
        project.worker.started(1, 0);
        project.worker.step(1, 3);
        QVERIFY(window.log.await<RunProgressed>([](const auto& fact) { return fact.progress.step == 1; }));
        QVERIFY(window.log.all<StepsArrived>().empty()); // not in the project yet
        Ingester(project.session, project.run).poll();
        QVERIFY(window.log.await<StepsArrived>([](const auto& fact) { return holdsStep(fact, 1); }));
        QVERIFY(window.log.awaitState(RunState::Running));
        QVERIFY(window.log.awaitAnswer(window.monitor.start(project.tokenRequest())).failure.has_value());
    }
};

QTEST_GUILESS_MAIN(TestProjectMonitor)
#include "tst_project_monitor.moc"
