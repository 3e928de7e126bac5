// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/cluster_quality.h"

#include "core/base/random.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>
#include <numeric>

using namespace core::analysis;

namespace {

using Labels = std::vector<std::int32_t>;

FeatureMatrix line(std::vector<float> values)
{
    FeatureMatrix features;
    features.dimension = 1;
    features.values = std::move(values);
    features.rows.resize(features.values.size());
    std::iota(features.rows.begin(), features.rows.end(), 0U);
    return features;
}

/// `points` × `rows` losses in two groups; the second one falls late.
std::vector<float> twoGroups(std::size_t points, std::size_t rows, double noise)
{
    core::RandomStream random(5, "two groups");
    std::vector<float> values(points * rows);
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t point = 0; point < points; ++point) {
            const double fall = row % 3 == 0 ? 0.1 : 0.6;
            values[point * rows + row]
                = static_cast<float>(3 - std::min(2.5, fall * static_cast<double>(point)) + noise * random.normal());
        }
    return values;
}

} // namespace

class TestClusterQuality : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsSilhouettesByHand();
    void samplesLargeSilhouettes();
    void knowsAdjustedRandIndices();
    void comparesSeeds();
    void comparesWindows();
};

void TestClusterQuality::knowsSilhouettesByHand()
{
    // Row 0: a = 1, b = (10 + 12) / 2; row 1: a = 1, b = (9 + 11) / 2; row 10: a = 2, b = 9.5; row 12: a = 2, b = 11.5.
    const double expected = ((11 - 1) / 11.0 + (10 - 1) / 10.0 + (9.5 - 2) / 9.5 + (11.5 - 2) / 11.5) / 4;
    const Silhouette exact = silhouette(line({ 0, 10, 1, 12 }), Labels{ 0, 1, 0, 1 });
    QVERIFY(std::abs(exact.value - expected) < 1e-12);
    QVERIFY(!exact.sampled);
    QCOMPARE(exact.rowsUsed, std::size_t{ 4 });
    // A row alone counts 0; an empty cluster number changes nothing.
    const Silhouette alone = silhouette(line({ 0, 1, 10 }), Labels{ 0, 0, 3 });
    QVERIFY(std::abs(alone.value - (9.0 / 10 + 8.0 / 9) / 3) < 1e-12);
    QVERIFY(std::isnan(silhouette(line({ 0, 1 }), Labels{ 2, 2 }).value));
    QCOMPARE(support::errorOf([] { silhouette(line({ 0, 1 }), Labels{ 0, -1 }); }).kind(), core::ErrorKind::BadInput);
    const core::CancelToken cancel;
    cancel.cancel();
    QCOMPARE(support::errorOf([&] {
        silhouette(line({ 0, 1 }), Labels{ 0, 1 }, 0, 10, cancel);
    }).kind(),
        core::ErrorKind::Cancelled);
}

void TestClusterQuality::samplesLargeSilhouettes()
{
    const std::vector<float> losses = twoGroups(4, 3000, 0.3);
    const LossView view{ losses, 4, 3000 };
    const FeatureMatrix features = buildFeatures(view, {});
    const Labels labels = labelsOf(features, clusterRows(view, {}).labels);
    const Silhouette exact = silhouette(features, labels);
    const Silhouette sampled = silhouette(features, labels, 1, 1000);
    QVERIFY(!exact.sampled && sampled.sampled);
    QCOMPARE(sampled.rowsUsed, std::size_t{ 1000 });
    QVERIFY(std::abs(exact.value - sampled.value) < 0.03);
    QCOMPARE(silhouette(features, labels, 1, 1000).value, sampled.value);
    QVERIFY(silhouette(features, labels, 2, 1000).value != sampled.value);
}

void TestClusterQuality::knowsAdjustedRandIndices()
{
    // scikit-learn's documentation: [0, 0, 1, 2] and [0, 0, 1, 1] give 4 / 7.
    QVERIFY(std::abs(adjustedRandIndex(Labels{ 0, 0, 1, 2 }, Labels{ 0, 0, 1, 1 }) - 4.0 / 7) < 1e-12);
    QCOMPARE(adjustedRandIndex(Labels{ 0, 0, 1, 1 }, Labels{ 5, 5, 2, 2 }), 1.0);
    QVERIFY(std::abs(adjustedRandIndex(Labels{ 0, 0, 1, 1 }, Labels{ 0, 1, 0, 1 }) + 0.5) < 1e-12);
    QCOMPARE(adjustedRandIndex(Labels{ 0, 0, 0 }, Labels{ 1, 1, 1 }), 1.0);
    QCOMPARE(adjustedRandIndex(Labels{ 0, 0, 0, 0 }, Labels{ 0, 1, 2, 3 }), 0.0);
    // Rows that are unscored on either side are left out.
    QCOMPARE(adjustedRandIndex(Labels{ 0, 0, 1, 1, -1, 1 }, Labels{ 1, 1, 0, 0, 0, -1 }), 1.0);
    QCOMPARE(support::errorOf([] { adjustedRandIndex(Labels{ 0 }, Labels{ 0, 1 }); }).kind(), core::ErrorKind::BadInput);
}

void TestClusterQuality::comparesSeeds()
{
    const std::vector<float> clear = twoGroups(5, 900, 0.1);
    const SeedAgreement agreement = agreementBetweenSeeds({ clear, 5, 900 }, {});
    QCOMPARE(agreement.meanAdjustedRandIndex, 1.0);
    QCOMPARE(agreement.least, 1.0);
    QCOMPARE(agreement.seeds, 5);

    core::RandomStream random(9, "noise");
    std::vector<float> noise;
    for (int i = 0; i < 4 * 500; ++i)
        noise.push_back(static_cast<float>(random.normal()));
    ClusterSettings many;
    many.kmeans.clusters = 8;
    const LossView noiseView{ noise, 4, 500 };
    const SeedAgreement weak = agreementBetweenSeeds(noiseView, many, 3);
    QVERIFY(weak.meanAdjustedRandIndex < 0.9);
    QVERIFY(weak.least <= weak.meanAdjustedRandIndex);
    double sum = 0;
    std::vector<Labels> fits;
    for (many.kmeans.seed = 0; many.kmeans.seed < 3; ++many.kmeans.seed) {
        many.kmeans.restarts = 1;
        fits.push_back(clusterRows(noiseView, many).labels);
    }
    sum = adjustedRandIndex(fits[0], fits[1]) + adjustedRandIndex(fits[0], fits[2]) + adjustedRandIndex(fits[1], fits[2]);
    QVERIFY(std::abs(weak.meanAdjustedRandIndex - sum / 3) < 1e-12);
    QCOMPARE(support::errorOf([&] { agreementBetweenSeeds(noiseView, many, 1); }).kind(), core::ErrorKind::BadInput);
}

void TestClusterQuality::comparesWindows()
{
    const std::vector<float> losses = twoGroups(6, 900, 0.4);
    const LossView view{ losses, 6, 900 };
    const std::vector<WindowAgreement> windows = agreementBetweenWindows(view, {});
    QCOMPARE(windows.size(), std::size_t{ 5 });
    QCOMPARE(windows.front().lastPoint, std::size_t{ 1 });
    QCOMPARE(windows.back().lastPoint, std::size_t{ 5 });
    QCOMPARE(windows.back().withWhole, 1.0);
    QVERIFY(windows.front().withWhole < 0.9); // two points of noise say little
    QVERIFY(windows[3].withWhole > windows[0].withWhole);
    QCOMPARE(windows[4].withPrevious, windows[3].withWhole);
    QVERIFY(std::abs(windows.back().hardShare - 1.0 / 3) < 0.02);
    QCOMPARE(agreementBetweenWindows(view, { { FeatureKind::Last, {} }, {} }).size(), std::size_t{ 6 });
    QCOMPARE(agreementBetweenWindows(view, { { FeatureKind::Window, Window{ 2, 4 } }, {} }).size(), std::size_t{ 2 });
}

QTEST_GUILESS_MAIN(TestClusterQuality)
#include "tst_cluster_quality.moc"
