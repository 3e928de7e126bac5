// SPDX-License-Identifier: Apache-2.0
// Intervals and tests against the values of statsmodels and scipy in the reference data.
#include "core/analysis/paired_items.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>

using namespace core::analysis;

class TestStatisticsParity : public QObject {
    Q_OBJECT

    core::Json reference_;

    static void verifyNear(double value, double expected, double tolerance = 1e-9)
    {
        QVERIFY2(std::abs(value - expected) <= tolerance,
            (std::to_string(value) + ", expected " + std::to_string(expected)).c_str());
    }
    static PairedCounts countsOf(const core::Json& json, std::uint64_t items)
    {
        return { items, json.at("only_first_correct"), json.at("only_second_correct") };
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto file = support::requireReferenceData() / "parity/stats.json";
        reference_ = core::parseJson(core::readFile(file, 1 << 20), file.string());
    }

    void wilsonIntervals()
    {
        for (const auto& entry : reference_.at("wilson_95")) {
            const auto interval = wilson(entry.at("correct"), entry.at("total"));
            verifyNear(interval.low, entry.at("low"));
            verifyNear(interval.high, entry.at("high"));
        }
    }

    void mcNemarTests()
    {
        for (const auto& entry : reference_.at("mcnemar_exact")) {
            const auto test = mcNemar(countsOf(entry, 10'000));
            verifyNear(test.exact, entry.at("p"));
            if (!entry.at("mid_p").is_null())
                verifyNear(test.mid, entry.at("mid_p"));
        }
    }

    void pairedBootstraps()
    {
        for (const auto& entry : reference_.at("paired_bootstrap")) {
            const auto result = pairedBootstrap(countsOf(entry, entry.at("items")));
            verifyNear(result.difference, entry.at("difference"));
            verifyNear(result.standardError, entry.at("standard_error"));
            verifyNear(result.interval.low, entry.at("percentile_2.5"));
            verifyNear(result.interval.high, entry.at("percentile_97.5"));
            verifyNear(result.shareNotAboveZero, entry.at("share_not_above_zero"));
        }
    }
};

QTEST_GUILESS_MAIN(TestStatisticsParity)
#include "tst_statistics_parity.moc"
