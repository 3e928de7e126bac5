// SPDX-License-Identifier: Apache-2.0
// Against scikit-learn's fits of a recorded set of trajectories, and recorded intervals.
#include "core/analysis/cluster_quality.h"
#include "core/analysis/clustering.h"
#include "core/analysis/intervals.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/formats/safetensors.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

using namespace core::analysis;

class TestAnalysisParity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsTheSameClusters_data();
    void findsTheSameClusters();
    void isAsGoodWithManyClusters();
    void isExactInOneDimension();
    void hasWilsonIntervals();

private:
    std::vector<std::int32_t> storedLabels(int clusters) const;
    LossView view() const { return { losses_, points_, rows_ }; }

    std::filesystem::path folder_;
    core::Json reference_;
    std::vector<float> losses_; ///< points × rows
    std::size_t points_ = 0;
    std::size_t rows_ = 0;
};

void TestAnalysisParity::initTestCase()
{
    folder_ = support::requireReferenceData() / "parity" / "kmeans";
    reference_ = core::parseJson(core::readFile(folder_ / "reference.json", 1 << 20), "reference.json");
    const core::formats::SafetensorsFile file(folder_ / "trajectories.safetensors");
    const auto* entry = file.find("trajectories");
    QVERIFY(entry != nullptr && entry->type == core::formats::ElementType::Float32 && entry->shape.size() == 2);
    rows_ = static_cast<std::size_t>(entry->shape[0]);
    points_ = static_cast<std::size_t>(entry->shape[1]);
    std::vector<float> values(rows_ * points_);
    file.read(*entry, reinterpret_cast<char*>(values.data()));
    losses_.resize(values.size());
    for (std::size_t row = 0; row < rows_; ++row)
        for (std::size_t point = 0; point < points_; ++point)
            losses_[point * rows_ + row] = values[row * points_ + point];
}

std::vector<std::int32_t> TestAnalysisParity::storedLabels(int clusters) const
{
    const core::formats::SafetensorsFile file(folder_ / "trajectories.safetensors");
    const auto* entry = file.find("labels." + std::to_string(clusters));
    if (entry == nullptr || entry->bytes != rows_ * core::formats::elementBytes(entry->type))
        return {};
    std::vector<std::int32_t> labels(rows_);
    if (entry->type == core::formats::ElementType::Int64) {
        std::vector<std::int64_t> wide(rows_);
        file.read(*entry, reinterpret_cast<char*>(wide.data()));
        std::transform(
            wide.begin(), wide.end(), labels.begin(), [](std::int64_t label) { return static_cast<std::int32_t>(label); });
    } else if (entry->type == core::formats::ElementType::Int32) {
        file.read(*entry, reinterpret_cast<char*>(labels.data()));
    }
    return labels;
}

void TestAnalysisParity::findsTheSameClusters_data()
{
    QTest::addColumn<int>("clusters");
    QTest::addColumn<double>("labelsMayDiffer");
    QTest::newRow("2") << 2 << 0.0;
    QTest::newRow("4") << 4 << 0.005;
}

void TestAnalysisParity::findsTheSameClusters()
{
    QFETCH(int, clusters);
    QFETCH(double, labelsMayDiffer);
    const core::Json& expected = reference_["k" + std::to_string(clusters)];
    ClusterSettings settings;
    settings.kmeans.clusters = clusters;
    const Clustering clustering = clusterRows(view(), settings);
    QCOMPARE(clustering.scoredRows, reference_["scored"].get<std::size_t>());
    QVERIFY(std::abs(clustering.inertia / expected["inertia"].get<double>() - 1) < 1e-3);

    const std::vector<std::int32_t> stored = storedLabels(clusters);
    QCOMPARE(stored.size(), rows_);
    std::size_t different = 0;
    for (std::size_t row = 0; row < rows_; ++row) {
        QCOMPARE(clustering.labels[row] < 0, stored[row] < 0);
        different += clustering.labels[row] != stored[row] ? 1 : 0;
    }
    QVERIFY2(static_cast<double>(different) <= labelsMayDiffer * static_cast<double>(rows_), QTest::toString(different));

    const FeatureMatrix features = buildFeatures(view(), {});
    const Silhouette exact = silhouette(features, labelsOf(features, clustering.labels));
    QVERIFY(!exact.sampled);
    QVERIFY(std::abs(exact.value - expected["silhouette"].get<double>()) < 1e-3);
}

void TestAnalysisParity::isAsGoodWithManyClusters()
{
    KMeansSettings settings;
    settings.clusters = 100;
    const FeatureMatrix features = buildFeatures(view(), {});
    for (const std::uint64_t seed : { 0U, 1U, 2U }) {
        settings.seed = seed;
        const KMeansResult fit = kMeans(features, settings);
        QVERIFY2(fit.inertia <= reference_["k100"]["all_fits"]["max"].get<double>(), std::to_string(fit.inertia).c_str());
        QVERIFY(fit.converged);
    }
}

void TestAnalysisParity::isExactInOneDimension()
{
    const core::Json& expected = reference_["two_means_of_last_column"];
    ClusterSettings settings;
    settings.features.kind = FeatureKind::Last;
    const Clustering clustering = clusterRows(view(), settings);
    QVERIFY(clustering.exact);
    const auto near
        = [](double value, const core::Json& wanted) { return std::abs(value / wanted.get<double>() - 1) < 1e-9; };
    QVERIFY(near(clustering.inertia, expected["inertia"]));
    for (std::size_t c = 0; c < 2; ++c)
        QVERIFY(near(clustering.centroids[c], expected["centres"][c]));
    // Rows unscored at an earlier point only take part here; none may be in the reference.
    QCOMPARE(clustering.scoredRows, reference_["scored"].get<std::size_t>());
    for (std::size_t c = 0; c < 2; ++c)
        QCOMPARE(clustering.clusters[c].rows, expected["sizes"][c].get<std::size_t>());
}

void TestAnalysisParity::hasWilsonIntervals()
{
    const core::Json stats = core::parseJson(core::readFile(folder_.parent_path() / "stats.json", 64 << 20), "stats.json");
    QVERIFY(!stats["wilson_95"].empty());
    for (const auto& entry : stats["wilson_95"]) {
        const Interval interval = wilson(entry["correct"].get<std::uint64_t>(), entry["total"].get<std::uint64_t>());
        QVERIFY(std::abs(interval.low - entry["low"].get<double>()) < 1e-9);
        QVERIFY(std::abs(interval.high - entry["high"].get<double>()) < 1e-9);
    }
}

QTEST_GUILESS_MAIN(TestAnalysisParity)
#include "tst_analysis_parity.moc"
