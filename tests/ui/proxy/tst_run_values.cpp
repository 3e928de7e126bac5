// SPDX-License-Identifier: GPL-3.0-or-later
// What the page computes away from the GUI thread: steps as columns, a run's events, the pictures' contents, comparisons.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/proxy/loss_content.h"
#include "ui/proxy/points_model.h"
#include "ui/proxy/settings_comparison.h"
#include "ui/proxy/source_curves.h"

#ifndef Q_MOC_RUN
#include "core/protocol/job_spec.h"
#include "tests/core/jobs/run_writer.h"
#include "tests/support/support.h"
#endif

#include <QtTest/QAbstractItemModelTester>

#include <cmath>

using namespace ui;
using namespace core::protocol;

namespace {

std::vector<core::store::StepMetric> metrics(std::int64_t from, std::int64_t to, double loss = 2)
{
    std::vector<core::store::StepMetric> all;
    for (std::int64_t step = from; step <= to; ++step)
        all.push_back({ step, loss, 1e-3, 1, 10, 5, 0.5 });
    return all;
}

/// A long flat part, a fall, a flat part.
StepColumnsPointer staircase(std::int64_t steps)
{
    std::vector<core::store::StepMetric> all;
    for (std::int64_t step = 1; step <= steps; ++step) {
        const double along = static_cast<double>(step) / static_cast<double>(steps);
        all.push_back({ step, 6 - 4 / (1 + std::exp(-(along - 0.5) * 60)), 1e-3, 1, 10, 5, 0.5 });
    }
    const StepBatch batch{ std::nullopt, all };
    return extended(nullptr, { &batch, 1 });
}

LossRun runOf(const QString& name, std::int64_t steps)
{
    LossRun run;
    run.name = name;
    run.steps = staircase(steps);
    run.plannedSteps = 400;
    run.epochs = 2;
    run.recordingSteps = { 0, 100, 400 };
    run.pointsDone = 2;
    run.rows = 20;
    return run;
}

core::data::Columns columns(std::vector<float> losses)
{
    core::data::Columns result;
    result.ids = std::vector<core::ExampleId>{ { 1 }, { 2 }, { 3 }, { 4 } };
    result.source = { std::vector<std::uint32_t>{ 0, 1, 1, 1 }, std::vector<std::string>{ "rare", "usual" } };
    if (!losses.empty()) {
        result.losses = std::move(losses);
        result.steps = std::vector<std::uint64_t>{ 0, 7 };
    }
    return result;
}

core::store::RunRecord record(const std::string& name, double epochs, std::uint64_t seed)
{
    JobSpec spec;
    spec.name = name;
    spec.model = { "/m", std::string(64, 'a') };
    spec.rows = { std::string(64, 'b'), "/r" };
    spec.list = { std::string(64, 'c'), "/l" };
    spec.train.epochs = epochs;
    spec.train.seed = seed;
    core::store::RunRecord run;
    run.name = name;
    run.dataset = { 3 };
    run.spec = core::Json(toJson(spec));
    return run;
}

} // namespace

class TestRunValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsAreTakenOnceAndInOrder()
    {
        const std::vector<StepBatch> batches{ { std::nullopt, metrics(1, 5) }, { std::nullopt, metrics(4, 8) } };
        const auto columns = extended(nullptr, batches);
        QCOMPARE(columns->size(), std::size_t{ 8 });
        QCOMPARE(columns->tokens.back(), 80.0);
        QCOMPARE(columns->seconds[1], 1.0);
    }

    void aNewWorkerDropsWhatCameAfterItsStart()
    {
        const StepBatch first{ std::nullopt, metrics(1, 8, 3) };
        const auto known = extended(nullptr, { &first, 1 });
        const StepBatch again{ 5, metrics(6, 7, 1) };
        const auto columns = extended(known, { &again, 1 });
        QCOMPARE(columns->step, (std::vector<double>{ 1, 2, 3, 4, 5, 6, 7 }));
        QCOMPARE(columns->loss[5], 1.0);
        QCOMPARE(columns->tokens.back(), 70.0);
        QCOMPARE(known->size(), std::size_t{ 8 }); // it was shared
    }

    void eventsTellPlanTimesAndMemory()
    {
        const support::TemporaryFolder folder;
        support::RunWriter worker(folder.path() / "run");
        worker.started(1, 0); // each event a second later
        PlanEvent plan;
        plan.steps = 2;
        plan.recordingSteps = { 0, 2 };
        worker.event(plan);
        worker.event(PhaseEvent{ Phase::Scoring });
        worker.event(HeartbeatEvent{ 0, Phase::Scoring, 1, 2, 5000 });
        worker.event(RecordingPointEvent{ 0, 0, "" });
        worker.event(PhaseEvent{ Phase::Training });
        worker.step(1, 2);
        const RunEvents first = readOn(folder.path() / "run", {}, true);
        QCOMPARE(first.plan->steps, std::int64_t{ 2 });
        QCOMPARE(first.points.size(), std::size_t{ 1 });
        QCOMPARE(first.points[0].seconds.value(), 2.0);
        QCOMPARE(first.peakMemoryBytes, std::int64_t{ 5000 });
        QCOMPARE(first.stepTimes, std::vector<std::int64_t>{ 7000 });
        QVERIFY(first.folderBytes > 100);
        worker.started(2, 0); // interrupted: what came after step 0 is void, and the next point's time is not whole
        worker.event(PhaseEvent{ Phase::Scoring });
        worker.event(RecordingPointEvent{ 1, 2, "" });
        const RunEvents second = readOn(folder.path() / "run", first, false);
        QVERIFY(second.stepTimes.empty());
        QCOMPARE(second.points.size(), std::size_t{ 2 });
        QVERIFY(!second.points[1].seconds);
        QVERIFY(readOn("/nowhere", {}, true).points.empty());
    }

    void oneRunIsRawBehindSmoothed()
    {
        const LineContent content = lossContent({ runOf("p1", 200) }, {});
        QCOMPARE(content.series.size(), std::size_t{ 2 });
        QVERIFY(content.series[0].raw);
        QCOMPARE(content.series[0].y, runOf("p1", 200).steps->loss);
        QCOMPARE(content.series[1].note, QString("mean of 11 steps")); // 5 % of 200, odd
        QVERIFY(content.series[1].endDot);
        QCOMPARE(content.xAxis.high.value(), 400.0); // as far as it will go
        QVERIFY(content.yAxis.logarithmic);
        QVERIFY(content.text.subTitle.contains("logarithmic"));
        QVERIFY(content.text.caption.contains("200 steps"));
        QCOMPARE(content.recordingPoints.size(), std::size_t{ 3 });
        QVERIFY(content.recordingPoints[1].done && !content.recordingPoints[2].done);
        QCOMPARE(content.plateaus.size(), std::size_t{ 2 });
        QVERIFY(!content.plateaus[0].certain); // while it runs
        QCOMPARE(content.drops.size(), std::size_t{ 1 });
        QVERIFY(std::abs(content.drops[0].x - 100) < 10);
        LossSettings unsmoothed;
        unsmoothed.smoothing = 0;
        unsmoothed.marks = false;
        const LineContent plain = lossContent({ runOf("p1", 200) }, unsmoothed);
        QCOMPARE(plain.series[1].y, plain.series[0].y);
        QCOMPARE(plain.series[1].note, QString("each step, not smoothed"));
        QVERIFY(plain.plateaus.empty());
    }

    void theAxisMayBeEpochsTokensOrTime()
    {
        LossSettings settings;
        LossRun run = runOf("p1", 200);
        run.ended = true;
        settings.axis = LossAxis::Epoch;
        QCOMPARE(lossContent({ run }, settings).series[0].x.back(), 1.0);
        QCOMPARE(lossContent({ run }, settings).xAxis.high.value(), 2.0);
        QCOMPARE(lossContent({ run }, settings).recordingPoints[1].x, 0.5);
        settings.axis = LossAxis::Tokens;
        QCOMPARE(lossContent({ run }, settings).series[0].x.back(), 2000.0);
        QCOMPARE(lossContent({ run }, settings).recordingPoints.size(), std::size_t{ 2 }); // step 400 has no place yet
        settings.axis = LossAxis::Time;
        QCOMPARE(lossContent({ run }, settings).series[0].x.back(), 100.0 / 60);
        QVERIFY(lossContent({ run }, settings).plateaus[0].certain);
    }

    void severalRunsHaveNamesAndColours()
    {
        LossRun second = runOf("p2", 50);
        second.slot = 1;
        const LineContent content = lossContent({ runOf("p1", 200), second }, {});
        QCOMPARE(content.series.size(), std::size_t{ 4 });
        QCOMPARE(content.series[1].name, QString("p1"));
        QCOMPARE(content.series[3].name, QString("p2"));
        QVERIFY(!(content.series[1].look == content.series[3].look));
        QVERIFY(content.text.caption.contains("250 steps"));
        for (const PlateauMark& plateau : content.plateaus)
            QCOMPARE(plateau.series, std::size_t{ 1 }); // of the current run alone
    }

    void sourcesAreOrderedBySizeAndCounted()
    {
        const SourceCurves curves = sourceCurves(columns({ 4, 1, 2, 3, 2, 1, NAN, 1 }), 2);
        QCOMPARE(curves.names, (QStringList{ "usual", "rare" }));
        QCOMPARE(curves.curves.mean(0, 0), 2.0);
        QCOMPARE(curves.curves.mean(0, 1), 1.0);
        QCOMPARE(curves.curves.count(0, 1), 2U);
        QCOMPARE(curves.means[0], 2.5);
        QCOMPARE(curves.scored[1], std::uint64_t{ 3 });
        const LineContent content = sourceContent(curves, { "rare" }, { 0, 7, 30 });
        QCOMPARE(content.series.size(), std::size_t{ 1 });
        QCOMPARE(content.xAxis.ticks.size(), std::size_t{ 3 });
        QCOMPARE(content.xAxis.ticks[2].label, QString("30"));
        QVERIFY2(content.text.caption.contains("1 of 2 sources"), qPrintable(content.text.caption));
        QVERIFY(content.text.caption.contains("rare 1"));
        QVERIFY(sourceCurves(columns({}), 2).steps.empty());
        QCOMPARE(
            sourceCurves(columns({ 4, 1, 2, 3, 2, 1, NAN, 1 }), 1).means.size(), std::size_t{ 1 }); // one is half scored
    }

    void pointsSayWhereTheRunIs()
    {
        RunHistory history;
        history.points = { { 0, 0 } };
        core::jobs::RunProgressed progress;
        progress.progress.phase = Phase::Scoring;
        progress.progress.pointRows = 10;
        progress.progress.plan.emplace().rows = 20;
        const auto rows
            = pointRows({ 0, 7, 30 }, &history, sourceCurves(columns({ 4, 1, 2, 3, 2, 1, NAN, 1 }), 2), &progress);
        QCOMPARE(rows.size(), std::size_t{ 3 });
        QCOMPARE(rows[0].state, PointsModel::State::Scored);
        QCOMPARE(rows[0].meanLoss, 2.5);
        QCOMPARE(rows[1].state, PointsModel::State::Scoring);
        QCOMPARE(rows[1].progress, QString("10 of 20"));
        QCOMPARE(rows[2].state, PointsModel::State::ToCome);
        const Theme theme(ColourScheme::Light);
        PointsModel model(theme);
        const QAbstractItemModelTester tester(&model);
        model.setRows(rows);
        QCOMPARE(model.index(0, PointsModel::MeanLoss).data().toString(), QString("2.500"));
        QCOMPARE(model.index(2, PointsModel::MeanLoss).data().toString(), QString::fromUtf8("–"));
    }

    void onlyWhatDiffersIsCompared()
    {
        const auto names = [](core::DatasetId) { return QString("rows"); };
        const auto found = differences({ record("a", 1, 0), record("b", 2, 0) }, names);
        QCOMPARE(found.size(), std::size_t{ 1 });
        QCOMPARE(found[0].setting, QString("Epochs"));
        QCOMPARE(found[0].values, (QStringList{ "1", "2" }));
        SettingsComparison model;
        const QAbstractItemModelTester tester(&model);
        model.setRuns({ record("a", 1, 0), record("b", 2, 9) }, names);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.headerData(2, Qt::Horizontal).toString(), QString("b"));
        model.setRuns({ record("a", 1, 0), record("b", 1, 0) }, names);
        QVERIFY(model.allAlike());
    }

    void ratesAreWrittenAsPowers()
    {
        QCOMPARE(rateText(1e-3), QString::fromUtf8("1 × 10⁻³"));
        QCOMPARE(rateText(2.5e-5), QString::fromUtf8("2.5 × 10⁻⁵"));
    }
};

QTEST_MAIN(TestRunValues)
#include "tst_run_values.moc"
