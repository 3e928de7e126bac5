// SPDX-License-Identifier: Apache-2.0
#include "core/training/trainer.h"

#include "core/models/device.h"
#include "tests/core/models/tiny_model.h"
#include "tests/support/support.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <QtTest/QTest>

#include <cmath>
#include <cstring>
#include <limits>
#include <map>

using namespace core::training;

namespace {

/// Remembers all it is told; answers `request` after step `requestAt`.
struct Recorder : TrainingObserver {
    std::map<std::int64_t, double> losses;
    std::map<std::int64_t, std::vector<float>> rowLosses;
    std::map<std::pair<std::size_t, std::size_t>, std::vector<float>> parts;
    std::vector<std::pair<std::size_t, std::int64_t>> points;
    std::vector<std::int64_t> checkpoints;
    std::vector<std::string> warnings;
    std::int64_t lastStep = 0;
    std::int64_t requestAt = -1;
    Request request = Request::Stop;
    std::size_t scored = 0;

    void onStep(const StepReport& report) override
    {
        lastStep = report.step;
        losses[report.step] = report.loss;
        for (const RowLoss& row : report.rows)
            rowLosses[report.step].push_back(row.loss);
    }
    void onLossPart(std::size_t point, std::int64_t, std::size_t part, std::span<const float> values) override
    {
        parts[{ point, part }].assign(values.begin(), values.end());
    }
    bool lossPartDone(std::size_t point, std::size_t part) override { return parts.count({ point, part }) != 0; }
    void onScoring(std::size_t, std::int64_t, std::size_t, std::size_t) override { ++scored; }
    void onRecordingPoint(std::size_t point, std::int64_t step, const core::models::Model&) override
    {
        points.emplace_back(point, step);
    }
    void onCheckpoint(std::int64_t step) override { checkpoints.push_back(step); }
    void onWarning(const std::string& sentence) override { warnings.push_back(sentence); }
    Request poll() override { return lastStep == requestAt ? request : Request::Continue; }
};

TrainingTask taskIn(const std::filesystem::path& folder)
{
    TrainingTask task;
    task.rows = std::make_shared<core::text::EncodedRows>(tiny::rows(40, 2));
    for (std::size_t i = 0; i < 40; ++i)
        task.dataset.push_back({ i, { static_cast<std::int64_t>(i) + 100 }, i % 5 == 0 ? 2U : 1U, i % 8 == 0 });
    task.settings.epochs = 2;
    task.settings.batchSize = 6;
    task.settings.seed = 4;
    task.recordingSteps = { 0, 3, 14 };
    task.plan.trainingTokens = 64;
    task.checkpointFolder = folder;
    task.checkpointSeconds = 1e9;
    return task;
}

bool sameBits(const std::vector<float>& a, const std::vector<float>& b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

void compareTrainers(const Trainer& found, const Trainer& expected)
{
    const auto& own = found.decoder().model().parameters;
    for (std::size_t i = 0; i < own.size(); ++i)
        QVERIFY2(at::equal(own[i].tensor, expected.decoder().model().parameters[i].tensor), own[i].name.c_str());
    const auto state = found.optimizer().state();
    for (std::size_t i = 0; i < state.size(); ++i)
        QVERIFY2(at::equal(state[i].tensor, expected.optimizer().state()[i].tensor), state[i].name.c_str());
}

} // namespace

class TestTrainer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { core::models::setUpTorch(2); }
    void aRunTrainsAndRecords();
    void aResumedRunHasTheBitsOfTheUnbrokenOne_data();
    void aResumedRunHasTheBitsOfTheUnbrokenOne();
    void heldOutAndUnscoredRowsAreNotTrainedOn();
    void aStopWhileScoringLosesNothing();
    void whatIsNotFiniteStopsBeforeTheUpdate();
    void anotherRunsCheckpointIsRefused();
    void impossibleTasksAreRefused();
};

void TestTrainer::aRunTrainsAndRecords()
{
    const support::TemporaryFolder folder;
    Recorder recorder;
    Trainer trainer(core::models::newModel(tiny::config(), 1), taskIn(folder.path()), recorder);
    QVERIFY(trainer.run() == Outcome::Finished);
    QCOMPARE(trainer.step(), stepsOf(taskIn(folder.path())));
    QCOMPARE(trainer.step(), std::int64_t{ 14 }); // 35 rows, 7 of them twice, in sixes, two epochs
    QCOMPARE(recorder.losses.size(), std::size_t{ 14 });
    QVERIFY(recorder.losses[14] < recorder.losses[1]);
    QCOMPARE(recorder.points, (std::vector<std::pair<std::size_t, std::int64_t>>{ { 0, 0 }, { 1, 3 }, { 2, 14 } }));
    QCOMPARE(recorder.parts.size(), std::size_t{ 3 });
    QCOMPARE((recorder.parts[{ 2, 0 }].size()), std::size_t{ 40 });
    QCOMPARE(recorder.checkpoints, (std::vector<std::int64_t>{ 3, 14 })); // before a recording point
}

void TestTrainer::aResumedRunHasTheBitsOfTheUnbrokenOne_data()
{
    QTest::addColumn<int>("stopAfter");
    for (const int step : { 1, 3, 7, 9, 13 })
        QTest::addRow("stopped after step %d", step) << step;
}

void TestTrainer::aResumedRunHasTheBitsOfTheUnbrokenOne()
{
    QFETCH(int, stopAfter);
    const support::TemporaryFolder unbrokenFolder;
    Recorder unbroken;
    Trainer whole(core::models::newModel(tiny::config(), 1), taskIn(unbrokenFolder.path()), unbroken);
    whole.run();

    const support::TemporaryFolder folder;
    Recorder recorder;
    recorder.requestAt = stopAfter;
    {
        Trainer first(core::models::newModel(tiny::config(), 1), taskIn(folder.path()), recorder);
        QVERIFY(first.run() == Outcome::Stopped);
    }
    recorder.requestAt = -1;
    TrainingTask task = taskIn(folder.path());
    task.plan.trainingTokens = 9999; // the checkpoint's own plan is used
    Trainer second(core::models::newModel(tiny::config(), 99), task, recorder);
    QCOMPARE(second.resume(), std::int64_t{ stopAfter });
    QVERIFY(second.run() == Outcome::Finished);
    compareTrainers(second, whole);
    QVERIFY(recorder.losses == unbroken.losses);
    for (const auto& [step, losses] : unbroken.rowLosses)
        QVERIFY(sameBits(recorder.rowLosses[step], losses));
    for (const auto& [part, losses] : unbroken.parts)
        QVERIFY(sameBits(recorder.parts[part], losses));
}

void TestTrainer::heldOutAndUnscoredRowsAreNotTrainedOn()
{
    const support::TemporaryFolder folder;
    TrainingTask task = taskIn(folder.path());
    auto rows = *task.rows;
    rows.append({ { 1, 2, 3 }, { 0, 0, 0 }, 3 });
    task.rows = std::make_shared<core::text::EncodedRows>(rows);
    task.dataset.push_back({ 40, { 500 }, 1, false });
    task.settings.epochs = 1;
    task.recordingSteps = { 0 };
    struct Watcher : Recorder {
        std::map<std::size_t, int> seen;
        void onStep(const StepReport& report) override
        {
            for (const RowLoss& row : report.rows)
                ++seen[row.datasetRow];
        }
    } watcher;
    Trainer(core::models::newModel(tiny::config(), 1), task, watcher).run();
    for (std::size_t i = 0; i < task.dataset.size(); ++i) {
        const bool trained = !task.dataset[i].heldOut && i < 40;
        QCOMPARE(watcher.seen.count(i) != 0 ? watcher.seen[i] : 0, trained ? static_cast<int>(task.dataset[i].copies) : 0);
    }
    QVERIFY(std::isnan(watcher.parts[{ 0, 0 }].back()));
}

void TestTrainer::aStopWhileScoringLosesNothing()
{
    const support::TemporaryFolder folder;
    struct Stopper : Recorder {
        Request poll() override { return lastStep == 3 && scored > 3 ? Request::Stop : Request::Continue; }
    } stopper;
    TrainingTask task = taskIn(folder.path());
    task.plan.scoringTokens = 64;
    task.recordingSteps = { 3 };
    QVERIFY(Trainer(core::models::newModel(tiny::config(), 1), task, stopper).run() == Outcome::Stopped);
    QVERIFY(stopper.parts.empty());
    Recorder recorder;
    Trainer again(core::models::newModel(tiny::config(), 1), task, recorder);
    QCOMPARE(again.resume(), std::int64_t{ 3 });
    QVERIFY(again.run() == Outcome::Finished);
    QCOMPARE(recorder.points.size(), std::size_t{ 1 });
}

void TestTrainer::whatIsNotFiniteStopsBeforeTheUpdate()
{
    const support::TemporaryFolder folder;
    core::models::Model model = core::models::newModel(tiny::config(), 1);
    {
        const at::NoGradGuard noGradients;
        model.parameters[0].tensor.fill_(std::numeric_limits<double>::infinity());
    }
    Recorder recorder;
    TrainingTask task = taskIn(folder.path());
    task.recordingSteps = {};
    Trainer trainer(std::move(model), task, recorder);
    const core::Error error = support::errorOf([&] { trainer.run(); });
    QCOMPARE(error.kind(), core::ErrorKind::BadInput);
    QVERIFY(error.message().find("step 1:") != std::string::npos);
    QVERIFY(error.message().find("Examples: 1") != std::string::npos);
    QCOMPARE(trainer.step(), std::int64_t{ 0 });
    QVERIFY(at::equal(trainer.decoder().head(),
        core::models::parameterNamed(core::models::newModel(tiny::config(), 1).parameters, "embed_out.weight").tensor));
}

void TestTrainer::anotherRunsCheckpointIsRefused()
{
    const support::TemporaryFolder folder;
    Recorder recorder;
    Trainer(core::models::newModel(tiny::config(), 1), taskIn(folder.path()), recorder).run();
    TrainingTask task = taskIn(folder.path());
    task.settings.seed = 5;
    Trainer other(core::models::newModel(tiny::config(), 1), task, recorder);
    QCOMPARE(support::errorOf([&] { other.resume(); }).code(), std::string(checkpoint_faults::otherRun.code));
}

void TestTrainer::impossibleTasksAreRefused()
{
    const support::TemporaryFolder folder;
    TrainingTask task = taskIn(folder.path());
    for (TrainingRow& row : task.dataset)
        row.heldOut = true;
    QCOMPARE(support::errorOf([&] { stepsOf(task); }).kind(), core::ErrorKind::BadInput);
    TrainingTask negative = taskIn(folder.path());
    negative.settings.batchSize = 0;
    Recorder recorder;
    QCOMPARE(support::errorOf([&] { Trainer(core::models::newModel(tiny::config(), 1), negative, recorder); }).kind(),
        core::ErrorKind::BadInput);
}

QTEST_GUILESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
