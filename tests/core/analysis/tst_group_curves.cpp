// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/group_curves.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>
#include <limits>

using namespace core::analysis;

class TestGroupCurves : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void meansWithTheirNumberOfRows()
    {
        const float missing = std::numeric_limits<float>::quiet_NaN();
        const std::vector<float> values{ 1, 2, 3, 4, 5, 0.5F, missing, 1.5F, 2, missing };
        const std::vector<std::int32_t> codes{ 0, 0, 1, -1, 2 };
        const auto curves = groupCurves({ values, 2, 5 }, codes, 4);
        QCOMPARE(curves.mean(0, 0), 1.5);
        QCOMPARE(curves.count(0, 0), 2U);
        QCOMPARE(curves.mean(0, 1), 0.5); // its other row has no loss there
        QCOMPARE(curves.count(0, 1), 1U);
        QCOMPARE(curves.mean(1, 1), 1.5);
        QVERIFY(std::isnan(curves.mean(2, 1)));
        QCOMPARE(curves.count(2, 1), 0U);
        QVERIFY(std::isnan(curves.mean(3, 0)));
    }

    void totalsAndShares()
    {
        const std::vector<std::int32_t> codes{ 1, 0, 1, -1 };
        const std::vector<std::uint32_t> tokens{ 30, 10, 60, 500 };
        const auto totals = groupTotals(codes, 2, tokens);
        QCOMPARE(totals[1].total, std::uint64_t{ 90 });
        QCOMPARE(totals[1].rows, std::uint64_t{ 2 });
        QCOMPARE(totals[1].share, 0.9);
        QCOMPARE(totals[0].share, 0.1);
        const std::vector<std::uint32_t> nothing(4, 0);
        QVERIFY(std::isnan(groupTotals(codes, 2, nothing)[0].share));
    }

    void badInputIsRefused()
    {
        const std::vector<float> values{ 1, 2 };
        const std::vector<std::int32_t> codes{ 0, 2 };
        QCOMPARE(support::errorOf([&] { groupCurves({ values, 1, 2 }, codes, 2); }).kind(), core::ErrorKind::BadInput);
        const std::vector<std::uint32_t> one{ 1 };
        QCOMPARE(support::errorOf([&] { groupTotals(codes, 3, one); }).kind(), core::ErrorKind::BadInput);
    }
};

QTEST_GUILESS_MAIN(TestGroupCurves)
#include "tst_group_curves.moc"
