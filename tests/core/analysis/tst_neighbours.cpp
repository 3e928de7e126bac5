// SPDX-License-Identifier: Apache-2.0
// The nearest trajectories against sorting all distances.
#include "core/analysis/neighbours.h"
#include "core/base/random.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

using namespace core::analysis;

namespace {

std::vector<float> randomLosses(std::size_t points, std::size_t rows)
{
    core::RandomStream random(8, "test");
    std::vector<float> values(points * rows);
    for (auto& value : values)
        value = static_cast<float>(std::floor(random.uniform() * 16) / 4); // coarse, so that there are ties
    return values;
}

std::vector<Neighbour> bruteForce(const LossView& losses, Window window, std::size_t row, std::size_t count)
{
    std::vector<Neighbour> all;
    for (std::size_t other = 0; other < losses.rows; ++other) {
        double square = 0;
        for (std::size_t point = window.first; point <= window.last; ++point)
            square += std::pow(static_cast<double>(losses.at(point, other)) - losses.at(point, row), 2);
        if (other != row && std::isfinite(square))
            all.push_back({ static_cast<std::uint32_t>(other), static_cast<float>(std::sqrt(square)) });
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.distance < b.distance; });
    all.resize(std::min(count, all.size()));
    return all;
}

} // namespace

class TestNeighbours : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalBruteForce()
    {
        constexpr std::size_t rows = 3000;
        auto values = randomLosses(6, rows);
        for (std::size_t row = 0; row < rows; row += 17)
            values[2 * rows + row] = std::numeric_limits<float>::quiet_NaN();
        const LossView losses{ values, 6, rows };
        for (const std::size_t row : { std::size_t{ 1 }, std::size_t{ 1500 }, rows - 1 }) {
            QVERIFY(nearestTrajectories(losses, { 0, 5 }, row, 10) == bruteForce(losses, { 0, 5 }, row, 10));
            QVERIFY(nearestTrajectories(losses, { 3, 4 }, row, 40) == bruteForce(losses, { 3, 4 }, row, 40));
        }
        QVERIFY(nearestTrajectories(losses, { 0, 5 }, 17, 10).empty()); // unscored itself
        QVERIFY(!nearestTrajectories(losses, { 3, 5 }, 17, 10).empty());
        QVERIFY(nearestTrajectories(losses, { 3, 4 }, 0, 2 * rows).size() == rows - 1);
    }

    void outsideIsRefused()
    {
        const std::vector<float> values{ 1, 2 };
        QCOMPARE(support::errorOf([&] {
            nearestTrajectories({ values, 1, 2 }, { 0, 0 }, 2, 1);
        }).kind(),
            core::ErrorKind::BadInput);
        QCOMPARE(support::errorOf([&] {
            nearestTrajectories({ values, 1, 2 }, { 0, 1 }, 0, 1);
        }).kind(),
            core::ErrorKind::BadInput);
    }

    void speed()
    {
        constexpr std::size_t rows = 262144;
        const auto values = randomLosses(12, rows);
        QBENCHMARK
        {
            QCOMPARE(nearestTrajectories({ values, 12, rows }, { 0, 11 }, 77, 12).size(), std::size_t{ 12 });
        }
    }
};

QTEST_GUILESS_MAIN(TestNeighbours)
#include "tst_neighbours.moc"
