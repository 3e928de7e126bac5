// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QTest>

#include "ui/models/column_layout.h"

using namespace ui;

class TestColumnLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesTheRestToTheText();
    void hidesInItsOrder();
    void neverShowsWhatWasNotWanted();
    void keepsWidthsSetByHand();
    void keepsWhatItIsSortedOrFilteredBy();
};

namespace {

const std::vector<ExampleColumn> wanted{ ExampleColumn::Row, ExampleColumn::Source, ExampleColumn::Prompt,
    ExampleColumn::PromptLength, ExampleColumn::ResponseLength, ExampleColumn::Trajectory, ExampleColumn::LearnedAt };

int width(const ColumnLayout& layout, ExampleColumn column)
{
    return layout.widths[static_cast<std::size_t>(column)];
}

int usualTotal()
{
    int total = 0;
    for (const ExampleColumn column : wanted)
        total += usualWidth(column);
    return total;
}

} // namespace

void TestColumnLayout::givesTheRestToTheText()
{
    const ColumnLayout layout = layOutColumns(wanted, {}, usualTotal() + 500, {});
    QCOMPARE(width(layout, ExampleColumn::Prompt), leastTextWidth + 500);
    QCOMPARE(width(layout, ExampleColumn::Trajectory), 84);
    QCOMPARE(layout.total, usualTotal() + 500);
}

void TestColumnLayout::hidesInItsOrder()
{
    QVERIFY(width(layOutColumns(wanted, {}, usualTotal(), {}), ExampleColumn::LearnedAt) > 0);
    const ColumnLayout first = layOutColumns(wanted, {}, usualTotal() - 1, {});
    QCOMPARE(width(first, ExampleColumn::LearnedAt), 0);
    QVERIFY(width(first, ExampleColumn::PromptLength) > 0);
    const ColumnLayout second = layOutColumns(wanted, {}, usualTotal() - usualWidth(ExampleColumn::LearnedAt) - 1, {});
    QCOMPARE(width(second, ExampleColumn::PromptLength), 0);
    QCOMPARE(width(second, ExampleColumn::ResponseLength), 0);
    QVERIFY(width(second, ExampleColumn::Source) > 0);
    const ColumnLayout third = layOutColumns(wanted, {}, 300, {});
    QCOMPARE(width(third, ExampleColumn::Source), 0);
    QCOMPARE(width(third, ExampleColumn::Prompt), leastTextWidth);
    QVERIFY(width(third, ExampleColumn::Trajectory) > 0);
    QVERIFY(third.total > 300);
}

void TestColumnLayout::neverShowsWhatWasNotWanted()
{
    const ColumnLayout layout = layOutColumns(wanted, {}, 4000, {});
    QCOMPARE(width(layout, ExampleColumn::Response), 0);
    QCOMPARE(width(layout, ExampleColumn::Flags), 0);
}

void TestColumnLayout::keepsWidthsSetByHand()
{
    const ColumnLayout layout = layOutColumns(wanted, { { ExampleColumn::Source, 170 } }, 2000, {});
    QCOMPARE(width(layout, ExampleColumn::Source), 170);
    QCOMPARE(layout.total, 2000);
}

void TestColumnLayout::keepsWhatItIsSortedOrFilteredBy()
{
    const ColumnLayout layout = layOutColumns(wanted, {}, 300, { ExampleColumn::LearnedAt, ExampleColumn::Source });
    QVERIFY(width(layout, ExampleColumn::LearnedAt) > 0);
    QVERIFY(width(layout, ExampleColumn::Source) > 0);
    QCOMPARE(width(layout, ExampleColumn::PromptLength), 0);
}

QTEST_GUILESS_MAIN(TestColumnLayout)
#include "tst_column_layout.moc"
