// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/clustering.h"

#include "core/analysis/shares.h"
#include "core/base/random.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>
#include <limits>

using namespace core::analysis;

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

/// Rows 0-3 start low and hardly fall, rows 4-7 start high and fall by much, row 8 is unscored.
const std::vector<float> values{
    1.0F, 1.1F, 1.2F, 1.0F, 8.0F, 8.2F, 8.4F, 8.1F, 3.0F, //
    0.95F, 1.0F, 1.1F, 0.9F, 2.0F, 2.2F, 2.1F, 2.1F, nan, //
};
const LossView losses{ values, 2, 9 };

const std::vector<std::int32_t> expected{ 0, 0, 0, 0, 1, 1, 1, 1, -1 };

} // namespace

class TestClustering : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hardIsTheHigherMeanLoss_data();
    void hardIsTheHigherMeanLoss();
    void numbersClustersByRisingLoss();
    void usesTheExactOptimumInOneDimension();
    void previewContinues();
    void splitsAtAThreshold();
    void countsShares();
    void hasWilsonIntervals();
};

void TestClustering::hardIsTheHigherMeanLoss_data()
{
    QTest::addColumn<QString>("kind");
    for (const FeatureKind kind : allFeatureKinds)
        QTest::newRow(std::string(name(kind)).c_str()) << QString::fromStdString(std::string(name(kind)));
}

void TestClustering::hardIsTheHigherMeanLoss()
{
    QFETCH(QString, kind);
    ClusterSettings settings;
    settings.features.kind = featureKind(kind.toStdString()).value();
    if (settings.features.kind == FeatureKind::Window)
        settings.features.window = Window{ 0, 1 };
    const Clustering clustering = clusterRows(losses, settings);
    // By relative features the second group has the lower centroid: it is hard all the same. The shapes of all rows are
    // alike (every row falls), so there only the numbering can be asked for.
    if (settings.features.kind != FeatureKind::ZScore)
        QVERIFY(clustering.labels == expected);
    QVERIFY((clustering.hardClusters == std::vector<std::int32_t>{ 1 }));
    QVERIFY(!(clustering.clusters[1].meanLoss < clustering.clusters[0].meanLoss));
    QCOMPARE(clustering.scoredRows, std::size_t{ 8 });
    QVERIFY(!clustering.isHard(8));
}

void TestClustering::numbersClustersByRisingLoss()
{
    core::RandomStream random(1, "clustering");
    std::vector<float> many;
    for (int i = 0; i < 3000; ++i)
        many.push_back(static_cast<float>(5 * random.uniform()));
    ClusterSettings settings;
    settings.kmeans.clusters = 6;
    const Clustering clustering = clusterRows({ many, 3, 1000 }, settings);
    QCOMPARE(clustering.hardClusters.front(), 5);
    for (std::size_t c = 1; c < 6; ++c)
        QVERIFY(clustering.clusters[c].meanLoss >= clustering.clusters[c - 1].meanLoss);
    for (std::size_t c = 0; c < 6; ++c) {
        double sum = 0;
        for (std::size_t d = 0; d < 3; ++d)
            sum += clustering.centroids[c * 3 + d];
        QVERIFY(std::abs(sum / 3 - clustering.clusters[c].meanLoss) < 1e-6);
    }
    Clustering two = clustering;
    two.hardClusters = { 4, 5 };
    QCOMPARE(hardShare(two).hard, static_cast<std::uint64_t>(clustering.clusters[4].rows + clustering.clusters[5].rows));
}

void TestClustering::usesTheExactOptimumInOneDimension()
{
    ClusterSettings settings;
    settings.features.kind = FeatureKind::Last;
    QVERIFY(clusterRows(losses, settings).exact);
    settings.features = { FeatureKind::Window, Window{ 0, 0 } };
    const Clustering first = clusterRows(losses, settings);
    QVERIFY(first.exact);
    QCOMPARE(first.scoredRows, std::size_t{ 9 });
    settings.features = {};
    QVERIFY(!clusterRows(losses, settings).exact);
}

void TestClustering::previewContinues()
{
    core::RandomStream random(3, "preview");
    std::vector<float> many;
    for (int i = 0; i < 4000; ++i)
        many.push_back(static_cast<float>(random.normal() + (i % 1000 < 400 ? 4 : 0)));
    const LossView view{ many, 4, 1000 };
    ClusterSettings settings;
    const Clustering stored = clusterRows(view, settings);
    const Clustering preview = previewClusters(view, settings, stored.centroids);
    QVERIFY(preview.labels == stored.labels);
    QCOMPARE(preview.iterations, 2);
    settings.features = { FeatureKind::Window, Window{ 1, 2 } };
    QVERIFY(
        previewClusters(view, settings, stored.centroids).labels.size() == 1000); // centroids that do not fit: a cold start
}

void TestClustering::splitsAtAThreshold()
{
    ThresholdSettings settings;
    settings.threshold = 5.0;
    const Clustering byMean = clusterByThreshold(losses, settings);
    // Row 4 has the mean 5 exactly: at the threshold is hard.
    QVERIFY(byMean.labels == expected);
    QCOMPARE(byMean.clusters[1].rows, std::size_t{ 4 });
    settings.statistic = ThresholdStatistic::Last;
    settings.threshold = 2.15;
    const Clustering byLast = clusterByThreshold(losses, settings);
    QVERIFY((byLast.labels == std::vector<std::int32_t>{ 0, 0, 0, 0, 0, 1, 0, 0, -1 }));
    settings.threshold = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(support::errorOf([&] { clusterByThreshold(losses, settings); }).kind(), core::ErrorKind::BadInput);
}

void TestClustering::countsShares()
{
    Clustering clustering;
    clustering.labels = { 0, 1, 1, -1, 0, 1, 0, -1 };
    clustering.hardClusters = { 1 };
    const Share share = hardShare(clustering);
    QCOMPARE(share.hard, std::uint64_t{ 3 });
    QCOMPARE(share.scored, std::uint64_t{ 6 });
    QCOMPARE(share.share, 0.5);
    QVERIFY(share.interval == wilson(3, 6));
    QVERIFY((hardMask(clustering) == std::vector<std::uint8_t>{ 0, 1, 1, 0, 0, 1, 0, 0 }));

    const std::vector<std::uint32_t> tokens{ 10, 1, 2, 100, 20, 3, 4, 100 };
    QCOMPARE(hardTokenShare(clustering, tokens).share, 6.0 / 40);

    const std::vector<std::int32_t> sources{ 7, 7, 2, 2, 2, 7, 7, 9 };
    const std::vector<GroupShare> groups = hardShareByGroup(clustering, sources);
    QCOMPARE(groups.size(), std::size_t{ 3 });
    QCOMPARE(groups[0].group, 2);
    QCOMPARE(groups[0].rows, std::uint64_t{ 3 });
    QCOMPARE(groups[0].share.share, 0.5);
    QCOMPARE(groups[1].share.share, 0.5);
    QVERIFY(std::isnan(groups[2].share.share));
    QVERIFY((groups[2].share.interval == Interval{ 0, 1 }));
    QCOMPARE(support::errorOf([&] { hardShareByGroup(clustering, std::vector<std::int32_t>(3)); }).kind(),
        core::ErrorKind::BadInput);
}

void TestClustering::hasWilsonIntervals()
{
    const Interval interval = wilson(5, 10);
    QVERIFY(std::abs(interval.low - 0.23659309051256) < 1e-12);
    QVERIFY(std::abs(interval.high - 0.76340690948744) < 1e-12);
    QVERIFY(wilson(0, 10).low == 0 && wilson(10, 10).high == 1);
    QCOMPARE(support::errorOf([] { wilson(2, 1); }).kind(), core::ErrorKind::BadInput);
}

QTEST_GUILESS_MAIN(TestClustering)
#include "tst_clustering.moc"
