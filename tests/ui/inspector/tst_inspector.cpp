// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector on real projects, as a person uses it.
#include "tests/ui/session/open_workspace.h"

#include "core/base/files.h"
#include "core/protocol/run_folder.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/text_block.h"
#include "ui/inspector/text_tab.h"
#include "ui/inspector/why_tab.h"
#include "ui/models/example_view.h"
#include "ui/session/model_session_door.h"
#include "ui/theme/style_sheet.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>

using core::store::CommandKind;
using fixture::OpenWorkspace;
using ui::Inspector;

namespace {

core::store::ExampleAnnotations saidOf(OpenWorkspace& open, std::int64_t id)
{
    const core::ExampleId ids[] = { { id } };
    return open.session().annotations(ids).at(0);
}

template <typename Widget> Widget* part(QWidget& whole, const QString& name)
{
    auto* found = whole.findChild<Widget*>(name);
    if (found == nullptr)
        qWarning("there is no %s", qPrintable(name));
    return found;
}

} // namespace

class InspectorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itFollowsTheCurrentExample();
    void previousAndNextGoInTheOrderOfTheTable();
    void whatIsSearchedForIsMarked();
    void aNoteIsStoredAsOneCommand();
    void labelsPinsAndExclusionsAreStored();
    void whyShowsTheTrajectoryAndItsNeighbours();
    void tokensNeedAProxy();
    void withoutWeightsTokensSaySo();
    void everyRecordingPointIsOffered();
    void aCutRowSaysWhereItIsCut();

private:
    ui::Theme theme_{ ui::ColourScheme::Light };
};

void InspectorTest::itFollowsTheCurrentExample()
{
    OpenWorkspace open(20, false);
    QVERIFY(open.ready());
    Inspector inspector(theme_, open.workspace());
    inspector.show();
    auto* title = part<QLabel>(inspector, "inspector title");
    QCOMPARE(title->text(), QString("No example"));
    open.workspace().selection().setCurrentRow(3);
    QCOMPARE(title->text(), QString("Example 4"));
    QTRY_VERIFY(inspector.findChild<ui::TextBlock*>("section 0") != nullptr);
    QCOMPARE(part<ui::TextBlock>(inspector, "section 0")->toPlainText(), QString("What is 3 plus one?"));
    QCOMPARE(part<ui::TextBlock>(inspector, "section 1")->toPlainText(), QString("It is 4."));
    open.workspace().selection().setCurrentRow({});
    QCOMPARE(title->text(), QString("No example"));
    QVERIFY(!part<QAbstractButton>(inspector, "next example")->isEnabled());
}

void InspectorTest::previousAndNextGoInTheOrderOfTheTable()
{
    OpenWorkspace open(6, false);
    QVERIFY(open.ready());
    Inspector inspector(theme_, open.workspace());
    auto order = std::make_shared<ui::VisibleOrder>();
    order->rows = { 5, 2, 0 };
    order->places.assign(6, ui::VisibleOrder::hidden);
    order->places[5] = 0;
    order->places[2] = 1;
    order->places[0] = 2;
    inspector.setOrder(order);
    auto& selection = open.workspace().selection();
    selection.setCurrentRow(5);
    auto* next = part<QAbstractButton>(inspector, "next example");
    auto* previous = part<QAbstractButton>(inspector, "previous example");
    QVERIFY(!previous->isEnabled());
    next->click();
    QCOMPARE(selection.currentRow(), ui::RowChoice(2));
    next->click();
    QCOMPARE(selection.currentRow(), ui::RowChoice(0));
    QVERIFY(!next->isEnabled());
    previous->click();
    QCOMPARE(selection.currentRow(), ui::RowChoice(2));
    inspector.setOrder(nullptr); // then the rows' own order
    next->click();
    QCOMPARE(selection.currentRow(), ui::RowChoice(3));
}

void InspectorTest::whatIsSearchedForIsMarked()
{
    OpenWorkspace open(5, false);
    QVERIFY(open.ready());
    Inspector inspector(theme_, open.workspace());
    inspector.show();
    open.workspace().selection().setCurrentRow(1);
    QTRY_VERIFY(inspector.findChild<ui::TextBlock*>("section 0") != nullptr);
    ui::ExampleFilter filter;
    filter.setWords(core::data::TextField::Any, "PLUS");
    open.workspace().selection().setFilter(filter);
    const auto marks = part<ui::TextBlock>(inspector, "section 0")->extraSelections();
    QCOMPARE(marks.size(), 1);
    QCOMPARE(marks.at(0).cursor.selectedText(), QString("plus"));
    open.workspace().selection().setFilter({});
    QVERIFY(part<ui::TextBlock>(inspector, "section 0")->extraSelections().isEmpty());
}

void InspectorTest::aNoteIsStoredAsOneCommand()
{
    OpenWorkspace open(5, false);
    QVERIFY(open.ready());
    Inspector inspector(theme_, open.workspace());
    inspector.setTab(Inspector::Tab::Notes);
    inspector.show();
    open.workspace().selection().setCurrentRow(2);
    auto* note = part<QPlainTextEdit>(inspector, "note");
    QTRY_VERIFY(note->isEnabled());
    QTest::keyClicks(note, "wrong answer, ask the author");
    QCOMPARE(saidOf(open, 3).note, std::string()); // while it is typed
    open.workspace().selection().setCurrentRow(3); // what was typed belongs to the row before
    QTRY_COMPARE(saidOf(open, 3).note, std::string("wrong answer, ask the author"));
    QCOMPARE(saidOf(open, 4).note, std::string());
    QTRY_VERIFY(note->toPlainText().isEmpty());
    QTRY_VERIFY(open.workspace().undoState().undo.has_value());
    QCOMPARE(open.workspace().undoState().undo->kind, CommandKind::SetNote);
    open.workspace().undo();
    QTRY_COMPARE(saidOf(open, 3).note, std::string());
    QTRY_VERIFY(!open.workspace().undoState().undo.has_value()); // it was one command
}

void InspectorTest::labelsPinsAndExclusionsAreStored()
{
    OpenWorkspace open(5, false);
    QVERIFY(open.ready());
    Inspector inspector(theme_, open.workspace());
    inspector.setTab(Inspector::Tab::Notes);
    inspector.show();
    open.workspace().selection().setCurrentRow(0);
    auto* label = part<QLineEdit>(inspector, "inspector label");
    QTRY_VERIFY(label->isEnabled());
    QTest::keyClicks(label, "check me");
    QTest::keyClick(label, Qt::Key_Return);
    QTRY_COMPARE(saidOf(open, 1).labels, std::vector<std::string>{ "check me" });
    QTRY_VERIFY(inspector.findChild<QAbstractButton*>("chip check me") != nullptr);
    part<QAbstractButton>(inspector, "chip check me")->click();
    QTRY_VERIFY(saidOf(open, 1).labels.empty());
    auto* pin = part<QWidget>(inspector, "inspector pin");
    pin->findChildren<QAbstractButton*>().at(2)->click();
    QTRY_COMPARE(saidOf(open, 1).pin, core::store::Pin::Hard);
    part<QCheckBox>(inspector, "inspector excluded")->click();
    QTRY_VERIFY(saidOf(open, 1).excluded);
    open.workspace().undo();
    QTRY_VERIFY(!part<QCheckBox>(inspector, "inspector excluded")->isChecked()); // it follows
}

void InspectorTest::whyShowsTheTrajectoryAndItsNeighbours()
{
    OpenWorkspace open(20, true);
    QVERIFY(open.ready());
    QTRY_VERIFY(open.workspace().columns()->points() == 4);
    Inspector inspector(theme_, open.workspace());
    inspector.resize(285, 700);
    inspector.show();
    inspector.setTab(Inspector::Tab::Why);
    open.workspace().selection().setCurrentRow(7);
    QTRY_COMPARE(part<QWidget>(inspector, "inspector nearest")->findChildren<QPushButton*>().size(), 8);
    auto* first = part<QWidget>(inspector, "inspector nearest")->findChildren<QPushButton*>().first();
    const QString row = first->text();
    QTest::mouseClick(first, Qt::LeftButton);
    QCOMPARE(part<QLabel>(inspector, "inspector title")->text(), "Example " + row);
}

void InspectorTest::tokensNeedAProxy()
{
    OpenWorkspace open(5, false);
    QVERIFY(open.ready());
    Inspector inspector(theme_, open.workspace());
    QSignalSpy asked(&inspector, &Inspector::proxyRequested);
    inspector.show();
    inspector.setTab(Inspector::Tab::Tokens);
    open.workspace().selection().setCurrentRow(0);
    auto* tokens = part<QWidget>(inspector, "inspector tokens");
    const auto buttons = [&] {
        QList<QPushButton*> visible;
        for (auto* button : tokens->findChildren<QPushButton*>())
            if (button->isVisible())
                visible.append(button);
        return visible;
    };
    QTRY_COMPARE(buttons().size(), 1);
    QCOMPARE(buttons().first()->text(), QString("Set up a proxy"));
    buttons().first()->click();
    QCOMPARE(asked.count(), 1);
}

void InspectorTest::withoutWeightsTokensSaySo()
{
    OpenWorkspace open(5, true);
    QVERIFY(open.ready());
    QTRY_VERIFY(open.workspace().columns()->points() == 4);
    Inspector inspector(theme_, open.workspace());
    inspector.show();
    inspector.setTab(Inspector::Tab::Tokens);
    open.workspace().selection().setCurrentRow(0);
    const auto said = [&] {
        for (auto* label : part<QWidget>(inspector, "inspector tokens")->findChildren<QLabel*>())
            if (label->isVisible() && label->text() == "No weights of this run are left")
                return true;
        return false;
    };
    QTRY_VERIFY(said());
}

void InspectorTest::everyRecordingPointIsOffered()
{
    OpenWorkspace open(5, true);
    QVERIFY(open.ready());
    QTRY_VERIFY(open.workspace().columns()->points() == 4);
    const auto run = open.session().sideFolder() / "runs/proxy-1";
    for (const std::int64_t point : { 0, 2 }) {
        const auto folder = run / core::protocol::RunFolder::recordingName(point);
        std::filesystem::create_directories(folder);
        core::writeFileAtomically(folder / "model.safetensors", "not read by this test");
    }
    Inspector inspector(theme_, open.workspace());
    inspector.show();
    inspector.setTab(Inspector::Tab::Tokens);
    open.workspace().selection().setCurrentRow(0);
    auto* choice = part<QComboBox>(inspector, "token recording point");
    QTRY_COMPARE(choice->count(), 4); // steps 0, 1, 10, 100
    const auto enabled
        = [&](int index) { return choice->model()->flags(choice->model()->index(index, 0)).testFlag(Qt::ItemIsEnabled); };
    QVERIFY(enabled(0) && !enabled(1) && enabled(2) && !enabled(3));
    QCOMPARE(choice->itemText(2), QString("10"));
    QVERIFY(choice->itemText(1).contains("weights removed"));
    QCOMPARE(choice->currentIndex(), 2); // the last that can be asked
}

void InspectorTest::aCutRowSaysWhereItIsCut()
{
    core::data::Columns columns;
    columns.ids = std::vector<core::ExampleId>{ { 1 } };
    columns.flags = std::vector<std::uint8_t>{ static_cast<std::uint8_t>(core::data::RowFlag::Truncated) };
    columns.tokens = std::vector<std::uint32_t>{ 5 };
    columns.responseTokens = std::vector<std::uint32_t>{ 2 };
    ui::ExampleDetails details;
    details.sections = { { ui::TextSection::Kind::Prompt, "Prompt", "Count", false, 5 },
        { ui::TextSection::Kind::Response, "Response", "One two three four", false, 18 } };
    ui::TextTab tab(theme_);
    tab.setDetails(details, columns, 0);
    QCOMPARE(part<QLabel>(tab, "length 0")->text(), QString("3 tokens"));
    QCOMPARE(part<QLabel>(tab, "length 1")->text(), QString("cut after 2 tokens"));
    ui::TokenizedRow row;
    row.truncated = true;
    row.fullLength = 7;
    for (const char* text : { "Count", "\n", ":", " One", " two" })
        row.tokens.push_back({ 0, text, row.tokens.size() >= 3, std::nullopt });
    tab.setTokenized(row);
    QCOMPARE(part<QLabel>(tab, "length 1")->text(), QString("cut after 2 of 4 tokens"));
    QCOMPARE(part<ui::TextBlock>(tab, "section 1")->cut(), std::optional<int>(7));
    tab.setDetails(details, columns, 0, true); // by a run that cuts prompts
    QCOMPARE(part<QLabel>(tab, "length 0")->text(), QString("cut to the last 3 tokens"));
    QCOMPARE(part<QLabel>(tab, "length 1")->text(), QString("2 tokens"));
}

QTEST_MAIN(InspectorTest)
#include "tst_inspector.moc"
