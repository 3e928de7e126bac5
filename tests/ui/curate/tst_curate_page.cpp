// SPDX-License-Identifier: GPL-3.0-or-later
// The page as a person uses it, on a real project: steps are added, typed, moved and removed, undone and done again, saved
// with their controls, exported, and there the next day.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/curate/curate_page.h"

#ifndef Q_MOC_RUN
#include "core/base/files.h"
#include "core/base/hash.h"
#include "tests/ui/curate/curate_project.h"
#include "ui/controls/big_figure.h"
#include "ui/controls/number_box.h"
#include "ui/curate/step_list.h"
#include "ui/curate/step_row.h"
#include "ui/plots/dumbbell_plot.h"
#include "ui/plots/line_plot.h"
#include "ui/plots/stacked_bar_plot.h"
#include "ui/session/undo_words.h"
#endif

#include <QtCore/QProcess>
#include <QtGui/QClipboard>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>

using namespace ui;
using core::curate::parseRecipe;
using core::curate::recipeText;

namespace {

constexpr int patience = 30000;

/// A project opened as the window opens it, and the page on it.
struct Shown {
    Theme theme{ ColourScheme::Light };
    ProjectDoor door;
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<CuratePage> page;
    QString answer; ///< to every question for a file

    explicit Shown(const std::filesystem::path& file)
    {
        QSignalSpy opened(&door, &ProjectDoor::opened);
        door.open(file);
        if (!opened.wait(patience))
            qFatal("the project did not open");
        workspace = std::make_unique<Workspace>(door);
        page = std::make_unique<CuratePage>(theme, *workspace);
        page->setAskFile(
            [this](QWidget*, const FileRequest&, const std::function<void(const QString&)>& answered) { answered(answer); });
        page->resize(1128, 664);
        page->show();
        if (!QTest::qWaitForWindowActive(page.get()))
            qFatal("the page did not show");
    }
    ~Shown()
    {
        page.reset();
        workspace.reset();
        QSignalSpy closed(&door, &ProjectDoor::closed);
        door.close();
        closed.wait(patience);
    }

    template <typename Widget> Widget& find(const QString& name) const
    {
        auto* found = page->findChild<Widget*>(name);
        if (found == nullptr)
            qFatal("there is no %s", qPrintable(name));
        return *found;
    }
    void click(const char* name) const
    {
        auto& button = find<QAbstractButton>(name);
        if (!button.isVisible() || !button.isEnabled())
            qWarning("%s cannot be pressed", name);
        QTest::mouseClick(&button, Qt::LeftButton, {}, QPoint(8, button.height() / 2));
    }
    QString text(const QString& name) const { return find<QLabel>(name).text(); }
    StepList& steps() const { return find<StepList>("stepList"); }
    StepRow& row(int index) const { return find<StepRow>(QStringLiteral("step:%1").arg(index)); }
    QString inRow(int index, const char* name) const { return row(index).findChild<QLabel*>(QString(name))->text(); }
    /// The recipe as the project has it.
    QString stored() const
    {
        const auto& recipes = workspace->recipes();
        return recipes.empty() ? QString() : QString::fromStdString(recipeText(recipes.back().recipe));
    }
    QString undoWords() const
    {
        const auto& undo = workspace->undoState().undo;
        return undo ? commandWords(*undo) : QString();
    }
    /// By the menu, as a person does; false when it cannot be chosen.
    bool addStep(const QString& step) const
    {
        click("addStep");
        auto& menu = find<QMenu>("addStepMenu");
        if (!QTest::qWaitFor([&] { return menu.isVisible(); }, patience))
            return false;
        auto* action = menu.findChild<QAction*>("add " + step);
        const bool possible = action != nullptr && action->isEnabled();
        if (possible)
            QTest::mouseClick(&menu, Qt::LeftButton, {}, menu.actionGeometry(action).center());
        menu.hide();
        page->activateWindow(); // the menu was the active one
        return possible && QTest::qWaitForWindowActive(page.get());
    }
    /// Until the counts are those of the stored recipe.
    bool settled(const QString& recipe) const
    {
        const auto& save = find<QAbstractButton>("saveCuration");
        const bool done = QTest::qWaitFor([&] { return stored() == recipe && save.isEnabled(); }, patience);
        if (!done)
            qWarning("stored: %s; saving: %s", qPrintable(stored()), qPrintable(save.toolTip()));
        return done;
    }
    void type(QWidget* field, const QString& keys) const
    {
        auto* line = qobject_cast<QLineEdit*>(field);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, keys);
        QTest::keyClick(line, Qt::Key_Return);
    }
    std::vector<core::data::DatasetRow> rowsOf(const std::string& dataset) const
    {
        return workspace->session()->datasetRows(workspace->session()->dataset(dataset).id);
    }
    std::uint64_t copiesOf(const std::string& dataset) const
    {
        std::uint64_t copies = 0;
        for (const auto& each : rowsOf(dataset))
            copies += each.heldOut ? 0 : each.copies;
        return copies;
    }
};

void drag(QWidget& widget, QPoint from, QPoint to)
{
    QTest::mousePress(&widget, Qt::LeftButton, {}, from);
    for (int part = 1; part <= 4; ++part)
        QTest::mouseMove(&widget, from + (to - from) * part / 4);
    QTest::mouseRelease(&widget, Qt::LeftButton, {}, to);
}

QDialog* openDialog(const Shown& shown, const char* name)
{
    QDialog* dialog = nullptr;
    const bool opened = QTest::qWaitFor(
        [&] {
            dialog = shown.page->findChild<QDialog*>(QString::fromLatin1(name));
            return dialog != nullptr && dialog->isVisible();
        },
        patience);
    return opened ? dialog : nullptr;
}

} // namespace

class CuratePageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsMissing();
    void aRecipeIsMadeByHand();
    void rowsAreDragged();
    void whatIsTypedIsCountedAtOnce();
    void controlsAreOfEqualSize();
    void aStepSaysWhatIsWrongWithIt();
    void anotherClusteringIsChosen();
    void theMixIsDrawn();
    void savesAndOpensAgain();
    void aTakenNameIsSaidWhereItArose();
    void exportsAndCommandsDoTheSame();
    void benchmarksAreComparedWhenAsked();
    void aSecondWindowLooksOnly();
    void recipesAreNamedCopiedAndRemoved();
};

void CuratePageTest::saysWhatIsMissing()
{
    const support::TemporaryFolder folder;
    Shown shown(curate_project::make(folder, false));
    auto& message = shown.find<QWidget>("noClustering");
    QTRY_VERIFY_WITH_TIMEOUT(message.isVisible(), patience);
    QVERIFY(!shown.find<QWidget>("offerHard").isVisible());
    QSignalSpy asked(shown.page.get(), &CuratePage::trajectoriesRequested);
    QTest::mouseClick(message.findChild<QAbstractButton*>(), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    QVERIFY(!shown.addStep("hard=2"));
    // what needs no clusters works without
    QVERIFY(shown.addStep("drop=duplicates"));
    QVERIFY(shown.settled("drop=duplicates"));
    shown.click("saveCuration");
    QTRY_COMPARE_WITH_TIMEOUT(shown.workspace->curations().size(), std::size_t{ 1 }, patience);
    QVERIFY(!shown.workspace->curations()[0].clustering);
}

void CuratePageTest::aRecipeIsMadeByHand()
{
    const support::TemporaryFolder folder;
    const auto file = curate_project::make(folder);
    {
        Shown shown(file);
        QTRY_VERIFY_WITH_TIMEOUT(shown.find<QWidget>("offerHard").isVisible(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(shown.text("allCount").toInt() > 0, patience);
        const QString all = shown.text("allCount");
        shown.click("offerHard");
        QVERIFY(shown.settled("hard=2"));
        QCOMPARE(shown.undoWords(), QString("Add the recipe “hard-x2”"));
        const int twice = shown.inRow(0, "stepCount").toInt();
        QCOMPARE(shown.inRow(0, "stepChange"), '+' + QString::number(twice - all.toInt()));

        QTest::keyClick(&shown.steps(), Qt::Key_Return); // into the fields
        auto* number = shown.row(0).findChild<NumberBox*>("stepNumber");
        QTRY_VERIFY_WITH_TIMEOUT(number->hasFocus(), patience);
        QTest::keyClicks(number, "3");
        QTest::keyClick(number, Qt::Key_Return);
        QVERIFY(shown.settled("hard=3"));
        QVERIFY(shown.steps().hasFocus());
        QCOMPARE(shown.undoWords(), QString("Set copies of hard to 3"));
        QCOMPARE(QString::fromStdString(shown.workspace->recipes()[0].name), QString("hard-x3"));
        QTRY_COMPARE_WITH_TIMEOUT(shown.inRow(0, "stepCount").toInt() - twice, twice - all.toInt(), patience);

        shown.workspace->undo();
        QVERIFY(shown.settled("hard=2"));
        QTRY_COMPARE_WITH_TIMEOUT(shown.inRow(0, "stepCount").toInt(), twice, patience);
        QCOMPARE(number->value(), 2.0);
        shown.workspace->redo();
        QVERIFY(shown.settled("hard=3"));

        QVERIFY(shown.addStep("drop=duplicates"));
        QVERIFY(shown.settled("hard=3,drop=duplicates"));
        QCOMPARE(shown.undoWords(), QString("Add the step “Drop exact duplicates”"));
        QTest::keyClick(&shown.steps(), Qt::Key_Up, Qt::AltModifier);
        QVERIFY(shown.settled("drop=duplicates,hard=3"));
        QVERIFY(shown.undoWords().startsWith("Move the step"));
        QVERIFY(shown.inRow(0, "stepChange").startsWith(QChar(0x2212)));
        QTest::keyClick(&shown.steps(), Qt::Key_Down);
        QTest::keyClick(&shown.steps(), Qt::Key_Delete);
        QVERIFY(shown.settled("drop=duplicates"));
        QCOMPARE(shown.undoWords(), QString("Remove the step “Hard × 3”"));
        shown.workspace->undo();
        QVERIFY(shown.settled("drop=duplicates,hard=3"));
    }
    Shown again(file);
    QVERIFY(again.settled("drop=duplicates,hard=3"));
    QTRY_COMPARE_WITH_TIMEOUT(again.find<QComboBox>("recipes").currentText(), QString("hard-x3"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(again.undoWords().startsWith("Move the step"), patience);
    again.workspace->undo();
    QVERIFY(again.settled("hard=3,drop=duplicates"));
}

void CuratePageTest::rowsAreDragged()
{
    const support::TemporaryFolder folder;
    Shown shown(curate_project::make(folder));
    QTRY_VERIFY_WITH_TIMEOUT(shown.find<QWidget>("offerHard").isVisible(), patience);
    for (const char* step : { "hard=2", "drop=duplicates", "drop=excluded" })
        QVERIFY(shown.addStep(step));
    QVERIFY(shown.settled("hard=2,drop=duplicates,drop=excluded"));
    StepRow& first = shown.row(0);
    drag(first, { 12, 10 }, { 12, shown.row(2).geometry().bottom() + 4 - first.y() });
    QVERIFY(shown.settled("drop=duplicates,drop=excluded,hard=2"));
    QCOMPARE(shown.steps().current(), 2);
    StepRow& last = shown.row(2);
    drag(last, { 12, 10 }, { 12, shown.row(1).y() + 2 - last.y() });
    QVERIFY(shown.settled("drop=duplicates,hard=2,drop=excluded"));
    drag(shown.row(1), { 12, 10 }, { 14, 12 }); // a click that trembles moves nothing
    QCOMPARE(shown.stored(), QString("drop=duplicates,hard=2,drop=excluded"));
}

/// Nothing is stored until the field is left, so that typing 500 is one command.
void CuratePageTest::whatIsTypedIsCountedAtOnce()
{
    const support::TemporaryFolder folder;
    Shown shown(curate_project::make(folder));
    QTRY_VERIFY_WITH_TIMEOUT(shown.find<QWidget>("offerHard").isVisible(), patience);
    QVERIFY(shown.addStep("cap:algebra=500"));
    QVERIFY(shown.settled("cap:algebra=500"));
    shown.steps().goInto(0);
    auto* number = shown.row(0).findChild<NumberBox*>("stepNumber");
    number->setFocus();
    number->selectAll();
    QTest::keyClicks(number, "12");
    const int all = shown.text("allCount").toInt();
    QTRY_VERIFY_WITH_TIMEOUT(shown.inRow(0, "stepCount").toInt() > 0 && shown.inRow(0, "stepCount").toInt() < all, patience);
    QCOMPARE(shown.stored(), QString("cap:algebra=500"));
    QTest::keyClick(number, Qt::Key_Tab);
    QVERIFY(shown.settled("cap:algebra=12"));
    QCOMPARE(shown.undoWords(), QString("Cap algebra at 12 rows"));
    number->setFocus();
    number->selectAll();
    QTest::keyClicks(number, "-4");
    QVERIFY(number->property("problem").toBool());
    QTest::keyClick(number, Qt::Key_Escape);
    QCOMPARE(number->value(), 12.0);
    QCOMPARE(shown.stored(), QString("cap:algebra=12"));
}

void CuratePageTest::controlsAreOfEqualSize()
{
    const support::TemporaryFolder folder;
    Shown shown(curate_project::make(folder));
    QTRY_VERIFY_WITH_TIMEOUT(shown.find<QWidget>("offerHard").isVisible(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(shown.text("randomControlWords").startsWith("not possible"), patience);
    shown.click("offerHard");
    QVERIFY(shown.settled("hard=2"));
    const QString added = shown.inRow(0, "stepChange");
    for (const char* control : { "randomControlCount", "easyControlCount", "matchedControlCount" })
        QTRY_COMPARE_WITH_TIMEOUT(shown.text(control), added, patience);
    QVERIFY(shown.text("easyControlWords").endsWith("seed 0"));
    shown.type(&shown.find<NumberBox>("recipeSeed"), "7");
    QVERIFY(shown.settled("hard=2,seed=7"));
    QCOMPARE(shown.undoWords(), QString("Set the seed to 7"));
    QTRY_VERIFY_WITH_TIMEOUT(shown.text("easyControlWords").endsWith("seed 7"), patience);
    shown.click("easyControl"); // off
    QVERIFY(!shown.find<QCheckBox>("easyControl").isChecked());
    auto& bars = shown.find<StackedBarPlot>("clusterMix");
    QTRY_COMPARE_WITH_TIMEOUT(bars.content().bars.size(), std::size_t{ 4 }, patience);
    shown.click("saveCuration");
    QTRY_COMPARE_WITH_TIMEOUT(shown.workspace->curations().size(), std::size_t{ 3 }, patience);
    std::vector<std::string> names;
    for (const auto& curation : shown.workspace->curations()) {
        names.push_back(curation.name);
        QCOMPARE(shown.copiesOf(curation.name), shown.copiesOf("hard-x2"));
    }
    QCOMPARE(names, (std::vector<std::string>{ "hard-x2", "hard-x2-random", "hard-x2-matched" }));
    QCOMPARE(shown.workspace->curations()[1].recipe, parseRecipe("random-control=2,seed=7"));
}

void CuratePageTest::aStepSaysWhatIsWrongWithIt()
{
    const support::TemporaryFolder folder;
    Shown shown(curate_project::make(folder));
    QTRY_VERIFY_WITH_TIMEOUT(shown.find<QWidget>("offerHard").isVisible(), patience);
    QVERIFY(shown.addStep("drop=duplicates"));
    QVERIFY(shown.addStep("matched-control:source=2"));
    QVERIFY(shown.settled("drop=duplicates,matched-control:source=2"));
    shown.steps().goInto(1);
    auto* field = shown.row(1).findChild<QComboBox*>("stepChoice")->lineEdit();
    shown.type(field, "colour");
    QTRY_VERIFY_WITH_TIMEOUT(shown.inRow(1, "stepProblem").contains("colour"), patience);
    QVERIFY(shown.row(1).findChild<QLabel*>("stepProblem")->isVisible());
    QVERIFY(shown.inRow(0, "stepProblem").isEmpty());
    QVERIFY(shown.inRow(0, "stepChange").startsWith(QChar(0x2212))); // the steps before are counted
    QVERIFY(!shown.find<QAbstractButton>("saveCuration").isEnabled());
    QVERIFY(shown.find<QAbstractButton>("saveCuration").toolTip().contains("colour"));
    shown.workspace->undo();
    QVERIFY(shown.settled("drop=duplicates,matched-control:source=2"));
    QVERIFY(shown.inRow(1, "stepProblem").isEmpty());
}

void CuratePageTest::anotherClusteringIsChosen()
{
    const support::TemporaryFolder folder;
    Shown shown(curate_project::make(folder));
    QTRY_VERIFY_WITH_TIMEOUT(shown.find<QWidget>("offerHard").isVisible(), patience);
    shown.click("offerHard");
    QVERIFY(shown.settled("hard=2"));
    auto& box = shown.find<QComboBox>("curateClusterings");
    QCOMPARE(box.currentText(), QString("thirds"));
    QTRY_VERIFY_WITH_TIMEOUT(shown.inRow(0, "stepCount").toInt() > 0, patience);
    const int thirds = shown.inRow(0, "stepCount").toInt();
    box.setCurrentIndex(box.findText("halves"));
    Q_EMIT box.activated(box.currentIndex());
    QTRY_VERIFY_WITH_TIMEOUT(shown.inRow(0, "stepCount").toInt() > thirds, patience);
    shown.click("saveCuration");
    QTRY_COMPARE_WITH_TIMEOUT(shown.workspace->curations().size(), std::size_t{ 4 }, patience);
    QCOMPARE(shown.workspace->curations()[0].clustering->value, shown.workspace->session()->clustering("halves").id.value);
}

void CuratePageTest::theMixIsDrawn()
{
    const support::TemporaryFolder folder;
    Shown shown(curate_project::make(folder));
    QTRY_VERIFY_WITH_TIMEOUT(shown.find<QWidget>("offerHard").isVisible(), patience);
    QVERIFY(shown.addStep("cap:algebra=500"));
    shown.steps().goInto(0);
    shown.type(shown.row(0).findChild<NumberBox*>("stepNumber"), "10");
    QVERIFY(shown.addStep("hard=2"));
    QVERIFY(shown.settled("cap:algebra=10,hard=2"));
    const auto& sources = shown.find<DumbbellPlot>("sourceMix");
    const auto rowsAfter = [&] {
        qint64 sum = 0;
        for (const auto& row : sources.content().rows)
            sum += row.after;
        return sum;
    };
    QTRY_COMPARE_WITH_TIMEOUT(rowsAfter(), shown.inRow(1, "stepCount").toLongLong(), patience);
    QCOMPARE(sources.content().rows.size(), std::size_t{ 3 });
    const auto& bars = shown.find<StackedBarPlot>("clusterMix").content();
    QCOMPARE(bars.bars.size(), std::size_t{ 5 });
    for (std::size_t bar = 2; bar < 5; ++bar) // controls have as many rows
        QCOMPARE(bars.bars[bar].counts[0] + bars.bars[bar].counts[1], bars.bars[1].counts[0] + bars.bars[1].counts[1]);
    QVERIFY(bars.bars[1].note.endsWith("hard"));
    const auto& lengths = shown.find<LinePlot>("lengthMix").content();
    QCOMPARE(lengths.series.size(), std::size_t{ 2 });
    double whole = 0;
    for (const double share : lengths.series[1].y)
        whole += share;
    QVERIFY(std::abs(whole - 100) < 1e-6);
    QCOMPARE(shown.find<BigFigure>("longestRepeat").value(), QString("2 copies"));
    QVERIFY(shown.find<BigFigure>("curatedRows").note().contains("million tokens"));
    QCOMPARE(shown.find<BigFigure>("testOverlap").value(), QString("not checked"));
}

void CuratePageTest::savesAndOpensAgain()
{
    const support::TemporaryFolder folder;
    const auto file = curate_project::make(folder);
    Shown shown(file);
    QTRY_VERIFY_WITH_TIMEOUT(shown.find<QWidget>("offerHard").isVisible(), patience);
    QVERIFY(shown.addStep("selection:few=2"));
    QVERIFY(shown.settled("selection:few=2"));
    QCOMPARE(shown.find<QAbstractButton>("saveCuration").text(), QString("Save as few-x2"));
    QSignalSpy status(shown.page.get(), &CuratePage::statusText);
    shown.click("saveCuration");
    QTRY_VERIFY_WITH_TIMEOUT(shown.page->findChild<QWidget*>("saved:few-x2") != nullptr, patience);
    QTRY_COMPARE_WITH_TIMEOUT(status.last()[0].toString(), QString("Recipe few-x2: saved"), patience);
    for (const auto& row : shown.rowsOf("few-x2"))
        QCOMPARE(row.copies, !row.heldOut && row.example.value >= 11 && row.example.value <= 13 ? 2U : 1U);
    // the recipe goes on; what was saved is opened again as another one
    QVERIFY(shown.addStep("drop=duplicates"));
    QVERIFY(shown.settled("selection:few=2,drop=duplicates"));
    shown.click("open:few-x2");
    QVERIFY(shown.settled("selection:few=2"));
    QCOMPARE(shown.workspace->recipes().size(), std::size_t{ 2 });
    QTRY_COMPARE_WITH_TIMEOUT(status.last()[0].toString().section(':', 0, 0), QString("Recipe few-x2-2"), patience);
}

void CuratePageTest::aTakenNameIsSaidWhereItArose()
{
    const support::TemporaryFolder folder;
    Shown shown(curate_project::make(folder));
    QTRY_VERIFY_WITH_TIMEOUT(shown.find<QWidget>("offerHard").isVisible(), patience);
    QVERIFY(shown.addStep("drop=duplicates"));
    QVERIFY(shown.settled("drop=duplicates"));
    shown.click("saveCuration");
    QTRY_COMPARE_WITH_TIMEOUT(shown.workspace->curations().size(), std::size_t{ 1 }, patience);
    QVERIFY(shown.addStep("drop=excluded"));
    QVERIFY(shown.settled("drop=duplicates,drop=excluded"));
    shown.click("saveCuration"); // still called "filtered"
    auto& problem = shown.find<QWidget>("curateProblem");
    QTRY_VERIFY_WITH_TIMEOUT(problem.isVisible(), patience);
    shown.click("saveOtherName");
    auto* dialog = openDialog(shown, "nameDialog");
    QVERIFY(dialog != nullptr);
    shown.type(dialog->findChild<QLineEdit*>("name"), "clean");
    QTRY_COMPARE_WITH_TIMEOUT(shown.workspace->curations().size(), std::size_t{ 2 }, patience);
    QCOMPARE(shown.workspace->curations()[1].name, std::string("clean"));
    QVERIFY(!problem.isVisible());
}

/// The copied commands make the same rows in a copy of the project, and the same bytes of the file.
void CuratePageTest::exportsAndCommandsDoTheSame()
{
    const support::TemporaryFolder folder;
    const auto file = curate_project::make(folder);
    const auto copy = folder.path() / "copy.datalever";
    std::filesystem::copy_file(file, copy);
    QString commands;
    std::vector<core::data::DatasetRow> rows;
    std::vector<core::data::DatasetRow> random;
    const auto target = folder.path() / "out.csv";
    {
        Shown shown(file);
        QTRY_VERIFY_WITH_TIMEOUT(shown.find<QWidget>("offerHard").isVisible(), patience);
        QVERIFY(shown.addStep("drop=duplicates"));
        QVERIFY(shown.addStep("hard=2"));
        QVERIFY(shown.settled("drop=duplicates,hard=2"));
        shown.click("copyCurateCommand");
        commands = QGuiApplication::clipboard()->text();
        QCOMPARE(commands.count("datalever-cli curate"), 4);
        shown.click("exportCuration");
        auto* dialog = openDialog(shown, "curationExportDialog");
        QVERIFY(dialog != nullptr);
        auto* format = dialog->findChild<QComboBox*>("exportFormat");
        format->setCurrentIndex(format->findData("csv"));
        shown.answer = QString::fromStdString(target.string());
        QTest::mouseClick(dialog->findChild<QAbstractButton*>("exportWrite"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(target.string() + ".md"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QWidget*>("exportMessage")->isVisible(), patience);
        QTest::mouseClick(dialog->findChild<QAbstractButton*>("copyExportCommand"), Qt::LeftButton);
        commands += '\n' + QGuiApplication::clipboard()->text();
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_COMPARE_WITH_TIMEOUT(shown.workspace->curations().size(), std::size_t{ 1 }, patience); // saved with it
        shown.click("saveCuration");
        QTRY_COMPARE_WITH_TIMEOUT(shown.workspace->curations().size(), std::size_t{ 4 }, patience);
        rows = shown.rowsOf("hard-x2");
        random = shown.rowsOf("hard-x2-random");
    }
    const std::string bytes = core::readFile(target, 1 << 20);
    const auto manifest = core::parseJson(core::readFile(target.string() + ".manifest.json", 1 << 20), "manifest");
    QCOMPARE(core::sha256(bytes), manifest.at("sha256").get<std::string>());
    std::filesystem::remove(target);
    commands.replace(QString::fromStdString(file.string()), QString::fromStdString(copy.string()));
    QProcess shell;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("PATH", QCoreApplication::applicationDirPath() + "/../bin:" + environment.value("PATH"));
    shell.setProcessEnvironment(environment);
    shell.start("/bin/sh", { "-ec", commands });
    QVERIFY(shell.waitForFinished(patience));
    QVERIFY2(shell.exitCode() == 0, (commands.toUtf8() + '\n' + shell.readAllStandardError()).constData());
    QVERIFY(core::readFile(target, 1 << 20) == bytes);
    const auto session = core::store::ProjectSession::open(copy, core::store::OpenMode::ReadOnly);
    QVERIFY(session.datasetRows(session.dataset("hard-x2").id) == rows);
    QVERIFY(session.datasetRows(session.dataset("hard-x2-random").id) == random);
}

void CuratePageTest::benchmarksAreComparedWhenAsked()
{
    const support::TemporaryFolder folder;
    Shown shown(curate_project::make(folder));
    QTRY_VERIFY_WITH_TIMEOUT(shown.find<QWidget>("offerHard").isVisible(), patience);
    std::size_t row = 0; // one that is trained on
    while (shown.workspace->columns()->heldOut[row] != 0)
        ++row;
    QVERIFY(row < 8);
    const auto benchmark = folder.write("exam.jsonl",
        curate_project::lineOf(static_cast<int>(row)) + "\n"
            + R"({"instruction":"Nothing of this stands in any row","output":"1","source":"none"})" + "\n");
    auto& figure = shown.find<BigFigure>("testOverlap");
    QCOMPARE(figure.value(), QString("not checked"));
    shown.click("checkOverlap");
    auto* dialog = openDialog(shown, "overlapDialog");
    QVERIFY(dialog != nullptr);
    shown.answer = QString::fromStdString(benchmark.string());
    QTest::mouseClick(dialog->findChild<QAbstractButton*>("overlapAdd"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(figure.value(), QString("1 equal"), patience);
    QVERIFY(figure.note().contains("exam"));
    QSignalSpy asked(shown.page.get(), &CuratePage::selectionRequested);
    QTest::mouseClick(dialog->findChild<QAbstractButton*>("overlapSelect"), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(shown.workspace->selection().selectedCount(), std::size_t{ 1 });
    QVERIFY(shown.workspace->selection().isSelected(row));
    // the figure follows the recipe
    shown.workspace->annotate({ core::store::AnnotationKind::Exclude, {} }, shown.workspace->selection().selection());
    QVERIFY(shown.addStep("drop=excluded"));
    QTRY_COMPARE_WITH_TIMEOUT(figure.value(), QString("0 equal"), patience);
}

void CuratePageTest::aSecondWindowLooksOnly()
{
    const support::TemporaryFolder folder;
    const auto file = curate_project::make(folder);
    auto writer = core::store::ProjectSession::open(file, core::store::OpenMode::ReadWrite);
    core::store::addRecipe(writer, "hard-x2", parseRecipe("hard=2"));
    Shown shown(file);
    QTRY_VERIFY_WITH_TIMEOUT(
        shown.page->findChild<StepRow*>("step:0") != nullptr && shown.inRow(0, "stepCount").toInt() > 0, patience);
    for (const char* name : { "saveCuration", "exportCuration", "addStep" }) {
        QVERIFY2(!shown.find<QAbstractButton>(name).isEnabled(), name);
        QVERIFY2(shown.find<QAbstractButton>(name).toolTip().startsWith("Read-only"), name);
    }
    QTest::keyClick(&shown.steps(), Qt::Key_Down);
    QTest::keyClick(&shown.steps(), Qt::Key_Delete);
    QCOMPARE(shown.stored(), QString("hard=2"));
    QVERIFY(shown.find<QAbstractButton>("copyCurateCommand").isEnabled());
}

void CuratePageTest::recipesAreNamedCopiedAndRemoved()
{
    const support::TemporaryFolder folder;
    Shown shown(curate_project::make(folder));
    QTRY_VERIFY_WITH_TIMEOUT(shown.find<QWidget>("offerHard").isVisible(), patience);
    shown.click("offerHard");
    QVERIFY(shown.settled("hard=2"));
    const auto choose = [&](const char* name) {
        shown.click("recipeMore");
        auto& menu = shown.find<QMenu>("recipeMenu");
        QTRY_VERIFY_WITH_TIMEOUT(menu.isVisible(), patience);
        QTest::mouseClick(&menu, Qt::LeftButton, {}, menu.actionGeometry(menu.findChild<QAction*>(QString(name))).center());
    };
    choose("renameRecipe");
    auto* dialog = openDialog(shown, "nameDialog");
    QVERIFY(dialog != nullptr);
    shown.type(dialog->findChild<QLineEdit*>("name"), "mine");
    const auto& box = shown.find<QComboBox>("recipes");
    QTRY_COMPARE_WITH_TIMEOUT(box.currentText(), QString("mine"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(shown.undoWords(), QString("Rename the recipe “hard-x2” to “mine”"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(shown.find<QAbstractButton>("saveCuration").text(), QString("Save as mine"), patience);
    QVERIFY(shown.addStep("drop=excluded"));
    QVERIFY(shown.settled("hard=2,drop=excluded"));
    QCOMPARE(QString::fromStdString(shown.workspace->recipes()[0].name), QString("mine")); // a name that was given stays
    choose("copyRecipe");
    QTRY_COMPARE_WITH_TIMEOUT(box.currentText(), QString("mine-2"), patience);
    choose("removeRecipe");
    QTRY_COMPARE_WITH_TIMEOUT(box.currentText(), QString("mine"), patience);
    QCOMPARE(shown.workspace->recipes().size(), std::size_t{ 1 });
    shown.workspace->undo();
    QTRY_COMPARE_WITH_TIMEOUT(box.currentText(), QString("mine-2"), patience);
}

QTEST_MAIN(CuratePageTest)
#include "tst_curate_page.moc"
