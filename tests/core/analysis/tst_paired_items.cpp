// SPDX-License-Identifier: Apache-2.0
// McNemar and the bootstrap over items against every outcome of small cases.
#include "core/analysis/paired_items.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>

using namespace core::analysis;

namespace {

bool near(double value, double expected, double tolerance = 1e-12)
{
    return std::abs(value - expected) <= tolerance;
}

} // namespace

class TestPairedItems : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsPairs()
    {
        const std::vector<std::uint8_t> first{ 1, 1, 0, 0, 1, 1 };
        const std::vector<std::uint8_t> second{ 1, 0, 1, 0, 0, 1 };
        QVERIFY(countPairs(first, second) == (PairedCounts{ 6, 2, 1 }));
        QCOMPARE(support::errorOf([&] { countPairs(first, { second.data(), 5 }); }).kind(), core::ErrorKind::BadInput);
    }

    /// Every way of flipping m fair coins, counted.
    void mcNemarCountsCoins()
    {
        for (std::uint64_t m = 1; m <= 12; ++m) {
            for (std::uint64_t first = 0; first <= m; ++first) {
                const auto least = static_cast<int>(std::min(first, m - first));
                double asFar = 0;
                double exactly = 0;
                for (std::uint32_t coins = 0; coins < (1U << m); ++coins) {
                    const int heads = std::popcount(coins);
                    asFar += std::min(heads, static_cast<int>(m) - heads) <= least;
                    exactly += heads == least;
                }
                const double ways = std::exp2(m);
                const McNemar test = mcNemar({ 20, first, m - first });
                QVERIFY(near(test.exact, asFar / ways));
                QVERIFY(near(test.mid, asFar / ways - (2 * first == m ? 0 : exactly / ways)));
            }
        }
        QCOMPARE(mcNemar({ 20, 0, 0 }).exact, 1.0);
        QCOMPARE(support::errorOf([] { mcNemar({ 3, 2, 2 }); }).kind(), core::ErrorKind::BadInput);
    }

    /// All 4^4 resamples of four items with differences +1, 0, 0, -1 (and others).
    void bootstrapIsEveryResample()
    {
        for (const auto& [up, down] : { std::pair{ 1, 1 }, std::pair{ 2, 0 }, std::pair{ 3, 1 }, std::pair{ 0, 0 } }) {
            int items[4] = {};
            std::fill_n(items, up, 1);
            std::fill_n(items + up, down, -1);
            double notAbove = 0;
            double squares = 0;
            double mean = 0;
            for (int way = 0; way < 256; ++way) {
                const int sum = items[way & 3] + items[(way >> 2) & 3] + items[(way >> 4) & 3] + items[(way >> 6) & 3];
                notAbove += sum <= 0;
                mean += sum / 4.0;
                squares += sum * sum / 16.0;
            }
            const auto result
                = pairedBootstrap(PairedCounts{ 4, static_cast<std::uint64_t>(up), static_cast<std::uint64_t>(down) });
            QVERIFY(near(result.difference, mean / 256));
            QVERIFY(near(result.standardError, std::sqrt(squares / 256 - mean * mean / 65536)));
            QVERIFY(near(result.shareNotAboveZero, notAbove / 256));
        }
    }

    void resamplingMeetsTheExactDistribution()
    {
        const PairedCounts counts{ 200, 30, 12 };
        std::vector<double> differences(200);
        std::fill_n(differences.begin(), 30, 1.0);
        std::fill_n(differences.begin() + 30, 12, -1.0);
        const auto exact = pairedBootstrap(counts);
        const auto sampled = pairedBootstrap(differences, { 10'000, 3 });
        QVERIFY(near(sampled.difference, exact.difference));
        QVERIFY(near(sampled.standardError, exact.standardError));
        const double tolerance = 2.0 / 200 + 0.05 * exact.standardError;
        QVERIFY(near(sampled.interval.low, exact.interval.low, tolerance));
        QVERIFY(near(sampled.interval.high, exact.interval.high, tolerance));
        QVERIFY(near(sampled.shareNotAboveZero, exact.shareNotAboveZero, 0.005));
        QVERIFY(pairedBootstrap(differences, { 500, 3 }).interval == pairedBootstrap(differences, { 500, 3 }).interval);
    }
};

QTEST_GUILESS_MAIN(TestPairedItems)
#include "tst_paired_items.moc"
