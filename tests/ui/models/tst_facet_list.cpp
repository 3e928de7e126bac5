// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/models/synthetic_snapshot.h"
#include "ui/models/facet_list.h"
#include "ui/models/filter_chips.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLabel>

#include <algorithm>

using namespace ui;
using core::data::FacetName;
using core::data::TextField;

class TestFacetList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { snapshot_ = synthetic::snapshot(3000); }
    void init();
    void listsValuesWithTheirCounts();
    void filtersByClickAndKey();
    void followsTheFilterOfOthers();
    void hidesFacetsWithoutValues();
    void chipsNameEveryFilterAndRemoveIt();
    void chipsSayHowManyRowsAreShown();

private:
    Theme theme_{ ColourScheme::Light };
    Snapshot snapshot_;
    std::unique_ptr<SelectionState> state_;
    std::unique_ptr<FacetList> facets_;

    ViewResult answer() const
    {
        ExampleView view;
        return view.answer({ snapshot_, state_->filter(), {}, core::data::Selection(snapshot_->rows()) },
            [this](const core::data::TextFilter&) { return core::data::Selection(snapshot_->rows(), true); }, {});
    }
    BarList* bars(const char* name) const { return facets_->findChild<BarList*>(name); }
    static QModelIndex row(const BarList* list, const QString& name)
    {
        const auto found = list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly);
        return found.isEmpty() ? QModelIndex() : found.front();
    }
};

void TestFacetList::init()
{
    state_ = std::make_unique<SelectionState>();
    state_->startDataset(3000);
    facets_ = std::make_unique<FacetList>(
        theme_, *state_, std::vector<FacetName>(std::begin(core::data::allFacets), std::end(core::data::allFacets)));
    facets_->setView(answer());
    facets_->resize(226, 700);
    facets_->show();
    QVERIFY(QTest::qWaitForWindowActive(facets_.get()));
}

void TestFacetList::listsValuesWithTheirCounts()
{
    const BarList* sources = bars("facet source");
    QCOMPARE(sources->model()->rowCount(), 6);
    QCOMPARE(sources->model()->index(0, 0).data().toString(), QString("gsm8k")); // the most first
    const auto math = static_cast<std::size_t>(std::ranges::count(snapshot_->source.codes, 1U));
    QVERIFY(row(sources, "math").data(Qt::AccessibleTextRole).toString().startsWith("math, "));
    QVERIFY(row(sources, "math").data(Qt::AccessibleTextRole).toString().endsWith(QString::number(math)));
    QVERIFY(row(bars("facet cluster"), "Hard").isValid());
    QVERIFY(row(bars("facet flags"), "Exact duplicate").isValid());
    QVERIFY(!row(bars("facet flags"), "Dropped").isValid());
}

void TestFacetList::filtersByClickAndKey()
{
    BarList* sources = bars("facet source");
    QTest::mouseClick(sources->viewport(), Qt::LeftButton, {}, sources->visualRect(row(sources, "math")).center());
    QCOMPARE(state_->filter().facetValues(FacetName::Source), std::vector<std::string>{ "math" });
    QTest::mouseClick(
        sources->viewport(), Qt::LeftButton, Qt::ControlModifier, sources->visualRect(row(sources, "asdiv")).center());
    QCOMPARE(state_->filter().facetValues(FacetName::Source), (std::vector<std::string>{ "asdiv", "math" }));
    facets_->setView(answer()); // the counts are new, the choice stays
    QCOMPARE(sources->selectedKeys().size(), 2);
    QTest::keyClick(sources, Qt::Key_Escape);
    QVERIFY(state_->filter().empty());
    bars("facet cluster")->setFocus();
    QTest::keyClick(bars("facet cluster"), Qt::Key_Down);
    QCOMPARE(state_->filter().facetValues(FacetName::Cluster), std::vector<std::string>{ "1" });
    auto* clear = facets_->findChild<QAbstractButton*>("facet cluster clear");
    QVERIFY(clear->isVisible());
    QTest::mouseClick(clear, Qt::LeftButton);
    QVERIFY(state_->filter().empty());
    QVERIFY(!clear->isVisible());
}

void TestFacetList::followsTheFilterOfOthers()
{
    QSignalSpy changed(state_.get(), &SelectionState::filterChanged);
    ExampleFilter filter;
    filter.setFacetValue(FacetName::Cluster, "1", true);
    state_->setFilter(filter);
    QCOMPARE(bars("facet cluster")->selectedKeys(), QStringList{ "1" });
    QCOMPARE(changed.size(), 1);
    state_->setFilter({});
    QVERIFY(bars("facet cluster")->selectedKeys().isEmpty());
}

void TestFacetList::hidesFacetsWithoutValues()
{
    auto bare = std::make_shared<core::data::Columns>(*snapshot_);
    bare->flags = {};
    bare->marks = {};
    bare->labels = {};
    const Snapshot whole = std::exchange(snapshot_, Snapshot(bare));
    facets_->setView(answer());
    QCOMPARE(bars("facet flags")->model()->rowCount(), 1); // held out
    QVERIFY(!bars("facet label")->isVisible());
    const auto labels = facets_->findChildren<QLabel*>();
    QVERIFY(
        std::ranges::any_of(labels, [](QLabel* label) { return label->isVisible() && label->text().contains("Press L"); }));
    snapshot_ = whole;
}

void TestFacetList::chipsNameEveryFilterAndRemoveIt()
{
    FilterChips chips(theme_, *state_);
    chips.resize(900, 30);
    chips.show();
    ExampleFilter filter;
    filter.setFacetValue(FacetName::Source, "math", true);
    filter.setFacetValue(FacetName::Cluster, "1", true);
    filter.setName(core::data::ColumnName::Labels, "wrong");
    filter.setNumber(Measure::LastLoss, "> 3");
    filter.setWords(TextField::Any, "parabola");
    filter.setWords(TextField::Response, "vertex");
    filter.rows.onlyBrushed = true;
    state_->setFilter(filter);
    chips.setView(answer());
    QStringList texts;
    for (const Chip& chip : chipsOf(filter, snapshot_))
        texts.append(chip.text);
    QCOMPARE(texts,
        (QStringList{ "Source: math", "Cluster: Hard", "Label contains wrong", "Last loss > 3", "Text: parabola",
            "Response: vertex", "Selected only" }));
    while (!state_->filter().empty()) { // each chip is a button that takes one filter away
        const auto now = chipsOf(state_->filter(), snapshot_);
        auto* button = chips.findChild<QAbstractButton*>("chip " + now.front().key);
        QVERIFY(button != nullptr);
        button->click();
        QCOMPARE(chipsOf(state_->filter(), snapshot_).size(), now.size() - 1);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

void TestFacetList::chipsSayHowManyRowsAreShown()
{
    FilterChips chips(theme_, *state_);
    ViewResult result = answer();
    chips.setView(result);
    auto* count = chips.findChild<QLabel*>("row count");
    QCOMPARE(count->text(), QString::fromUtf8("3\u202F000 rows"));
    ExampleFilter filter;
    filter.setNumber(Measure::RowNumber, "1..1234");
    state_->setFilter(filter);
    result = answer();
    result.searching = true;
    chips.setView(result);
    QCOMPARE(count->text(), QString::fromUtf8("1\u202F234 of 3\u202F000 rows, searching…"));
}

QTEST_MAIN(TestFacetList)
#include "tst_facet_list.moc"
