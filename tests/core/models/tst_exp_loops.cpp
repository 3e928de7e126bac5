// SPDX-License-Identifier: Apache-2.0
#include "core/models/exp_loops.h"

#include <QtTest/QTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace core::models;

class TestExpLoops : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTermIsExact();
    void sumsAndMaximaOfOddLengths();
    void nanIsNotSwallowed();
};

void TestExpLoops::everyTermIsExact()
{
    for (double x = 0; x > -86; x -= 0.0137) {
        auto value = static_cast<float>(x);
        const double expected = std::exp(static_cast<double>(value));
        exponentiate(&value, 1, 0);
        QVERIFY2(std::abs(value / expected - 1) < 3e-7, qPrintable(QString::number(x)));
    }
}

void TestExpLoops::sumsAndMaximaOfOddLengths()
{
    for (std::size_t count = 1; count < 40; ++count) {
        std::vector<float> values(count);
        double expected = 0;
        for (std::size_t i = 0; i < count; ++i) {
            values[i] = -0.3F * static_cast<float>((i * 7) % 11) + 2;
            expected += std::exp(static_cast<double>(values[i]) - 2);
        }
        QCOMPARE(maximumOf(values.data(), count), 2.0F);
        QVERIFY(std::abs(sumOfExponentials(values.data(), count, 2) / expected - 1) < 1e-6);
        QVERIFY(std::abs(exponentiate(values.data(), count, 2) / expected - 1) < 1e-6);
        QCOMPARE(values[0], 1.0F);
    }
}

void TestExpLoops::nanIsNotSwallowed()
{
    std::vector<float> values(20, -1.0F);
    values[13] = std::numeric_limits<float>::quiet_NaN();
    QVERIFY(std::isnan(sumOfExponentials(values.data(), values.size(), 0)));
    QVERIFY(std::isnan(exponentiate(values.data(), values.size(), 0)));
}

QTEST_GUILESS_MAIN(TestExpLoops)
#include "tst_exp_loops.moc"
