// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/density_tone.h"

#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>

using namespace core::analysis;

class TestDensityTone : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void codesCountAndShare();
    void showsOtherClusters();
    void clipsAtThePercentile();
    void refusesClusters();
};

namespace {

int depthOf(std::uint16_t code)
{
    return code & 0xff;
}

int shareOf(std::uint16_t code)
{
    return code >> 8;
}

int depthOf(double count, double most)
{
    return static_cast<int>(std::lround(255 * std::log1p(count) / std::log1p(most)));
}

} // namespace

void TestDensityTone::codesCountAndShare()
{
    DensityImage image{ 5, 1, 2, { 0, 3, 0, 1, 99, /**/ 0, 0, 4, 3, 0 } };
    ToneSettings settings;
    settings.second = 1;
    const DensityTones tones = densityTones(image, settings);
    QCOMPARE(tones.most, 99.0);
    QCOMPARE(tones.codes[0], std::uint16_t{ 0 });
    QCOMPARE(depthOf(tones.codes[1]), depthOf(3, 99));
    QCOMPARE(shareOf(tones.codes[1]), 0);
    QCOMPARE(depthOf(tones.codes[2]), depthOf(4, 99));
    QCOMPARE(shareOf(tones.codes[2]), 64);
    QCOMPARE(shareOf(tones.codes[3]), 48); // three quarters
    QCOMPARE(depthOf(tones.codes[4]), 255);
    settings.first = 1;
    settings.second = 0;
    QCOMPARE(shareOf(densityTones(image, settings).codes[3]), 16);
}

void TestDensityTone::showsOtherClusters()
{
    DensityImage image{ 3, 1, 3, { 2, 1, 0, /**/ 0, 1, 0, /**/ 3, 2, 0 } };
    ToneSettings settings;
    settings.second = 1;
    const DensityTones tones = densityTones(image, settings);
    QCOMPARE(shareOf(tones.codes[0]), DensityTones::others); // three of the third against two
    QCOMPARE(depthOf(tones.codes[0]), 255);
    QCOMPARE(shareOf(tones.codes[1]), 32); // two against two: the chosen ones are shown
    QCOMPARE(tones.codes[2], std::uint16_t{ 0 });
    settings.second.reset(); // no clusters: all rows count
    const DensityTones all = densityTones(image, settings);
    QCOMPARE(all.most, 5.0);
    QCOMPARE(shareOf(all.codes[0]), DensityTones::others);
    QCOMPARE(depthOf(all.codes[1]), depthOf(4, 5));
}

void TestDensityTone::clipsAtThePercentile()
{
    DensityImage image{ 1000, 2, 1, std::vector<std::uint32_t>(2000, 0) };
    for (std::size_t i = 0; i < 1000; ++i)
        image.counts[i] = 10;
    image.counts[7] = 100000; // one pixel in a thousand: beyond the percentile
    ToneSettings settings;
    const DensityTones tones = densityTones(image, settings);
    QCOMPARE(tones.most, 10.0);
    QCOMPARE(depthOf(tones.codes[7]), 255);
    settings.most = 100;
    QCOMPARE(depthOf(densityTones(image, settings).codes[0]), depthOf(10, 100));
    const DensityTones empty = densityTones(DensityImage{ 2, 2, 1, { 0, 0, 0, 0 } }, {});
    QCOMPARE(empty.most, 0.0);
    QCOMPARE(empty.codes, std::vector<std::uint16_t>(4, 0));
}

void TestDensityTone::refusesClusters()
{
    const DensityImage image{ 1, 1, 1, { 1 } };
    ToneSettings settings;
    settings.second = 1;
    QCOMPARE(support::errorOf([&] { densityTones(image, settings); }).kind(), core::ErrorKind::BadInput);
}

QTEST_GUILESS_MAIN(TestDensityTone)
#include "tst_density_tone.moc"
