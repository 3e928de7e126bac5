// SPDX-License-Identifier: GPL-3.0-or-later
// How numbers are written, and read back.
#include "ui/theme/number_text.h"

#include <QtCore/QLocale>
#include <QtTest/QTest>

#include <limits>

using namespace ui;

class TestNumberText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale::c()); }
    void counts();
    void numbers();
    void shortNumbers();
    void shares();
    void durations_data();
    void durations();
    void bytes();
    void theLocaleDecidesTheDecimalPoint();
    void whatIsTypedIsRead_data();
    void whatIsTypedIsRead();
};

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

void TestNumberText::counts()
{
    QCOMPARE(countText(0), QString("0"));
    QCOMPARE(countText(999), QString("999"));
    QCOMPARE(countText(26472), QString("26\u202F472"));
    QCOMPARE(countText(-1234567), QString("\u22121\u202F234\u202F567"));
}

void TestNumberText::numbers()
{
    QCOMPARE(numberText(11420.26, 1), QString("11\u202F420.3"));
    QCOMPARE(numberText(3, 2), QString("3.00"));
    QCOMPARE(numberText(-0.25, 2), QString("\u22120.25"));
    QCOMPARE(numberText(-0.001, 2), QString("0.00")); // never a negative zero
    QCOMPARE(numberText(missing, 2), QString("–"));
    QCOMPARE(numberText(-infinity, 2), QString("\u2212∞"));
}

void TestNumberText::shortNumbers()
{
    QCOMPARE(shortNumberText(0.05), QString("0.05"));
    QCOMPARE(shortNumberText(-0.0), QString("0"));
    QCOMPARE(shortNumberText(1e-7), QString("1e\u22127"));
    QCOMPARE(shortNumberText(2.5e12), QString("2.5e12"));
    QCOMPARE(shortNumberText(12000), QString("12\u202F000"));
}

void TestNumberText::shares()
{
    QCOMPARE(percentText(0.4294), QString("42.9\u202F%"));
    QCOMPARE(percentText(0.9, 0), QString("90\u202F%"));
    QCOMPARE(percentText(missing), QString("–"));
}

void TestNumberText::durations_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 0.0 << "0.0 s";
    QTest::newRow("tenths") << 0.94 << "0.9 s";
    QTest::newRow("no tenths from ten on") << 9.96 << "10 s";
    QTest::newRow("seconds") << 40.4 << "40 s";
    QTest::newRow("a minute by rounding") << 59.7 << "1 min";
    QTest::newRow("minutes") << 580.0 << "9 min 40 s";
    QTest::newRow("hours") << 7490.0 << "2 h 5 min";
    QTest::newRow("a day by rounding") << 86399.0 << "1 d";
    QTest::newRow("days") << 3 * 86400.0 + 4 * 3600 + 1700 << "3 d 4 h";
    QTest::newRow("not known") << missing << QString("–");
    QTest::newRow("negative") << -1.0 << QString("–");
    QTest::newRow("endless") << infinity << QString("–");
}

void TestNumberText::durations()
{
    QFETCH(double, seconds);
    QFETCH(QString, text);
    static const QString thin(QChar(0x202F));
    QCOMPARE(durationText(seconds).replace(thin, " "), text);
    QVERIFY(text == QString("–") || durationText(seconds).contains(thin));
}

void TestNumberText::bytes()
{
    QCOMPARE(bytesText(812), QString("812\u202FB"));
    QCOMPARE(bytesText(4000), QString("4\u202FKB"));
    QCOMPARE(bytesText(4300), QString("4.3\u202FKB"));
    QCOMPARE(bytesText(312'400'000), QString("312\u202FMB"));
    QCOMPARE(bytesText(999'700'000), QString("1.0\u202FGB"));
    QCOMPARE(bytesText(2'100'000'000), QString("2.1\u202FGB"));
    QCOMPARE(bytesText(5'000'000'000'000'000), QString("5\u202F000.0\u202FTB"));
}

void TestNumberText::theLocaleDecidesTheDecimalPoint()
{
    QLocale::setDefault(QLocale(QLocale::German));
    QCOMPARE(numberText(11420.26, 1), QString("11\u202F420,3"));
    QCOMPARE(numberFromText("0,05"), std::optional(0.05));
    QCOMPARE(numberFromText("0.05"), std::optional(0.05));
}

void TestNumberText::whatIsTypedIsRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value"); // NaN where it is refused
    QTest::newRow("plain") << " 0.05 " << 0.05;
    QTest::newRow("exponent") << "1e-3" << 0.001;
    QTest::newRow("true minus") << QString("\u22122.5") << -2.5;
    QTest::newRow("thin spaces") << countText(26472) << 26472.0;
    QTest::newRow("as written") << shortNumberText(1e-7) << 1e-7;
    QTest::newRow("half an exponent") << "1e-" << missing;
    QTest::newRow("nothing") << "" << missing;
    QTest::newRow("a word") << "ten" << missing;
    QTest::newRow("comma in thousands") << "1,000" << missing;
    QTest::newRow("infinity") << "inf" << missing;
    QTest::newRow("too large") << "1e999" << missing;
    QTest::newRow("two numbers") << "1 2 x" << missing;
}

void TestNumberText::whatIsTypedIsRead()
{
    QFETCH(QString, text);
    QFETCH(double, value);
    const auto read = numberFromText(text);
    QCOMPARE(read.has_value(), !std::isnan(value));
    if (read)
        QCOMPARE(*read, value);
}

QTEST_GUILESS_MAIN(TestNumberText)
#include "tst_number_text.moc"
