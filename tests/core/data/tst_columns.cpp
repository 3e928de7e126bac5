// SPDX-License-Identifier: Apache-2.0
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "core/data/measures.h"
#include "tests/support/support.h"

using namespace core::data;

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
using Rows = std::vector<std::uint32_t>;

Columns fiveRows()
{
    Columns columns;
    CodedColumnBuilder source;
    for (const char* name : { "z", "a", "z", "m", "a" })
        source.append(name);
    columns.source = source.take();
    columns.ids = { { 10 }, { 11 }, { 12 }, { 13 }, { 14 } };
    columns.copies = { 1, 1, 2, 1, 1 };
    columns.heldOut = { 0, 0, 0, 1, 0 };
    columns.promptCharacters = { 5, 3, 5, 1, 3 };
    columns.responseCharacters = { 1, 2, 3, 4, 5 };
    columns.cluster = { 0, 1, noCluster, noCluster, 1 };
    columns.clusters = 2;
    columns.steps = { 0, 100 };
    columns.losses = { 3, 4, nan, 2, 3, /* step 100 */ 1, 2, nan, 0.5F, 1 };
    return columns;
}

} // namespace

class TestColumns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void codes()
    {
        const Columns columns = fiveRows();
        const std::vector<std::string> names{ "z", "a", "m" };
        QCOMPARE(columns.source.names.copy(), names);
        const Rows expected{ 0, 1, 0, 2, 1 };
        QCOMPARE(columns.source.codes.copy(), expected);
        const std::vector<std::uint64_t> counts{ 1, 2, 0 };
        QCOMPARE(facetCounts(columns.source, filter(columns, { ColumnName::Cluster, 0 }, 0, 1)), counts);
    }

    void filters()
    {
        const Columns columns = fiveRows();
        QCOMPARE(filter(columns, { ColumnName::Loss, 1 }, 1, 2).rows(), (Rows{ 0, 1, 4 }));
        QCOMPARE(filter(columns, { ColumnName::Cluster, 0 }, 0, 255).rows(), (Rows{ 0, 1, 4 }));
        QCOMPARE(filter(columns, { ColumnName::Loss, 2 }, 0, 9).count(), std::size_t{ 0 });
        QCOMPARE(filter(columns, { ColumnName::Tokens, 0 }, 0, 9).count(), std::size_t{ 0 });
        QCOMPARE(filterSource(columns, "a").rows(), (Rows{ 1, 4 }));
        QCOMPARE(filterSource(columns, "nowhere").count(), std::size_t{ 0 });
        const Selection both = filterSource(columns, "z") & ~filter(columns, { ColumnName::Copies, 0 }, 2, 9);
        QCOMPARE(both.rows(), (Rows{ 0 }));
    }

    void sorting()
    {
        const Columns columns = fiveRows();
        const auto order
            = [&](Measure measure, bool ascending) { return orderOf(measureValues(columns, measure), ascending); };
        QCOMPARE(order(Measure::PromptCharacters, true), (Rows{ 3, 1, 4, 0, 2 }));
        QCOMPARE(order(Measure::PromptCharacters, false), (Rows{ 0, 2, 1, 4, 3 }));
        QCOMPARE(order(Measure::LastLoss, false), (Rows{ 1, 0, 4, 3, 2 }));
        QCOMPARE(order(Measure::LastLoss, true), (Rows{ 3, 0, 4, 1, 2 }));
        QCOMPARE(order(Measure::Source, true), (Rows{ 1, 4, 3, 0, 2 }));
        QCOMPARE(order(Measure::Tokens, true), (Rows{ 0, 1, 2, 3, 4 }));
    }

    void validation()
    {
        fiveRows().validate();
        Columns().validate();
        Columns columns = fiveRows();
        columns.losses = { 3 };
        QVERIFY(support::errorOf([&] { columns.validate(); }).message().find("losses") != std::string::npos);
        columns = fiveRows();
        columns.source.codes = { 0, 1, 0, 2, 3 };
        QVERIFY(support::errorOf([&] { columns.validate(); }).message().find("source") != std::string::npos);
        columns = fiveRows();
        columns.tokens = { 1 };
        QVERIFY(support::errorOf([&] { columns.validate(); }).message().find("tokens") != std::string::npos);
    }

    void selections_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : { 0, 1, 63, 64, 65, 200 })
            QTest::addRow("%d", size) << size;
    }

    void selections()
    {
        QFETCH(int, size);
        const auto rows = static_cast<std::size_t>(size);
        QCOMPARE(Selection(rows, true).count(), rows);
        QCOMPARE(~Selection(rows), Selection(rows, true));
        Selection even(rows);
        for (std::size_t row = 0; row < rows; row += 2)
            even.set(row, true);
        QCOMPARE(even.count(), (rows + 1) / 2);
        QCOMPARE((even | ~even), Selection(rows, true));
        QCOMPARE((even & ~even), Selection(rows));
        for (const std::uint32_t row : even.rows())
            QVERIFY(even.contains(row) && row % 2 == 0);
        if (rows > 0) {
            even.set(0, false);
            QVERIFY(!even.contains(0));
        }
        QVERIFY(support::errorOf([&] { even &= Selection(rows + 1); }).kind() == core::ErrorKind::Internal);
    }
};

QTEST_GUILESS_MAIN(TestColumns)
#include "tst_columns.moc"
