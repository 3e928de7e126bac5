// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/density_image.h"

#include "core/base/random.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace core::analysis;

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

long floorOf(long numerator, long denominator)
{
    return numerator >= 0 ? numerator / denominator : -((-numerator + denominator - 1) / denominator);
}

/// One trajectory after another, one column after another, in whole numbers.
std::vector<std::uint32_t> plainImage(const LossView& losses, const std::vector<double>& positions,
    const std::vector<std::int32_t>& labels, std::size_t clusters, const DensitySettings& settings)
{
    const auto width = static_cast<long>(settings.width);
    const auto height = static_cast<long>(settings.height);
    std::vector<std::uint32_t> counts(settings.width * settings.height * clusters);
    const auto column = [&](std::size_t point) {
        return std::lround(
            (positions[point] - settings.left) * static_cast<double>(width - 1) / (settings.right - settings.left));
    };
    const auto pixelRow = [&](float loss) {
        return static_cast<long>(std::floor(
            (settings.high - static_cast<double>(loss)) * (static_cast<double>(height - 1) / (settings.high - settings.low))
            + 0.5));
    };
    for (std::size_t row = 0; row < losses.rows; ++row) {
        for (std::size_t point = 0; point + 1 < losses.points && labels[row] >= 0; ++point) {
            if (!std::isfinite(losses.at(point, row)) || !std::isfinite(losses.at(point + 1, row)))
                continue;
            const long from = column(point);
            const long to = column(point + 1);
            const long left = pixelRow(losses.at(point, row));
            const long right = pixelRow(losses.at(point + 1, row));
            const long length = std::max(to - from, 1L);
            for (long x = from; x < to + (point + 2 == losses.points ? 1 : 0); ++x) {
                // left + (right - left) (x - from) / length, to the nearest whole number, halves up
                const long y = floorOf(2 * left * length + 2 * (right - left) * (x - from) + length, 2 * length);
                if (x >= 0 && x < width && y >= 0 && y < height)
                    ++counts[(static_cast<std::size_t>(labels[row]) * settings.height + static_cast<std::size_t>(y))
                            * settings.width
                        + static_cast<std::size_t>(x)];
            }
        }
    }
    return counts;
}

struct Scene {
    std::vector<float> values;
    std::vector<std::int32_t> labels;
    std::size_t points = 9;
    std::size_t rows = 1500;
    LossView view() const { return { values, points, rows }; }
};

Scene scene()
{
    core::RandomStream random(2, "scene");
    Scene result;
    for (std::size_t i = 0; i < result.points * result.rows; ++i)
        result.values.push_back(random.below(60) == 0 ? nan : static_cast<float>(2 + random.normal()));
    for (std::size_t row = 0; row < result.rows; ++row)
        result.labels.push_back(static_cast<std::int32_t>(random.below(4)) - 1);
    return result;
}

} // namespace

class TestDensityImage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsWhatAPlainRasteriserDraws_data();
    void drawsWhatAPlainRasteriserDraws();
    void countsEveryTrajectoryOnceAColumn();
    void drawsASmallPictureByHand();
    void scalesIntensities();
    void refusesPictures();
};

void TestDensityImage::drawsWhatAPlainRasteriserDraws_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<double>("left");
    QTest::addColumn<double>("right");
    QTest::newRow("whole") << 300 << 200 << -3.0 << 7.0 << 0.0 << 100.0;
    QTest::newRow("cut above and below") << 257 << 64 << 1.5 << 2.5 << 0.0 << 100.0;
    QTest::newRow("cut on all sides") << 120 << 90 << 1.9 << 2.1 << 30.5 << 40.0;
    QTest::newRow("coarse") << 7 << 5 << -1.0 << 5.0 << 0.0 << 100.0;
    QTest::newRow("one pixel") << 1 << 1 << -5.0 << 9.0 << 0.0 << 100.0;
    QTest::newRow("more space than data") << 90 << 33 << -30.0 << 70.0 << -50.0 << 300.0;
}

void TestDensityImage::drawsWhatAPlainRasteriserDraws()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(double, left);
    QFETCH(double, right);
    const DensitySettings settings{ static_cast<std::size_t>(width), static_cast<std::size_t>(height), low, high, left,
        right };
    const Scene data = scene();
    const std::vector<double> positions{ 0, 1, 2, 4, 10, 33, 33.1, 60, 100 };
    const DensityImage image = densityImage(data.view(), positions, data.labels, 3, settings);
    QVERIFY(image.counts == plainImage(data.view(), positions, data.labels, 3, settings));
    QVERIFY(*std::max_element(image.counts.begin(), image.counts.end()) > 0);
}

void TestDensityImage::countsEveryTrajectoryOnceAColumn()
{
    const std::vector<float> values{ 1, 2, 5, 4, 2, 3, 3, 3, 1 };
    const std::vector<double> positions{ 0, 10, 20 };
    const DensityImage image
        = densityImage({ values, 3, 3 }, positions, std::vector<std::int32_t>{ 0, 0, 0 }, 1, { 50, 40, 0, 6, 0, 20 });
    for (std::size_t x = 0; x < 50; ++x) {
        std::uint32_t sum = 0;
        for (std::size_t y = 0; y < 40; ++y)
            sum += image.counts[y * 50 + x];
        QCOMPARE(sum, 3U);
    }
}

void TestDensityImage::drawsASmallPictureByHand()
{
    // Falls from the top left to the bottom right of 3 x 3 pixels, one other line lies in the middle.
    const std::vector<float> values{ 2, 1, 0, 1 };
    const std::vector<double> positions{ 0, 2 };
    const DensityImage image
        = densityImage({ values, 2, 2 }, positions, std::vector<std::int32_t>{ 0, 0 }, 1, { 3, 3, 0, 2, 0, 2 });
    QVERIFY((image.counts == std::vector<std::uint32_t>{ 1, 0, 0, 1, 2, 1, 0, 0, 1 }));
    const DensityImage apart
        = densityImage({ values, 2, 2 }, positions, std::vector<std::int32_t>{ 1, -1 }, 2, { 3, 3, 0, 2, 0, 2 });
    QVERIFY((apart.counts == std::vector<std::uint32_t>{ 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1 }));
}

void TestDensityImage::scalesIntensities()
{
    const DensityImage image{ 2, 1, 2, { 0, 3, 7, 1 } };
    QVERIFY((intensities(image, 1, false) == std::vector<float>{ 1.0F, 1.0F / 7 }));
    QVERIFY(std::abs(static_cast<double>(intensities(image, 0, true)[1]) - std::log(4.0) / std::log(8.0)) < 1e-6);
    QVERIFY((intensities({ 1, 1, 1, { 0 } }, 0, true) == std::vector<float>{ 0 }));
    QCOMPARE(support::errorOf([&] { intensities(image, 2, true); }).kind(), core::ErrorKind::BadInput);
}

void TestDensityImage::refusesPictures()
{
    const std::vector<float> values(4, 1.0F);
    const auto refused
        = [&](const DensitySettings& settings, std::vector<double> positions, std::vector<std::int32_t> labels) {
              return support::errorOf([&] {
                  densityImage({ values, 2, 2 }, positions, labels, 1, settings);
              }).kind()
                  == core::ErrorKind::BadInput;
          };
    QVERIFY(refused({ 0, 9, 0, 1, 0, 1 }, { 0, 1 }, { 0, 0 }));
    QVERIFY(refused({ 9, 4097, 0, 1, 0, 1 }, { 0, 1 }, { 0, 0 }));
    QVERIFY(refused({ 9, 9, 1, 1, 0, 1 }, { 0, 1 }, { 0, 0 }));
    QVERIFY(refused({ 9, 9, 0, 1, 1, 0 }, { 0, 1 }, { 0, 0 }));
    QVERIFY(refused({ 9, 9, 0, 1, 0, 1 }, { 1, 0 }, { 0, 0 }));
    QVERIFY(refused({ 9, 9, 0, 1, 0, 1 }, { 0 }, { 0, 0 }));
    QVERIFY(refused({ 9, 9, 0, 1, 0, 1 }, { 0, 1 }, { 0, 1 }));
}

QTEST_GUILESS_MAIN(TestDensityImage)
#include "tst_density_image.moc"
