// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/smoothing.h"
#include "core/base/random.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>

using namespace core::analysis;

namespace {

Curve noisy(std::size_t points)
{
    core::RandomStream random(4, "test");
    Curve curve;
    for (std::size_t i = 0; i < points; ++i) {
        curve.steps.push_back(static_cast<double>(2 * i));
        curve.losses.push_back(8 * random.uniform());
    }
    return curve;
}

} // namespace

class TestSmoothing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsThePlainMeanAroundEachPoint()
    {
        const Curve curve = noisy(4001);
        for (const std::size_t points : { std::size_t{ 1 }, std::size_t{ 3 }, std::size_t{ 201 }, std::size_t{ 9001 } }) {
            const auto fast = smoothSeries(curve, { points, 0 });
            const auto plain = smoothed(curve, points);
            for (std::size_t i = 0; i < plain.losses.size(); ++i)
                QVERIFY(std::abs(fast.curve.losses[i] - plain.losses[i]) < 1e-12);
            QCOMPARE(fast.curve.steps, curve.steps);
            QCOMPARE(fast.smoothing.points, points);
        }
    }

    void saysHow()
    {
        const auto smoothing = smoothingFor(noisy(1000), 0.05);
        QCOMPARE(smoothing.points, std::size_t{ 51 });
        QCOMPARE(smoothing.steps, 100.0); // 50 gaps of 2 steps
        QCOMPARE(name(smoothing), std::string("centred mean of 51 points"));
        QCOMPARE(name(smoothingFor(noisy(10), 0.05)), std::string("as measured"));
        QCOMPARE(smoothingFor({}, 0.05).points, std::size_t{ 1 });
        QVERIFY(smoothSeries({}, { 5, 0 }).curve.losses.empty());
        QCOMPARE(support::errorOf([] { smoothSeries(noisy(3), { 2, 0 }); }).kind(), core::ErrorKind::BadInput);
    }
};

QTEST_GUILESS_MAIN(TestSmoothing)
#include "tst_smoothing.moc"
