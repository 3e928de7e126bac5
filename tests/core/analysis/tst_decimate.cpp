// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/decimate.h"

#include "core/base/random.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace core::analysis;

class TestDecimate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsExtremesOfEveryColumn();
    void keepsTheirOrder();
    void continuesBeyondTheEdges();
    void refusesSeries();
};

void TestDecimate::keepsExtremesOfEveryColumn()
{
    core::RandomStream random(1, "decimate");
    std::vector<double> x;
    std::vector<double> y;
    for (int i = 0; i < 100000; ++i) {
        x.push_back(i);
        y.push_back(i == 54321 ? 99.0 : i % 997 == 0 ? std::numeric_limits<double>::quiet_NaN() : random.normal());
    }
    const std::size_t columns = 640;
    const std::vector<SeriesPoint> kept = decimate(x, y, equalEdges(0, 100000, columns));
    QVERIFY(kept.size() <= 2 * columns);
    QVERIFY(std::any_of(kept.begin(), kept.end(), [](const SeriesPoint& point) {
        return point == SeriesPoint{ 54321, 99 };
    }));
    QVERIFY(std::is_sorted(
        kept.begin(), kept.end(), [](const SeriesPoint& left, const SeriesPoint& right) { return left.x < right.x; }));
    const auto columnOf = [&](double at) { return static_cast<std::size_t>(at * static_cast<double>(columns) / 100000); };
    std::vector<double> low(columns, 1e9);
    std::vector<double> high(columns, -1e9);
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (std::isnan(y[i]))
            continue;
        low[columnOf(x[i])] = std::min(low[columnOf(x[i])], y[i]);
        high[columnOf(x[i])] = std::max(high[columnOf(x[i])], y[i]);
    }
    std::vector<double> keptLow(columns, 1e9);
    std::vector<double> keptHigh(columns, -1e9);
    for (const SeriesPoint& point : kept) {
        keptLow[columnOf(point.x)] = std::min(keptLow[columnOf(point.x)], point.y);
        keptHigh[columnOf(point.x)] = std::max(keptHigh[columnOf(point.x)], point.y);
    }
    QVERIFY(low == keptLow);
    QVERIFY(high == keptHigh);
}

void TestDecimate::keepsTheirOrder()
{
    const std::vector<double> x{ 0, 1, 2, 3, 4, 5 };
    const std::vector<double> y{ 3, 9, 1, 4, 2, 8 };
    QVERIFY((decimate(x, y, equalEdges(0, 6, 2)) == std::vector<SeriesPoint>{ { 1, 9 }, { 2, 1 }, { 4, 2 }, { 5, 8 } }));
    const std::vector<double> flat(6, 7.0);
    QVERIFY((decimate(x, flat, equalEdges(0, 6, 2)) == std::vector<SeriesPoint>{ { 0, 7 }, { 3, 7 } }));
}

void TestDecimate::continuesBeyondTheEdges()
{
    const std::vector<double> x{ 0, 1, 2, 3, 4, 5 };
    const std::vector<double> y{ 3, 9, 1, 4, 2, 8 };
    QVERIFY((decimate(x, y, equalEdges(1.5, 3.5, 4)) == std::vector<SeriesPoint>{ { 1, 9 }, { 2, 1 }, { 3, 4 }, { 4, 2 } }));
    QVERIFY((decimate(x, y, equalEdges(2.2, 2.8, 4)) == std::vector<SeriesPoint>{ { 2, 1 }, { 3, 4 } }));
    QVERIFY((decimate(x, y, equalEdges(3, 5, 1)) == std::vector<SeriesPoint>{ { 2, 1 }, { 4, 2 }, { 5, 8 } }));
    QVERIFY(decimate({}, {}, equalEdges(0, 1, 4)).empty());
    QVERIFY(
        (decimate(x, y, equalEdges(0, 6, 1), 2) == std::vector<SeriesPoint>{ { 0, 3 }, { 1, 9 } })); // 1 and 2 are not above
    QVERIFY(decimate(x, y, equalEdges(0, 6, 3), 9).empty());
}

void TestDecimate::refusesSeries()
{
    const std::vector<double> rising{ 0, 1 };
    const std::vector<double> falling{ 1, 0 };
    const std::vector<double> one{ 1 };
    const auto refused = [&](const auto& x, const auto& y, double left, double right, std::size_t columns) {
        return support::errorOf([&] { decimate(x, y, equalEdges(left, right, columns)); }).kind()
            == core::ErrorKind::BadInput;
    };
    QVERIFY(refused(falling, rising, 0, 1, 4));
    QVERIFY(refused(rising, one, 0, 1, 4));
    QVERIFY(refused(rising, rising, 0, 1, 0));
    QVERIFY(refused(rising, rising, 1, 1, 4));
}

QTEST_GUILESS_MAIN(TestDecimate)
#include "tst_decimate.moc"
