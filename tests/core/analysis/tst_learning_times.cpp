// SPDX-License-Identifier: Apache-2.0
// Learning times of rows against curves.h row by row, and their histogram by hand.
#include "core/analysis/curves.h"
#include "core/analysis/learning_times.h"
#include "core/base/random.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>

using namespace core::analysis;

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();
const std::vector<double> steps{ 0, 1, 2, 5, 12, 30 };

/// Falling, flat, rising, wandering and broken trajectories.
std::vector<float> trajectories(std::size_t rows)
{
    std::vector<float> values(steps.size() * rows);
    core::RandomStream random(3, "test");
    for (std::size_t row = 0; row < rows; ++row) {
        float loss = 1 + 4 * static_cast<float>(random.uniform());
        const float fall = row % 7 == 0 ? 0.005F : 0.4F;
        for (std::size_t point = 0; point < steps.size(); ++point) {
            values[point * rows + row] = loss;
            loss *= 1 - fall * static_cast<float>(random.uniform() - 0.2);
        }
        if (row % 11 == 0)
            values[(row / 11) % steps.size() * rows + row] = missing;
    }
    return values;
}

} // namespace

class TestLearningTimes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handCheckable()
    {
        // 4 → 2 → 0 over steps 0, 10, 30: half of the descent is made at step 10; 8 → 2 → 0: 4 lies two thirds on the way
        // to step 10; 5 → 4.8 → 4.6 fell by 8 %; the last misses a loss.
        const std::vector<float> values{ 4, 8, 5, 1, 2, 2, 4.8F, missing, 0, 0, 4.6F, 0 };
        const std::vector<double> three{ 0, 10, 30 };
        const auto times = learningTimes({ values, 3, 4 }, three, { 0, 2 });
        QCOMPARE(times.steps[0], 10.0F);
        QCOMPARE(times.steps[1], 10 * 2 / 3.0F);
        QVERIFY(times.states[2] == Learning::Censored && std::isnan(times.steps[2]));
        QVERIFY(times.states[3] == Learning::Unscored && std::isnan(times.steps[3]));
    }

    void equalsTheAnalysisOfEachCurve()
    {
        constexpr std::size_t rows = 5000; // more than two blocks
        const auto values = trajectories(rows);
        for (const Window window : { Window{ 0, 5 }, Window{ 1, 4 } }) {
            const auto times = learningTimes({ values, steps.size(), rows }, steps, window);
            std::size_t learned = 0;
            for (std::size_t row = 0; row < rows; ++row) {
                Curve curve;
                for (std::size_t point = window.first; point <= window.last; ++point) {
                    curve.steps.push_back(steps[point]);
                    curve.losses.push_back(values[point * rows + row]);
                }
                if (finiteCurve(curve.steps, curve.losses).steps.size() < window.size()) {
                    QVERIFY(times.states[row] == Learning::Unscored);
                    continue;
                }
                const auto analysis = analyseCurve(curve);
                QCOMPARE(times.states[row] == Learning::Censored, analysis.censored);
                if (!analysis.learningTime)
                    continue;
                ++learned;
                QVERIFY(std::abs(times.steps[row] - *analysis.learningTime) <= 1e-5 * *analysis.learningTime);
            }
            QVERIFY(learned > rows / 4 && learned < rows);
        }
    }

    void histogramCountsEveryRowOnce()
    {
        const std::vector<float> values{ 4, 4, 4, 4, 1, 3.5F, 3.9F, missing, 0, 0, 3.9F, 0 };
        const std::vector<double> three{ 0, 10, 30 };
        const auto times = learningTimes({ values, 3, 4 }, three, { 0, 2 });
        const std::vector<std::int32_t> labels{ 0, 0, 1, 1 };
        const auto histogram = learningHistogram(times, labels, 2, learningEdges(three, { 0, 2 }));
        QCOMPARE(histogram.counts, (std::vector<std::uint32_t>{ 1, 1, 0, 0 }));
        QCOMPARE(histogram.censored, (std::vector<std::uint32_t>{ 0, 1 }));
        QCOMPARE(histogram.unscored, (std::vector<std::uint32_t>{ 0, 1 }));
        const std::vector<std::int32_t> without{ 0, -1, -1, -1 };
        QCOMPARE(learningHistogram(times, without, 1, { 0, 3 }).counts, (std::vector<std::uint32_t>{ 1 })); // beyond: last
    }

    void badInputIsRefused()
    {
        const std::vector<float> values{ 1, 2 };
        const std::vector<double> same{ 1, 1 };
        QCOMPARE(support::errorOf([&] {
            learningTimes({ values, 2, 1 }, same, { 0, 1 });
        }).kind(),
            core::ErrorKind::BadInput);
        const std::vector<double> one{ 1 };
        QCOMPARE(support::errorOf([&] {
            learningTimes({ values, 2, 1 }, one, { 0, 1 });
        }).kind(),
            core::ErrorKind::BadInput);
    }
};

QTEST_GUILESS_MAIN(TestLearningTimes)
#include "tst_learning_times.moc"
