// SPDX-License-Identifier: GPL-3.0-or-later
// The table of examples as a person uses it: mouse and keys. With DATALEVER_GALLERY=FOLDER it also saves pictures.
#include "tests/ui/models/synthetic_snapshot.h"
#include "ui/controls/section_heading.h"
#include "ui/models/example_table.h"
#include "ui/models/facet_list.h"
#include "ui/models/filter_header.h"
#include "ui/theme/style_sheet.h"

#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace ui;
using core::data::FacetName;
using core::data::TextField;

namespace {

constexpr std::size_t rowsOfTest = 2000;

/// Finds what holds the words among the synthetic texts, at once.
void searchTexts(
    const core::data::TextFilter& filter, const core::CancelToken&, const std::function<void(SearchAnswer)>& answer)
{
    const auto holds = [&](const std::string& text) {
        return QString::fromStdString(text).contains(QString::fromStdString(filter.text), Qt::CaseInsensitive);
    };
    answer({ core::data::Selection::where(rowsOfTest,
                 [&](std::size_t row) {
                     const auto text = synthetic::text({ static_cast<std::int64_t>(row) + 1 });
                     return (filter.field != TextField::Response && holds(text.instruction))
                         || (filter.field != TextField::Prompt && holds(text.response));
                 }),
        true, {} });
}

} // namespace

class TestExampleTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void loadsTextsOnceTheyAreSeen();
    void clickMakesARowCurrentAndSelected();
    void shiftAndControlSelectMore();
    void controlASelectsAllThatIsShown();
    void arrowsTakeASingleSelectedRowAlong();
    void keysAskForActions();
    void actionsAreAboutTheSelection();
    void headSortsAndMarksIt();
    void numberFieldFiltersAndRefuses();
    void textFieldsFilter();
    void fieldsFollowTheFilterOfOthers();
    void copiesWholeTextsAsTabSeparatedValues();
    void refusesToCopyTooMuch();
    void showsOnlyTheSelection();
    void keepsTheCurrentRowInSight();
    void sortingShowsTheFirstRows();
    void hoversRows();
    void menuOffersWhatKeysDo();
    void columnsAreChosenInTheHead();
    void columnsGiveWayWhereItIsNarrow();
    void asksNothingWhileHidden();
    void forgetsADatasetThatIsGone();
    void doubleClickOpensTheInspector();
    void picturesAreSaved();

private:
    std::unique_ptr<Theme> theme_;
    std::unique_ptr<SelectionState> state_;
    std::unique_ptr<ExampleTable> table_;
    Snapshot snapshot_;
    std::size_t textsAsked_ = 0;

    TextSource texts()
    {
        return [this](const std::vector<core::ExampleId>& ids, const std::function<void(TextAnswer)>& answer) {
            textsAsked_ += ids.size();
            TextAnswer texts;
            for (const core::ExampleId id : ids)
                texts.texts.push_back(synthetic::text(id));
            answer(texts);
        };
    }
    ExampleTableView& view() const { return table_->view(); }
    int shownRows() const { return view().model()->rowCount(); }
    QPoint middleOf(int place, ExampleColumn column = ExampleColumn::Prompt) const
    {
        return view().visualRect(view().model()->index(place, static_cast<int>(column))).center();
    }
    void click(int place, Qt::KeyboardModifiers keys = {}) const
    {
        QTest::mouseClick(view().viewport(), Qt::LeftButton, keys, middleOf(place));
    }
    void clickHead(ExampleColumn column) const
    {
        const int section = static_cast<int>(column);
        const QPoint place(view().head().sectionViewportPosition(section) + view().head().sectionSize(section) / 2, 14);
        QTest::mouseClick(view().head().viewport(), Qt::LeftButton, {}, place);
    }
    QLineEdit* field(ExampleColumn column) const { return view().head().field(static_cast<int>(column)); }
    QString cell(int place, ExampleColumn column) const
    {
        return view().model()->index(place, static_cast<int>(column)).data().toString();
    }
    void showAllColumns() const
    {
        std::vector<ExampleColumn> all;
        for (int column = 0; column < exampleColumns; ++column)
            all.push_back(static_cast<ExampleColumn>(column));
        view().setShownColumns(all);
    }
};

void TestExampleTable::initTestCase()
{
    theme_ = std::make_unique<Theme>(ColourScheme::Light);
    applyLook(*qApp, *theme_);
    snapshot_ = synthetic::snapshot(rowsOfTest);
}

void TestExampleTable::init()
{
    theme_->setScheme(ColourScheme::Light);
    textsAsked_ = 0;
    state_ = std::make_unique<SelectionState>();
    state_->startDataset(rowsOfTest);
    table_ = std::make_unique<ExampleTable>(*theme_, *state_, texts(), searchTexts);
    table_->resize(1000, 600);
    table_->setSnapshot(snapshot_);
    table_->show();
    QVERIFY(QTest::qWaitForWindowActive(table_.get()));
    QTRY_COMPARE(shownRows(), int(rowsOfTest));
    view().setFocus();
}

void TestExampleTable::cleanup()
{
    table_.reset();
    state_.reset();
}

void TestExampleTable::loadsTextsOnceTheyAreSeen()
{
    QTRY_VERIFY(cell(0, ExampleColumn::Prompt).contains("1?"));
    QVERIFY(textsAsked_ < 200); // what is on screen, and a little around it
    view().scrollToBottom();
    QTRY_VERIFY(cell(1999, ExampleColumn::Prompt).contains("2000?"));
    QVERIFY(textsAsked_ < 400);
}

void TestExampleTable::clickMakesARowCurrentAndSelected()
{
    QSignalSpy current(state_.get(), &SelectionState::currentRowChanged);
    click(3);
    QCOMPARE(*state_->currentRow(), 3U);
    QCOMPARE(state_->selection().rows(), std::vector<std::uint32_t>{ 3 });
    QCOMPARE(current.size(), 1);
    click(5);
    QCOMPARE(state_->selection().rows(), std::vector<std::uint32_t>{ 5 });
}

void TestExampleTable::shiftAndControlSelectMore()
{
    click(3);
    click(6, Qt::ShiftModifier);
    QCOMPARE(state_->selection().rows(), (std::vector<std::uint32_t>{ 3, 4, 5, 6 }));
    click(4, Qt::ShiftModifier); // the anchor stays
    QCOMPARE(state_->selection().rows(), (std::vector<std::uint32_t>{ 3, 4 }));
    click(9, Qt::ControlModifier);
    click(11, Qt::ShiftModifier | Qt::ControlModifier);
    QCOMPARE(state_->selection().rows(), (std::vector<std::uint32_t>{ 3, 4, 9, 10, 11 }));
    click(10, Qt::ControlModifier);
    QCOMPARE(state_->selection().rows(), (std::vector<std::uint32_t>{ 3, 4, 9, 11 }));
    QTest::keyClick(&view(), Qt::Key_Escape);
    QCOMPARE(state_->selectedCount(), std::size_t(0));
    click(2);
    QTest::keyClick(&view(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&view(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(state_->selection().rows(), (std::vector<std::uint32_t>{ 2, 3, 4 }));
    QTest::keyClick(&view(), Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(state_->selection().rows(), (std::vector<std::uint32_t>{ 2, 3 }));
}

void TestExampleTable::controlASelectsAllThatIsShown()
{
    ExampleFilter filter;
    filter.setFacetValue(FacetName::Source, "math", true);
    state_->setFilter(filter);
    QTRY_VERIFY(shownRows() < int(rowsOfTest));
    QTest::keyClick(&view(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(state_->selectedCount(), std::size_t(shownRows()));
    QVERIFY(!view().selectionModel()->hasSelection()); // no list of ranges anywhere
    state_->setFilter({});
    QTRY_COMPARE(shownRows(), int(rowsOfTest));
    QVERIFY(state_->selectedCount() < rowsOfTest);
}

void TestExampleTable::arrowsTakeASingleSelectedRowAlong()
{
    click(3);
    QTest::keyClick(&view(), Qt::Key_Down);
    QCOMPARE(*state_->currentRow(), 4U);
    QCOMPARE(state_->selection().rows(), std::vector<std::uint32_t>{ 4 }); // what is acted on is what is looked at
    QTest::keyClick(&view(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&view(), Qt::Key_Down);
    QCOMPARE(*state_->currentRow(), 6U);
    QCOMPARE(state_->selection().rows(), (std::vector<std::uint32_t>{ 4, 5 })); // several are walked through
    QTest::keyClick(&view(), Qt::Key_PageDown);
    QVERIFY(*state_->currentRow() > 15);
    QTest::keyClick(&view(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(*state_->currentRow(), unsigned(rowsOfTest) - 1);
}

void TestExampleTable::keysAskForActions()
{
    QSignalSpy inspect(&view(), &ExampleTableView::inspectRequested);
    std::vector<Pin> pins;
    connect(&view(), &ExampleTableView::pinRequested, this, [&](const core::data::Selection& rows, Pin pin) {
        QCOMPARE(rows.rows(), std::vector<std::uint32_t>{ *state_->currentRow() });
        pins.push_back(pin);
    });
    int labels = 0;
    connect(&view(), &ExampleTableView::labelRequested, this, [&] { ++labels; });
    QTest::keyClick(&view(), Qt::Key_L); // no row yet
    QCOMPARE(labels, 0);
    click(0); // pinned hard already
    QTest::keyClick(&view(), Qt::Key_Space);
    click(1);
    QTest::keyClick(&view(), Qt::Key_Space);
    QCOMPARE(pins, (std::vector<Pin>{ Pin::None, Pin::Hard }));
    QTest::keyClick(&view(), Qt::Key_L);
    QCOMPARE(labels, 1);
    QTest::keyClick(&view(), Qt::Key_Return);
    QCOMPARE(inspect.size(), 1);
    QCOMPARE(inspect.front().front().value<std::uint32_t>(), 1U);
    QTest::keyClick(&view(), Qt::Key_X); // other letters do nothing
    QCOMPARE(*state_->currentRow(), 1U);
}

void TestExampleTable::actionsAreAboutTheSelection()
{
    std::vector<std::uint32_t> asked;
    connect(
        &view(), &ExampleTableView::labelRequested, this, [&](const core::data::Selection& rows) { asked = rows.rows(); });
    click(3);
    click(5, Qt::ShiftModifier);
    QTest::keyClick(&view(), Qt::Key_L);
    QCOMPARE(asked, (std::vector<std::uint32_t>{ 3, 4, 5 }));
    QTest::keyClick(&view(), Qt::Key_Down);
    QTest::keyClick(&view(), Qt::Key_L);
    QCOMPARE(asked, std::vector<std::uint32_t>{ 6 });
}

void TestExampleTable::headSortsAndMarksIt()
{
    QSignalSpy answered(table_.get(), &ExampleTable::answered);
    clickHead(ExampleColumn::ResponseLength);
    QTRY_COMPARE(answered.size(), 1);
    QVERIFY(view().sort() == (SortKey{ Measure::ResponseTokens, false }));
    const auto tokens = [&](int place) { return snapshot_->responseTokens[*table_->model().rowAt(place)]; };
    QVERIFY(tokens(0) >= tokens(1) && tokens(1) >= tokens(700));
    clickHead(ExampleColumn::ResponseLength);
    QTRY_COMPARE(answered.size(), 2);
    QVERIFY(tokens(0) <= tokens(1) && tokens(1) <= tokens(700));
    clickHead(ExampleColumn::ResponseLength);
    QTRY_COMPARE(answered.size(), 3);
    QVERIFY(view().sort() == SortKey());
    clickHead(ExampleColumn::Prompt); // texts have no order
    QVERIFY(view().sort() == SortKey());
    clickHead(ExampleColumn::Row);
    QVERIFY(view().sort() == (SortKey{ Measure::RowNumber, false }));
}

void TestExampleTable::numberFieldFiltersAndRefuses()
{
    QLineEdit* tokens = field(ExampleColumn::ResponseLength);
    tokens->setFocus();
    QTest::keyClicks(tokens, "> 200");
    const auto expected = std::ranges::count_if(snapshot_->responseTokens, [](std::uint32_t count) { return count > 200; });
    QTRY_COMPARE(shownRows(), int(expected));
    QVERIFY(tokens->property("filled").toBool());
    QTest::keyClicks(tokens, "x");
    QVERIFY(tokens->property("problem").toBool());
    QVERIFY(tokens->toolTip().contains("2..5"));
    QVERIFY(state_->filter().empty()); // what cannot be read filters nothing
    QTRY_COMPARE(shownRows(), int(rowsOfTest));
    QTest::keyClick(tokens, Qt::Key_Backspace);
    QVERIFY(!tokens->property("problem").toBool());
    QTRY_COMPARE(shownRows(), int(expected));
    QTest::keyClick(tokens, Qt::Key_Escape);
    QVERIFY(state_->filter().empty());
    QTRY_COMPARE(shownRows(), int(rowsOfTest));
    QTest::keyClick(tokens, Qt::Key_Down);
    QVERIFY(view().hasFocus());
    QCOMPARE(*state_->currentRow(), 0U);
}

void TestExampleTable::textFieldsFilter()
{
    showAllColumns();
    QTest::keyClicks(field(ExampleColumn::Prompt), "PARABOLA");
    QTRY_COMPARE(shownRows(), 333 + 1); // ids 1, 7, ... 1999
    QVERIFY(cell(0, ExampleColumn::Prompt).contains("parabola") || cell(0, ExampleColumn::Prompt) == "loading");
    QTest::keyClicks(field(ExampleColumn::Source), "math");
    QTRY_VERIFY(shownRows() < 334);
    for (int place = 0; place < shownRows(); ++place)
        QVERIFY(cell(place, ExampleColumn::Source).contains("math")); // math and mathqa
    QTest::keyClicks(field(ExampleColumn::Response), "nowhere to be found");
    QTRY_COMPARE(shownRows(), 0);
}

void TestExampleTable::fieldsFollowTheFilterOfOthers()
{
    ExampleFilter filter;
    filter.setNumber(Measure::ResponseTokens, "50..100");
    filter.setWords(TextField::Prompt, "socks");
    state_->setFilter(filter);
    QCOMPARE(field(ExampleColumn::ResponseLength)->text(), QString("50..100"));
    QCOMPARE(field(ExampleColumn::Prompt)->text(), QString("socks"));
    state_->setFilter({});
    QVERIFY(field(ExampleColumn::ResponseLength)->text().isEmpty());
}

void TestExampleTable::copiesWholeTextsAsTabSeparatedValues()
{
    QSignalSpy copied(table_.get(), &ExampleTable::copied);
    clickHead(ExampleColumn::Row); // the last row first
    QTRY_COMPARE(*table_->model().rowAt(0), unsigned(rowsOfTest) - 1);
    click(0);
    click(2, Qt::ShiftModifier);
    QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(copied.size(), 1);
    QCOMPARE(copied.front().front().toInt(), 3);
    const QStringList lines = QGuiApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.front(), QString("Row\tPrompt\tResponse\tPrompt tokens\tResponse tokens"));
    QVERIFY(lines[1].startsWith("2000\t"));
    QVERIFY(lines[1].endsWith("\t" + QString::number(snapshot_->responseTokens[1999])));
    const auto text = QGuiApplication::clipboard()->text();
    QVERIFY(text.contains("\"For a number to be divisible by nine,\nthe sum") || !text.contains("nine"));
    // a text with a line end is quoted whole
    const QString quoted
        = tabSeparated(*snapshot_, { 3 }, { ExampleColumn::Row, ExampleColumn::Prompt }, { synthetic::text({ 4 }) });
    QCOMPARE(
        quoted, QString("Row\tPrompt\n4\t\"For a number to be divisible by nine,\nthe sum of its digits must be 4?\"\n"));
}

void TestExampleTable::refusesToCopyTooMuch()
{
    RowCopier copier(texts());
    QSignalSpy failed(&copier, &RowCopier::failed);
    copier.copy(snapshot_, std::vector<std::uint32_t>(RowCopier::most + 1, 0), { ExampleColumn::Row });
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed.front().front().toString().contains("Export the selection"));
}

void TestExampleTable::showsOnlyTheSelection()
{
    core::data::Selection some(rowsOfTest);
    for (std::uint32_t row = 10; row < 2000; row += 100)
        some.set(row, true);
    state_->setSelection(some);
    ExampleFilter filter;
    filter.rows.onlyBrushed = true;
    state_->setFilter(filter);
    QTRY_COMPARE(shownRows(), 20);
    click(4); // chooses nothing: the other rows would go
    QCOMPARE(state_->selectedCount(), std::size_t(20));
    QCOMPARE(*state_->currentRow(), 410U);
    click(4, Qt::ControlModifier); // takes it out
    QTRY_COMPARE(shownRows(), 19);
    some.set(11, true);
    state_->setSelection(some); // a brush elsewhere
    QTRY_COMPARE(shownRows(), 21);
}

void TestExampleTable::keepsTheCurrentRowInSight()
{
    click(7);
    QTest::keyClick(&view(), Qt::Key_Down); // who walks through the rows stays with the row
    const std::uint32_t row = *state_->currentRow();
    clickHead(ExampleColumn::ResponseLength);
    QTRY_VERIFY(
        view().sort().measure == Measure::ResponseTokens && table_->model().placeOf(row) == view().currentIndex().row());
    QVERIFY(view().viewport()->rect().intersects(view().visualRect(view().currentIndex())));
    state_->setCurrentRow(1500); // by a plot
    QCOMPARE(view().currentIndex().row(), table_->model().placeOf(1500));
    QVERIFY(view().viewport()->rect().intersects(view().visualRect(view().currentIndex())));
    ExampleFilter filter;
    filter.setNumber(Measure::RowNumber, "1..20");
    state_->setFilter(filter);
    QTRY_COMPARE(shownRows(), 20);
    QCOMPARE(*state_->currentRow(), 1500U); // hidden by the filter, current all the same
    QVERIFY(!view().currentIndex().isValid());
    QCOMPARE(view().verticalScrollBar()->value(), 0);
}

void TestExampleTable::sortingShowsTheFirstRows()
{
    click(8);
    const std::uint32_t row = *state_->currentRow();
    clickHead(ExampleColumn::ResponseLength);
    QTRY_VERIFY(view().sort().measure == Measure::ResponseTokens && table_->model().placeOf(row) != 8);
    QCOMPARE(view().verticalScrollBar()->value(), 0);
    view().verticalScrollBar()->setValue(view().verticalScrollBar()->maximum() / 2);
    const std::uint32_t first = *table_->model().rowAt(0);
    clickHead(ExampleColumn::ResponseLength);
    QTRY_VERIFY(*table_->model().rowAt(0) != first);
    QCOMPARE(view().verticalScrollBar()->value(), 0);
    QCOMPARE(*state_->currentRow(), row);
}

void TestExampleTable::hoversRows()
{
    QTest::mouseMove(view().viewport(), middleOf(4));
    QTRY_COMPARE(state_->hoveredRow(), RowChoice(4));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&view(), &leave);
    QVERIFY(!state_->hoveredRow());
}

void TestExampleTable::menuOffersWhatKeysDo()
{
    click(18); // pinned, excluded or free by its number
    QContextMenuEvent event(QContextMenuEvent::Mouse, middleOf(18), view().viewport()->mapToGlobal(middleOf(18)));
    QCoreApplication::sendEvent(view().viewport(), &event);
    auto* menu = view().findChild<QMenu*>("example menu");
    QTRY_VERIFY(menu != nullptr && menu->isVisible());
    QStringList names;
    for (const QAction* action : menu->actions())
        names.append(action->text().section('\t', 0, 0));
    QVERIFY(names.contains("Pin as easy") && names.contains("Include again") && names.contains("Show only the selection"));
    bool excluded = true;
    connect(&view(), &ExampleTableView::excludeRequested, this,
        [&](const core::data::Selection&, bool exclude) { excluded = exclude; });
    for (QAction* action : menu->actions())
        if (action->text() == "Include again")
            action->trigger();
    QVERIFY(!excluded);
    menu->close();
}

void TestExampleTable::columnsAreChosenInTheHead()
{
    QSignalSpy edited(&view(), &ExampleTableView::shownColumnsEdited);
    Q_EMIT view().head().customContextMenuRequested({ 50, 10 });
    auto* search = view().findChild<QLineEdit*>("column search");
    auto* list = view().findChild<QListWidget*>("column list");
    QVERIFY(search != nullptr && search->isVisible());
    QTest::keyClicks(search, "loss");
    QCOMPARE(list->isRowHidden(static_cast<int>(ExampleColumn::LastLoss)), false);
    QCOMPARE(list->isRowHidden(static_cast<int>(ExampleColumn::Prompt)), true);
    list->item(static_cast<int>(ExampleColumn::LastLoss))->setCheckState(Qt::Checked);
    QCOMPARE(edited.size(), 1);
    QVERIFY(!view().isColumnHidden(static_cast<int>(ExampleColumn::LastLoss)));
    list->window()->close();
}

void TestExampleTable::columnsGiveWayWhereItIsNarrow()
{
    view().setShownColumns({ ExampleColumn::Row, ExampleColumn::Source, ExampleColumn::Prompt, ExampleColumn::LastLoss,
        ExampleColumn::LearnedAt });
    QVERIFY(!view().isColumnHidden(static_cast<int>(ExampleColumn::LearnedAt)));
    table_->resize(480, 600);
    QTRY_VERIFY(view().isColumnHidden(static_cast<int>(ExampleColumn::LearnedAt)));
    QVERIFY(view().columnWidth(static_cast<int>(ExampleColumn::Prompt)) >= leastTextWidth);
    QVERIFY(!field(ExampleColumn::LearnedAt)->isVisible());
    table_->resize(1400, 600);
    QTRY_VERIFY(!view().isColumnHidden(static_cast<int>(ExampleColumn::LearnedAt)));
    const int used = view().head().length();
    QCOMPARE(used, view().viewport()->width()); // the text takes what is left over
}

void TestExampleTable::asksNothingWhileHidden()
{
    QSignalSpy answered(table_.get(), &ExampleTable::answered);
    table_->hide();
    ExampleFilter filter;
    filter.setFacetValue(FacetName::Source, "math", true);
    state_->setFilter(filter);
    table_->show();
    QTRY_COMPARE(answered.size(), 1);
    QVERIFY(answered.front().front().value<ViewResult>().filter == filter);
}

void TestExampleTable::forgetsADatasetThatIsGone()
{
    QTRY_VERIFY(cell(0, ExampleColumn::Prompt).contains("1?"));
    table_->setSnapshot(nullptr);
    QCOMPARE(shownRows(), 0);
    textsAsked_ = 0;
    table_->setSnapshot(snapshot_);
    QTRY_COMPARE(shownRows(), int(rowsOfTest));
    QTRY_VERIFY(textsAsked_ > 0); // the texts of another project may be others
}

void TestExampleTable::doubleClickOpensTheInspector()
{
    QSignalSpy inspect(&view(), &ExampleTableView::inspectRequested);
    click(2);
    QTest::mouseDClick(view().viewport(), Qt::LeftButton, {}, middleOf(2));
    QCOMPARE(inspect.size(), 1);
}

void TestExampleTable::picturesAreSaved()
{
    const QString folder = qEnvironmentVariable("DATALEVER_GALLERY");
    if (folder.isEmpty())
        QSKIP("DATALEVER_GALLERY names no folder");
    QWidget page;
    page.setObjectName("page");
    page.setAutoFillBackground(true);
    auto* layout = new QHBoxLayout(&page);
    layout->setContentsMargins(12, 12, 0, 0);
    layout->setSpacing(12);
    FacetList facets(
        *theme_, *state_, { FacetName::Source, FacetName::Length, FacetName::Flags, FacetName::Cluster, FacetName::Labels });
    facets.setFixedWidth(202);
    connect(table_.get(), &ExampleTable::answered, &facets, &FacetList::setView);
    layout->addWidget(&facets);
    layout->addWidget(table_.get(), 1);
    page.resize(1120, 560);
    page.show();
    ExampleFilter filter;
    filter.setWords(TextField::Any, "greatest");
    filter.setFacetValue(FacetName::Source, "math", true);
    filter.setFacetValue(FacetName::Source, "gsm8k", true);
    view().setShownColumns({ ExampleColumn::Row, ExampleColumn::Cluster, ExampleColumn::Source, ExampleColumn::Prompt,
        ExampleColumn::ResponseLength, ExampleColumn::Trajectory, ExampleColumn::LastLoss, ExampleColumn::LearnedAt });
    table_->setSort({ Measure::LastLoss, false });
    state_->setFilter(filter);
    QTRY_VERIFY(shownRows() > 0 && shownRows() < 1000);
    QTRY_VERIFY(cell(0, ExampleColumn::Prompt) != "loading");
    view().setFocus();
    click(3);
    click(4, Qt::ControlModifier);
    for (const ColourScheme scheme : { ColourScheme::Light, ColourScheme::Dark }) {
        theme_->setScheme(scheme);
        const QString name = scheme == ColourScheme::Light ? "light" : "dark";
        QVERIFY(page.grab().save(folder + "/example-table-" + name + ".png"));
    }
    theme_->setScheme(ColourScheme::Light);
    state_->setFilter({});
    showAllColumns();
    table_->setSort({ Measure::LastLoss, true });
    page.resize(1600, 500);
    QTRY_COMPARE(shownRows(), int(rowsOfTest));
    view().scrollToBottom();
    QTest::keyClicks(field(ExampleColumn::LastLoss), "> x");
    QTest::keyClicks(field(ExampleColumn::Labels), "wrong");
    QTRY_VERIFY(shownRows() < int(rowsOfTest));
    view().scrollToBottom();
    QTRY_VERIFY(cell(shownRows() - 1, ExampleColumn::Prompt) != "loading");
    QVERIFY(page.grab().save(folder + "/example-table-wide.png"));
    ExampleFilter unscored;
    unscored.setFacetValue(FacetName::Flags, "unscored", true);
    state_->setFilter(unscored);
    QTRY_VERIFY(shownRows() < 50 && cell(0, ExampleColumn::Prompt) != "loading");
    view().scrollToTop();
    click(0);
    QVERIFY(page.grab().save(folder + "/example-table-unscored.png"));
    table_->setParent(nullptr);
}

QTEST_MAIN(TestExampleTable)
#include "tst_example_table.moc"
