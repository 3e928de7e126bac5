// SPDX-License-Identifier: GPL-3.0-or-later
// Where names, read-outs and latest results go.
#include "ui/plots/end_names.h"
#include "ui/plots/latest_task.h"
#include "ui/plots/line_values.h"
#include "ui/plots/read_out.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <atomic>
#include <cmath>
#include <limits>
#include <semaphore>

using namespace ui;

class TestPlotLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesWithRoomStay();
    void namesArePushedApart();
    void namesStayInside();
    void theReadOutCoversNothingThatIsRead();
    void theReadOutTakesTheEmptierSide();
    void onlyTheNewestWorkRuns();
    void droppedResultsNeverArrive();
    void valuesLieOnTheLine();
};

void TestPlotLayout::namesWithRoomStay()
{
    QCOMPARE(pushedApart({ 10, 50, 30 }, { 15, 15, 15 }, 0, 100), (std::vector<double>{ 10, 50, 30 }));
}

void TestPlotLayout::namesArePushedApart()
{
    const std::vector<double> wanted{ 40, 42, 41, 80, 44 };
    const std::vector<double> heights{ 15, 15, 15, 15, 30 };
    const std::vector<double> middles = pushedApart(wanted, heights, 0, 200);
    const std::vector<std::size_t> order{ 0, 2, 1, 4, 3 }; // by value
    for (std::size_t i = 1; i < order.size(); ++i) {
        const double apart = middles[order[i]] - middles[order[i - 1]];
        QVERIFY(apart >= (heights[order[i]] + heights[order[i - 1]]) / 2 - 1e-9);
    }
    double moved = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        moved += middles[i] - wanted[i];
    QVERIFY(std::abs(moved) < 1); // as much up as down
}

void TestPlotLayout::namesStayInside()
{
    const std::vector<double> low = pushedApart({ 1, 2, 3 }, { 15, 15, 15 }, 0, 100);
    QCOMPARE(low, (std::vector<double>{ 7.5, 22.5, 37.5 }));
    const std::vector<double> high = pushedApart({ 99, 98, 97 }, { 15, 15, 15 }, 0, 100);
    QCOMPARE(high, (std::vector<double>{ 92.5, 77.5, 62.5 }));
}

void TestPlotLayout::theReadOutCoversNothingThatIsRead()
{
    const QRectF plot(0, 0, 400, 200);
    for (double x = 0; x <= 400; x += 20)
        for (double y = 0; y <= 200; y += 20) {
            ReadOut readOut;
            readOut.x = x;
            for (double along = 0; along <= 400; along += 5)
                readOut.read.push_back({ along, y });
            QVERIFY(!placeOf(readOut, { 110, 60 }, plot).contains(QPointF(x, y)));
            const QRectF box = placeOf(readOut, { 110, 60 }, plot);
            QVERIFY2(y < box.top() || y > box.bottom(), qPrintable(QStringLiteral("%1 %2").arg(x).arg(y)));
        }
}

void TestPlotLayout::theReadOutTakesTheEmptierSide()
{
    ReadOut readOut;
    readOut.x = 200;
    for (double x = 205; x < 400; x += 5)
        for (double y = 0; y < 200; y += 5)
            readOut.avoid.push_back({ x, y });
    QVERIFY(placeOf(readOut, { 100, 60 }, { 0, 0, 400, 200 }).right() < 200);
}

void TestPlotLayout::onlyTheNewestWorkRuns()
{
    std::binary_semaphore gate(0);
    std::atomic<int> started = 0;
    QList<int> arrived;
    LatestTask<int> task([&](int result) { arrived.append(result); });
    const auto work = [&](int result) {
        return [&, result] {
            ++started;
            if (result == 1)
                gate.acquire();
            return result;
        };
    };
    task.start(work(1));
    task.start(work(2));
    task.start(work(3));
    gate.release();
    QTRY_COMPARE(arrived, (QList<int>{ 1, 3 }));
    QCOMPARE(started.load(), 2);
    QVERIFY(!task.isBusy());
}

void TestPlotLayout::droppedResultsNeverArrive()
{
    std::binary_semaphore gate(0);
    QList<int> arrived;
    LatestTask<int> task([&](int result) { arrived.append(result); });
    task.start([&] {
        gate.acquire();
        return 1;
    });
    task.drop();
    task.start([] { return 2; });
    gate.release();
    QTRY_COMPARE(arrived, (QList<int>{ 2 }));
}

void TestPlotLayout::valuesLieOnTheLine()
{
    LineSeries series;
    series.x = { 1, 2, 4 };
    series.y = { 10, 20, std::numeric_limits<double>::quiet_NaN() };
    QCOMPARE(valueAt(series, 1.5), std::optional(15.0));
    QCOMPARE(valueAt(series, 2), std::optional(20.0));
    QCOMPARE(valueAt(series, 3), std::optional<double>());
    QCOMPARE(valueAt(series, 0.5), std::optional<double>());
    QCOMPARE(valueAt(series, 5), std::optional<double>());
    QCOMPARE(lastFinite(series, 9), std::optional<std::size_t>(1));
    QCOMPARE(nearestIndex(series.x, 2.9), std::optional<std::size_t>(1));
    QCOMPARE(nearestIndex(series.x, 3.1), std::optional<std::size_t>(2));
}

QTEST_MAIN(TestPlotLayout)
#include "tst_plot_layout.moc"
