// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/planted_agreement.h"

#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace core::analysis;

class TestPlantedAgreement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsByHand();
    void hasNoAnswerWithoutRows();
};

void TestPlantedAgreement::countsByHand()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const std::vector<int> difficulties{ 1, 3, 3, 2, 3, 1, 3 };
    const std::vector<std::uint8_t> hard{ 0, 1, 0, 1, 1, 0, 1 };
    const std::vector<float> losses{ 1, 4, 2, 3, 5, 2, nan };
    const PlantedAgreement agreement = difficultyAgreement(difficulties, hard, losses);
    QCOMPARE(agreement.rows, std::size_t{ 6 });
    QCOMPARE(agreement.plantedHard, std::size_t{ 3 });
    QCOMPARE(agreement.foundHard, std::size_t{ 3 });
    QCOMPARE(agreement.recall, 2.0 / 3);
    QCOMPARE(agreement.precision, 2.0 / 3);
    // Planted 4, 2, 5 against 1, 3, 2: 3 + (1 + 1/2) + 3 of 9 pairs.
    QCOMPARE(agreement.areaUnderCurve, 7.5 / 9);
    QCOMPARE(difficultyAgreement(difficulties, hard, losses, 2).plantedHard, std::size_t{ 4 });
}

void TestPlantedAgreement::hasNoAnswerWithoutRows()
{
    const PlantedAgreement agreement
        = difficultyAgreement(std::vector<int>{ 1, 2 }, std::vector<std::uint8_t>{ 0, 0 }, std::vector<float>{ 1, 2 });
    QVERIFY(std::isnan(agreement.recall) && std::isnan(agreement.precision) && std::isnan(agreement.areaUnderCurve));
    QCOMPARE(support::errorOf([] {
        difficultyAgreement(std::vector<int>{ 1 }, std::vector<std::uint8_t>{}, std::vector<float>{ 1 });
    }).kind(),
        core::ErrorKind::BadInput);
}

QTEST_GUILESS_MAIN(TestPlantedAgreement)
#include "tst_planted_agreement.moc"
