// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/models/synthetic_snapshot.h"
#include "ui/models/example_view.h"
#include "ui/models/filter_text.h"

#include <QtTest/QTest>

using namespace ui;

class TestFilterText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void letsThroughWhatIsMeant_data();
    void letsThroughWhatIsMeant();
    void refusesWithASentence_data();
    void refusesWithASentence();
    void emptyTextIsNoFilter();
};

void TestFilterText::letsThroughWhatIsMeant_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rows"); // of the learning steps 1, 2, 2.5, 3, none, 7
    QTest::newRow("more") << "> 2" << "2 3 5";
    QTest::newRow("at least") << ">=2" << "1 2 3 5";
    QTest::newRow("at least, as a sign") << "≥ 2" << "1 2 3 5";
    QTest::newRow("less") << "<2" << "0";
    QTest::newRow("at most") << "≤2" << "0 1";
    QTest::newRow("range") << "2..3" << "1 2 3";
    QTest::newRow("range, spaced") << " 2 .. 2.5 " << "1 2";
    QTest::newRow("equal as shown") << "2.5" << "2";
    QTest::newRow("equal, rounded") << "= 3" << "2 3"; // 2.5 and 3 read 3 without decimals
    QTest::newRow("missing") << "= –" << "4";
    QTest::newRow("missing, short") << "-" << "4";
    QTest::newRow("negative") << "> -1" << "0 1 2 3 5";
    QTest::newRow("minus sign") << "> −1" << "0 1 2 3 5";
}

void TestFilterText::letsThroughWhatIsMeant()
{
    QFETCH(QString, text);
    core::data::Columns columns;
    columns.ids = std::vector<core::ExampleId>(6);
    columns.learnedAt = { 1, 2, 2.5F, 3, std::numeric_limits<float>::quiet_NaN(), 7 };
    const ParsedFilter parsed = parseNumberFilter(text, Measure::LearnedAt);
    QVERIFY(parsed.failure.isEmpty());
    QCOMPARE(parsed.filter->text, text.trimmed());
    QStringList rows;
    for (const std::uint32_t row : matching(columns, *parsed.filter).rows())
        rows.append(QString::number(row));
    QTEST(rows.join(' '), "rows");
}

void TestFilterText::refusesWithASentence_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : { ">", "2..", "..3", "abc", "> 3 4 x", "= x", "1e", ".." })
        QTest::newRow(text) << QString::fromUtf8(text);
    QTest::newRow("turned round") << "5..2";
}

void TestFilterText::refusesWithASentence()
{
    QFETCH(QString, text);
    const ParsedFilter parsed = parseNumberFilter(text, Measure::Tokens);
    QVERIFY(!parsed.filter);
    QVERIFY(!parsed.failure.isEmpty());
}

void TestFilterText::emptyTextIsNoFilter()
{
    const ParsedFilter parsed = parseNumberFilter("  ", Measure::Tokens);
    QVERIFY(!parsed.filter && parsed.failure.isEmpty());
}

QTEST_GUILESS_MAIN(TestFilterText)
#include "tst_filter_text.moc"
