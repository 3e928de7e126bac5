// SPDX-License-Identifier: GPL-3.0-or-later
// The window as a person uses it, without a worker: welcome, a project, a dataset, an exclusion undone, and all of it there
// at the next start.
#include "tests/ui/shell/desk.h"

#include "tests/ui/session/open_workspace.h"

#include "ui/models/example_table.h"
#include "ui/models/filter_header.h"
#include "ui/proxy/loss_view.h"
#include "ui/shell/job_list.h"
#include "ui/shell/jobs_strip.h"

#ifndef Q_MOC_RUN
#include "tests/ui/trajectories/trajectory_project.h"
#endif

#include <QtGui/QScreen>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QScrollArea>

using namespace ui;
using support::Desk;
using support::text;

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDatasetMakesAProject()
    {
        const support::TemporaryFolder folder;
        const auto file = folder.write("mine.jsonl", support::sums(60));
        const auto project = folder.path() / "mine.datalever";
        {
            Desk desk(folder.path());
            QVERIFY(desk.window.view() == nullptr);
            QVERIFY(!desk.find<QAction>("closeProjectAction")->isEnabled());
            desk.answers = { text(file), text(project) };
            desk.click("chooseDataset");
            QTRY_VERIFY(desk.window.view() != nullptr);
            QTRY_VERIFY(desk.find<QAbstractButton>("import go") != nullptr
                && desk.find<QAbstractButton>("import go")->isVisible()
                && desk.find<QAbstractButton>("import go")->isEnabled());
            desk.click("import go");
            QTRY_VERIFY(desk.loaded());
            QCOMPARE(desk.window.workspace()->columns()->rows(), std::size_t{ 60 });
            QVERIFY(desk.window.windowTitle().startsWith("mine"));
            desk.window.close();
            QTRY_VERIFY(!desk.window.isVisible());
        }
        Desk again(folder.path());
        QCOMPARE(again.settings.recentProjects().front().path, text(project));
        QCOMPARE(again.settings.recentProjects().front().examples, 60);
        QTest::mouseClick(again.find<QAbstractButton>("recent:mine"), Qt::LeftButton);
        QTRY_VERIFY(again.loaded());
    }

    void theSampleOpensAsTheUsersOwnCopy()
    {
        const support::TemporaryFolder folder;
        const QByteArray before = qgetenv("DATALEVER_HOME");
        qputenv("DATALEVER_HOME", text(folder.path() / "home").toUtf8());
        const auto copy = folder.path() / "home" / "data" / "sample" / "sample.datalever";
        {
            Desk desk(folder.path());
            QTRY_VERIFY(desk.find<QWidget>("samplePicture")->isVisible()); // drawn of the record
            QVERIFY(desk.words("welcomePage").contains("in nine skills"));
            QVERIFY(!std::filesystem::exists(copy));
            desk.click("openSample");
            QTRY_VERIFY(desk.loaded());
            QCOMPARE(desk.settings.recentProjects().front().path, text(copy));
            QCOMPARE(desk.window.workspace()->columns()->rows(), std::size_t{ 6000 });
            QTRY_VERIFY(desk.window.workspace()->columns()->points() > 0);
            core::data::Selection one(6000);
            one.set(7, true);
            desk.window.workspace()->annotate({ core::store::AnnotationKind::Exclude, {} }, one);
            QTRY_VERIFY(desk.find<QAction>("undoAction")->isEnabled());
            QVERIFY(desk.close());
        }
        Desk again(folder.path()); // what was done to the copy is still there
        again.click("openSample");
        QTRY_VERIFY(again.loaded());
        QTRY_VERIFY(again.find<QAction>("undoAction")->isEnabled());
        QVERIFY(again.window.workspace()->columns()->hasMark(7, core::data::RowMark::Excluded));
        QVERIFY(again.close());
        qputenv("DATALEVER_HOME", before);
    }

    void withoutTheRecordASentenceSaysSo()
    {
        const support::TemporaryFolder folder;
        const QByteArray home = qgetenv("DATALEVER_HOME");
        qputenv("DATALEVER_HOME", text(folder.path() / "home").toUtf8());
        qputenv("DATALEVER_SAMPLE", text(folder.path() / "nowhere").toUtf8());
        Desk desk(folder.path());
        desk.click("openSample");
        QTRY_VERIFY(desk.find<QWidget>("welcomeProblem")->isVisible());
        QVERIFY(desk.words("welcomeProblem").contains("nowhere"));
        QVERIFY(!desk.find<QWidget>("samplePicture")->isVisible());
        qunsetenv("DATALEVER_SAMPLE");
        qputenv("DATALEVER_HOME", home);
    }

    void whatIsUndoneIsUndoneAfterARestart()
    {
        const support::TemporaryFolder folder;
        const auto project = folder.path() / "p.datalever";
        const auto excluded = [](Desk& desk) {
            std::size_t count = 0;
            const auto& columns = *desk.window.workspace()->columns();
            for (std::size_t row = 0; row < columns.rows(); ++row)
                count += columns.hasMark(row, core::data::RowMark::Excluded) ? 1 : 0;
            return count;
        };
        {
            auto session = core::store::ProjectSession::create(project);
            core::store::importFile(session, folder.write("rows.jsonl", support::sums(30)), {});
            session.close();
            Desk desk(folder.path());
            desk.window.openProject(text(project));
            QTRY_VERIFY(desk.loaded());
            core::data::Selection some(30);
            some.set(3, true);
            some.set(4, true);
            desk.window.workspace()->annotate({ core::store::AnnotationKind::Exclude, {} }, some);
            QTRY_COMPARE(excluded(desk), std::size_t{ 2 });
            QTRY_VERIFY(desk.find<QAction>("undoAction")->isEnabled());
            desk.window.close();
            QTRY_VERIFY(!desk.window.isVisible());
        }
        Desk desk(folder.path());
        desk.window.openProject(text(project));
        QTRY_VERIFY(desk.loaded());
        QCOMPARE(excluded(desk), std::size_t{ 2 });
        QTRY_VERIFY(desk.find<QAction>("undoAction")->isEnabled());
        QVERIFY(desk.find<QAction>("undoAction")->text().contains("2"));
        desk.find<QAction>("undoAction")->trigger();
        QTRY_COMPARE(excluded(desk), std::size_t{ 0 });
        QTRY_VERIFY(desk.find<QAction>("redoAction")->isEnabled());
    }

    void theChosenClusteringComesBack()
    {
        const support::TemporaryFolder folder;
        const auto project = trajectory_project::make(folder, 60);
        core::ClusteringId older;
        {
            auto session = core::store::ProjectSession::open(project, core::store::OpenMode::ReadWrite);
            for (const char* name : { "older", "newer" }) {
                core::jobs::ClusterRequest request;
                request.run = "proxy-1";
                request.name = name;
                core::jobs::clusterRun(session, request);
            }
            older = session.clustering("older").id;
            session.close();
        }
        {
            Desk desk(folder.path());
            desk.window.openProject(text(project));
            QTRY_VERIFY(desk.loaded());
            QVERIFY(desk.workspace().clustering() != older);
            desk.workspace().chooseClustering(older);
            QTRY_VERIFY(desk.workspace().columns()->origin.clustering == older);
            QVERIFY(desk.close());
        }
        Desk desk(folder.path());
        desk.window.openProject(text(project));
        QTRY_VERIFY(desk.loaded());
        QVERIFY(desk.workspace().clustering() == older);
    }

    void whatIsUndoneElsewhereIsNamed()
    {
        const support::TemporaryFolder folder;
        const auto project = folder.path() / "p.datalever";
        auto session = core::store::ProjectSession::create(project);
        core::store::importFile(session, folder.write("first.jsonl", support::sums(30)), {});
        core::store::importFile(session, folder.write("second.jsonl", support::sums(12)), {});
        const auto first = session.listDatasets().front();
        session.close();
        Desk desk(folder.path());
        desk.window.openProject(text(project));
        QTRY_VERIFY(desk.loaded());
        desk.workspace().chooseDataset(first.id);
        QTRY_VERIFY(desk.loaded() && desk.workspace().columns()->rows() == 30);
        core::data::Selection some(30);
        some.set(3, true);
        some.set(4, true);
        desk.workspace().annotate({ core::store::AnnotationKind::Exclude, {} }, some);
        ExampleFilter filter;
        filter.setNumber(core::data::Measure::RowNumber, "1..12");
        desk.workspace().selection().setFilter(filter);
        // what was done just now is told first, for a while
        QTRY_COMPARE_WITH_TIMEOUT(desk.window.view()->statusLeft(), QString("12 of 30 rows shown"), 30000);
        auto* undo = desk.find<QAction>("undoAction");
        QTRY_COMPARE(undo->text(), QString("&Undo: Exclude 2 rows"));
        desk.workspace().chooseDataset(desk.workspace().datasets().back().id);
        QCOMPARE(undo->text(), QString("&Undo: Exclude 2 rows of ") + QString::fromStdString(first.name));
    }

    void columnsAndPlotSettingsComeBack()
    {
        const support::TemporaryFolder folder;
        const auto project = folder.path() / "p.datalever";
        auto session = core::store::ProjectSession::create(project);
        core::store::importFile(session, folder.write("rows.jsonl", support::sums(30)), {});
        session.close();
        const std::vector<ExampleColumn> wanted{ ExampleColumn::Row, ExampleColumn::Prompt, ExampleColumn::Labels };
        const auto tableOf
            = [](Desk& desk, const char* page) { return &desk.find<QWidget>(page)->findChild<ExampleTable*>()->view(); };
        const LossSettings drawn{ LossAxis::Tokens, false, true, 0.2, false };
        {
            Desk desk(folder.path());
            desk.window.openProject(text(project));
            QTRY_VERIFY(desk.loaded());
            auto* table = tableOf(desk, "data page");
            QVERIFY(table->shownColumns() != wanted);
            table->setShownColumns(wanted);
            Q_EMIT table->shownColumnsEdited();
            table->horizontalHeader()->resizeSection(static_cast<int>(ExampleColumn::Labels), 173);
            desk.window.findChild<LossView*>()->setSettings(drawn);
            desk.window.close();
            QTRY_VERIFY(!desk.window.isVisible());
        }
        Desk desk(folder.path());
        desk.window.openProject(text(project));
        QTRY_VERIFY(desk.loaded());
        auto* table = tableOf(desk, "data page");
        QCOMPARE(table->shownColumns(), wanted);
        QCOMPARE(table->columnWidth(static_cast<int>(ExampleColumn::Labels)), 173);
        QVERIFY(desk.window.findChild<LossView*>()->settings() == drawn);
        QVERIFY(!table->restoreLayout("not a layout"));
        QCOMPARE(table->shownColumns(), wanted);
    }

    void f6GoesRoundThePanes()
    {
        const support::TemporaryFolder folder;
        const auto project = folder.path() / "p.datalever";
        auto session = core::store::ProjectSession::create(project);
        core::store::importFile(session, folder.write("rows.jsonl", support::sums(30)), {});
        session.close();
        Desk desk(folder.path());
        desk.window.openProject(text(project));
        QTRY_VERIFY(desk.loaded());
        auto* page = desk.find<QWidget>("data page");
        auto* table = &page->findChild<ExampleTable*>()->view();
        QTRY_COMPARE(table->model()->rowCount(), 30);
        auto* controls = desk.find<QWidget>("facet panel");
        auto* strip = desk.find<QWidget>("jobsStrip");
        QVERIFY(QTest::qWaitForWindowActive(&desk.window));
        const auto press = [&](Qt::KeyboardModifiers with = {}) {
            QTest::keyClick(
                desk.window.focusWidget() != nullptr ? desk.window.focusWidget() : &desk.window, Qt::Key_F6, with);
            return desk.window.focusWidget();
        };
        desk.find<QWidget>("import")->setFocus();
        QVERIFY(controls->isAncestorOf(press()));
        press(); // the plot
        QCOMPARE(press(), table);
        QVERIFY(!desk.workspace().selection().currentRow()); // the focus alone chooses no example
        QVERIFY(!desk.find<QWidget>("inspector")->isVisible());
        QVERIFY(strip->isAncestorOf(press()));
        QCOMPARE(press(Qt::ShiftModifier), table);
        QTest::keyClick(table, Qt::Key_Up);
        QCOMPARE(desk.window.focusWidget(), &table->head());
        QTest::keyClick(&table->head(), Qt::Key_Right);
        QTest::keyClick(&table->head(), Qt::Key_Right);
        QTest::keyClick(&table->head(), Qt::Key_Right);
        QTest::keyClick(&table->head(), Qt::Key_Right);
        QTest::keyClick(&table->head(), Qt::Key_Return);
        QVERIFY(table->sort() != SortKey());
        QTest::keyClick(&table->head(), Qt::Key_Down);
        QCOMPARE(desk.window.focusWidget(), table);
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(desk.find<QWidget>("inspector")->isVisible());
        QVERIFY(desk.find<QWidget>("inspector")->isAncestorOf(press()));
        desk.window.view()->showPage(PageName::Proxy);
        QVERIFY(desk.find<QWidget>("proxySide")->isAncestorOf(press())
            || desk.find<QWidget>("proxySide")->isAncestorOf(press()));
        desk.window.view()->showPage(PageName::Trajectories);
        QVERIFY(press() != nullptr);
    }

    /// An area that only scrolls is no stop of its own: it would show no focus.
    void everyStopOfTabShowsTheFocus()
    {
        const support::TemporaryFolder folder;
        const auto project = folder.path() / "p.datalever";
        auto session = core::store::ProjectSession::create(project);
        core::store::importFile(session, folder.write("rows.jsonl", support::sums(30)), {});
        session.close();
        Desk desk(folder.path());
        desk.window.openProject(text(project));
        QTRY_VERIFY(desk.loaded());
        for (const char* page : { "data page", "trajectoriesPage", "proxyPage" }) {
            const auto* whole = desk.find<QWidget>(page);
            if (whole == nullptr)
                continue;
            for (const auto* area : whole->findChildren<QScrollArea*>())
                if (area->findChild<QAbstractButton*>() != nullptr)
                    QVERIFY2(area->focusPolicy() == Qt::NoFocus, qPrintable(area->objectName()));
        }
    }

    void whatCannotBeOpenedIsSaidWhereItWasAsked()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.window.openProject(text(folder.write("bad.datalever", "this is no project")));
        auto* problem = desk.find<QWidget>("welcomeProblem");
        QTRY_VERIFY(problem->isVisible());
        QVERIFY(desk.window.view() == nullptr);
    }

    void fitsIntoALowWindow()
    {
        const support::TemporaryFolder folder;
        const auto project = trajectory_project::make(folder);
        Desk desk(folder.path());
        desk.window.openProject(text(project));
        QTRY_VERIFY(desk.loaded() && desk.workspace().columns()->points() > 0);
        desk.window.resize(desk.window.minimumSize());
        QCOMPARE(desk.window.size(), QSize(800, 530));
        for (const PageName page : { PageName::Data, PageName::Proxy, PageName::Trajectories, PageName::Curate,
                 PageName::Finetune, PageName::Evaluate })
            for (const bool opened : { false, true }) {
                desk.window.view()->showPage(page);
                desk.window.view()->setJobsOpened(opened);
                QApplication::processEvents();
                const QSize needed = desk.window.centralWidget()->minimumSizeHint();
                const QSize there = desk.window.centralWidget()->size();
                QVERIFY2(needed.width() <= there.width() && needed.height() <= there.height(),
                    qPrintable(QString("page %1, jobs %2: %3 × %4 in %5 × %6")
                                   .arg(static_cast<int>(page))
                                   .arg(opened)
                                   .arg(needed.width())
                                   .arg(needed.height())
                                   .arg(there.width())
                                   .arg(there.height())));
            }
        const auto placeOf = [&](const char* name) {
            auto* part = desk.find<QWidget>(name);
            return QRect(part->mapTo(&desk.window, QPoint()), part->size());
        };
        QVERIFY(placeOf("trajectoryPlot").bottom() < placeOf("selectedCount").top());
        QVERIFY(desk.find<QWidget>("pinHard")->width() >= desk.find<QWidget>("pinHard")->sizeHint().width());
    }

    void isNoLargerThanTheScreen()
    {
        const support::TemporaryFolder folder;
        const QSize screen = QGuiApplication::primaryScreen()->availableSize();
        {
            Desk desk(folder.path());
            desk.window.resize(screen * 2);
            QVERIFY(desk.close());
        }
        WindowSettings settings(text(folder.path() / "state"));
        const MainWindow again({ *support::applicationTheme, settings, {}, "1.0", {} });
        QVERIFY(again.width() <= screen.width() && again.height() <= screen.height());
    }

    /// Not a test: with DATALEVER_GALLERY=FOLDER and DATALEVER_GALLERY_PROJECT=FILE saves every page, light and dark.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("DATALEVER_GALLERY");
        const QString project = qEnvironmentVariable("DATALEVER_GALLERY_PROJECT");
        if (folder.isEmpty())
            return;
        const support::TemporaryFolder state;
        Desk desk(state.path());
        for (const QSize size : { QSize(1280, 800), QSize(1920, 1080) }) {
            desk.window.resize(size);
            QTest::qWait(200);
            desk.window.grab().save(QString("%1/welcome-%2.png").arg(folder).arg(size.width()));
        }
        desk.window.openProject(project);
        QTRY_VERIFY(desk.loaded());
        desk.window.workspace()->selection().setCurrentRow(42);
        for (const QSize size : { QSize(1280, 800), QSize(1920, 1080) }) {
            desk.window.resize(size);
            for (const auto& [scheme, name] :
                { std::pair{ ColourScheme::Light, "light" }, { ColourScheme::Dark, "dark" } }) {
                desk.theme.setScheme(scheme);
                for (int page = 0; page < ProjectView::pageTitles().size(); ++page) {
                    desk.window.view()->showPage(static_cast<PageName>(page));
                    QTest::qWait(2500); // for what is computed on threads
                    desk.window.grab().save(
                        QString("%1/page%2-%3-%4.png").arg(folder).arg(page).arg(name).arg(size.width()));
                }
            }
        }
    }

    void aSecondWindowLooksOnly()
    {
        const support::TemporaryFolder folder;
        const auto project = folder.path() / "p.datalever";
        auto session = core::store::ProjectSession::create(project);
        core::store::importFile(session, folder.write("rows.jsonl", support::sums(30)), {});
        Desk desk(folder.path());
        desk.window.openProject(text(project));
        QTRY_VERIFY(desk.loaded());
        QVERIFY(desk.window.workspace()->readOnly());
        QVERIFY(!desk.find<QAction>("importAction")->isEnabled());
        const QString why = desk.words("readOnlyMessage");
        QVERIFY2(why.contains("process " + QString::number(QCoreApplication::applicationPid())), qPrintable(why));
        QVERIFY(why.contains("becomes writable"));
        QCOMPARE(desk.find<QWidget>("new subset")->toolTip(), why);
        session.close(); // the first one goes
        QTRY_VERIFY_WITH_TIMEOUT(desk.window.workspace() != nullptr && !desk.window.workspace()->readOnly(), 20000);
        QTRY_VERIFY(desk.loaded());
        QVERIFY(!desk.find<QWidget>("readOnlyMessage")->isVisible());
    }

    void thePaletteKnowsTheButtonsOfThePages()
    {
        const support::TemporaryFolder folder;
        const auto project = folder.path() / "p.datalever";
        auto session = core::store::ProjectSession::create(project);
        core::store::importFile(session, folder.write("rows.jsonl", support::sums(30)), {});
        session.close();
        Desk desk(folder.path());
        desk.window.openProject(text(project));
        QTRY_VERIFY(desk.loaded());
        desk.window.view()->showPage(PageName::Proxy);
        const auto entries = desk.window.view()->pageEntries();
        const auto subset = matchingEntries(entries, "subset");
        QCOMPARE(subset.size(), std::size_t{ 1 });
        QVERIFY(matchingEntries(entries, "export").empty()); // no trajectories yet
        subset.front().action->trigger();
        QCOMPARE(desk.window.view()->page(), PageName::Data);
        QTRY_VERIFY(desk.find<QDialog>("subset dialog") != nullptr);
        desk.find<QDialog>("subset dialog")->reject();
    }

    void whatWasDoneIsSaidForAWhile()
    {
        const support::TemporaryFolder folder;
        const auto project = folder.path() / "p.datalever";
        auto session = core::store::ProjectSession::create(project);
        core::store::importFile(session, folder.write("rows.jsonl", support::sums(30)), {});
        session.close();
        Desk desk(folder.path());
        desk.window.openProject(text(project));
        QTRY_VERIFY(desk.loaded());
        core::data::Selection some(30);
        some.set(3, true);
        const auto said = [&] { return desk.find<QLabel>("statusLeft")->text().contains("undoes it"); };
        desk.workspace().annotate({ core::store::AnnotationKind::Exclude, {} }, some);
        QTRY_VERIFY(said());
        desk.window.view()->showPage(PageName::Proxy);
        QVERIFY(!said());
        desk.workspace().annotate({ core::store::AnnotationKind::Include, {} }, some);
        QTRY_VERIFY(said());
        auto* timer = desk.find<QTimer>("forgetMessage");
        QVERIFY(timer->isActive());
        timer->start(0);
        QTRY_VERIFY(!said());
    }

    void theStripSaysWhatRan()
    {
        fixture::OpenWorkspace nothing(5, false);
        QVERIFY(nothing.ready());
        JobsStrip strip(*support::applicationTheme);
        strip.setOpened(true);
        strip.show();
        strip.setJobs({}, "Nothing running.");
        QVERIFY(strip.findChild<QLabel*>("noJobs")->isVisible());
        fixture::OpenWorkspace open(5, true);
        QVERIFY(open.ready());
        JobList list(open.workspace().jobs());
        QTRY_COMPARE(list.lines().size(), std::size_t{ 1 });
        QVERIFY(list.lines().front().finished);
        QVERIFY2(list.lines().front().state.startsWith("finished"), qPrintable(list.lines().front().state));
        strip.setJobs(list.lines(), list.idle());
        QVERIFY(!strip.findChild<QLabel*>("noJobs")->isVisible());
    }
};

int main(int count, char** arguments)
{
    return support::runAtDesk<TestMainWindow>(count, arguments);
}

#include "tst_main_window.moc"
