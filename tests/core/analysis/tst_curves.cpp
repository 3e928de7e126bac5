// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/curves.h"

#include "core/base/random.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace core::analysis;

namespace {

bool near(double value, double expected, double tolerance = 1e-9)
{
    return std::abs(value - expected) <= tolerance;
}

/// 4 until step 40, straight down to 2 at step 50, 2 until 80, straight down to 0 at 84, 0 until 100.
const Curve stairs{ { 0, 40, 50, 80, 84, 100 }, { 4, 4, 2, 2, 0, 0 } };

} // namespace

class TestCurves : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsPlateausAndDrops();
    void findsLearningTimes();
    void doesNotDependOnWhereStepsAreMeasured();
    void letsPlateausMeetWhereADropIsSmall();
    void takesNoNoiseForADrop();
    void findsNoPlateauOnAStraightLine();
    void needsFivePercentOfTheRun();
    void censorsCurvesThatHardlyFall();
    void smoothsAsStated();
    void leavesNumbersThatAreNotFiniteOut();
    void knowsEntropies();
    void namesWhatItLeavesOut();
    void refusesCurves();
};

void TestCurves::findsPlateausAndDrops()
{
    // Descent 4, yardstick 5 steps, allowed fall 0.08. The first slope falls 0.2 a step: 0.4 steps of it are allowed at each
    // end. The second falls 0.5 a step: 0.16 steps.
    const CurveAnalysis analysis = analyseCurve(stairs);
    QCOMPARE(analysis.descent, 4.0);
    QCOMPARE(analysis.plateaus.size(), std::size_t{ 3 });
    QVERIFY(near(analysis.plateaus[0].firstStep, 0) && near(analysis.plateaus[0].lastStep, 40.4));
    QVERIFY(near(analysis.plateaus[1].firstStep, 49.6) && near(analysis.plateaus[1].lastStep, 80.16));
    QVERIFY(near(analysis.plateaus[2].firstStep, 83.84) && near(analysis.plateaus[2].lastStep, 100));
    // Mean of the first: 40 steps at 4, then 0.4 steps down to 3.92.
    QVERIFY(near(analysis.plateaus[0].meanLoss, (40 * 4 + 0.4 * 3.96) / 40.4));
    QCOMPARE(analysis.drops.size(), std::size_t{ 2 });
    QVERIFY(near(analysis.drops[0].firstStep, 40.4) && near(analysis.drops[0].lastStep, 49.6));
    QVERIFY(near(analysis.drops[0].descent, analysis.plateaus[0].meanLoss - analysis.plateaus[1].meanLoss));
    QVERIFY(near(analysis.drops[1].descent, 2, 0.01));
}

void TestCurves::findsLearningTimes()
{
    // Half of the descent of the stairs is made at 2, first reached at step 50.
    QVERIFY(near(*analyseCurve(stairs).learningTime, 50));
    QVERIFY(near(*analyseCurve({ { 0, 10, 30, 40 }, { 5, 4, 1, 1 } }).learningTime, 10 + 20.0 / 3));
    // The first crossing counts, also when the loss rises again.
    QVERIFY(near(*analyseCurve({ { 0, 10, 20, 30, 40 }, { 4, 1, 4, 2, 2 } }).learningTime, 10.0 / 3));
    QVERIFY(near(*analyseCurve({ { 100, 200 }, { 4, 2 } }).learningTime, 150)); // steps are as recorded
}

void TestCurves::doesNotDependOnWhereStepsAreMeasured()
{
    Curve dense;
    for (int step = 0; step <= 200; ++step) {
        dense.steps.push_back(step / 2.0);
        const double s = step / 2.0;
        dense.losses.push_back(s <= 40 ? 4 : s <= 50 ? 4 - (s - 40) / 5 : s <= 80 ? 2 : s <= 84 ? 2 - (s - 80) / 2 : 0);
    }
    const CurveAnalysis left = analyseCurve(stairs);
    const CurveAnalysis right = analyseCurve(dense);
    QCOMPARE(right.plateaus.size(), left.plateaus.size());
    for (std::size_t i = 0; i < left.plateaus.size(); ++i) {
        QVERIFY(near(left.plateaus[i].firstStep, right.plateaus[i].firstStep));
        QVERIFY(near(left.plateaus[i].lastStep, right.plateaus[i].lastStep));
        QVERIFY(near(left.plateaus[i].meanLoss, right.plateaus[i].meanLoss));
    }
    QVERIFY(near(*left.learningTime, *right.learningTime));
}

void TestCurves::letsPlateausMeetWhereADropIsSmall()
{
    // Descent 10, allowed fall 0.2: a sudden step of 0.3 at step 50 parts two plateaus, whose ends would overlap.
    const Curve curve{ { 0, 10, 50, 51, 100 }, { 10, 0.3, 0.3, 0, 0 } };
    const CurveAnalysis analysis = analyseCurve(curve);
    QCOMPARE(analysis.plateaus.size(), std::size_t{ 2 });
    QVERIFY(near(analysis.plateaus[0].lastStep, 50.5));
    QVERIFY(near(analysis.plateaus[1].firstStep, 50.5));
    QVERIFY(near(analysis.drops[0].firstStep, analysis.drops[0].lastStep));
}

void TestCurves::takesNoNoiseForADrop()
{
    // Down to 6 by step 40, level, one true drop of 1 near step 123, level; measured at every step with noise of 0.15, as
    // much as twice the allowed fall of 0.1 in the difference of two means of 11.
    int exact = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        core::RandomStream random(seed, "noisy curve");
        Curve curve;
        for (int step = 0; step <= 200; ++step) {
            const double slope = 10 - 4.0 * std::min(step, 40) / 40;
            curve.steps.push_back(step);
            curve.losses.push_back(slope - std::clamp((step - 120) / 6.0, 0.0, 1.0) + 0.15 * random.normal());
        }
        CurveSettings settings;
        settings.smoothing = 11;
        const CurveAnalysis analysis = analyseCurve(curve, settings);
        exact += analysis.drops.size() == 1 && analysis.drops[0].firstStep > 112 && analysis.drops[0].lastStep < 134 ? 1 : 0;
        QVERIFY(analyseCurve(smoothed(curve, 11)).plateaus.size() >= analysis.plateaus.size());
    }
    QVERIFY2(exact >= 19, qPrintable(QString::number(exact)));
}

void TestCurves::findsNoPlateauOnAStraightLine()
{
    const CurveAnalysis analysis = analyseCurve({ { 0, 50, 100 }, { 2, 1, 0 } }); // 5 % a yardstick
    QVERIFY(analysis.plateaus.empty() && analysis.drops.empty());
    QVERIFY(near(*analysis.learningTime, 50));
}

void TestCurves::needsFivePercentOfTheRun()
{
    const auto plateaus = [](double length) {
        return analyseCurve({ { 0, 50, 50 + length, 100 }, { 10, 5, 5, 0 } }).plateaus.size();
    };
    // The slopes fall 0.1 a step and more, 2 steps of them are allowed: a level of 3.1 steps makes 5 with its ends.
    QCOMPARE(plateaus(2.5), std::size_t{ 0 });
    QCOMPARE(plateaus(4.5), std::size_t{ 1 });
}

void TestCurves::censorsCurvesThatHardlyFall()
{
    for (const double last : { 1.81, 2.0, 3.0 }) {
        const CurveAnalysis analysis = analyseCurve({ { 0, 50, 100 }, { 2, 1.9, last } });
        QVERIFY(analysis.censored && !analysis.learningTime && analysis.plateaus.empty());
    }
    QVERIFY(!analyseCurve({ { 0, 50, 100 }, { 2, 1.9, 1.79 } }).censored);
}

void TestCurves::smoothsAsStated()
{
    const Curve curve{ { 0, 1, 2, 3, 4 }, { 10, 4, 1, 1, 0 } };
    const Curve three = smoothed(curve, 3);
    QVERIFY(near(three.losses[0], 10) && near(three.losses[1], 5) && near(three.losses[2], 2) && near(three.losses[4], 0));
    const Curve five = smoothed(curve, 5);
    QVERIFY(near(five.losses[1], 5) && near(five.losses[2], 16.0 / 5) && near(five.losses[3], 2.0 / 3));
    QVERIFY(smoothed(curve, 1).losses == curve.losses);
    QCOMPARE(support::errorOf([&] { smoothed(curve, 2); }).kind(), core::ErrorKind::BadInput);
    CurveSettings settings;
    settings.smoothing = 3;
    QVERIFY(near(*analyseCurve(curve, settings).learningTime, 1));
}

void TestCurves::leavesNumbersThatAreNotFiniteOut()
{
    const Curve curve = finiteCurve(
        { 0, 1, 2, 3 }, { 3, std::numeric_limits<double>::quiet_NaN(), 2, std::numeric_limits<double>::infinity() });
    QVERIFY((curve.steps == std::vector<double>{ 0, 2 }));
    QVERIFY((curve.losses == std::vector<double>{ 3, 2 }));
}

void TestCurves::knowsEntropies()
{
    QVERIFY(near(learningTimeEntropy({ 5, 5, 5, 5 }), std::log(4.0)));
    QVERIFY(near(learningTimeEntropy({ 3, 0 }), 0));
    // Four learning times whose entropy is known.
    QVERIFY(near(learningTimeEntropy({ 115.790, 207.346, 470.760, 1907.168 }), 0.882297, 1e-5));
    for (const std::vector<double>& times :
        { std::vector<double>{}, { 0.0 }, { 1.0, -1.0 }, { 1.0, std::numeric_limits<double>::quiet_NaN() } })
        QCOMPARE(support::errorOf([&] { learningTimeEntropy(times); }).kind(), core::ErrorKind::BadInput);
}

void TestCurves::namesWhatItLeavesOut()
{
    const Curve fast{ { 0, 10, 100 }, { 4, 0, 0 } };
    const Curve slow{ { 0, 90, 100 }, { 4, 4, 0 } };
    const Curve stuck{ { 0, 100 }, { 4, 3.9 } };
    const SimplicityBias bias = simplicityBias({ { "add", fast }, { "mul", slow }, { "dbl", stuck } });
    QVERIFY((bias.names == std::vector<std::string>{ "add", "mul" }));
    QVERIFY((bias.censored == std::vector<std::string>{ "dbl" }));
    QVERIFY(near(bias.learningTimes[0], 5) && near(bias.learningTimes[1], 95));
    QVERIFY(near(*bias.entropy, -0.05 * std::log(0.05) - 0.95 * std::log(0.95)));
    QVERIFY(!simplicityBias({ { "add", fast }, { "dbl", stuck } }).entropy);
}

void TestCurves::refusesCurves()
{
    const auto refused = [](const Curve& curve) {
        return support::errorOf([&] { analyseCurve(curve); }).kind() == core::ErrorKind::BadInput;
    };
    QVERIFY(refused({ { 0 }, { 1 } }));
    QVERIFY(refused({ { 0, 1 }, { 1 } }));
    QVERIFY(refused({ { 0, 0 }, { 1, 2 } }));
    QVERIFY(refused({ { 0, 1 }, { 1, std::numeric_limits<double>::quiet_NaN() } }));
    CurveSettings settings;
    settings.spanShare = 0;
    QCOMPARE(support::errorOf([&] { analyseCurve(stairs, settings); }).kind(), core::ErrorKind::BadInput);
}

QTEST_GUILESS_MAIN(TestCurves)
#include "tst_curves.moc"
