// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/axis_scale.h"

#include <QtTest/QTest>

#include <cmath>

using namespace ui;

class TestAxisScale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsAreRound();
    void linearTicksHaveTheDigitsTheyNeed();
    void logarithmicTicksAreWholeNumbers();
    void aNarrowLogarithmicPartHasLinearTicks();
    void manyDecadesAreThinned();
    void givenTicksAreKept();
    void aRangeAlwaysHasRoom();
};

namespace {

QStringList labels(const std::vector<AxisTick>& ticks)
{
    QStringList result;
    for (const AxisTick& tick : ticks)
        result.append(tick.label);
    return result;
}

} // namespace

void TestAxisScale::stepsAreRound()
{
    QCOMPARE(roundStep(11, 7), 2.0);
    QCOMPARE(roundStep(400, 7), 100.0);
    QCOMPARE(roundStep(0.7, 5), 0.2);
    QCOMPARE(roundStep(1, 2), 1.0);
    QCOMPARE(decimalsOf(0.05), 2);
    QCOMPARE(decimalsOf(0.1), 1);
    QCOMPARE(decimalsOf(20), 0);
    for (double span = 0.013; span < 1e5; span *= 1.37)
        for (int most = 2; most < 9; ++most)
            QVERIFY(std::floor(span / roundStep(span, most)) + 1 <= most);
}

void TestAxisScale::linearTicksHaveTheDigitsTheyNeed()
{
    const AxisScale scale({}, 0, 11);
    QCOMPARE(labels(scale.ticks({ 0, 11 }, 7)), QStringList({ "0", "2", "4", "6", "8", "10" }));
    QCOMPARE(labels(scale.ticks({ 0.29, 0.71 }, 6)), QStringList({ "0.3", "0.4", "0.5", "0.6", "0.7" }));
    QCOMPARE(labels(scale.ticks({ -1, 1 }, 3)), QStringList({ QString::fromUtf8("\u22121"), "0", "1" }));
    QCOMPARE(labels(scale.ticks({ 0, 3000 }, 3)).first(), QString("0"));
    QCOMPARE(labels(scale.ticks({ 900, 2100 }, 3)),
        QStringList({ QString::fromUtf8("1\u202f000"), QString::fromUtf8("1\u202f500"), QString::fromUtf8("2\u202f000") }));
}

void TestAxisScale::logarithmicTicksAreWholeNumbers()
{
    AxisSettings settings;
    settings.logarithmic = true;
    const AxisScale scale(settings, 2, 11);
    QCOMPARE(scale.whole().low, std::log10(2.0));
    QCOMPARE(labels(scale.ticks(scale.whole(), 7)), QStringList({ "2", "3", "4", "6", "8", "10" }));
    QCOMPARE(scale.value(scale.place(7)), 7.0);
    QVERIFY(std::isnan(scale.place(0)));
    QVERIFY(std::isnan(scale.place(-1)));
    QCOMPARE(labels(scale.ticks({ -2, 1 }, 7)), QStringList({ "0.01", "0.1", "1", "10" }));
}

void TestAxisScale::aNarrowLogarithmicPartHasLinearTicks()
{
    AxisSettings settings;
    settings.logarithmic = true;
    const AxisScale scale(settings, 1, 10);
    QCOMPARE(labels(scale.ticks({ std::log10(3.1), std::log10(3.45) }, 5)), QStringList({ "3.1", "3.2", "3.3", "3.4" }));
}

void TestAxisScale::manyDecadesAreThinned()
{
    AxisSettings settings;
    settings.logarithmic = true;
    const AxisScale scale(settings, 1e-12, 1e12);
    const auto ticks = scale.ticks(scale.whole(), 6);
    QVERIFY(ticks.size() >= 3 && ticks.size() <= 6);
}

void TestAxisScale::givenTicksAreKept()
{
    AxisSettings settings;
    settings.ticks = { { 0, "0" }, { 1, "23" }, { 2, "468" } };
    const AxisScale scale(settings, 0, 2);
    QCOMPARE(labels(scale.ticks({ 0.5, 2 }, 2)), QStringList({ "23", "468" }));
}

void TestAxisScale::aRangeAlwaysHasRoom()
{
    const AxisScale same({}, 3, 3);
    QVERIFY(same.whole().low < 3 && same.whole().high > 3);
    AxisSettings settings;
    settings.logarithmic = true;
    const AxisScale nothing(settings, -5, -1);
    QVERIFY(nothing.whole().span() > 0);
    settings.low = 2.0;
    settings.high = 8.0;
    QCOMPARE(AxisScale(settings, 3, 4).whole().high, std::log10(8.0));
}

QTEST_GUILESS_MAIN(TestAxisScale)
#include "tst_axis_scale.moc"
