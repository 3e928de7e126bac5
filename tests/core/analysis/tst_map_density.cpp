// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/map_density.h"

#include "tests/support/support.h"

#include <QtTest/QTest>

#include <limits>
#include <numeric>

using namespace core::analysis;

class TestMapDensity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void putsPointsIntoBins();
    void keepsEdgesAndDropsTheRest();
    void refusesMaps();
};

namespace {

DensitySettings bins(std::size_t width, std::size_t height)
{
    DensitySettings settings;
    settings.width = width;
    settings.height = height;
    settings.left = 0;
    settings.right = 4;
    settings.low = 0;
    settings.high = 2;
    return settings;
}

} // namespace

void TestMapDensity::putsPointsIntoBins()
{
    const std::vector<float> x{ 0.5F, 0.6F, 3.5F, 1.0F, 2.5F };
    const std::vector<float> y{ 1.5F, 1.7F, 0.5F, 1.0F, 0.1F };
    const std::vector<std::int32_t> labels{ 0, 1, 1, 0, -1 };
    const DensityImage image = mapDensity(x, y, labels, 2, bins(4, 2));
    // the upper row of bins comes first; a point on an inner edge belongs to the bin on its right and below
    const std::vector<std::uint32_t> expected{ 1, 0, 0, 0, 0, 1, 0, 0, /**/ 1, 0, 0, 0, 0, 0, 0, 1 };
    QCOMPARE(image.counts, expected);
}

void TestMapDensity::keepsEdgesAndDropsTheRest()
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const std::vector<float> x{ 0, 4, 4.01F, -0.01F, nan, 1, infinity };
    const std::vector<float> y{ 0, 2, 1, 1, 1, nan, 1 };
    const std::vector<std::int32_t> labels(x.size(), 0);
    const DensityImage image = mapDensity(x, y, labels, 1, bins(4, 2));
    QCOMPARE(std::accumulate(image.counts.begin(), image.counts.end(), 0U), 2U);
    QCOMPARE(image.counts[4], 1U); // lowest left
    QCOMPARE(image.counts[3], 1U); // highest right
}

void TestMapDensity::refusesMaps()
{
    const std::vector<float> one{ 1 };
    const std::vector<float> two{ 1, 2 };
    const std::vector<std::int32_t> label{ 1 };
    QCOMPARE(support::errorOf([&] { mapDensity(one, two, label, 2, bins(4, 2)); }).kind(), core::ErrorKind::BadInput);
    QCOMPARE(support::errorOf([&] { mapDensity(one, one, label, 1, bins(4, 2)); }).kind(), core::ErrorKind::BadInput);
    QCOMPARE(support::errorOf([&] { mapDensity(one, one, label, 2, bins(0, 2)); }).kind(), core::ErrorKind::BadInput);
    DensitySettings flat = bins(4, 2);
    flat.low = 2;
    QCOMPARE(support::errorOf([&] { mapDensity(one, one, label, 2, flat); }).kind(), core::ErrorKind::BadInput);
}

QTEST_GUILESS_MAIN(TestMapDensity)
#include "tst_map_density.moc"
