// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/selection_state.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using core::data::Selection;
using namespace ui;

class TestSelectionState : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsOfEveryChangeOnce();
    void ignoresRowsThatDoNotExist();
    void startsADatasetWithNothingChosen();
    void actsOnTheSelectionOrOnTheCurrentRow();
    void keepsOneFilterAColumn();
    void filtersDerivedNumbers();
};

void TestSelectionState::tellsOfEveryChangeOnce()
{
    SelectionState state;
    state.startDataset(100);
    QSignalSpy selected(&state, &SelectionState::selectionChanged);
    QSignalSpy current(&state, &SelectionState::currentRowChanged);
    QSignalSpy hovered(&state, &SelectionState::hoveredRowChanged);
    QSignalSpy filtered(&state, &SelectionState::filterChanged);
    Selection some(100);
    some.set(7, true);
    some.set(93, true);
    ExampleFilter filter;
    filter.setFacetValue(core::data::FacetName::Source, "math", true);
    for (int i = 0; i < 2; ++i) {
        state.setSelection(some);
        state.setCurrentRow(93);
        state.setHoveredRow(7);
        state.setFilter(filter);
    }
    QCOMPARE(selected.size(), 1);
    QCOMPARE(current.size(), 1);
    QCOMPARE(hovered.size(), 1);
    QCOMPARE(filtered.size(), 1);
    QCOMPARE(state.selectedCount(), std::size_t(2));
    QVERIFY(state.isSelected(93) && !state.isSelected(8));
    state.clearSelection();
    QCOMPARE(state.selectedCount(), std::size_t(0));
    QCOMPARE(selected.size(), 2);
}

void TestSelectionState::ignoresRowsThatDoNotExist()
{
    SelectionState state;
    state.startDataset(10);
    state.setCurrentRow(10);
    QVERIFY(!state.currentRow());
    state.setCurrentRow(9);
    QCOMPARE(*state.currentRow(), 9U);
    state.setHoveredRow(4000);
    QVERIFY(!state.hoveredRow());
    state.setSelection(Selection(11, true)); // of a snapshot that is gone
    QCOMPARE(state.selectedCount(), std::size_t(0));
    QVERIFY(!state.isSelected(10));
}

void TestSelectionState::startsADatasetWithNothingChosen()
{
    SelectionState state;
    state.startDataset(10);
    state.setCurrentRow(3);
    state.setSelection(Selection(10, true));
    ExampleFilter filter;
    filter.rows.onlyBrushed = true;
    state.setFilter(filter);
    QSignalSpy started(&state, &SelectionState::datasetStarted);
    state.startDataset(20);
    QCOMPARE(started.size(), 1);
    QCOMPARE(state.rows(), std::size_t(20));
    QVERIFY(!state.currentRow());
    QCOMPARE(state.selectedCount(), std::size_t(0));
    QVERIFY(state.filter().empty());
}

void TestSelectionState::actsOnTheSelectionOrOnTheCurrentRow()
{
    SelectionState state;
    state.startDataset(10);
    Selection some(10);
    some.set(2, true);
    some.set(3, true);
    state.setSelection(some);
    QCOMPARE(state.targets(), some);
    state.setCurrentRow(2);
    QCOMPARE(state.targets(), some);
    state.setCurrentRow(5);
    QCOMPARE(state.targets().rows(), std::vector<std::uint32_t>{ 5 });
}

void TestSelectionState::keepsOneFilterAColumn()
{
    using core::data::ColumnName;
    using core::data::FacetName;
    using core::data::TextField;
    ExampleFilter filter;
    filter.setNumber(Measure::Tokens, "3..9");
    filter.setNumber(Measure::Tokens, "4..9");
    QCOMPARE(filter.numbers.size(), std::size_t(1));
    QCOMPARE(filter.number(Measure::Tokens), std::string("4..9"));
    filter.setWords(TextField::Prompt, "parabola");
    filter.setWords(TextField::Any, "vertex");
    filter.setWords(TextField::Prompt, "focus");
    QCOMPARE(filter.rows.texts.size(), std::size_t(2));
    QCOMPARE(filter.words(TextField::Prompt), std::string("focus"));
    filter.setName(ColumnName::Source, "math");
    filter.setName(ColumnName::Source, "gsm");
    QCOMPARE(filter.name(ColumnName::Source), std::string("gsm"));
    filter.setFacetValue(FacetName::Flags, "dropped", true);
    filter.setFacetValue(FacetName::Flags, "dropped", true);
    QCOMPARE(filter.facetValues(FacetName::Flags), std::vector<std::string>{ "dropped" });
    filter.setFacetValue(FacetName::Flags, "dropped", false);
    filter.setWords(TextField::Prompt, {});
    filter.setWords(TextField::Any, {});
    filter.setName(ColumnName::Source, {});
    QVERIFY(!filter.empty());
    filter.setNumber(Measure::Tokens, {});
    QVERIFY(filter == ExampleFilter());
}

void TestSelectionState::filtersDerivedNumbers()
{
    core::data::Columns columns;
    columns.ids = std::vector<core::ExampleId>(4);
    columns.tokens = { 10, 20, 30, 40 };
    columns.responseTokens = { 5, 5, 5, 30 };
    columns.steps = { 0, 9 };
    columns.losses = { 9, 9, 9, 9, 1.254F, 1.246F, std::numeric_limits<float>::quiet_NaN(), 2 };
    const auto rows = [&](Measure measure, const char* expression) {
        return rowsOfNumbers(columns, { { measure, expression } }).rows();
    };
    using Rows = std::vector<std::uint32_t>;
    QCOMPARE(rows(Measure::PromptTokens, "10..15"), (Rows{ 1, 3 }));
    QCOMPARE(rows(Measure::RowNumber, "<= 2"), (Rows{ 0, 1 }));
    QCOMPARE(rows(Measure::LastLoss, "1.25"), (Rows{ 0, 1 })); // as shown
    QCOMPARE(rows(Measure::LastLoss, "= –"), Rows{ 2 });
    QCOMPARE(rows(Measure::LearnedAt, "> 3"), Rows{}); // unknown for all
    columns.learnedAt = { 17.6F, 19.7F, 20.4F, std::numeric_limits<float>::quiet_NaN() }; // shown as 18, 20, 20, not yet
    QCOMPARE(rows(Measure::LearnedAt, "20"), (Rows{ 1, 2 }));
    QCOMPARE(rows(Measure::LearnedAt, "< 18"), Rows{});
    QCOMPARE(rows(Measure::LearnedAt, "18..20"), (Rows{ 0, 1, 2 }));
    QCOMPARE(rows(Measure::LearnedAt, "= –"), Rows{ 3 });
    QVERIFY(problemOfNumber(Measure::LastLoss, "> x").find("2..5") != std::string::npos);
    QVERIFY(problemOfNumber(Measure::LastLoss, "> 2").empty());
    QCOMPARE(rows(Measure::LastLoss, "> x").size(), std::size_t(4));
}

QTEST_GUILESS_MAIN(TestSelectionState)
#include "tst_selection_state.moc"
