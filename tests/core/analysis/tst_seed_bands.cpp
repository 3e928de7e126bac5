// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/seed_bands.h"

#include <QtTest/QTest>

#include <cmath>

using namespace core::analysis;

class TestSeedBands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void meanAndIntervalAtEveryCommonStep()
    {
        const std::vector<Curve> curves{ { { 0, 2, 4 }, { 5, 3, 1 } }, { { 0, 4 }, { 7, 2 } }, {} };
        const SeedBand band = seedBand(curves);
        QCOMPARE(band.seeds, std::size_t{ 2 }); // a curve without a step has no say
        QCOMPARE(band.steps, (std::vector<double>{ 0, 4 }));
        QCOMPARE(band.mean, (std::vector<double>{ 6, 1.5 }));
        const double t = 12.706204736; // of one degree of freedom; the standard error of 5 and 7 is 1
        QVERIFY(std::abs(band.low[0] - (6 - t)) < 1e-6);
        QVERIFY(std::abs(band.high[0] - (6 + t)) < 1e-6);
    }

    void oneSeedHasNoInterval()
    {
        const std::vector<Curve> curves{ { { 0, 1 }, { 5, 3 } } };
        const SeedBand band = seedBand(curves);
        QCOMPARE(band.mean, (std::vector<double>{ 5, 3 }));
        QVERIFY(std::isnan(band.low[1]) && std::isnan(band.high[1]));
        QVERIFY(seedBand({}).steps.empty());
    }
};

QTEST_APPLESS_MAIN(TestSeedBands)
#include "tst_seed_bands.moc"
