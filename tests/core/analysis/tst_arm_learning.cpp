// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/arm_learning.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>

using namespace core::analysis;

namespace {

/// Falls from 4 at step 0 to 0 at step 2 t, so that half of it is made at t; t = 0: hardly falls.
NamedCurve curve(const std::string& name, double t)
{
    if (t == 0)
        return { name, { { 0, 100 }, { 4, 3.9 } } };
    return { name, { { 0, 2 * t, 4 * t }, { 4, 0, 0 } } };
}

std::vector<NamedCurve> seed(double add, double mul)
{
    return { curve("add", add), curve("mul", mul), curve("flat", 0) };
}

double entropyOf(double a, double b)
{
    const double p = a / (a + b);
    return -p * std::log(p) - (1 - p) * std::log(1 - p);
}

} // namespace

class TestArmLearning : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void byHand()
    {
        const auto result
            = armsLearning({ { "all", { seed(10, 30), seed(12, 34) } }, { "hard", { seed(10, 20), seed(12, 22) } } });
        QCOMPARE(result.used, (std::vector<std::string>{ "add", "mul" }));
        QCOMPARE(result.censored, (std::vector<std::string>{ "flat" }));
        const auto& all = result.arms[0];
        QCOMPARE(*all.curves[1].times[0], 30.0);
        QCOMPARE(all.curves[1].time->mean, 32.0);
        QVERIFY(std::abs(all.curves[1].time->interval.high - (32 + 12.706204736 * 2)) < 1e-6); // t of one degree
        QVERIFY(!all.curves[2].time && all.curves[2].learned == 0);
        QVERIFY(std::abs(all.entropies[0] - entropyOf(10, 30)) < 1e-12);
        QVERIFY(std::abs(result.arms[1].entropy->mean - (entropyOf(10, 20) + entropyOf(12, 22)) / 2) < 1e-12);
        const auto difference = compareEntropy(result.arms[1], all);
        QCOMPARE(difference.positive, std::size_t{ 2 }); // nearer to uniform
        QVERIFY(!difference.mayClaim());
        QVERIFY(!result.mayShowEntropy());
    }

    void oneCensoredSeedTakesACurveOut()
    {
        const auto result
            = armsLearning({ { "all", { seed(10, 30), seed(10, 0) } }, { "hard", { seed(10, 20), seed(10, 20) } } });
        QCOMPARE(result.used, (std::vector<std::string>{ "add" }));
        QCOMPARE(result.arms[0].curves[1].learned, std::size_t{ 1 });
        QVERIFY(result.arms[0].entropies.empty() && !result.arms[0].entropy);
        QCOMPARE(
            support::errorOf([&] { compareEntropy(result.arms[0], result.arms[1]); }).kind(), core::ErrorKind::BadInput);
    }

    void tenUncensoredSeedsMayBeShown()
    {
        ArmCurves arm{ "all", {} };
        for (int i = 0; i < 10; ++i)
            arm.seeds.push_back({ curve("add", 10 + i), curve("mul", 30) });
        QVERIFY(armsLearning({ arm }).mayShowEntropy());
        arm.seeds.pop_back();
        QVERIFY(!armsLearning({ arm }).mayShowEntropy());
    }

    void sharedBasesCountOnce()
    {
        ArmCurves arm{ "all", {} };
        std::vector<std::int32_t> bases;
        for (int i = 0; i < 12; ++i) {
            arm.seeds.push_back({ curve("add", i < 8 ? 10 : 40), curve("mul", 30) });
            bases.push_back(i < 8 ? 0 : 1 + i % 2); // eight seeds on one base, two on each of two others
        }
        const auto result = armsLearning({ arm }, {}, bases);
        QCOMPARE(result.units, std::size_t{ 3 });
        QVERIFY(!result.mayShowEntropy());
        QCOMPARE(result.arms[0].curves[0].time->mean, 30.0); // not 20, the mean over seeds
        QCOMPARE(result.arms[0].curves[0].time->count, std::size_t{ 3 });
        QVERIFY(std::abs(result.arms[0].entropy->mean - (entropyOf(10, 30) + 2 * entropyOf(40, 30)) / 3) < 1e-12);
        QVERIFY(armsLearning({ arm }).mayShowEntropy());
        bases.pop_back();
        QCOMPARE(support::errorOf([&] { armsLearning({ arm }, {}, bases); }).kind(), core::ErrorKind::BadInput);
    }

    void aCurveWithoutLossesIsCensored()
    {
        auto broken = seed(10, 30);
        broken[1].curve = { { 0 }, { 4 } };
        const auto result = armsLearning({ { "all", { seed(10, 30), broken } } });
        QCOMPARE(result.arms[0].curves[1].learned, std::size_t{ 1 });
        QCOMPARE(result.censored, (std::vector<std::string>{ "mul", "flat" }));
        QCOMPARE(result.arms[0].curves[0].learned, std::size_t{ 2 });
    }

    void unlikeArmsAreRefused()
    {
        const std::vector<std::vector<ArmCurves>> wrong{ {}, { { "all", {} } },
            { { "all", { seed(1, 2) } }, { "hard", { seed(1, 2), seed(1, 2) } } },
            { { "all", { seed(1, 2), { curve("add", 1) } } } } };
        for (const auto& arms : wrong)
            QCOMPARE(support::errorOf([&] { armsLearning(arms); }).kind(), core::ErrorKind::BadInput);
    }
};

QTEST_GUILESS_MAIN(TestArmLearning)
#include "tst_arm_learning.moc"
