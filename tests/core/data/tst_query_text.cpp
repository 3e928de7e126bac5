// SPDX-License-Identifier: Apache-2.0
// Filters, orders and row numbers as words of a command line, there and back.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "core/data/query_text.h"
#include "tests/support/support.h"

using namespace core::data;

namespace {

/// What the words say, as a program reads them.
ExampleFilter readBack(const std::vector<std::string>& words, SortKey& sort)
{
    ExampleFilter filter;
    sort = {};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--descending")
            sort.ascending = false;
        else if (words[i] == "--where")
            addCondition(filter, words[++i]);
        else if (words[i] == "--facet")
            addFacet(filter, words[++i]);
        else if (words[i] == "--sort")
            sort.measure = sortMeasure(words[++i]);
    }
    return filter;
}

std::string problemOf(const char* condition)
{
    ExampleFilter filter;
    return support::errorOf([&] { addCondition(filter, condition); }).message();
}

} // namespace

class TestQueryText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFilterComesBackWhole()
    {
        ExampleFilter filter;
        filter.setWords(TextField::Any, "last digit: 7");
        filter.setWords(TextField::Response, "it's");
        filter.setName(ColumnName::Source, "= math");
        filter.setName(ColumnName::Note, "= –");
        filter.setNumber(Measure::MeanLoss, "> 2.5");
        filter.setNumber(Measure::PromptTokens, "12 000..13 000");
        filter.setFacetValue(FacetName::Source, "a=b", true);
        filter.setFacetValue(FacetName::Source, "", true);
        filter.setFacetValue(FacetName::Length, "tokens:128", true);
        filter.setFacetValue(FacetName::Flags, "excluded", true);
        const SortKey sort{ Measure::LearnedAt, false };
        const auto words = queryWords(filter, sort);
        SortKey sortBack;
        QVERIFY(readBack(words, sortBack) == filter);
        QVERIFY(sortBack == sort);
        QVERIFY(std::ranges::find(words, "mean-loss:> 2.5") != words.end());
        QVERIFY(queryWords({}, {}).empty());
    }

    void everyMeasureHasAName()
    {
        for (int number = 0; number <= static_cast<int>(Measure::Flags); ++number) {
            const auto measure = static_cast<Measure>(number);
            QVERIFY(measureOf(nameOf(measure)) == measure);
        }
        QVERIFY(!measureOf("loss"));
        QCOMPARE(nameOf(Measure::LastLoss), std::string_view("last-loss"));
    }

    void whatCannotBeReadGetsASentence()
    {
        QVERIFY(problemOf("mean-loss > 2").find("NAME:CONDITION") != std::string::npos);
        QVERIFY(problemOf("colour:> 2").find("colour") != std::string::npos);
        QVERIFY(problemOf("mean-loss:abc").find("mean-loss:abc") != std::string::npos);
        QVERIFY(problemOf("mean-loss:").find("no condition") != std::string::npos);
        QVERIFY(problemOf("source:=").find("source:=") != std::string::npos);
        ExampleFilter filter;
        QVERIFY(support::errorOf([&] { addFacet(filter, "colour=red"); }).hint().find("flags") != std::string::npos);
        QVERIFY(support::errorOf([&] { addFacet(filter, "source"); }).message().find("FACET=VALUE") != std::string::npos);
        QVERIFY(support::errorOf([] { sortMeasure("size"); }).hint().find("mean-loss") != std::string::npos);
    }

    void rowNumbersAreRanges()
    {
        Selection rows(12);
        for (const std::size_t row : { 0U, 1U, 4U, 5U, 6U, 7U, 11U })
            rows.set(row, true);
        QCOMPARE(writeRowNumbers(rows), std::string("1,2,5-8,12"));
        QVERIFY(parseRowNumbers("1,2,5-8,12", 12) == rows);
        QVERIFY(parseRowNumbers(" 5 - 8 , 1-2,12,6", 12) == rows);
        QCOMPARE(writeRowNumbers(Selection(5)), std::string());
    }

    void wrongRowNumbersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : { "", "0", "13", "3-2", "1,", ",1", "1..3", "-3", "a", "1-", "99999999999999999999" })
            QTest::addRow("%s", text) << QByteArray(text);
    }
    void wrongRowNumbersAreRefused()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(support::errorOf([&] { parseRowNumbers(text.toStdString(), 12); }).kind(), core::ErrorKind::BadInput);
    }
};

QTEST_GUILESS_MAIN(TestQueryText)
#include "tst_query_text.moc"
