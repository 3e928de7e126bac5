// SPDX-License-Identifier: Apache-2.0
#include "core/optim/schedule.h"

#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>

using core::optim::learningRateAt;
using core::protocol::ScheduleSettings;

class TestSchedule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cosineWithWarmUp();
    void constantAndFinalShare();
    void unknownNamesAreRefused();
};

void TestSchedule::cosineWithWarmUp()
{
    const ScheduleSettings cosine{ "cosine", 0.25, 0 }; // 2 of 8 steps
    const double expected[] = { 0, 0.0005, 0.001, 0.000933012702, 0.00075, 0.0005, 0.00025, 0.0000669872981 };
    for (int step = 0; step < 8; ++step)
        QVERIFY(std::abs(learningRateAt(cosine, 1e-3, step, 8) - expected[step]) < 1e-12);
    QCOMPARE(learningRateAt({ "cosine", 0, 0 }, 1e-3, 0, 8), 1e-3);
    QCOMPARE(learningRateAt({ "cosine", 0.2, 0 }, 1.0, 1, 6), 0.5); // 1.2 rounds up to 2 steps
}

void TestSchedule::constantAndFinalShare()
{
    QCOMPARE(learningRateAt({ "constant", 0.5, 0 }, 2.0, 1, 4), 1.0);
    QCOMPARE(learningRateAt({ "constant", 0.5, 0 }, 2.0, 3, 4), 2.0);
    QCOMPARE(learningRateAt({ "cosine", 0, 0.1 }, 1.0, 8, 8), 0.1);
}

void TestSchedule::unknownNamesAreRefused()
{
    QCOMPARE(support::errorOf([] { learningRateAt({ "linear", 0, 0 }, 1, 0, 8); }).kind(), core::ErrorKind::Unsupported);
}

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
