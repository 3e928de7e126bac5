// SPDX-License-Identifier: Apache-2.0
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "core/data/facets.h"
#include "core/data/measures.h"
#include "core/data/row_filter.h"
#include "core/data/text_search.h"
#include "tests/support/support.h"

using namespace core::data;

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
using Rows = std::vector<std::uint32_t>;

Columns sixRows()
{
    Columns columns;
    columns.ids = { { 1 }, { 2 }, { 3 }, { 4 }, { 5 }, { 6 } };
    columns.source = { { 0, 1, 0, 2, 1, 0 }, { "gsm8k", "Numglue", "tal" } };
    columns.copies = { 1, 1, 1, 1, 1, 1 };
    columns.heldOut = { 0, 0, 0, 1, 0, 0 };
    columns.promptCharacters = { 10, 20, 30, 40, 50, 600 };
    columns.responseCharacters = { 5, 5, 5, 5, 5, 5 };
    columns.flags = { 0, 1, 8, 0, 17, 0 };
    columns.marks = { 1, 0, 0, 8, 0, 4 };
    columns.labels = { { 0, 1, 2, 3, 0, 1 }, { {}, { 0 }, { 1 }, { 0, 1 } }, { "wrong", "unclear" } };
    columns.notes = { { 0, 0, 0, 1, 0, 0 }, { "", "look again" } };
    columns.tokens = { 10, 512, 64, 100, 512, 300 };
    columns.responseTokens = { 1, 2, 3, 4, 5, 6 };
    columns.steps = { 0, 10 };
    columns.losses = { 3, 3, nan, 3, 3, 3, /* step 10 */ 1.25F, 1.2549F, nan, 1.2551F, 0.5F, 2 };
    columns.cluster = { 0, 1, noCluster, noCluster, 0, 1 };
    columns.clusters = 2;
    columns.hardClusters = { 1 };
    columns.validate();
    return columns;
}

Rows rowsOf(const Columns& columns, ColumnKey key, const char* expression)
{
    return filterColumn(columns, { key, expression }).rows();
}

std::uint64_t countOf(const FilteredRows& result, FacetName name, const std::string& value)
{
    for (const Facet& facet : result.facets)
        if (facet.name == name)
            for (const FacetValue& entry : facet.values)
                if (entry.value == value)
                    return entry.rows;
    return 0;
}

} // namespace

class TestRowFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsNumbers_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("inside");
        QTest::addColumn<double>("outside");
        const auto add = [](const char* text, double inside, double outside) {
            QTest::addRow("%s", text) << QByteArray(text) << inside << outside;
        };
        add("> 3", 3.5, 3);
        add(">=3", 3, 2.9);
        add("< 3", 2, 3);
        add("\u2264 3", 3, 3.1);
        add("2..5", 5, 5.1);
        add("2 .. 5", 2, 1.9);
        add("..5", -9, 6);
        add("2..", 1e9, 1);
        add("= 3", 3, 4);
        add("12\u202f000", 12000, 12);
        add("> \u2212 2", -1, -2);
        add("-2..\u22121", -1.5, 0);
        add("1.25", 1.2549, 1.255);
        add("1.25", 1.245, 1.2449);
        add("2e2", 249, 251);
        add("= \u2013", std::nan(""), 0);
        add("-", std::nan(""), 0);
    }
    void readsNumbers()
    {
        QFETCH(QByteArray, text);
        QFETCH(double, inside);
        QFETCH(double, outside);
        const auto condition = parseNumberCondition(text.toStdString(), false);
        QVERIFY(condition.contains(inside));
        QVERIFY(!condition.contains(outside));
        QVERIFY(condition.missing || !condition.contains(std::nan("")));
    }

    void refusesInWords_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : { "x", "> x", "5..2", "..", "=", ">", "1,5", "1 2 x", "nan", "inf", "2...5" })
            QTest::addRow("%s", text) << QByteArray(text);
    }
    void refusesInWords()
    {
        QFETCH(QByteArray, text);
        const auto error = support::errorOf([&] { parseNumberCondition(text.toStdString(), false); });
        QCOMPARE(error.kind(), core::ErrorKind::BadInput);
        QVERIFY(error.message().find(text.toStdString()) != std::string::npos);
        QVERIFY(!error.hint().empty());
    }

    void filtersColumns()
    {
        const Columns columns = sixRows();
        QCOMPARE(rowsOf(columns, { ColumnName::Tokens, 0 }, "512"), (Rows{ 1, 4 }));
        QCOMPARE(rowsOf(columns, { ColumnName::Tokens, 0 }, "512.4"), (Rows{})); // a whole number is what it is
        QCOMPARE(rowsOf(columns, { ColumnName::Loss, 1 }, "1.25"), (Rows{ 0, 1 })); // as it is shown
        QCOMPARE(rowsOf(columns, { ColumnName::Loss, 1 }, "= –"), (Rows{ 2 }));
        QCOMPARE(rowsOf(columns, { ColumnName::Cluster, 0 }, "= –"), (Rows{ 2, 3 }));
        QCOMPARE(rowsOf(columns, { ColumnName::Source, 0 }, "NUM"), (Rows{ 1, 4 }));
        QCOMPARE(rowsOf(columns, { ColumnName::Source, 0 }, "= num"), (Rows{}));
        QCOMPARE(rowsOf(columns, { ColumnName::Source, 0 }, "= tal"), (Rows{ 3 }));
        QCOMPARE(rowsOf(columns, { ColumnName::Labels, 0 }, "wro"), (Rows{ 1, 3, 5 }));
        QCOMPARE(rowsOf(columns, { ColumnName::Labels, 0 }, "= –"), (Rows{ 0, 4 }));
        QCOMPARE(rowsOf(columns, { ColumnName::Note, 0 }, "again"), (Rows{ 3 }));
        QCOMPARE(rowsOf(columns, { ColumnName::Loss, 7 }, "> 0"), (Rows{})); // no such point
        QCOMPARE(rowsOf(columns, { ColumnName::MeanLoss, 0 }, "= –").size(), std::size_t{ 6 });
    }

    void countsWithoutTheOwnFacet()
    {
        const Columns columns = sixRows();
        RowFilter filter;
        QVERIFY(filter.empty());
        filter.facets = { { FacetName::Source, { "gsm8k" } }, { FacetName::Cluster, { "0", "none" } } };
        QVERIFY(!filter.empty());
        const auto result = applyFilter(columns, filter);
        QCOMPARE(result.visible.rows(), (Rows{ 0, 2 }));
        QCOMPARE(countOf(result, FacetName::Source, "gsm8k"), std::uint64_t{ 2 }); // the cluster restricts it
        QCOMPARE(countOf(result, FacetName::Source, "tal"), std::uint64_t{ 1 }); // not restricted by the source itself
        QCOMPARE(countOf(result, FacetName::Cluster, "1"), std::uint64_t{ 1 }); // row 5, only the source restricts it
        QCOMPARE(countOf(result, FacetName::Flags, "unscored"), std::uint64_t{ 1 });
        QCOMPARE(countOf(result, FacetName::Flags, "excluded"), std::uint64_t{ 1 });
        QCOMPARE(countOf(result, FacetName::Labels, "unclear"), std::uint64_t{ 1 });
        QCOMPARE(countOf(result, FacetName::Length, "tokens:64"), std::uint64_t{ 1 });
    }

    void facetsSelectWhatTheyCount()
    {
        const Columns columns = sixRows();
        const auto all = applyFilter(columns, {});
        QCOMPARE(all.visible.count(), std::size_t{ 6 });
        for (const Facet& facet : all.facets)
            for (const FacetValue& value : facet.values) {
                const auto rows = facetRows(columns, { facet.name, { value.value } });
                QVERIFY2(rows.count() == value.rows && value.rows > 0, value.value.c_str());
            }
        QCOMPARE(facetRows(columns, { FacetName::Flags, { "held-out", "duplicate", "noted" } }).rows(), (Rows{ 3, 4 }));
        QCOMPARE(facetRows(columns, { FacetName::Length, { "characters:512" } }).rows(), (Rows{ 5 }));
        QCOMPARE(facetRows(columns, { FacetName::Length, { "nonsense", "tokens:7" } }).count(), std::size_t{ 0 });
    }

    void combinesEverything()
    {
        const Columns columns = sixRows();
        RowFilter filter;
        filter.columns = { { { ColumnName::Tokens, 0 }, ">= 100" }, { { ColumnName::Loss, 1 }, "what" } };
        filter.texts = { { TextField::Any, "apples" }, { TextField::Prompt, "pears" } };
        filter.onlyBrushed = true;
        QCOMPARE(filter.validate().size(), std::size_t{ 1 });
        QVERIFY(filter.validate()[0].key == (ColumnKey{ ColumnName::Loss, 1 }));
        FilterInputs inputs;
        Selection hits(6, true);
        hits.set(1, false);
        inputs.texts = { hits, std::nullopt }; // the second is not answered yet
        Selection brushed(6, true);
        brushed.set(5, false);
        inputs.brushed = brushed;
        const auto result = applyFilter(columns, filter, inputs);
        QCOMPARE(result.visible.rows(), (Rows{ 3, 4 }));
        const Rows order = orderOf(measureValues(columns, Measure::LastLoss), true);
        QCOMPARE(visibleOrder(order, result.visible), (Rows{ 4, 3 }));
        filter.facets = { { FacetName::Source, { "gone" } } };
        const auto nothing = applyFilter(columns, filter, inputs);
        QCOMPARE(nothing.visible.count(), std::size_t{ 0 });
        QVERIFY(nothing.facets[0].values.back().chosen); // can be switched off again
    }

    void findsTexts()
    {
        std::string text(300, '.');
        for (const std::size_t at : { 0, 1, 30, 31, 32, 63, 250, 293 }) {
            std::string some = text;
            some.replace(at, 7, "ApPles\xc3");
            for (const char* needle : { "apples", "APPLES\xc3", "pp", "a", "\xc3" }) {
                const auto found = TextNeedle(needle).findIn(some);
                QCOMPARE(found, lowerAscii(some).find(lowerAscii(needle)));
            }
            QVERIFY(!TextNeedle("applez").isIn(some));
        }
        QVERIFY(!TextNeedle("").isIn("abc"));
        QVERIFY(!TextNeedle("abcd").isIn("abc"));
        QVERIFY(!TextNeedle("@").isIn("`")); // these differ in the bit of lower case only
        QVERIFY(!TextNeedle("[k").isIn("{k" + text));
    }
};

QTEST_GUILESS_MAIN(TestRowFilter)
#include "tst_row_filter.moc"
