// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/trajectories.h"

#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>
#include <limits>

using namespace core::analysis;

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

// Three points of five rows: 0 falls, 1 stays, 2 is unscored at the middle point, 3 rises, 4 is infinite at the end.
const std::vector<float> values{
    4, 2, 3, 1, 1, //
    2, 2, missing, 2, 1, //
    1, 2, 1, 6, std::numeric_limits<float>::infinity(), //
};
const LossView losses{ values, 3, 5 };

FeatureMatrix features(FeatureKind kind, std::optional<Window> window = std::nullopt)
{
    return buildFeatures(losses, { kind, window });
}

bool near(const FeatureMatrix& matrix, const std::vector<double>& expected)
{
    if (matrix.values.size() != expected.size())
        return false;
    for (std::size_t i = 0; i < expected.size(); ++i)
        if (std::abs(static_cast<double>(matrix.values[i]) - expected[i]) > 1e-6)
            return false;
    return true;
}

} // namespace

class TestTrajectories : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesLosses();
    void leavesUnscoredRowsOut();
    void relatesToTheFirstPoint();
    void takesTheShape();
    void namesFeatures();
    void refusesWindows();
    void mapsMeanAndVariability();
};

void TestTrajectories::takesLosses()
{
    const FeatureMatrix raw = features(FeatureKind::Raw);
    QCOMPARE(raw.dimension, std::size_t{ 3 });
    QVERIFY((raw.rows == std::vector<std::uint32_t>{ 0, 1, 3 }));
    QVERIFY((raw.values == std::vector<float>{ 4, 2, 1, 2, 2, 2, 1, 2, 6 }));
    const FeatureMatrix last = features(FeatureKind::Last, Window{ 0, 1 });
    QCOMPARE(last.dimension, std::size_t{ 1 });
    QVERIFY((last.values == std::vector<float>{ 2, 2, 2, 1 }));
}

void TestTrajectories::leavesUnscoredRowsOut()
{
    QVERIFY((features(FeatureKind::Window, Window{ 0, 0 }).rows == std::vector<std::uint32_t>{ 0, 1, 2, 3, 4 }));
    QVERIFY((features(FeatureKind::Window, Window{ 0, 1 }).rows == std::vector<std::uint32_t>{ 0, 1, 3, 4 }));
    QVERIFY((features(FeatureKind::Window, Window{ 2, 2 }).rows == std::vector<std::uint32_t>{ 0, 1, 2, 3 }));
    const std::vector<float> none(6, missing);
    QCOMPARE(buildFeatures({ none, 2, 3 }, { FeatureKind::Relative, {} }).size(), std::size_t{ 0 });
}

void TestTrajectories::relatesToTheFirstPoint()
{
    // First losses of the scored rows 0, 1, 3: 4, 2, 1; e = 0.01 x 7 / 3.
    const double e = 0.07 / 3;
    QVERIFY(near(
        features(FeatureKind::Relative), { 1, (2 + e) / (4 + e), (1 + e) / (4 + e), 1, 1, 1, 1, (2 + e) / (1 + e), 3 }));
    QVERIFY(near(features(FeatureKind::LogRelative),
        { 0, std::log((2 + e) / (4 + e)), std::log((1 + e) / (4 + e)), 0, 0, 0, 0, std::log((2 + e) / (1 + e)),
            std::log((6 + e) / (1 + e)) }));
    const std::vector<float> zeros(4, 0.0F);
    QCOMPARE(support::errorOf([&] {
        buildFeatures({ zeros, 2, 2 }, { FeatureKind::Relative, {} });
    }).kind(),
        core::ErrorKind::BadInput);
}

void TestTrajectories::takesTheShape()
{
    // Row 0: mean 7/3, deviations 5/3, -1/3, -4/3, variance 42/27.
    const double deviation = std::sqrt(42.0 / 27);
    const FeatureMatrix shape = features(FeatureKind::ZScore);
    QVERIFY(std::abs(static_cast<double>(shape.values[0]) - 5 / 3.0 / deviation) < 1e-6);
    QVERIFY(std::abs(static_cast<double>(shape.values[2]) + 4 / 3.0 / deviation) < 1e-6);
    QVERIFY(shape.values[3] == 0 && shape.values[4] == 0 && shape.values[5] == 0);
}

void TestTrajectories::namesFeatures()
{
    for (const FeatureKind kind : allFeatureKinds)
        QVERIFY(featureKind(name(kind)) == kind);
    QVERIFY(featureKind("log-relative") == FeatureKind::LogRelative);
    QVERIFY(!featureKind("Raw"));
}

void TestTrajectories::refusesWindows()
{
    const auto refused = [](FeatureKind kind, std::optional<Window> window) {
        return support::errorOf([&] { features(kind, window); }).kind() == core::ErrorKind::BadInput;
    };
    QVERIFY(refused(FeatureKind::Window, Window{ 1, 3 }));
    QVERIFY(refused(FeatureKind::Window, Window{ 2, 1 }));
    QVERIFY(refused(FeatureKind::Window, std::nullopt));
    QVERIFY(refused(FeatureKind::Raw, Window{ 0, 1 }));
    QCOMPARE(support::errorOf([] { LossView{ values, 4, 5 }.validate(); }).kind(), core::ErrorKind::BadInput);
    QCOMPARE(support::errorOf([] { LossView{ {}, 0, 5 }.validate(); }).kind(), core::ErrorKind::BadInput);
}

void TestTrajectories::mapsMeanAndVariability()
{
    const DataMap map = dataMap(losses, { 0, 2 });
    QCOMPARE(map.mean[1], 2.0F);
    QCOMPARE(map.variability[1], 0.0F);
    QCOMPARE(map.mean[3], 3.0F);
    QVERIFY(std::abs(static_cast<double>(map.variability[3]) - std::sqrt(14.0 / 3)) < 1e-6);
    QVERIFY(std::isnan(map.mean[2]) && std::isnan(map.variability[4]));
    QVERIFY(meanLosses(losses, { 0, 0 })[2] == 3.0F);
}

QTEST_GUILESS_MAIN(TestTrajectories)
#include "tst_trajectories.moc"
