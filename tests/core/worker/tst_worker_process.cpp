// SPDX-License-Identifier: Apache-2.0
// Real worker processes on real run folders: what they promise when nothing goes wrong, and when they are steered.
#include "core/base/files.h"
#include "core/protocol/run_folder.h"
#include "tests/core/worker/worker_fixture.h"

#include <QtTest/QTest>

#include <signal.h>

#include <cmath>
#include <cstring>

using namespace core::protocol;
using core::jobs::ControlOutcome;
using core::jobs::JobClient;
using namespace support;

namespace {

const std::string endedWell = "exit status 0";

std::vector<float> floatsOf(const std::filesystem::path& file)
{
    const std::string bytes = core::readFile(file, 1U << 20U);
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
}

/// A run that would take very long, with its worker training.
JobSpec endless(const WorkerFixture& fixture, const std::string& name)
{
    JobSpec spec = fixture.spec(name);
    spec.train.epochs = 10000;
    spec.resources.checkpointSeconds = 86400;
    return spec;
}

bool waitForSteps(const RunFolder& folder, std::size_t count)
{
    return waitFor([&] { return eventsOfKind<StepEvent>(folder).size() >= count; }, std::chrono::seconds(120));
}

} // namespace

class TestWorkerProcess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixture_ = std::make_unique<WorkerFixture>(); }

    void aRunTellsEverything()
    {
        const RunFolder folder = fixture_->createRun(fixture_->spec("whole"));
        QCOMPARE(fixture_->runToEnd(folder), endedWell);
        const auto events = eventsOf(folder);
        QVERIFY(std::holds_alternative<StartedEvent>(events.front().body));
        QVERIFY2(std::holds_alternative<FinishedEvent>(events.back().body), core::jobs::logTail(folder).c_str());

        const auto plan = eventsOfKind<PlanEvent>(folder).at(0);
        QCOMPARE(plan.rows, std::int64_t{ 60 });
        QCOMPARE(plan.heldOut, std::int64_t{ 12 });
        QCOMPARE(plan.unscored, std::int64_t{ 1 });
        QCOMPARE(plan.steps, std::int64_t{ 3 * 12 }); // 48 rows less the unscored one, in batches of 4
        QCOMPARE(plan.recordingSteps, recordingSteps(36, 5));
        const auto steps = eventsOfKind<StepEvent>(folder);
        QCOMPARE(steps.size(), std::size_t{ 36 });
        for (std::size_t i = 0; i < steps.size(); ++i)
            QCOMPARE(steps[i].step, static_cast<std::int64_t>(i + 1));
        QVERIFY(steps.back().loss < steps.front().loss);

        QCOMPARE(eventsOfKind<LossPartEvent>(folder).size(), std::size_t{ 5 });
        QCOMPARE(eventsOfKind<RecordingPointEvent>(folder).size(), std::size_t{ 5 });
        const auto losses = floatsOf(folder.path() / RunFolder::lossPartName(4, 0));
        QCOMPARE(losses.size(), std::size_t{ 60 });
        for (std::size_t i = 0; i < losses.size(); ++i)
            QCOMPARE(std::isnan(losses[i]), i == 3);
        for (const auto& point : eventsOfKind<RecordingPointEvent>(folder)) {
            QVERIFY(std::filesystem::exists(folder.path() / point.weights / "model.safetensors"));
            QVERIFY(std::filesystem::exists(folder.path() / point.weights / "tokenizer.json"));
        }
        std::int64_t next = 1;
        for (const auto& chunk : eventsOfKind<TrainingLossesEvent>(folder)) {
            QCOMPARE(chunk.fromStep, next);
            next = chunk.toStep + 1;
        }
        QCOMPARE(next, std::int64_t{ 37 });
        QVERIFY(!core::FileLock::isHeld(folder.lock()));
    }

    void scoringEqualsTheFirstRecordingPoint()
    {
        const RunFolder proxy = fixture_->createRun(fixture_->spec("proxy"));
        QCOMPARE(fixture_->runToEnd(proxy), endedWell);
        JobSpec spec = fixture_->spec("score");
        spec.kind = JobKind::Score;
        const RunFolder score = fixture_->createRun(spec);
        const std::string end = fixture_->runToEnd(score);
        QVERIFY2(end == "exit status 0", (end + ": " + core::jobs::logTail(score)).c_str());
        const std::string name = RunFolder::lossPartName(0, 0);
        QCOMPARE(core::readFile(score.path() / name, 1U << 20U), core::readFile(proxy.path() / name, 1U << 20U));
        QVERIFY(eventsOfKind<StepEvent>(score).empty());
    }

    void aStoppedRunGoesOnToTheSameBits()
    {
        const RunFolder unbroken = fixture_->createRun(fixture_->spec("unbroken"));
        QCOMPARE(fixture_->runToEnd(unbroken), endedWell);
        const RunFolder stopped = fixture_->createRun(fixture_->spec("stopped"));
        auto process = fixture_->launch(stopped);
        QVERIFY(waitForSteps(stopped, 5));
        ::kill(process.id(), SIGTERM);
        const std::string end = endOf(process);
        QVERIFY2(end == "exit status 3" || end == "exit status 0", end.c_str());
        QCOMPARE(fixture_->runToEnd(stopped), endedWell);
        QVERIFY(resultsOf(stopped) == resultsOf(unbroken));
    }

    void requestsAreAnsweredAndOldOnesIgnored()
    {
        const RunFolder folder = fixture_->createRun(endless(*fixture_, "steered"));
        appendControl(folder.control(), { "early", 7, ControlAction::Stop });
        auto process = fixture_->launch(folder);
        QVERIFY(waitForSteps(folder, 2));
        const JobClient client;
        QCOMPARE(client.control(folder.path(), ControlAction::Pause), ControlOutcome::Acknowledged);
        QVERIFY(waitFor([&] { return client.state(folder.path()).progress.phase == Phase::Paused; }));
        const auto before = eventsOfKind<StepEvent>(folder).size();
        const auto beats = eventsOfKind<HeartbeatEvent>(folder).size();
        QVERIFY(waitFor([&] { return eventsOfKind<HeartbeatEvent>(folder).size() > beats + 1; }));
        QCOMPARE(eventsOfKind<StepEvent>(folder).size(), before);
        QCOMPARE(client.control(folder.path(), ControlAction::Resume), ControlOutcome::Acknowledged);
        QVERIFY(waitForSteps(folder, before + 2));
        QCOMPARE(
            errorOf([&] { client.control(folder.path(), ControlAction::Resume); }).kind(), core::ErrorKind::Unsupported);
        QCOMPARE(client.control(folder.path(), ControlAction::Checkpoint), ControlOutcome::Acknowledged);
        QVERIFY(waitFor([&] { return !eventsOfKind<CheckpointEvent>(folder).empty(); }));
        QCOMPARE(client.control(folder.path(), ControlAction::Stop), ControlOutcome::Ended);
        QCOMPARE(endOf(process), std::string("exit status 3"));
        const auto stopped = eventsOfKind<StoppedEvent>(folder).at(0);
        QCOMPARE(stopped.step, eventsOfKind<CheckpointEvent>(folder).back().step);
        for (const auto& answer : eventsOfKind<ControlEvent>(folder))
            QVERIFY(answer.id != "early");
        QCOMPARE(errorOf([&] { client.control(folder.path(), ControlAction::Pause); }).kind(), core::ErrorKind::BadInput);
    }

    void aWorkerThatDoesNotStopInTimeIsKilled()
    {
        const RunFolder folder = fixture_->createRun(endless(*fixture_, "deaf"));
        auto process = fixture_->launch(folder);
        QVERIFY(waitForSteps(folder, 1));
        ::kill(process.id(), SIGSTOP);
        QCOMPARE(
            JobClient().control(folder.path(), ControlAction::Stop, std::chrono::milliseconds(300)), ControlOutcome::Killed);
        QVERIFY(endOf(process).rfind("signal 9", 0) == 0);
    }

    void theSecondWorkerOfAMachineWaitsForTheFirst()
    {
        const RunFolder first = fixture_->createRun(endless(*fixture_, "first"));
        auto firstProcess = fixture_->launch(first);
        QVERIFY(waitForSteps(first, 1));
        const RunFolder second = fixture_->createRun(fixture_->spec("second"));
        auto secondProcess = fixture_->launch(second);
        QVERIFY(waitFor([&] { return JobClient().state(second.path()).progress.phase == Phase::Queued; }));
        const RunFolder third = fixture_->createRun(fixture_->spec("third"));
        auto thirdProcess = fixture_->launch(third);
        QVERIFY(waitFor([&] { return JobClient().state(third.path()).progress.phase == Phase::Queued; }));
        QCOMPARE(JobClient().control(third.path(), ControlAction::Stop), ControlOutcome::Ended);
        QCOMPARE(endOf(thirdProcess), "exit status 3");
        QVERIFY(eventsOfKind<StepEvent>(second).empty());
        ::kill(firstProcess.id(), SIGKILL);
        endOf(firstProcess);
        QCOMPARE(endOf(secondProcess), endedWell);
    }

private:
    std::unique_ptr<WorkerFixture> fixture_;
};

QTEST_GUILESS_MAIN(TestWorkerProcess)
#include "tst_worker_process.moc"
