// SPDX-License-Identifier: Apache-2.0
// The tests that verdicts stand on, on their own null: what they must hold, and why others are not used.
#include "core/analysis/calibration.h"
#include "core/analysis/detectable_effect.h"
#include "core/base/random.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>

using namespace core::analysis;

namespace {

double rateOf(const std::vector<TestRate>& rates, const std::string& test)
{
    for (const TestRate& rate : rates)
        if (rate.test == test)
            return rate.rate;
    QTest::qFail(("there is no test " + test).c_str(), __FILE__, __LINE__);
    return -1;
}

} // namespace

class TestCalibration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Swapping answers within items: the exact test never rejects above 5 %, whatever the number of items that differ.
    void itemTestsHoldTheirNull()
    {
        double worst = 0;
        double worstBootstrap = 0;
        for (std::uint64_t discordant = 0; discordant <= 100; ++discordant) {
            const auto rates = itemNullRates({ 300, discordant, 0 });
            QVERIFY(rateOf(rates, "mcnemar-exact") <= 0.05);
            worst = std::max(worst, rateOf(rates, "mcnemar-mid"));
            worstBootstrap = std::max(worstBootstrap, rateOf(rates, "percentile-bootstrap"));
        }
        QVERIFY2(worst > 0.07 && worst < 0.08, std::to_string(worst).c_str()); // with 16 that differ: not used for claims
        QVERIFY2(worstBootstrap > 0.1, std::to_string(worstBootstrap).c_str()); // with four items that differ: 2 of 16
    }

    /// The same by hand: six items differ; mid-p is below 5 % at 6:0 only (1/64).
    void itemRatesByHand()
    {
        const auto rates = itemNullRates({ 50, 4, 2 });
        QCOMPARE(rateOf(rates, "mcnemar-mid"), 2.0 / 64);
        QCOMPARE(rateOf(rates, "mcnemar-exact"), 2.0 / 64);
        QVERIFY(rates[0].used && rates[0].test == "mcnemar-exact");
    }

    void seedTestHoldsItsNullFromFiveToTen()
    {
        for (std::size_t seeds = 5; seeds <= 10; ++seeds) {
            SeedWorld world;
            world.seeds = seeds;
            const auto rates = seedRates(world, { .simulations = 20'000, .seed = seeds, .resamples = 0 });
            const double rate = rateOf(rates, "paired-t");
            QVERIFY2(rate > 0.03 && rate < 0.07, std::to_string(rate).c_str());
        }
    }

    /// Small benchmarks give coarse differences, and spread between seeds does not matter either.
    void seedTestHoldsItsNullElsewhere()
    {
        for (const auto& [items, deviation] : { std::pair{ 100, 0.0 }, std::pair{ 100, 0.05 }, std::pair{ 2500, 0.01 } }) {
            SeedWorld world;
            world.seeds = 6;
            world.items = static_cast<std::uint64_t>(items);
            world.seedDeviation = deviation;
            const auto rates = seedRates(world, { .simulations = 20'000, .seed = 2, .resamples = 0 });
            const double rate = rateOf(rates, "paired-t");
            QVERIFY2(rate > 0.03 && rate < 0.07, std::to_string(rate).c_str());
        }
    }

    void otherTestsDoNot()
    {
        const auto rates = seedRates({}, { .simulations = 4000, .seed = 1, .resamples = 400 });
        QVERIFY(rateOf(rates, "sign-flip") < 0.001); // five seeds: the least p is 2/32
        QVERIFY(rateOf(rates, "percentile-bootstrap") > 0.1);
    }

    void sharedBasesMustBeUnits()
    {
        SeedWorld world;
        world.seeds = 10;
        world.bases = 5;
        world.baseDeviation = 0.03;
        const auto rates = seedRates(world, { .simulations = 20'000, .seed = 3, .resamples = 0 });
        QVERIFY(rateOf(rates, "paired-t") > 0.03 && rateOf(rates, "paired-t") < 0.07);
        QVERIFY(rateOf(rates, "paired-t-by-seed") > 0.08);
    }

    void findsAPlantedEffect()
    {
        SeedWorld world;
        world.seeds = 8;
        world.effect = 0.04;
        const auto rates = seedRates(world, { .simulations = 5000, .seed = 4, .resamples = 0 });
        // differences spread with sqrt(2 (0.02² + p (1 - p) / 670))
        const double deviation = std::sqrt(2 * 0.0004 + (0.6 * 0.4 + 0.64 * 0.36) / 670);
        const double expected = seedTestPower(0.04, deviation, 8);
        QVERIFY(std::abs(rateOf(rates, "paired-t") - expected) < 0.03);
        QVERIFY(expected > 0.7);
    }

    /// Runs of one arm against runs of the same arm.
    void otherSeedsOfOneArmDoNotDiffer()
    {
        core::RandomStream random(5, "runs");
        std::vector<double> runs(20);
        for (double& run : runs)
            run = 0.6 + 0.02 * random.normal();
        const auto rates = seedNullRates(runs, { .simulations = 10'000, .seed = 1, .resamples = 0 });
        QVERIFY(rateOf(rates, "paired-t") > 0.03 && rateOf(rates, "paired-t") < 0.07);
        QCOMPARE(support::errorOf([&] { seedNullRates({ runs.data(), 3 }, {}); }).kind(), core::ErrorKind::BadInput);
    }

    void repeatsAndStops()
    {
        const SimulationSettings settings{ .simulations = 500, .seed = 7, .resamples = 50 };
        const auto once = seedRates({}, settings);
        const auto again = seedRates({}, settings);
        for (std::size_t i = 0; i < once.size(); ++i)
            QCOMPARE(once[i].rate, again[i].rate);
        SimulationSettings cancelled = settings;
        cancelled.cancel.cancel();
        QCOMPARE(support::errorOf([&] { seedRates({}, cancelled); }).kind(), core::ErrorKind::Cancelled);
        SeedWorld impossible;
        impossible.bases = 1;
        QCOMPARE(support::errorOf([&] { seedRates(impossible, settings); }).kind(), core::ErrorKind::BadInput);
    }
};

QTEST_GUILESS_MAIN(TestCalibration)
#include "tst_calibration.moc"
