// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/models/synthetic_snapshot.h"
#include "ui/models/example_view.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

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
            [this](const TextFilter&) { return Selection(snapshot_->rows(), true); }, {});
    }
    static std::size_t countOf(const ViewResult& result, Facet facet, const QString& key)
    {
        const auto& counts = result.facets.at(facet);
        const auto found = std::ranges::find(counts, key, &FacetCount::key);
        return found == counts.end() ? 0 : found->count;
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
    filter.setFacetValue(Facet::Source, "math", true);
    filter.setFacetValue(Facet::Source, "asdiv", true);
    filter.setFacetValue(Facet::Cluster, "1", true);
    filter.setNumber({ Measure::ResponseTokens, 50, 100, false, false, false, "50..100" });
    filter.setContained(Facet::Label, "WRONG");
    const ViewResult result = answer(filter);
    std::vector<std::uint32_t> expected;
    for (std::uint32_t row = 0; row < 5000; ++row) {
        const std::string& source = snapshot_->source.names[snapshot_->source.codes[row]];
        const auto& labels = snapshot_->labels.sets[snapshot_->labels.codes[row]];
        if ((source == "math" || source == "asdiv") && snapshot_->cluster[row] == 1 && snapshot_->responseTokens[row] >= 50
            && snapshot_->responseTokens[row] <= 100 && std::ranges::find(labels, 1U) != labels.end())
            expected.push_back(row);
    }
    QVERIFY(!expected.empty());
    QCOMPARE(result.order->rows, expected);
}

void TestExampleView::countsUnderTheOtherFilters()
{
    ExampleFilter filter;
    filter.setFacetValue(Facet::Source, "math", true);
    filter.setFacetValue(Facet::Split, facet_keys::heldOut, true);
    const ViewResult result = answer(filter);
    std::size_t heldOutGsm = 0;
    std::size_t trainMath = 0;
    for (std::size_t row = 0; row < 5000; ++row) {
        const std::string& source = snapshot_->source.names[snapshot_->source.codes[row]];
        heldOutGsm += source == "gsm8k" && snapshot_->heldOut[row] != 0 ? 1U : 0U;
        trainMath += source == "math" && snapshot_->heldOut[row] == 0 ? 1U : 0U;
    }
    QVERIFY(heldOutGsm > 0 && trainMath > 0);
    QCOMPARE(countOf(result, Facet::Source, "gsm8k"), heldOutGsm); // its own choice of math does not count
    QCOMPARE(countOf(result, Facet::Split, facet_keys::train), trainMath);
    QCOMPARE(countOf(result, Facet::Source, "math"), result.order->rows.size());
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
    QCOMPARE(countOf(result, Facet::Flag, facet_keys::truncated), cut);
    QCOMPARE(countOf(result, Facet::Flag, facet_keys::unscored), unscored);
    QCOMPARE(countOf(result, Facet::Flag, facet_keys::pinnedHard), pinned);
    const auto& flags = result.facets.at(Facet::Flag);
    QVERIFY(std::ranges::find(flags, QString(facet_keys::dropped), &FacetCount::key) == flags.end()); // no row has it
    ExampleFilter filter;
    filter.setFacetValue(Facet::Flag, facet_keys::truncated, true);
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
    filter.setFacetValue(Facet::Source, "math", true);
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
    filter.selectedOnly = true;
    QCOMPARE(answer(filter, {}, selection).order->rows, (std::vector<std::uint32_t>{ 17, 4000 }));
}

void TestExampleView::knowsNothingOfColumnsThatAreMissing()
{
    auto bare = std::make_shared<core::data::Columns>();
    bare->ids = std::vector<core::ExampleId>{ { 1 }, { 2 } };
    bare->source.codes = { 0, 0 };
    bare->source.names = { "a" };
    bare->heldOut = { 0, 1 };
    ExampleFilter filter;
    filter.setNumber({ Measure::LastLoss, 0, 10, false, false, false, "0..10" });
    ExampleView view;
    const auto all = [](const TextFilter&) { return Selection(2, true); };
    QVERIFY(view.answer({ bare, filter, {}, {} }, all, {}).order->rows.empty());
    const ViewResult sorted = view.answer({ bare, {}, { Measure::LastLoss, false }, {} }, all, {});
    QCOMPARE(sorted.order->rows, (std::vector<std::uint32_t>{ 0, 1 }));
    QCOMPARE(sorted.lossTop, 0.0);
    QCOMPARE(countOf(sorted, Facet::Cluster, facet_keys::noCluster), std::size_t(2));
    QVERIFY(sorted.facets.at(Facet::Flag).empty());
    QVERIFY(sorted.facets.at(Facet::Label).empty());
}

void TestExampleView::stopsOnRequest()
{
    const core::CancelToken cancel;
    cancel.cancel();
    QVERIFY_EXCEPTION_THROWN(
        view_.answer({ snapshot_, {}, {}, {} }, [](const TextFilter&) { return Selection(5000); }, cancel), std::exception);
}

QTEST_GUILESS_MAIN(TestExampleView)
#include "tst_example_view.moc"
