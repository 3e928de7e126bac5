// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/brush_rows.h"

#include "core/base/random.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <limits>

using namespace core::analysis;
using Rows = std::vector<std::uint32_t>;

class TestBrushRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTrajectoriesThroughABox();
    void agreesWithWalkingAlongTheLines();
    void takesPointsInABox();
    void takesPointsInALasso();
    void findsTheNearestTrajectory();
    void findsTheNearestPoint();
    void refusesWhatDoesNotFit();
};

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

// three points, four rows: falling, flat, broken, rising
const std::vector<float> losses{ 4, 2, 1, 0, /**/ 2, 2, missing, 2, /**/ 0, 2, 1, 4 };
const std::vector<double> positions{ 0, 1, 2 };

LossView view()
{
    return { losses, 3, 4 };
}

} // namespace

void TestBrushRows::takesTrajectoriesThroughABox()
{
    QCOMPARE(rowsThroughBox(view(), positions, { 0, 2, 0, 4 }).rows(), (Rows{ 0, 1, 3 }));
    QCOMPARE(rowsThroughBox(view(), positions, { 0, 0.4, 3, 5 }).rows(), (Rows{ 0 }));
    QCOMPARE(rowsThroughBox(view(), positions, { 0.5, 0.5, 1, 1 }).rows(), (Rows{ 3 })); // half-way from 0 to 2
    QCOMPARE(rowsThroughBox(view(), positions, { 1.5, 1.75, 0.6, 0.9 }).rows(), (Rows{ 0 }));
    QCOMPARE(rowsThroughBox(view(), positions, { 1.5, 1.75, 1.1, 1.9 }).rows(), Rows{});
    QCOMPARE(rowsThroughBox(view(), positions, { 2.1, 3, 0, 9 }).rows(), Rows{});
}

void TestBrushRows::agreesWithWalkingAlongTheLines()
{
    core::RandomStream random(3, "brush");
    std::vector<float> values;
    for (int i = 0; i < 6 * 200; ++i)
        values.push_back(static_cast<float>(4 * random.uniform()));
    const LossView many{ values, 6, 200 };
    const std::vector<double> steps{ 0, 1, 2, 4, 8, 16 };
    const PlaneBox box{ 2.5, 9, 0.5, 0.6 };
    const core::data::Selection found = rowsThroughBox(many, steps, box);
    for (std::size_t row = 0; row < many.rows; ++row) {
        bool inside = false;
        for (std::size_t point = 0; point < 5; ++point)
            for (int i = 0; i <= 20000; ++i) {
                const double share = i / 20000.0;
                const double x = steps[point] + (steps[point + 1] - steps[point]) * share;
                const double y = many.at(point, row) + (many.at(point + 1, row) - many.at(point, row)) * share;
                inside = inside || (x >= box.left && x <= box.right && y >= box.low && y <= box.high);
            }
        QCOMPARE(found.contains(row), inside);
    }
}

void TestBrushRows::takesPointsInABox()
{
    const std::vector<float> x{ 1, 2, 3, missing, 2 };
    const std::vector<float> y{ 1, 2, 3, 2, missing };
    QCOMPARE(pointsInBox(x, y, { 1, 2, 0, 2 }).rows(), (Rows{ 0, 1 }));
}

void TestBrushRows::takesPointsInALasso()
{
    const std::vector<float> x{ 1, 3, 2, 2, missing };
    const std::vector<float> y{ 1, 1, 1, 3, 1 };
    // a "V": the middle between its arms is outside
    const std::vector<PlanePoint> lasso{ { 0, 4 }, { 1, 0 }, { 2, 2 }, { 3, 0 }, { 4, 4 } };
    QCOMPARE(pointsInPolygon(x, y, lasso).rows(), (Rows{ 0, 1, 3 }));
    QCOMPARE(pointsInPolygon(x, y, { { 0, 0 }, { 4, 4 } }).count(), std::size_t{ 0 });
}

void TestBrushRows::findsTheNearestTrajectory()
{
    const std::vector<std::int32_t> labels{ 0, 1, 0, 0 };
    QCOMPARE(nearestTrajectory(view(), positions, labels, { 0.5, 2.9 }, 0.5), std::optional<std::size_t>(0));
    QCOMPARE(nearestTrajectory(view(), positions, labels, { 0.5, 2.2 }, 0.5), std::optional<std::size_t>(1));
    QCOMPARE(nearestTrajectory(view(), positions, labels, { 0.5, 1.5 }, 0.2), std::optional<std::size_t>());
    QCOMPARE(nearestTrajectory(view(), positions, labels, { 2.5, 2 }, 5), std::optional<std::size_t>());
    QCOMPARE(nearestTrajectory(view(), positions, { { 0, -1, 0, 0 } }, { 0.5, 2.2 }, 1), std::optional<std::size_t>(0));
}

void TestBrushRows::findsTheNearestPoint()
{
    const std::vector<float> x{ 1, 2, missing };
    const std::vector<float> y{ 10, 20, 10 };
    const std::vector<std::int32_t> labels{ 0, 0, 0 };
    QCOMPARE(nearestPoint(x, y, labels, { 1.4, 14 }, { 1, 10 }), std::optional<std::size_t>(0));
    QCOMPARE(nearestPoint(x, y, labels, { 1.4, 19 }, { 1, 10 }), std::optional<std::size_t>(1));
    QCOMPARE(nearestPoint(x, y, labels, { 5, 19 }, { 1, 10 }), std::optional<std::size_t>());
}

void TestBrushRows::refusesWhatDoesNotFit()
{
    const std::vector<float> one{ 1 };
    const std::vector<float> two{ 1, 2 };
    QCOMPARE(support::errorOf([&] {
        rowsThroughBox(view(), std::vector<double>{ 0, 1 }, {});
    }).kind(),
        core::ErrorKind::BadInput);
    QCOMPARE(support::errorOf([&] { pointsInBox(one, two, {}); }).kind(), core::ErrorKind::BadInput);
    QCOMPARE(support::errorOf([&] { pointsInPolygon(one, two, {}); }).kind(), core::ErrorKind::BadInput);
}

QTEST_GUILESS_MAIN(TestBrushRows)
#include "tst_brush_rows.moc"
