// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/kmeans.h"

#include "core/base/random.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#ifdef _OPENMP
#include <omp.h>
#endif

using namespace core::analysis;

namespace {

FeatureMatrix matrixOf(std::vector<float> values, std::size_t dimension)
{
    FeatureMatrix features;
    features.dimension = dimension;
    features.values = std::move(values);
    features.rows.resize(features.values.size() / dimension);
    std::iota(features.rows.begin(), features.rows.end(), 0U);
    return features;
}

/// Trajectory-like rows: neighbouring dimensions go together.
FeatureMatrix randomMatrix(std::size_t rows, std::size_t dimension, std::uint64_t seed)
{
    core::RandomStream random(seed, "test rows");
    std::vector<float> values;
    for (std::size_t row = 0; row < rows; ++row) {
        const double level = 3 * random.uniform();
        const double slope = random.normal();
        for (std::size_t d = 0; d < dimension; ++d)
            values.push_back(static_cast<float>(level + slope * static_cast<double>(d) / 10 + 0.2 * random.normal()));
    }
    return matrixOf(std::move(values), dimension);
}

std::vector<double> firstDistinctRows(const FeatureMatrix& features, std::size_t clusters)
{
    std::vector<std::vector<double>> chosen;
    for (std::size_t row = 0; row < features.size() && chosen.size() < clusters; ++row) {
        std::vector<double> values(features.row(row), features.row(row) + features.dimension);
        if (std::find(chosen.begin(), chosen.end(), values) == chosen.end())
            chosen.push_back(std::move(values));
    }
    std::vector<double> centroids;
    for (const auto& values : chosen)
        centroids.insert(centroids.end(), values.begin(), values.end());
    return centroids;
}

struct PlainFit {
    std::vector<std::int32_t> labels;
    std::vector<double> centroids;
};

/// Lloyd's iteration as it is written down: float64, every distance, ties to the lowest index.
PlainFit plainLloyd(const FeatureMatrix& features, std::vector<double> centroids)
{
    const std::size_t dimension = features.dimension;
    const std::size_t clusters = centroids.size() / dimension;
    std::vector<std::int32_t> labels(features.size(), -1);
    for (bool changed = true; changed;) {
        changed = false;
        std::vector<double> sums(centroids.size());
        std::vector<double> counts(clusters);
        for (std::size_t row = 0; row < features.size(); ++row) {
            double least = std::numeric_limits<double>::infinity();
            std::size_t label = 0;
            for (std::size_t c = 0; c < clusters; ++c) {
                double distance = 0;
                for (std::size_t d = 0; d < dimension; ++d) {
                    const double difference = static_cast<double>(features.row(row)[d]) - centroids[c * dimension + d];
                    distance += difference * difference;
                }
                if (distance < least) {
                    least = distance;
                    label = c;
                }
            }
            changed = changed || labels[row] != static_cast<std::int32_t>(label);
            labels[row] = static_cast<std::int32_t>(label);
            counts[label] += 1;
            for (std::size_t d = 0; d < dimension; ++d)
                sums[label * dimension + d] += static_cast<double>(features.row(row)[d]);
        }
        for (std::size_t c = 0; c < clusters; ++c)
            for (std::size_t d = 0; d < dimension && counts[c] > 0; ++d)
                centroids[c * dimension + d] = sums[c * dimension + d] / counts[c];
    }
    return { labels, centroids };
}

double inertiaOf(const FeatureMatrix& features, const KMeansResult& fit)
{
    double inertia = 0;
    for (std::size_t row = 0; row < features.size(); ++row)
        for (std::size_t d = 0; d < features.dimension; ++d)
            inertia += std::pow(static_cast<double>(features.row(row)[d])
                    - fit.centroids[static_cast<std::size_t>(fit.labels[row]) * features.dimension + d],
                2);
    return inertia;
}

/// Least sum of squares over all ways to cut the sorted values in at most `clusters` runs.
double bruteForce(std::vector<float> values, int clusters)
{
    std::sort(values.begin(), values.end());
    const auto cost = [&](std::size_t begin, std::size_t end) {
        double mean = 0;
        for (std::size_t i = begin; i < end; ++i)
            mean += static_cast<double>(values[i]) / static_cast<double>(end - begin);
        double sum = 0;
        for (std::size_t i = begin; i < end; ++i)
            sum += std::pow(static_cast<double>(values[i]) - mean, 2);
        return sum;
    };
    const std::function<double(std::size_t, int)> best = [&](std::size_t begin, int left) {
        double least = cost(begin, values.size());
        for (std::size_t cut = begin + 1; left > 1 && cut < values.size(); ++cut)
            least = std::min(least, cost(begin, cut) + best(cut, left - 1));
        return least;
    };
    return best(0, clusters);
}

void setThreads([[maybe_unused]] int threads)
{
#ifdef _OPENMP
    omp_set_num_threads(threads);
#endif
}

bool sameBits(const KMeansResult& left, const KMeansResult& right)
{
    return left.labels == right.labels && left.centroids == right.centroids && left.inertia == right.inertia
        && left.iterations == right.iterations && left.restart == right.restart;
}

} // namespace

class TestKMeans : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isPlainLloyd_data();
    void isPlainLloyd();
    void followsCentroidsThatMoveFar();
    void breaksTiesToTheLowestIndex();
    void survivesHugeAndTinyNumbers();
    void endsWithTheMeansOfItsLabels();
    void doesNotDependOnThreads();
    void dependsOnItsSeedAlone();
    void takesTheBestRestart();
    void fillsEmptyClusters();
    void leavesClustersEmptyWhenRowsRepeat();
    void stopsAtTheIterationLimitWithNearestLabels();
    void isExactInOneDimension();
    void splitsNoEqualValues();
    void reportsProgressAndCancels();
    void refusesSettings();
};

void TestKMeans::isPlainLloyd_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("dimension");
    QTest::addColumn<int>("clusters");
    for (const int clusters : { 1, 2, 5, 16, 17, 40, 64, 65, 130 })
        QTest::addRow("k = %d", clusters) << 3000 << 10 << clusters;
    for (const int dimension : { 1, 2, 3, 7, 8, 9, 16, 25 })
        QTest::addRow("d = %d", dimension) << 2000 << dimension << 24;
    QTest::addRow("several chunks") << 20011 << 4 << 33;
}

void TestKMeans::isPlainLloyd()
{
    QFETCH(int, rows);
    QFETCH(int, dimension);
    QFETCH(int, clusters);
    const FeatureMatrix features = randomMatrix(static_cast<std::size_t>(rows), static_cast<std::size_t>(dimension), 4);
    const std::vector<double> start = firstDistinctRows(features, static_cast<std::size_t>(clusters));
    const KMeansResult fit = kMeansFrom(features, start, 2000);
    const PlainFit plain = plainLloyd(features, start);
    QVERIFY(fit.converged);
    QVERIFY(fit.labels == plain.labels);
    if (rows <= 4096) // one chunk: sums formed in the order of the rows, to the last bit
        QVERIFY(fit.centroids == plain.centroids);
    for (std::size_t i = 0; i < plain.centroids.size(); ++i)
        QVERIFY(std::abs(fit.centroids[i] - plain.centroids[i]) < 1e-10);
    QVERIFY(std::abs(fit.inertia - inertiaOf(features, fit)) <= 1e-9 * fit.inertia);
    QCOMPARE(std::accumulate(fit.sizes.begin(), fit.sizes.end(), std::size_t{ 0 }), features.size());
}

void TestKMeans::followsCentroidsThatMoveFar()
{
    // All centroids start in one corner, so in the first iterations they cross the whole set.
    for (const std::uint64_t seed : { 1U, 2U, 3U, 4U }) {
        FeatureMatrix features = randomMatrix(3000, 2, seed);
        std::vector<std::uint32_t> order = features.rows;
        std::sort(order.begin(), order.end(),
            [&](std::uint32_t left, std::uint32_t right) { return features.row(left)[0] < features.row(right)[0]; });
        std::vector<double> start;
        for (std::size_t i = 0; i < 60; ++i)
            start.insert(start.end(), features.row(order[i]), features.row(order[i]) + 2);
        QVERIFY(kMeansFrom(features, start, 2000).labels == plainLloyd(features, start).labels);
    }
}

void TestKMeans::breaksTiesToTheLowestIndex()
{
    // Points of a small grid: every sum is exact and many rows lie halfway between two centroids.
    for (const std::uint64_t seed : { 1U, 2U, 3U, 4U, 5U, 6U }) {
        core::RandomStream random(seed, "grid");
        std::vector<float> values;
        for (int i = 0; i < 4000; ++i)
            values.push_back(static_cast<float>(random.below(8)));
        const FeatureMatrix features = matrixOf(std::move(values), 2);
        for (const std::size_t clusters : { 2U, 6U, 20U, 30U }) {
            const std::vector<double> start = firstDistinctRows(features, clusters);
            const KMeansResult fit = kMeansFrom(features, start, 2000);
            QVERIFY(fit.labels == plainLloyd(features, start).labels);
        }
    }
    const FeatureMatrix middle = matrixOf({ 0, 2, 1 }, 1);
    const std::vector<double> two{ 0, 2 };
    QCOMPARE(kMeansFrom(middle, two, 1).labels[2], 0);
    const std::vector<double> swapped{ 2, 0 };
    QCOMPARE(kMeansFrom(middle, swapped, 1).labels[2], 0);
}

void TestKMeans::survivesHugeAndTinyNumbers()
{
    for (const float scale : { 1e-25F, 1e-6F, 1e6F, 1e18F, 1e30F }) {
        FeatureMatrix features = randomMatrix(500, 5, 8);
        for (float& value : features.values)
            value *= scale;
        const std::vector<double> start = firstDistinctRows(features, 20);
        QVERIFY2(
            kMeansFrom(features, start, 2000).labels == plainLloyd(features, start).labels, std::to_string(scale).c_str());
    }
    FeatureMatrix outlier = randomMatrix(500, 5, 8);
    outlier.values[17] = 1e20F;
    const KMeansResult fit = kMeans(outlier, {});
    QCOMPARE(*std::min_element(fit.sizes.begin(), fit.sizes.end()), std::size_t{ 1 });
    QVERIFY(fit.converged);
}

void TestKMeans::endsWithTheMeansOfItsLabels()
{
    // Numbers of very different size: a sum that rows were taken out of again keeps errors in all its digits.
    core::RandomStream random(6, "sizes");
    std::vector<float> values;
    for (int i = 0; i < 3000 * 3; ++i)
        values.push_back(static_cast<float>(std::exp(6 * random.normal())));
    const FeatureMatrix features = matrixOf(std::move(values), 3);
    KMeansSettings settings;
    settings.clusters = 12;
    settings.maximumIterations = 2000;
    const KMeansResult fit = kMeans(features, settings);
    QVERIFY(fit.converged);
    std::vector<double> sums(12 * 3);
    for (std::size_t row = 0; row < features.size(); ++row)
        for (std::size_t d = 0; d < 3; ++d)
            sums[static_cast<std::size_t>(fit.labels[row]) * 3 + d] += static_cast<double>(features.row(row)[d]);
    for (std::size_t i = 0; i < sums.size(); ++i)
        QVERIFY(fit.centroids[i] == sums[i] / static_cast<double>(fit.sizes[i / 3]));
}

void TestKMeans::doesNotDependOnThreads()
{
    const FeatureMatrix features = randomMatrix(30000, 10, 12);
    const FeatureMatrix column = randomMatrix(60000, 1, 13);
    KMeansSettings settings;
    settings.clusters = 30;
    settings.restarts = 2;
    setThreads(1);
    const KMeansResult one = kMeans(features, settings);
    const KMeansResult oneExact = kMeansOneDimension(column, 5);
    for (const int threads : { 2, 3 }) {
        setThreads(threads);
        QVERIFY(sameBits(kMeans(features, settings), one));
        QVERIFY(sameBits(kMeansOneDimension(column, 5), oneExact));
    }
    setThreads(2);
}

void TestKMeans::dependsOnItsSeedAlone()
{
    const FeatureMatrix features = randomMatrix(2000, 10, 21);
    KMeansSettings settings;
    settings.clusters = 40;
    settings.restarts = 1;
    settings.seed = 3;
    const KMeansResult fit = kMeans(features, settings);
    QVERIFY(sameBits(kMeans(features, settings), fit));
    QCOMPARE(fit.seed, std::uint64_t{ 3 });
    settings.seed = 4;
    QVERIFY(kMeans(features, settings).labels != fit.labels);
}

void TestKMeans::takesTheBestRestart()
{
    const FeatureMatrix features = randomMatrix(2000, 10, 22);
    KMeansSettings settings;
    settings.clusters = 25;
    double least = std::numeric_limits<double>::infinity();
    int best = -1;
    for (settings.restarts = 1; settings.restarts <= 6; ++settings.restarts) {
        const KMeansResult fit = kMeans(features, settings);
        QVERIFY(fit.inertia <= least);
        QVERIFY(fit.restart == best || (fit.restart == settings.restarts - 1 && fit.inertia < least));
        least = fit.inertia;
        best = fit.restart;
    }
    QVERIFY(best > 0); // else the test says nothing about restarts
}

void TestKMeans::fillsEmptyClusters()
{
    // Nobody is nearest to the second centroid; it takes the row farthest from its own centroid, which is 100.
    const FeatureMatrix features = matrixOf({ 0, 1, 2, 100, 3 }, 1);
    const std::vector<double> start{ 1, -500 };
    const KMeansResult fit = kMeansFrom(features, start);
    QVERIFY((fit.labels == std::vector<std::int32_t>{ 0, 0, 0, 1, 0 }));
    QVERIFY((fit.sizes == std::vector<std::size_t>{ 4, 1 }));
    QCOMPARE(fit.centroids[0], 1.5);
    QCOMPARE(fit.centroids[1], 100.0);
    QVERIFY(fit.converged);

    const FeatureMatrix many = randomMatrix(3000, 6, 5);
    std::vector<double> far = firstDistinctRows(many, 30);
    for (std::size_t i = 20 * 6; i < far.size(); ++i)
        far[i] = 1e6 + static_cast<double>(i);
    const KMeansResult filled = kMeansFrom(many, far, 2000);
    QVERIFY(*std::min_element(filled.sizes.begin(), filled.sizes.end()) > 0);
    QVERIFY(filled.converged);
    QVERIFY(filled.labels == plainLloyd(many, filled.centroids).labels);
}

void TestKMeans::leavesClustersEmptyWhenRowsRepeat()
{
    std::vector<float> values;
    for (int i = 0; i < 60; ++i)
        values.insert(values.end(), { static_cast<float>(i % 3), 1.0F });
    KMeansSettings settings;
    settings.clusters = 5;
    const KMeansResult fit = kMeans(matrixOf(std::move(values), 2), settings);
    QCOMPARE(fit.inertia, 0.0);
    QVERIFY(fit.converged);
    QCOMPARE(std::count(fit.sizes.begin(), fit.sizes.end(), std::size_t{ 20 }), std::ptrdiff_t{ 3 });
    QCOMPARE(std::count(fit.sizes.begin(), fit.sizes.end(), std::size_t{ 0 }), std::ptrdiff_t{ 2 });

    const KMeansResult line = kMeansOneDimension(matrixOf({ 4, 4, 4, 2, 2 }, 1), 4);
    QVERIFY((line.labels == std::vector<std::int32_t>{ 1, 1, 1, 0, 0 }));
    QVERIFY((line.sizes == std::vector<std::size_t>{ 2, 3, 0, 0 }));
}

void TestKMeans::stopsAtTheIterationLimitWithNearestLabels()
{
    const FeatureMatrix features = randomMatrix(4000, 10, 31);
    const KMeansResult fit = kMeansFrom(features, firstDistinctRows(features, 50), 3);
    QVERIFY(!fit.converged);
    QCOMPARE(fit.iterations, 3);
    for (std::size_t row = 0; row < features.size(); ++row) {
        const auto distance = [&](std::size_t cluster) {
            double sum = 0;
            for (std::size_t d = 0; d < 10; ++d)
                sum += std::pow(static_cast<double>(features.row(row)[d]) - fit.centroids[cluster * 10 + d], 2);
            return sum;
        };
        for (std::size_t c = 0; c < 50; ++c)
            QVERIFY(distance(static_cast<std::size_t>(fit.labels[row])) <= distance(c));
    }
}

void TestKMeans::isExactInOneDimension()
{
    core::RandomStream random(1, "one dimension");
    for (int trial = 0; trial < 60; ++trial) {
        std::vector<float> values;
        const auto count = static_cast<int>(random.between(1, 14));
        for (int i = 0; i < count; ++i)
            values.push_back(trial % 2 == 0 ? static_cast<float>(random.below(6)) : static_cast<float>(random.normal()));
        for (int clusters = 1; clusters <= std::min(5, count); ++clusters) {
            const KMeansResult fit = kMeansOneDimension(matrixOf(values, 1), clusters);
            const double expected = bruteForce(values, clusters);
            QVERIFY2(std::abs(fit.inertia - expected) <= 1e-12 + 1e-9 * expected, QTest::toString(fit.inertia - expected));
        }
    }
    // Lloyd never does better on a larger one.
    const FeatureMatrix large = randomMatrix(40000, 1, 77);
    KMeansSettings settings;
    settings.clusters = 7;
    settings.restarts = 5;
    const double lloyd = kMeans(large, settings).inertia;
    const double exact = kMeansOneDimension(large, 7).inertia;
    QVERIFY(exact <= lloyd * (1 + 1e-12));
    QVERIFY(exact > 0.98 * lloyd);
}

void TestKMeans::splitsNoEqualValues()
{
    const KMeansResult fit = kMeansOneDimension(matrixOf({ 1, 1, 1, 1, 1, 2, 1 }, 1), 2);
    QVERIFY((fit.labels == std::vector<std::int32_t>{ 0, 0, 0, 0, 0, 1, 0 }));
    QCOMPARE(fit.inertia, 0.0);
}

void TestKMeans::reportsProgressAndCancels()
{
    const FeatureMatrix features = randomMatrix(500, 4, 2);
    KMeansSettings settings;
    settings.restarts = 4;
    std::vector<std::uint64_t> seen;
    const core::CancelToken cancel;
    QCOMPARE(support::errorOf([&] {
        kMeans(features, settings, cancel, [&](const core::Progress& progress) {
            seen.push_back(progress.done);
            QCOMPARE(progress.total, std::uint64_t{ 4 });
            if (progress.done == 2)
                cancel.cancel();
        });
    }).kind(),
        core::ErrorKind::Cancelled);
    QVERIFY((seen == std::vector<std::uint64_t>{ 1, 2 }));
    QCOMPARE(support::errorOf([&] {
        kMeansOneDimension(matrixOf({ 1, 2, 3 }, 1), 2, cancel);
    }).kind(),
        core::ErrorKind::Cancelled);
}

void TestKMeans::refusesSettings()
{
    const FeatureMatrix features = randomMatrix(10, 2, 2);
    const auto refuses = [&](KMeansSettings settings) {
        return support::errorOf([&] { kMeans(features, settings); }).kind() == core::ErrorKind::BadInput;
    };
    QVERIFY(refuses({ 0, 0, 1, 300 }));
    QVERIFY(refuses({ -1, 0, 1, 300 }));
    QVERIFY(refuses({ 11, 0, 1, 300 }));
    QVERIFY(refuses({ 2, 0, 0, 300 }));
    QVERIFY(refuses({ 2, 0, 1, 0 }));
    const FeatureMatrix none = matrixOf({}, 3);
    QCOMPARE(support::errorOf([&] { kMeans(none, {}); }).kind(), core::ErrorKind::BadInput);
    const std::vector<double> odd{ 1, 2, 3 };
    QCOMPARE(support::errorOf([&] { kMeansFrom(features, odd); }).kind(), core::ErrorKind::BadInput);
    QCOMPARE(support::errorOf([&] { kMeansOneDimension(features, 2); }).kind(), core::ErrorKind::BadInput);
    QCOMPARE(support::errorOf([&] { kMeansOneDimension(matrixOf({ 1 }, 1), 2); }).kind(), core::ErrorKind::BadInput);
}

QTEST_GUILESS_MAIN(TestKMeans)
#include "tst_kmeans.moc"
