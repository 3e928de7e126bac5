// SPDX-License-Identifier: GPL-3.0-or-later
// The data page under the hand: empty, import, facets, search, lengths, exclusion, labels, undo, subset. With
// DATALEVER_GALLERY=FOLDER and DATALEVER_GALLERY_PROJECT=FILE it saves pictures of the page on that project.
#include "tests/ui/session/open_workspace.h"

#include "ui/data/data_page.h"
#include "ui/data/length_plot.h"
#include "ui/inspector/inspector.h"
#include "ui/models/example_table.h"
#include "ui/theme/style_sheet.h"

#include <QtCore/QProcess>
#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>

using core::data::RowMark;
using fixture::OpenWorkspace;
using ui::DataPage;

namespace {

template <typename Widget> Widget* part(const QWidget& whole, const QString& name)
{
    auto* found = whole.findChild<Widget*>(name);
    if (found == nullptr)
        qWarning("there is no %s", qPrintable(name));
    return found;
}

/// Opens the menu of a button and triggers the action that begins with the words.
bool act(const QWidget& page, const QString& button, const QString& words)
{
    auto* menu = part<QPushButton>(page, button)->menu();
    Q_EMIT menu->aboutToShow();
    for (QAction* action : menu->actions())
        if (action->text().startsWith(words) && action->isEnabled()) {
            action->trigger();
            return true;
        }
    QStringList there;
    for (const QAction* action : menu->actions())
        there.append(action->text());
    qWarning("only: %s", qPrintable(there.join(" | ")));
    return false;
}

/// What the command line answers to a command that was copied.
core::Json answerTo(const QString& command)
{
    QProcess shell;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("PATH", QStringLiteral(DATALEVER_PROGRAM_FOLDER ":") + environment.value("PATH"));
    shell.setProcessEnvironment(environment);
    shell.start("/bin/sh", { "-c", command + " --json" });
    shell.waitForFinished(60000);
    if (shell.exitCode() != 0)
        qWarning("%s\n%s", qPrintable(command), shell.readAllStandardError().constData());
    return core::parseJson(shell.readAllStandardOutput().toStdString(), "stdout");
}

std::vector<int> rowsOf(const core::Json& answer)
{
    std::vector<int> numbers;
    for (const auto& row : answer.at("listed"))
        numbers.push_back(row.at("row").get<int>());
    return numbers;
}

/// Of those whose name holds "math", else the first.
void narrowToOneSource(ui::Workspace& workspace)
{
    std::string chosen;
    for (const std::string& name : workspace.columns()->source.names)
        if (chosen.empty() || name.find("math") != std::string::npos)
            chosen = name;
    ui::ExampleFilter filter;
    filter.setFacetValue(core::data::FacetName::Source, chosen, true);
    workspace.selection().setFilter(filter);
}

/// Whether what a tab shows has arrived.
bool isFilled(const QWidget& inspector, int tab)
{
    if (tab == 0)
        return inspector.findChild<QWidget*>("section 0") != nullptr;
    if (tab == 1)
        return !part<QLabel>(inspector, "tokens summary")->text().endsWith(QChar(0x2026));
    if (tab == 2)
        return !part<QWidget>(inspector, "inspector nearest")->findChildren<QPushButton*>().isEmpty();
    return true;
}

} // namespace

class DataPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyProjectOffersTheImport();
    void aPersonImportsAFile();
    void facetsAndSearchNarrowTheTable();
    void aRangeOfLengthsFilters();
    void allRowsShownAreExcludedAndBack();
    void whatIsShownIsACommand();
    void whatWasDoneIsACommand();
    void rowsAreLabelledFromTheTable();
    void aSubsetIsMadeWithoutExcludedRows();
    void pictures();

private:
    ui::Theme theme_{ ui::ColourScheme::Light };

    ui::ExampleTableModel& rows(DataPage& page) const { return part<ui::ExampleTable>(page, "examples")->model(); }
};

void DataPageTest::anEmptyProjectOffersTheImport()
{
    OpenWorkspace open(0, false);
    QVERIFY(open.ready());
    DataPage page(theme_, open.workspace());
    page.resize(1000, 640);
    page.show();
    auto* next = part<QPushButton>(page, "data next");
    QCOMPARE(next->text(), QString("Import…"));
    QVERIFY(!part<QPushButton>(page, "import")->isVisible());
    QTRY_VERIFY(part<QWidget>(page, "data state")->isVisible());
    QVERIFY(!part<QPushButton>(page, "what the model sees")->isVisible());
}

void DataPageTest::aPersonImportsAFile()
{
    OpenWorkspace open(0, false);
    DataPage page(theme_, open.workspace());
    page.resize(1000, 640);
    page.show();
    QSignalSpy wanted(&page, &DataPage::proxyRequested);
    const auto file = QString::fromStdString(open.folder().write("sums.jsonl", fixture::rowsFile(30)).string());
    page.setAskFile(
        [file](QWidget*, const ui::FileRequest&, const std::function<void(const QString&)>& answer) { answer(file); });
    QTest::mouseClick(part<QPushButton>(page, "data next"), Qt::LeftButton);
    QTRY_VERIFY(part<QPushButton>(page, "import go")->isEnabled());
    QTest::mouseClick(part<QPushButton>(page, "import go"), Qt::LeftButton);
    QTRY_COMPARE(rows(page).rowCount(), 30);
    QTRY_VERIFY(part<QPushButton>(page, "import")->isVisible());
    QCOMPARE(part<QPushButton>(page, "data next")->text(), QString("Set up a proxy"));
    part<QPushButton>(page, "data next")->click();
    QCOMPARE(wanted.count(), 1);
}

void DataPageTest::facetsAndSearchNarrowTheTable()
{
    OpenWorkspace open(30, false);
    QVERIFY(open.ready());
    DataPage page(theme_, open.workspace());
    page.resize(1000, 640);
    page.show();
    QTRY_COMPARE(rows(page).rowCount(), 30);
    ui::ExampleFilter filter;
    filter.setFacetValue(core::data::FacetName::Source, "even", true);
    open.workspace().selection().setFilter(filter);
    QTRY_COMPARE(rows(page).rowCount(), 10);
    auto* search = part<QLineEdit>(page, "search");
    search->setFocus();
    QTest::keyClicks(search, "is 1"); // prompts of rows 12, 15, 18; responses of 0 and 9
    QTRY_COMPARE(rows(page).rowCount(), 5);
    search->clear();
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(rows(page).rowCount(), 10);
}

void DataPageTest::aRangeOfLengthsFilters()
{
    OpenWorkspace open(30, true); // row i has 20 + 10 i tokens
    QVERIFY(open.ready());
    DataPage page(theme_, open.workspace());
    page.resize(1000, 640);
    page.show();
    auto* plot = part<ui::LengthPlot>(page, "length plot");
    QTRY_VERIFY(plot->histogram().tokens && plot->histogram().rows == 30);
    QCOMPARE(plot->histogram().width, 8.0);
    Q_EMIT plot->rangeSelected(ui::AxisRange{ 40, 64 }, true); // 40, 50, 60
    QTRY_COMPARE(rows(page).rowCount(), 3);
    QCOMPARE(open.workspace().selection().filter().number(ui::Measure::Tokens), std::string("40..63"));
    Q_EMIT plot->rangeSelected({}, true);
    QTRY_COMPARE(rows(page).rowCount(), 30);
    QVERIFY(!part<QPushButton>(page, "count tokens")->isVisible());
}

void DataPageTest::allRowsShownAreExcludedAndBack()
{
    OpenWorkspace open(30, false);
    QVERIFY(open.ready());
    DataPage page(theme_, open.workspace());
    page.resize(1000, 640);
    page.show();
    QSignalSpy told(&page, &DataPage::statusText);
    ui::ExampleFilter filter;
    filter.setFacetValue(core::data::FacetName::Source, "even", true);
    open.workspace().selection().setFilter(filter);
    QTRY_COMPARE(rows(page).rowCount(), 10);
    QVERIFY(act(page, "exclude", "Exclude all 10 rows shown"));
    const auto excluded = [&] {
        std::size_t count = 0;
        const auto& columns = *open.workspace().columns();
        for (std::size_t row = 0; row < columns.rows(); ++row)
            count += columns.hasMark(row, RowMark::Excluded);
        return count;
    };
    QTRY_COMPARE(excluded(), std::size_t{ 10 });
    QTRY_VERIFY(!told.isEmpty());
    QCOMPARE(told.last().at(0).toString(), QString("10 rows excluded. Ctrl+Z undoes it."));
    open.workspace().undo();
    QTRY_COMPARE(excluded(), std::size_t{ 0 });
}

void DataPageTest::whatIsShownIsACommand()
{
    OpenWorkspace open(30, true); // row i of source "even" where i is a multiple of 3; 20 + 10 i tokens
    QVERIFY(open.ready());
    QTRY_VERIFY(open.workspace().columns()->points() == 4);
    DataPage page(theme_, open.workspace());
    page.resize(1000, 640);
    page.show();
    QSignalSpy told(&page, &DataPage::statusText);
    ui::ExampleFilter filter;
    filter.setFacetValue(core::data::FacetName::Source, "even", true);
    filter.setNumber(ui::Measure::Tokens, ">= 50");
    filter.setWords(core::data::TextField::Any, "It is 1");
    open.workspace().selection().setFilter(filter);
    auto* table = part<ui::ExampleTable>(page, "examples");
    table->setSort({ ui::Measure::LastLoss, false });
    QTRY_COMPARE(rows(page).rowCount(), 4); // rows 10, 13, 16 and 19: nine plus one, twelve plus one, ...
    QTRY_COMPARE(rows(page).rowAt(0), ui::RowChoice(18)); // the floor of a row's loss grows with its number
    std::vector<int> shown;
    for (int place = 0; place < rows(page).rowCount(); ++place)
        shown.push_back(static_cast<int>(*rows(page).rowAt(place)) + 1);
    page.copyTableCommand();
    QCOMPARE(told.last().at(0).toString(), QString("Command copied"));
    const QString command = QGuiApplication::clipboard()->text();
    QCOMPARE(rowsOf(answerTo(command)), shown); // beside the open window, which holds the project

    filter.rows.onlyBrushed = true; // by their numbers
    core::data::Selection some(30);
    for (const std::size_t row : { 9U, 12U, 20U })
        some.set(row, true);
    open.workspace().selection().setSelection(some);
    open.workspace().selection().setFilter(filter);
    QTRY_COMPARE(rows(page).rowCount(), 2);
    page.copyTableCommand();
    QVERIFY(QGuiApplication::clipboard()->text().contains("--rows 10,13,21"));
    QCOMPARE(rowsOf(answerTo(QGuiApplication::clipboard()->text())), (std::vector<int>{ 13, 10 }));
}

void DataPageTest::whatWasDoneIsACommand()
{
    QString command;
    const auto excludedRows = [](core::store::ProjectSession& session) {
        std::vector<std::size_t> numbers;
        const auto columns = session.columns(session.dataset("rows").id);
        for (std::size_t row = 0; row < columns->rows(); ++row)
            if (columns->hasMark(row, RowMark::Excluded))
                numbers.push_back(row);
        return numbers;
    };
    std::vector<std::size_t> byHand;
    QString project;
    {
        OpenWorkspace open(30, false);
        QVERIFY(open.ready());
        project = open.workspace().path();
        DataPage page(theme_, open.workspace());
        page.resize(1000, 640);
        page.show();
        QSignalSpy told(&page, &DataPage::statusText);
        page.copyLastCommand();
        QCOMPARE(told.last().at(0).toString(), QString("Nothing was done here yet."));
        ui::ExampleFilter filter;
        filter.setFacetValue(core::data::FacetName::Source, "even", true);
        open.workspace().selection().setFilter(filter);
        QTRY_COMPARE(rows(page).rowCount(), 10);
        QSignalSpy done(&open.workspace(), &ui::Workspace::commandDone);
        QVERIFY(act(page, "exclude", "Exclude all 10 rows shown"));
        QTRY_COMPARE(done.count(), 1);
        page.copyLastCommand();
        command = QGuiApplication::clipboard()->text();
        QVERIFY2(command.contains("--facet source=even") && command.contains("--exclude"), qPrintable(command));
        byHand = excludedRows(open.session());
        open.workspace().undo();
        QTRY_COMPARE(done.count(), 2);
        page.copyLastCommand();
        QCOMPARE(QGuiApplication::clipboard()->text(), "datalever-cli project undo " + ui::shellWord(project));
        core::data::Selection two(30);
        two.set(4, true);
        two.set(5, true);
        open.workspace().annotate({ core::store::AnnotationKind::AddLabel, "it's wrong" }, two);
        QTRY_COMPARE(done.count(), 3);
        page.copyLastCommand();
        QVERIFY(QGuiApplication::clipboard()->text().contains("--rows 5,6 --label 'it'\\''s wrong'"));
    }
    const support::TemporaryFolder folder;
    const auto other = fixture::makeWorkProject(folder, 30, false);
    const core::Json answer = answerTo(QString(command).replace(project, QString::fromStdString(other.string())));
    QCOMPARE(answer.at("changed").get<int>(), 10);
    auto session = core::store::ProjectSession::open(other, core::store::OpenMode::ReadOnly);
    QCOMPARE(excludedRows(session), byHand);
}

void DataPageTest::rowsAreLabelledFromTheTable()
{
    OpenWorkspace open(30, false);
    QVERIFY(open.ready());
    DataPage page(theme_, open.workspace());
    page.resize(1000, 640);
    page.show();
    QTRY_COMPARE(rows(page).rowCount(), 30);
    open.workspace().selection().setCurrentRow(4);
    QTest::keyClick(&part<ui::ExampleTable>(page, "examples")->view(), Qt::Key_L);
    QTRY_VERIFY(page.findChild<QLineEdit*>("label edit") != nullptr);
    auto* edit = part<QLineEdit>(page, "label edit");
    QTest::keyClicks(edit, "typo");
    QTest::keyClick(edit, Qt::Key_Return);
    const auto labelled = [&] {
        const core::ExampleId ids[] = { { 5 } };
        return open.session().annotations(ids).at(0).labels;
    };
    QTRY_COMPARE(labelled(), std::vector<std::string>{ "typo" });
    QTRY_COMPARE(open.workspace().labels().size(), std::size_t{ 1 });
}

void DataPageTest::aSubsetIsMadeWithoutExcludedRows()
{
    OpenWorkspace open(30, false);
    QVERIFY(open.ready());
    DataPage page(theme_, open.workspace());
    page.resize(1000, 640);
    page.show();
    QTRY_COMPARE(rows(page).rowCount(), 30);
    open.workspace().selection().setCurrentRow(0);
    QVERIFY(act(page, "exclude", "Exclude row 1"));
    QTRY_VERIFY(open.workspace().columns()->hasMark(0, RowMark::Excluded));
    part<QPushButton>(page, "new subset")->click();
    auto* count = part<QLineEdit>(page, "subset count");
    QVERIFY(count != nullptr);
    count->selectAll();
    QTest::keyClicks(count, "30");
    QVERIFY(!part<QPushButton>(page, "subset make")->isEnabled()); // 29 are left
    count->selectAll();
    QTest::keyClicks(count, "12");
    part<QPushButton>(page, "subset make")->click();
    QTRY_COMPARE(open.session().listDatasets().size(), std::size_t{ 2 });
    QTRY_COMPARE(rows(page).rowCount(), 12);
    QTRY_COMPARE(part<QComboBox>(page, "dataset")->count(), 2);
}

void DataPageTest::pictures()
{
    const QString folder = qEnvironmentVariable("DATALEVER_GALLERY");
    const QString project = qEnvironmentVariable("DATALEVER_GALLERY_PROJECT");
    if (folder.isEmpty() || project.isEmpty())
        QSKIP("no pictures are asked for");
    ui::applyLook(*qApp, theme_);
    OpenWorkspace open(std::filesystem::path(project.toStdString()));
    QVERIFY(open.ready());
    QWidget window;
    auto* layout = new QHBoxLayout(&window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* page = new DataPage(theme_, open.workspace());
    auto* inspector = new ui::Inspector(theme_, open.workspace());
    layout->addWidget(page, 1);
    layout->addWidget(inspector);
    inspector->setFixedWidth(285);
    window.resize(1129, 719);
    window.show();
    QTRY_VERIFY_WITH_TIMEOUT(rows(*page).rowCount() > 0, 20000);
    narrowToOneSource(open.workspace());
    QTRY_VERIFY_WITH_TIMEOUT(!part<ui::LengthPlot>(*page, "length plot")->histogram().shown.empty(), 20000);
    open.workspace().selection().setCurrentRow(rows(*page).rowAt(1));
    for (const auto scheme : { ui::ColourScheme::Light, ui::ColourScheme::Dark })
        for (const int width : { 1129, 1769 })
            for (int tab = 0; tab < 4; ++tab) {
                theme_.setScheme(scheme);
                window.resize(width, width > 1200 ? 999 : 719);
                inspector->setTab(static_cast<ui::Inspector::Tab>(tab));
                QTRY_VERIFY_WITH_TIMEOUT(isFilled(*inspector, tab), 60000);
                window.grab().save(QString("%1/data-%2-%3-%4.png")
                                       .arg(folder, scheme == ui::ColourScheme::Light ? "light" : "dark")
                                       .arg(width)
                                       .arg(tab));
            }
}

QTEST_MAIN(DataPageTest)
#include "tst_data_page.moc"
