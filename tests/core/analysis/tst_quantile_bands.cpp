// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/quantile_bands.h"

#include "core/base/random.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace core::analysis;

class TestQuantileBands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isWhatSortingGives();
    void refusesLevels();
};

void TestQuantileBands::isWhatSortingGives()
{
    core::RandomStream random(1, "quantiles");
    const std::size_t points = 4;
    const std::size_t rows = 1001;
    std::vector<float> values;
    for (std::size_t i = 0; i < points * rows; ++i)
        values.push_back(
            random.below(50) == 0 ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(random.below(200)) / 7);
    std::vector<std::int32_t> labels;
    for (std::size_t row = 0; row < rows; ++row)
        labels.push_back(row == 5 ? 3 : static_cast<std::int32_t>(random.below(3)) - 1);
    const std::vector<double> levels{ 0, 0.05, 0.25, 0.5, 0.5, 0.75, 0.999, 1 };
    const QuantileBands bands = quantileBands({ values, points, rows }, labels, 4, levels);
    for (std::size_t c = 0; c < 4; ++c) {
        for (std::size_t point = 0; point < points; ++point) {
            std::vector<double> sorted;
            for (std::size_t row = 0; row < rows; ++row)
                if (labels[row] == static_cast<std::int32_t>(c) && std::isfinite(values[point * rows + row]))
                    sorted.push_back(static_cast<double>(values[point * rows + row]));
            std::sort(sorted.begin(), sorted.end());
            if (c == 2)
                QVERIFY(sorted.empty() && std::isnan(bands.at(c, 0, point)) && std::isnan(bands.means[c * points + point]));
            for (std::size_t level = 0; level < levels.size() && !sorted.empty(); ++level) {
                const double position = levels[level] * static_cast<double>(sorted.size() - 1);
                const auto below = static_cast<std::size_t>(position);
                const double high = sorted[std::min(below + 1, sorted.size() - 1)];
                const double expected = sorted[below] + (position - std::floor(position)) * (high - sorted[below]);
                QCOMPARE(bands.at(c, level, point), static_cast<float>(expected));
            }
        }
    }
}

void TestQuantileBands::refusesLevels()
{
    const std::vector<float> values(4, 1.0F);
    const auto refused = [&](const std::vector<std::int32_t>& labels, const std::vector<double>& levels) {
        return support::errorOf([&] {
            quantileBands({ values, 2, 2 }, labels, 1, levels);
        }).kind()
            == core::ErrorKind::BadInput;
    };
    QVERIFY(refused({ 0, 0 }, { 0.5, 0.4 }));
    QVERIFY(refused({ 0, 0 }, { 1.1 }));
    QVERIFY(refused({ 0 }, { 0.5 }));
    QVERIFY(refused({ 0, 1 }, { 0.5 }));
}

QTEST_GUILESS_MAIN(TestQuantileBands)
#include "tst_quantile_bands.moc"
