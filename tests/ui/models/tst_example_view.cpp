// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/models/synthetic_snapshot.h"
#include "ui/models/example_view.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

using core::data::FacetName;
using core::data::Selection;
using namespace ui;

class TestExampleView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { snapshot_ = synthetic::snapshot(5000); }
    void showsEverythingInOrderOfTheRows();
    void appliesAllFiltersAtOnce();
    void countsUnderTheOtherFilters();
    void countsFlagsOfEveryRow();
    void sortsBothWaysWithMissingLast();
    void sortsNamesByName();
    void keepsPlacesOfTheRows();
    void showsTheSelectionOnly();
    void knowsNothingOfColumnsThatAreMissing();
    void stopsOnRequest();

private:
    Snapshot snapshot_;
    ExampleView view_;

    ViewResult answer(const ExampleFilter& filter, const SortKey& sort = {}, const Selection& selection = {})
    {
        return view_.answer({ snapshot_, filter, sort, selection },
            [this](const core::data::TextFilter&) { return Selection(snapshot_->rows(), true); }, {});
    }
    static std::size_t countOf(const ViewResult& result, FacetName facet, const std::string& value)
    {
        for (const core::data::FacetValue& counted : valuesOf(result, facet))
            if (counted.value == value)
                return counted.rows;
        return 0;
    }
    static std::vector<core::data::FacetValue> valuesOf(const ViewResult& result, FacetName facet)
    {
        return std::ranges::find(result.facets, facet, &core::data::Facet::name)->values;
    }
};

void TestExampleView::showsEverythingInOrderOfTheRows()
{
    const ViewResult result = answer({});
    QCOMPARE(result.order->rows.size(), std::size_t(5000));
    QVERIFY(std::ranges::is_sorted(result.order->rows));
    QVERIFY(result.lossTop > 9 && result.lossTop < 13);
    QVERIFY(!result.searching);
}

void TestExampleView::appliesAllFiltersAtOnce()
{
    ExampleFilter filter;
    filter.setFacetValue(FacetName::Source, "math", true);
    filter.setFacetValue(FacetName::Source, "asdiv", true);
    filter.setFacetValue(FacetName::Cluster, "1", true);
    filter.setNumber(Measure::ResponseTokens, "50..100");
    filter.setNumber(Measure::PromptTokens, "> 40");
    filter.setName(core::data::ColumnName::Labels, "WRONG");
    const ViewResult result = answer(filter);
    std::vector<std::uint32_t> expected;
    for (std::uint32_t row = 0; row < 5000; ++row) {
        const std::string& source = snapshot_->source.names[snapshot_->source.codes[row]];
        const auto& labels = snapshot_->labels.sets[snapshot_->labels.codes[row]];
        if ((source == "math" || source == "asdiv") && snapshot_->cluster[row] == 1 && snapshot_->responseTokens[row] >= 50
            && snapshot_->responseTokens[row] <= 100 && snapshot_->tokens[row] - snapshot_->responseTokens[row] > 40
            && std::ranges::find(labels, 1U) != labels.end())
            expected.push_back(row);
    }
    QVERIFY(!expected.empty());
    QCOMPARE(result.order->rows, expected);
}

void TestExampleView::countsUnderTheOtherFilters()
{
    ExampleFilter filter;
    filter.setFacetValue(FacetName::Source, "math", true);
    filter.setFacetValue(FacetName::Flags, "held-out", true);
    const ViewResult result = answer(filter);
    std::size_t heldOutGsm = 0;
    std::size_t cutMath = 0;
    for (std::size_t row = 0; row < 5000; ++row) {
        const std::string& source = snapshot_->source.names[snapshot_->source.codes[row]];
        heldOutGsm += source == "gsm8k" && snapshot_->heldOut[row] != 0 ? 1U : 0U;
        cutMath += source == "math" && snapshot_->hasFlag(row, core::data::RowFlag::Truncated) ? 1U : 0U;
    }
    QVERIFY(heldOutGsm > 0 && cutMath > 0);
    QCOMPARE(countOf(result, FacetName::Source, "gsm8k"), heldOutGsm); // its own choice of math does not count
    QCOMPARE(countOf(result, FacetName::Flags, "truncated"), cutMath);
    QCOMPARE(countOf(result, FacetName::Source, "math"), result.order->rows.size());
}

void TestExampleView::countsFlagsOfEveryRow()
{
    const ViewResult result = answer({});
    std::size_t cut = 0, unscored = 0, pinned = 0;
    for (std::size_t row = 0; row < 5000; ++row) {
        cut += snapshot_->hasFlag(row, core::data::RowFlag::Truncated) ? 1U : 0U;
        unscored += snapshot_->hasFlag(row, core::data::RowFlag::Unscored) ? 1U : 0U;
        pinned += snapshot_->hasMark(row, core::data::RowMark::PinnedHard) ? 1U : 0U;
    }
    QCOMPARE(countOf(result, FacetName::Flags, "truncated"), cut);
    QCOMPARE(countOf(result, FacetName::Flags, "unscored"), unscored);
    QCOMPARE(countOf(result, FacetName::Flags, "pinned-hard"), pinned);
    for (const core::data::FacetValue& value : valuesOf(result, FacetName::Flags))
        QVERIFY(value.value != "dropped"); // no row has it
    ExampleFilter filter;
    filter.setFacetValue(FacetName::Flags, "truncated", true);
    QCOMPARE(answer(filter).order->rows.size(), cut);
}

void TestExampleView::sortsBothWaysWithMissingLast()
{
    for (const bool ascending : { true, false }) {
        const ViewResult result = answer({}, { Measure::LearnedAt, ascending });
        bool missing = false;
        double last = ascending ? -1 : 1e9;
        for (const std::uint32_t row : result.order->rows) {
            const double value = static_cast<double>(snapshot_->learnedAt[row]);
            if (std::isnan(value)) {
                missing = true;
                continue;
            }
            QVERIFY(!missing);
            QVERIFY(ascending ? value >= last : value <= last);
            last = value;
        }
        QVERIFY(missing);
    }
    const ViewResult tokens = answer({}, { Measure::PromptTokens, false });
    const auto promptTokens = [&](std::size_t place) {
        const std::uint32_t row = tokens.order->rows[place];
        return snapshot_->tokens[row] - snapshot_->responseTokens[row];
    };
    for (std::size_t place = 1; place < 5000; ++place) {
        QVERIFY(promptTokens(place - 1) >= promptTokens(place));
        if (promptTokens(place - 1) == promptTokens(place))
            QVERIFY(tokens.order->rows[place - 1] < tokens.order->rows[place]); // stable
    }
}

void TestExampleView::sortsNamesByName()
{
    const ViewResult result = answer({}, { Measure::Source, true });
    std::string last;
    for (const std::uint32_t row : result.order->rows) {
        const std::string& name = snapshot_->source.names[snapshot_->source.codes[row]];
        QVERIFY(last <= name);
        last = name;
    }
    QCOMPARE(last, std::string("tal_scq_en"));
}

void TestExampleView::keepsPlacesOfTheRows()
{
    ExampleFilter filter;
    filter.setFacetValue(FacetName::Source, "math", true);
    const ViewResult result = answer(filter, { Measure::LastLoss, false });
    QCOMPARE(result.order->places.size(), std::size_t(5000));
    for (std::uint32_t place = 0; place < result.order->rows.size(); ++place)
        QCOMPARE(result.order->places[result.order->rows[place]], place);
    const auto hidden = std::ranges::count(result.order->places, VisibleOrder::hidden);
    QCOMPARE(static_cast<std::size_t>(hidden), 5000 - result.order->rows.size());
}

void TestExampleView::showsTheSelectionOnly()
{
    Selection selection(5000);
    selection.set(17, true);
    selection.set(4000, true);
    ExampleFilter filter;
    filter.rows.onlyBrushed = true;
    QCOMPARE(answer(filter, {}, selection).order->rows, (std::vector<std::uint32_t>{ 17, 4000 }));
}

void TestExampleView::knowsNothingOfColumnsThatAreMissing()
{
    auto bare = std::make_shared<core::data::Columns>();
    bare->ids = std::vector<core::ExampleId>{ { 1 }, { 2 } };
    bare->source.codes = { 0, 0 };
    bare->source.names = { "a" };
    bare->heldOut = { 0, 1 };
    bare->promptCharacters = { 1, 2 };
    bare->responseCharacters = { 1, 2 };
    ExampleFilter filter;
    filter.setNumber(Measure::LastLoss, "0..10");
    ExampleView view;
    const auto all = [](const core::data::TextFilter&) { return Selection(2, true); };
    QVERIFY(view.answer({ bare, filter, {}, {} }, all, {}).order->rows.empty());
    const ViewResult sorted = view.answer({ bare, {}, { Measure::LastLoss, false }, {} }, all, {});
    QCOMPARE(sorted.order->rows, (std::vector<std::uint32_t>{ 0, 1 }));
    QCOMPARE(sorted.lossTop, 0.0);
    QVERIFY(valuesOf(sorted, FacetName::Cluster).empty());
    QVERIFY(valuesOf(sorted, FacetName::Labels).empty());
    QCOMPARE(countOf(sorted, FacetName::Flags, "held-out"), std::size_t(1));
}

void TestExampleView::stopsOnRequest()
{
    const core::CancelToken cancel;
    cancel.cancel();
    QVERIFY_EXCEPTION_THROWN(
        view_.answer(
            { snapshot_, {}, {}, {} }, [](const core::data::TextFilter&) { return Selection(5000); }, cancel),
        std::exception);
}

QTEST_GUILESS_MAIN(TestExampleView)
#include "tst_example_view.moc"
