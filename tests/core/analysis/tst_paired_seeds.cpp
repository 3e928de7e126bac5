// SPDX-License-Identifier: Apache-2.0
// Comparisons over seeds by hand: t intervals, shared bases, sign flips, Holm; and the power that goes with them.
#include "core/analysis/detectable_effect.h"
#include "core/analysis/distributions.h"
#include "core/analysis/paired_seeds.h"
#include "core/base/random.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace core::analysis;

namespace {

bool near(double value, double expected, double tolerance = 1e-9)
{
    return std::abs(value - expected) <= tolerance;
}

} // namespace

class TestPairedSeeds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// With one and two degrees of freedom Student's distribution has closed forms; beyond, tabled quantiles.
    void distributionsMeetClosedForms()
    {
        for (const double t : { 0.1, 1.0, 2.5, 30.0 }) {
            QVERIFY(near(studentTwoSided(t, 1), 1 - 2 / std::numbers::pi * std::atan(t), 1e-12));
            QVERIFY(near(studentTwoSided(t, 2), 1 - t / std::sqrt(t * t + 2), 1e-12));
        }
        QVERIFY(near(studentTwoSidedQuantile(0.05, 4), 2.7764451052, 1e-9));
        QVERIFY(near(studentTwoSidedQuantile(0.05, 9), 2.2621571628, 1e-9));
        QVERIFY(near(normalQuantile(0.975), z95, 1e-12));
        QVERIFY(near(normalCdf(-1), 0.15865525393145707, 1e-15));
        QVERIFY(near(fairBinomial(3, 10), 120.0 / 1024, 1e-14));
        // without an effect the noncentral distribution is the central one
        for (const double degrees : { 2.0, 4.0, 9.0, 30.0 })
            QVERIFY(near(noncentralStudentTwoSided(2.3, degrees, 0), studentTwoSided(2.3, degrees), 1e-9));
    }

    void comparesByHand()
    {
        // mean 3, deviation sqrt(2.5), t = 3 / (sqrt(2.5) / sqrt(5)) = 3 sqrt(2)
        const std::vector<double> differences{ 1, 2, 3, 4, 5 };
        const auto result = compareSeeds(differences);
        QCOMPARE(result.units, std::size_t{ 5 });
        QCOMPARE(result.positive, std::size_t{ 5 });
        QVERIFY(result.mayClaim());
        QVERIFY(near(result.difference.deviation, std::sqrt(2.5)));
        QVERIFY(near(*result.p, studentTwoSided(3 * std::numbers::sqrt2, 4)));
        const double half = 2.7764451052 * std::sqrt(0.5);
        QVERIFY(near(result.difference.interval.low, 3 - half) && near(result.difference.interval.high, 3 + half));
        QVERIFY(!compareSeeds({ differences.data(), 4 }).mayClaim());
        QVERIFY(!compareSeeds({ differences.data(), 1 }).p);
        QVERIFY(std::isinf(compareSeeds({ differences.data(), 1 }).difference.interval.high));
    }

    void seedsOfOneBaseAreOneUnit()
    {
        const std::vector<double> differences{ 1, 3, 10, 20, 30, 7 };
        const std::vector<std::int32_t> bases{ 4, 4, 9, 9, 9, 2 };
        const auto result = compareSeeds(differences, bases);
        QCOMPARE(result.seeds, std::size_t{ 6 });
        QCOMPARE(result.bases, std::size_t{ 3 });
        QCOMPARE(result.units, std::size_t{ 3 });
        QVERIFY(near(result.difference.mean, (2.0 + 20 + 7) / 3));
        QVERIFY(!result.mayClaim()); // six seeds, but three bases
        QCOMPARE(unitInterval(differences, bases).mean, result.difference.mean);
        const std::vector<std::int32_t> own{ 1, 2, 3, 4, 5, 6 };
        QVERIFY(compareSeeds(differences, own).p == compareSeeds(differences).p);
    }

    void equalDifferencesHaveNoSpread()
    {
        const std::vector<double> same(5, 0.1);
        QVERIFY(near(*compareSeeds(same).p, 1.0 / 16)); // as a sign test: all five on one side
        const std::vector<double> none(5, 0.0);
        QCOMPARE(*compareSeeds(none).p, 1.0);
        std::vector<double> rounded; // 8 of 100 items each time, and never the same bits
        for (const double right : { 50.0, 51.0, 52.0, 43.0, 47.0 })
            rounded.push_back((right + 8) / 100 - right / 100);
        QVERIFY(std::adjacent_find(rounded.begin(), rounded.end(), std::not_equal_to<>()) != rounded.end());
        const auto eight = compareSeeds(rounded);
        QCOMPARE(eight.difference.deviation, 0.0);
        QVERIFY(near(*eight.p, 1.0 / 16));
        const std::vector<double> cancelled{ 1e-17, 2e-17, -1e-17, 1e-17, 3e-17 };
        QCOMPARE(*compareSeeds(cancelled).p, 1.0);
        QCOMPARE(compareSeeds(cancelled).positive, std::size_t{ 0 });
    }

    void signsAreFlippedInAllWays()
    {
        const std::vector<double> one{ 1, 2, 3 }; // only +6 and -6 are as far
        QVERIFY(near(signFlipTest(one), 0.25));
        const std::vector<double> mixed{ 1, -2, 3 }; // |sum| = 2: all but the four ways that give 0
        QVERIFY(near(signFlipTest(mixed), 0.75));
    }

    void bootstrapResamplesBasesFirst()
    {
        const std::vector<double> differences{ 0, 0, 0, 10, 10, 10 };
        const std::vector<std::int32_t> bases{ 0, 0, 0, 1, 1, 1 };
        const auto byBase = seedBootstrap(differences, bases, 2000, 1);
        QVERIFY(byBase == (Interval{ 0, 10 })); // a quarter of the resamples hold one base alone
        const auto bySeed = seedBootstrap(differences, {}, 2000, 1);
        QVERIFY(bySeed.low > 0 && bySeed.high < 10);
        QVERIFY(seedBootstrap(differences, {}, 2000, 1) == bySeed);
    }

    void holmByHand()
    {
        const std::vector<double> p{ 0.01, 0.04, 0.03, 0.005 };
        const auto adjusted = holmAdjusted(p); // 4 × .005, 3 × .01, 2 × .03, then at least that
        QVERIFY(near(adjusted[3], 0.02) && near(adjusted[0], 0.03) && near(adjusted[2], 0.06) && near(adjusted[1], 0.06));
        const std::vector<double> large{ 0.6, 0.7 };
        QVERIFY(holmAdjusted(large) == (std::vector<double>{ 1, 1 }));
        QVERIFY(holmAdjusted({}).empty());
    }

    void powerIsWhatSimulationsFind()
    {
        const double power = seedTestPower(1.0, 1.0, 8);
        core::RandomStream random(1, "power");
        int found = 0;
        constexpr int simulations = 20'000;
        for (int i = 0; i < simulations; ++i) {
            std::vector<double> differences(8);
            for (double& difference : differences)
                difference = 1 + random.normal();
            found += *compareSeeds(differences).p < 0.05;
        }
        const auto share = wilson(static_cast<std::uint64_t>(found), simulations, 4);
        QVERIFY(power > share.low && power < share.high);
        QVERIFY(near(seedTestPower(0, 1, 8), 0.05, 1e-8));
        const double effect = detectableSeedEffect(1.0, 8);
        QVERIFY(near(seedTestPower(effect, 1, 8), 0.8, 1e-6));
        QVERIFY(detectableSeedEffect(1, 5) > effect && detectableSeedEffect(1, 20) < effect);
        QVERIFY(near(detectableSeedEffect(3, 8), 3 * effect, 1e-6));
        QCOMPARE(detectableSeedEffect(0, 8), 0.0);
    }

    void detectableItemsFollowConnor()
    {
        // 100 items of 1,000 differ: about (1.96 + 0.84) sqrt(0.1 / 1000)
        const double effect = detectableItemEffect(1000, 0.1);
        QVERIFY(near(effect, 2.8016 * 0.01, 3e-4));
        const double needed = (z95 * std::sqrt(0.1) + normalQuantile(0.8) * std::sqrt(0.1 - effect * effect)) / effect;
        QVERIFY(near(needed * needed, 1000, 1e-3));
        QCOMPARE(detectableItemEffect(10, 0.1), 0.1); // not even if all that differ fall to one side
        QCOMPARE(support::errorOf([] { detectableItemEffect(0, 0.1); }).kind(), core::ErrorKind::BadInput);
    }

    void badInputIsRefused()
    {
        const std::vector<double> three{ 1, 2, 3 };
        const std::vector<std::int32_t> two{ 1, 2 };
        const std::vector<double> broken{ 1, std::nan("") };
        for (const auto& action : std::vector<std::function<void()>>{ [] { compareSeeds({}); },
                 [&] { compareSeeds(three, two); }, [&] { compareSeeds(broken); }, [] { meanInterval({}); },
                 [&] { seedBootstrap(three, {}, 0, 1); }, [] { seedTestPower(1, 1, 1); } })
            QCOMPARE(support::errorOf(action).kind(), core::ErrorKind::BadInput);
    }
};

QTEST_GUILESS_MAIN(TestPairedSeeds)
#include "tst_paired_seeds.moc"
