// SPDX-License-Identifier: Apache-2.0
#include "core/benchmarks/answer_numbers.h"
#include "core/benchmarks/math_text.h"

#include <QTest>

#include <cmath>

using namespace core::benchmarks;

class TestAnswerNumbers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAsThePatternFindsThem()
    {
        using List = std::vector<std::string>;
        QCOMPARE(numbersIn("a 12 b -3.50 c"), (List{ "12", "-3.50" }));
        QCOMPARE(numbersIn("1/2 or 3/4."), (List{ "1/2", "3/4" }));
        QCOMPARE(numbersIn("1/2/3"), (List{ "1/2", "3" }));
        QCOMPARE(numbersIn("5. and 6/"), (List{ "5.", "6/" }));
        QCOMPARE(numbersIn(".5 --7 -"), (List{ "5", "-7" }));
        QCOMPARE(numbersIn("7/.25"), (List{ "7/.25" }));
        QCOMPARE(numbersIn("none"), List{});
    }

    void canonicalNumbers()
    {
        QCOMPARE(canonicalNumber("3.50"), std::string("3.5"));
        QCOMPARE(canonicalNumber("100"), std::string("100"));
        QCOMPARE(canonicalNumber("2."), std::string("2"));
        QCOMPARE(canonicalNumber("007.0"), std::string("7"));
        QCOMPARE(canonicalNumber("-0.0"), std::string("0"));
        QCOMPARE(canonicalNumber("0.1"), std::string("0.1"));
        QCOMPARE(canonicalNumber("1/2"), std::string("1/2"));
        QCOMPARE(canonicalNumber("12345678901234567891"), std::string("12345678901234567891"));
    }

    void expressions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        const auto row = [](const char* text, double value) { QTest::newRow(text) << QString(text) << value; };
        row("1,200", 1200);
        row("1/2", 0.5);
        row("-\\frac{9}{7}", -9.0 / 7);
        row("3\\sqrt{13}", 3 * std::sqrt(13.0));
        row("2 + 3 * 4", 14);
        row("(2 + 3) * 4", 20);
        row("8/2/2", 2);
        row("-2^2", -4);
        row("2^{10}", 1024);
        row("2^-1", 0.5);
        row("2\\pi", 2 * 3.14159265358979323846);
        row("6 \\cdot 7", 42);
        row("15\\%", 15);
        row(".5", 0.5);
    }

    void expressions()
    {
        QFETCH(QString, text);
        QFETCH(double, value);
        const auto found = valueOf(text.toStdString());
        QVERIFY(found.has_value());
        QVERIFY(std::abs(*found - value) < 1e-12 * std::max(1.0, std::abs(value)));
    }

    /// Nothing but arithmetic is evaluated, and nothing makes it run deep or for long.
    void whatIsNoExpressionHasNoValue()
    {
        for (const char* text :
            { "", "x", "2x", "1 + ", "(1", "\\frac{1}", "1/0", "\\sqrt{-1}", "1..2", "import os", "2\\foo" })
            QVERIFY2(!valueOf(text), text);
        QVERIFY(!valueOf(std::string(100000, '(') + "1"));
        QVERIFY(!valueOf(std::string(100000, '-') + "1"));
        QVERIFY(!valueOf("9^9^9^9^9"));
    }

    /// One case for each of Hendrycks' rules.
    void mathIsWrittenInOneWay_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("normal");
        const auto row
            = [](const char* text, const char* normal) { QTest::newRow(text) << QString(text) << QString(normal); };
        row("1\n2", "12");
        row("1\\!000", "1000");
        row("\\tfrac{1}{2}", "\\frac{1}{2}");
        row("\\dfrac{1}{2}", "\\frac{1}{2}");
        row("\\left(1, 2\\right)", "(1,2)");
        row("90^\\circ", "90");
        row("90^{\\circ}", "90");
        row("\\$5", "5");
        row("15\\%", "15");
        row("15%", "15");
        row("5\\text{ cm}", "5");
        row(".5", "\\frac{1}{2}");
        row("x \\in [.25]", "x\\in[.25]");
        row("{.5}", "{0.5}");
        row("x = 7", "7");
        row("k=3", "3");
        row("abc=3", "abc=3");
        row("\\sqrt3", "\\sqrt{3}");
        row("\\sqrt{3}", "\\sqrt{3}");
        row("2 \\sqrt 3", "2\\sqrt{}3");
        row("\\frac12", "\\frac{1}{2}");
        row("\\frac1{72}", "\\frac{1}{72}");
        row("0.5", "\\frac{1}{2}");
        row("-3/4", "\\frac{-3}{4}");
        row("a/b", "a/b");
        row("", "");
    }

    void mathIsWrittenInOneWay()
    {
        QFETCH(QString, text);
        QFETCH(QString, normal);
        QCOMPARE(QString::fromStdString(normalizedMath(text.toStdString())), normal);
    }

    void boxes()
    {
        QCOMPARE(*lastBoxed("so $\\boxed{1}$ and $\\boxed{\\frac{1}{2}}$."), std::string("\\frac{1}{2}"));
        QCOMPARE(*lastBoxed("$\\boxed 5$ cm"), std::string(" 5"));
        QCOMPARE(*lastBoxed("\\boxed{1 + {2"), std::string("1 + {2"));
        QVERIFY(!lastBoxed("no answer"));
    }
};

QTEST_GUILESS_MAIN(TestAnswerNumbers)
#include "tst_answer_numbers.moc"
