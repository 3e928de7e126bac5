// SPDX-License-Identifier: Apache-2.0
// The arithmetic of a plan by hand; against a real run: tests/core/worker.
#include "core/jobs/model_presets.h"
#include "core/jobs/plan_file.h"
#include "core/jobs/run_estimate.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

using namespace core::jobs;

namespace {

RunRequest request()
{
    RunRequest asked;
    asked.train.batchSize = 16;
    asked.train.epochs = 1.5;
    asked.recordingPoints = 4;
    return asked;
}

TextFigures text()
{
    TextFigures figures;
    figures.rows = 1000;
    figures.trainableRows = 950; // 60 steps an epoch
    figures.tokens = 200000;
    figures.trainableTokens = 190000;
    figures.textBytes = 500000;
    return figures;
}

ModelFigures model()
{
    ModelFigures figures;
    figures.weightFileBytes = 4000000;
    figures.otherFileBytes = 1000;
    figures.weightBytes = 17000000;
    figures.packBytes = 50000000;
    figures.trainingTokensPerSecond = 1000;
    figures.scoringTokensPerSecond = 4000;
    return figures;
}

} // namespace

class TestRunEstimate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlanIsKeptWithTheRun()
    {
        const support::TemporaryFolder folder;
        QVERIFY(!readPlan(folder.path()));
        const auto plan = estimateRun(request(), text(), model(), 100000000);
        writePlan(folder.path(), plan);
        const auto kept = readPlan(folder.path());
        QVERIFY(kept.has_value());
        QCOMPARE(kept->seconds(), plan.seconds());
        QCOMPARE(kept->memoryBytes, plan.memoryBytes);
        QCOMPARE(kept->disk.total(), plan.disk.total());
        QCOMPARE(kept->steps, plan.steps);
        folder.write("plan.json", "{\"steps\": -1}");
        QVERIFY(support::errorOf([&] { readPlan(folder.path()); }).message().find("plan.json") != std::string::npos);
    }

    void aProxyRun()
    {
        const auto plan = estimateRun(request(), text(), model(), 100000000);
        QCOMPARE(plan.steps, std::int64_t{ 90 });
        QCOMPARE(plan.recordingSteps, core::protocol::recordingSteps(90, 4));
        QCOMPARE(plan.trainedTokens, std::int64_t{ 285000 });
        QCOMPARE(plan.scoredTokens, std::int64_t{ 800000 });
        QCOMPARE(plan.trainingSeconds, 285.0);
        QCOMPARE(plan.scoringSeconds, 200.0);
        QCOMPARE(plan.memoryBytes, std::uint64_t{ (160U << 20U) + 17000000 + 50000000 + 5 * 200000 + 2 * 500000 });
        QCOMPARE(plan.disk.recordingWeights, std::uint64_t{ 4 * 4001000 });
        QCOMPARE(plan.disk.losses, std::uint64_t{ 2 * (4 * 1000 * 4 + 90 * 16 * 12) + 1000 * 21 });
        QCOMPARE(plan.disk.checkpoints, std::uint64_t{ 9 * 4000000 });
        QCOMPARE(plan.disk.inputs, std::uint64_t{ 500000 + 80000 });
        QCOMPARE(plan.disk.events, std::uint64_t{ 90 * 260 });
        QVERIFY(plan.fitsDisk());
        QVERIFY(!estimateRun(request(), text(), model(), 1000).fitsDisk());
    }

    void prunedWeightsAndScoringTakeLess()
    {
        auto pruned = request();
        pruned.keepRecordingWeights = false;
        QCOMPARE(estimateRun(pruned, text(), model(), 0).disk.recordingWeights, std::uint64_t{ 4001000 });
        auto score = request();
        score.kind = core::protocol::JobKind::Score;
        const auto plan = estimateRun(score, text(), model(), 0);
        QCOMPARE(plan.steps, std::int64_t{ 0 });
        QCOMPARE(plan.scoredTokens, std::int64_t{ 200000 });
        QCOMPARE(plan.disk.checkpoints, std::uint64_t{ 0 });
        QCOMPARE(plan.disk.recordingWeights, std::uint64_t{ 0 });
    }

    void nothingToTrainOnIsNothing()
    {
        const auto plan = estimateRun(request(), {}, {}, 0);
        QCOMPARE(plan.steps, std::int64_t{ 0 });
        QCOMPARE(plan.seconds(), 0.0);
    }

    void presetsAreNamed()
    {
        QCOMPARE(modelPresets().size(), std::size_t{ 3 });
        QCOMPARE(parametersOf(modelPreset("pythia-70m"), 50304), std::int64_t{ 70426624 }); // as published
        QVERIFY(support::errorOf([] { modelPreset("huge"); }).hint().find("tiny, small, pythia-70m") != std::string::npos);
        for (const auto& preset : modelPresets()) {
            QCOMPARE(preset.width % preset.heads, std::int64_t{ 0 });
            QVERIFY(!preset.description.empty() && configOf(preset).contains("intermediate_size"));
        }
    }
};

QTEST_GUILESS_MAIN(TestRunEstimate)
#include "tst_run_estimate.moc"
