// SPDX-License-Identifier: Apache-2.0
// A project's runs with real workers, under a window's monitor: started, closed on the way, reopened; tokens counted;
// planned before and compared with what it took.
#include "core/base/files.h"
#include "core/jobs/ingest.h"
#include "core/jobs/project_monitor.h"
#include "core/jobs/run_estimate.h"
#include "core/protocol/worker_record.h"
#include "core/store/import_session.h"
#include "tests/core/jobs/fact_log.h"
#include "tests/core/worker/worker_fixture.h"

#include <QtTest/QTest>

#include <signal.h>

#include <cmath>
#include <cstring>
#include <fstream>

using namespace core::jobs;
using namespace core::protocol;
using core::store::OpenMode;
using core::store::ProjectSession;
using core::store::RunState;
using support::WorkerFixture;

namespace {

const std::string project = "p.datalever";

struct Window {
    explicit Window(ProjectSession& session)
        : monitor(session, [this](const ProjectFact& fact) { log.add(fact); }, { support::workerProgram(), false })
    {
    }
    support::FactLog log;
    ProjectMonitor monitor;
};

} // namespace

class TestMonitoredRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        fixture_ = std::make_unique<WorkerFixture>(8, 2, 32);
        auto session = ProjectSession::create(file());
        std::string rows;
        for (int i = 0; i < 300; ++i)
            rows += "{\"instruction\": \"Add " + std::to_string(i) + " and " + std::to_string(7 * i) + "\", \"output\": \""
                + std::string(static_cast<std::size_t>(i % 5) + 1, '8') + std::to_string(8 * i) + "\"}\n";
        std::ofstream(fixture_->path() / "rows.jsonl") << rows;
        dataset_ = core::store::importFile(
            session, fixture_->path() / "rows.jsonl", { .name = "rows", .reading = {}, .again = false })
                       .dataset.id;
    }

    void closingAndReopeningLosesNothing()
    {
        RunRequest request = requested(JobKind::Proxy);
        core::RunId run;
        {
            auto session = ProjectSession::open(file(), OpenMode::ReadWrite);
            Window window(session);
            run = window.log.awaitAnswer(window.monitor.start(request)).run;
            QVERIFY(run != core::RunId{});
            QVERIFY(window.log.await<StepsArrived>([](const auto& fact) { return !fact.steps.empty(); }));
            QVERIFY(window.log.all<WorkerDied>().empty());
        }
        auto session = ProjectSession::open(file(), OpenMode::ReadWrite);
        Window window(session);
        QVERIFY(support::waitFor([&] { return session.run(run).state == RunState::Finished; }, std::chrono::minutes(3)));
        const auto record = session.run(run);
        const auto steps = session.stepMetrics(run);
        QCOMPARE(record.summary.at("plan").at("steps").get<std::size_t>(), steps.size());
        for (std::size_t i = 0; i < steps.size(); ++i)
            QCOMPARE(steps[i].step, static_cast<std::int64_t>(i + 1));
        const auto matrix = session.lossMatrix(run);
        const RunFolder folder(session.sideFolder() / record.folder);
        for (std::size_t point = 0; point < matrix.steps.size(); ++point) {
            const auto bytes
                = core::readFile(folder.path() / RunFolder::lossPartName(static_cast<std::int64_t>(point), 0), 1U << 20U);
            QCOMPARE(bytes.size(), 300 * sizeof(float));
            QVERIFY(std::memcmp(bytes.data(), matrix.values.data() + point * 300, bytes.size()) == 0);
        }
        QCOMPARE(matrix.steps, recordingSteps(static_cast<std::int64_t>(steps.size()), 4));
        QVERIFY(session.check().empty());
    }

    void pauseStopAndKill()
    {
        auto session = ProjectSession::open(file(), OpenMode::ReadWrite);
        Window window(session);
        RunRequest request = requested(JobKind::Proxy);
        request.train.epochs = 10000;
        const auto run = window.log.awaitAnswer(window.monitor.start(request)).run;
        const auto states = [&](RunState state) { return window.log.awaitState(state); };
        QVERIFY(window.log.await<StepsArrived>([&](const auto& fact) { return !fact.steps.empty(); }));
        QVERIFY(window.log.await<RunProgressed>([](const auto& fact) {
            return fact.progress.phase == Phase::Training && fact.tokensPerSecond && fact.remainingSeconds;
        }));
        QVERIFY(window.log.awaitAnswer(window.monitor.steer(run, ControlAction::Checkpoint)).outcome
            == ControlOutcome::Acknowledged);
        window.monitor.steer(run, ControlAction::Pause);
        QVERIFY(states(RunState::Paused));
        QVERIFY(window.log.awaitAnswer(window.monitor.resume(run)).outcome == ControlOutcome::Acknowledged);
        QVERIFY(window.log.awaitAnswer(window.monitor.steer(run, ControlAction::Stop)).outcome == ControlOutcome::Ended);
        QVERIFY(states(RunState::Interrupted));
        QVERIFY(window.log.all<WorkerDied>().empty());

        const std::size_t before = window.log.all<StepsArrived>().size();
        QVERIFY(window.log.awaitAnswer(window.monitor.resume(run)).outcome == ControlOutcome::Acknowledged);
        QVERIFY(support::waitFor([&] { return window.log.all<StepsArrived>().size() > before + 2; }));
        const auto identity = readWorkerIdentity(RunFolder(session.sideFolder() / session.run(run).folder).worker());
        ::kill(static_cast<pid_t>(identity->processId), SIGKILL);
        QVERIFY(window.log.await<WorkerDied>(
            [&](const auto& fact) { return fact.run == run && fact.sentence.find("signal 9") != std::string::npos; }));
        QVERIFY(session.run(run).state == RunState::Interrupted);
    }

    void tokensAreCountedWithoutAModel()
    {
        auto session = ProjectSession::open(file(), OpenMode::ReadWrite);
        Window window(session);
        RunRequest request = requested(JobKind::Tokenize);
        request.model = fixture_->path() / "tokenizer";
        std::filesystem::create_directories(request.model);
        std::filesystem::copy_file(fixture_->model() / "tokenizer.json", request.model / "tokenizer.json");
        const auto run = window.log.awaitAnswer(window.monitor.start(request)).run;
        QVERIFY(window.log.awaitState(RunState::Finished));
        const auto counts = session.tokenCounts(run);
        QCOMPARE(counts.size(), std::size_t{ 300 });
        QCOMPARE(counts[9].response, std::uint32_t{ 5 + 2 + 1 }); // 88888, 72, the end token
        QCOMPARE(session.run(run).summary.at("plan").at("unscored").get<int>(), 0);
    }

    void plansAreOfTheRightSize()
    {
        auto session = ProjectSession::open(file(), OpenMode::ReadWrite);
        SessionClient worker(support::workerProgram());
        RunRequest request = requested(JobKind::Proxy);
        request.train.epochs = 4;
        const RunEstimate plan = estimateRun(session, worker, request, {}, 0.5);
        QCOMPARE(plan.model.threads, std::int64_t{ 1 });
        QCOMPARE(plan.text.sampledRows, std::int64_t{ 0 }); // the runs before have counted
        Window window(session);
        const auto run = window.log.awaitAnswer(window.monitor.start(request)).run;
        QVERIFY(window.log.await<RunStateChanged>(
            [&](const auto& fact) { return fact.run.id == run && fact.run.state == RunState::Finished; }));
        const auto summary = session.run(run).summary;
        QCOMPARE(plan.steps, summary.at("plan").at("steps").get<std::int64_t>());
        QCOMPARE(plan.recordingSteps, summary.at("plan").at("recording_steps").get<std::vector<std::int64_t>>());
        QCOMPARE(plan.text.tokens, summary.at("plan").at("tokens").get<std::int64_t>());
        QCOMPARE(plan.trainedTokens, summary.at("finished").at("tokens").get<std::int64_t>());
        double training = 0;
        for (const auto& step : session.stepMetrics(run))
            training += step.seconds;
        const double memory = summary.at("finished").at("peak_memory_bytes");
        std::uint64_t disk = 0;
        for (const auto& entry :
            std::filesystem::recursive_directory_iterator(session.sideFolder() / session.run(run).folder))
            disk += entry.is_regular_file() ? entry.file_size() : 0;
        qInfo("planned / took: training %.2f / %.2f s, memory %.0f / %.0f MB, disk %.1f / %.1f MB", plan.trainingSeconds,
            training, static_cast<double>(plan.memoryBytes) / 1e6, memory / 1e6,
            static_cast<double>(plan.disk.total()) / 1e6, static_cast<double>(disk) / 1e6);
        // the order of magnitude; a machine that others use is slower now and faster then
        QVERIFY(plan.trainingSeconds > training / 10 && plan.trainingSeconds < training * 10);
        QVERIFY(static_cast<double>(plan.memoryBytes) > memory / 3 && static_cast<double>(plan.memoryBytes) < memory * 3);
        QVERIFY(plan.disk.total() > disk / 3 && plan.disk.total() < disk * 3);
        QVERIFY(plan.fitsDisk());
    }

    void aSampleIsNearTheCounts()
    {
        auto session = ProjectSession::open(file(), OpenMode::ReadWrite);
        SessionClient worker(support::workerProgram());
        RunRequest request = requested(JobKind::Proxy);
        const TextFigures counted = textFigures(session, worker, request);
        request.text.maximumTokens = 199; // no run had this
        const TextFigures sampled = textFigures(session, worker, request);
        QCOMPARE(sampled.sampledRows, std::int64_t{ 300 }); // a small dataset is its own sample
        QCOMPARE(sampled.tokens, counted.tokens);
        QCOMPARE(sampled.trainableRows, counted.trainableRows);
    }

private:
    std::filesystem::path file() const { return fixture_->path() / project; }
    RunRequest requested(JobKind kind) const
    {
        RunRequest request;
        request.kind = kind;
        request.dataset = dataset_;
        request.model = fixture_->model();
        request.text.maximumTokens = 200;
        request.train.batchSize = 8;
        request.train.epochs = 2;
        request.recordingPoints = 4;
        request.resources.threads = 1;
        return request;
    }

    std::unique_ptr<WorkerFixture> fixture_;
    core::DatasetId dataset_;
};

QTEST_GUILESS_MAIN(TestMonitoredRun)
#include "tst_monitored_run.moc"
