// SPDX-License-Identifier: GPL-3.0-or-later
// The page follows runs whose worker the test plays: states, figures, points, several runs, a terminal's run.
#include "tests/ui/proxy/page_fixture.h"

#ifndef Q_MOC_RUN
#include "core/jobs/project_run.h"
#include "ui/controls/big_figure.h"
#include "ui/controls/message_line.h"
#include "ui/plots/line_plot.h"
#include "ui/proxy/loss_view.h"
#include "ui/proxy/points_model.h"
#include "ui/proxy/run_list.h"
#endif

#include <QtGui/QClipboard>
#include <QtTest/QAbstractItemModelTester>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTableView>

using namespace core::protocol;
using support::OpenPage;
using support::PageProject;
using support::pageRows;
using support::patience;
using support::PlayedWorker;

namespace {

QString figure(const OpenPage& page, const char* name)
{
    return page.find<ui::BigFigure>(name)->value();
}

const ui::LineContent& drawn(const OpenPage& page)
{
    return page.find<ui::LinePlot>("lossPlot")->content();
}

std::size_t drawnSteps(const OpenPage& page)
{
    return drawn(page).series.empty() ? 0 : drawn(page).series.front().x.size();
}

QString cell(const OpenPage& page, int row, int column)
{
    return page.find<QTableView>("pointTable")->model()->index(row, column).data().toString();
}

QString primary(const OpenPage& page)
{
    return page.find<QAbstractButton>("runPrimary")->text();
}

/// Clicks a row of the list: on its name, or on its tick.
void clickRun(const OpenPage& page, int row, bool tick)
{
    auto* list = page.find<ui::RunList>("runList");
    const QRect place = list->visualItemRect(list->item(row));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, { place.left() + (tick ? 9 : 90), place.center().y() });
}

} // namespace

class TestProxyPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunIsShownFromQueuedToDone();
    void pointsAreListedAsScoredWhenTheyAreComplete();
    void aDeadWorkerIsSaidWithItsLogAndCanBeResumed();
    void stoppingAsksOnce();
    void aTerminalsRunAppears();
    void theFormStaysWhileAnotherRunAppears();
    void theFormIsLeftForARun();
    void aNewWorkerRedrawsFromWhereItBegan();
    void plateausAreMarked();
    void severalRunsAreDrawnAndCompared();
    void latePicturesAreDropped();
    void axisScaleAndSmoothingAreChosen();
    void theCommandOfARunIsCopied();
};

void TestProxyPage::aRunIsShownFromQueuedToDone()
{
    const PageProject project;
    const auto run = project.addRun("p1");
    PlayedWorker worker(project, "p1");
    OpenPage open(project);
    auto* button = open.find<QAbstractButton>("runPrimary");
    QTRY_VERIFY_WITH_TIMEOUT(!open.page().isSettingUp(), patience);
    QVERIFY(!button->isEnabled()); // queued
    QTRY_COMPARE_WITH_TIMEOUT(open.find<ui::LinePlot>("lossPlot")->state().head, QString("The run waits"), patience);

    worker.start();
    worker.plan();
    worker.writer().event(PhaseEvent{ Phase::Scoring });
    worker.writer().event(HeartbeatEvent{ 0, Phase::Scoring, 5, pageRows, 300000000 });
    QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), patience);
    QCOMPARE(button->text(), QString("Pause"));
    QTRY_COMPARE_WITH_TIMEOUT(cell(open, 0, ui::PointsModel::Examples), QString("5 of 20"), patience);
    QCOMPARE(cell(open, 2, ui::PointsModel::Examples), QString("to come"));
    QTRY_COMPARE_WITH_TIMEOUT(figure(open, "figureMemory"), QString::fromUtf8("300\u202FMB"), patience);

    worker.point(0, 0, 6);
    worker.writer().event(PhaseEvent{ Phase::Training });
    worker.steps(1, 6);
    QTRY_COMPARE_WITH_TIMEOUT(drawnSteps(open), std::size_t{ 6 }, patience);
    QTRY_COMPARE_WITH_TIMEOUT(figure(open, "figureProgress"), QString("Step 6 of 40"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(figure(open, "figureSpeed"), QString::fromUtf8("20 tokens/s"), patience);
    QVERIFY(open.find<ui::BigFigure>("figureLeft")->isVisible());
    QVERIFY(figure(open, "figureLeft").startsWith("about"));
    QTRY_COMPARE_WITH_TIMEOUT(cell(open, 0, ui::PointsModel::MeanLoss), QString("6.000"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(open.find<ui::LinePlot>("sourcePlot")->content().series.size(), std::size_t{ 2 }, patience);
    QTRY_VERIFY_WITH_TIMEOUT(drawn(open).recordingPoints.at(0).done, patience);

    worker.writer().event(PhaseEvent{ Phase::Paused });
    QTRY_COMPARE_WITH_TIMEOUT(button->text(), QString("Resume"), patience);
    worker.writer().event(PhaseEvent{ Phase::Training });
    QTRY_COMPARE_WITH_TIMEOUT(button->text(), QString("Pause"), patience);

    worker.steps(7, 40);
    worker.point(1, 6, 5);
    worker.point(2, 40, 4);
    worker.writer().event(FinishedEvent{ 40, 20, 400, 310000000 });
    QTRY_COMPARE_WITH_TIMEOUT(button->text(), QString("See trajectories"), patience);
    QVERIFY(!open.find<QAbstractButton>("stopRun")->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(drawnSteps(open), std::size_t{ 40 }, patience);
    QTRY_COMPARE_WITH_TIMEOUT(cell(open, 2, ui::PointsModel::MeanLoss), QString("4.000"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(figure(open, "figureMemory"), QString::fromUtf8("310\u202FMB"), patience);
    QVERIFY(open.find<ui::BigFigure>("figureTook")->isVisible());
    QSignalSpy asked(&open.page(), &ui::ProxyPage::trajectoriesRequested);
    open.click("runPrimary");
    QCOMPARE(asked.size(), 1);
    QCOMPARE(open.workspace().run(), std::optional(run));
}

/// Losses of a point are stored before all of them are there: it counts when the worker says so.
void TestProxyPage::pointsAreListedAsScoredWhenTheyAreComplete()
{
    const PageProject project;
    const auto run = project.addRun("p1");
    PlayedWorker worker(project, "p1");
    worker.start();
    worker.plan();
    worker.point(0, 0, 6);
    worker.steps(1, 6);
    OpenPage open(project);
    auto* model = open.find<QTableView>("pointTable")->model();
    const QAbstractItemModelTester tester(model);
    QTRY_COMPARE_WITH_TIMEOUT(cell(open, 0, ui::PointsModel::Examples), QString("scored"), patience);
    QCOMPARE(model->rowCount(), 3);
    worker.writer().event(PhaseEvent{ Phase::Scoring });
    worker.writer().lossPart(1, 6, std::vector<float>(pageRows, 5));
    worker.writer().event(HeartbeatEvent{ 6, Phase::Scoring, pageRows - 1, pageRows, 300000000 });
    QTRY_COMPARE_WITH_TIMEOUT(cell(open, 1, ui::PointsModel::Examples), QString("19 of 20"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(open.workspace().session()->recordingPoints(run).size(), std::size_t{ 2 }, patience); // stored
    QCOMPARE(cell(open, 1, ui::PointsModel::MeanLoss), QString::fromUtf8("–"));
    QCOMPARE(cell(open, 1, ui::PointsModel::Examples), QString("19 of 20"));
    QVERIFY(!drawn(open).recordingPoints.at(1).done);
    worker.writer().event(RecordingPointEvent{ 1, 6, "" });
    QTRY_COMPARE_WITH_TIMEOUT(cell(open, 1, ui::PointsModel::Examples), QString("scored"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(cell(open, 1, ui::PointsModel::MeanLoss), QString("5.000"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(drawn(open).recordingPoints.at(1).done, patience);
}

void TestProxyPage::aDeadWorkerIsSaidWithItsLogAndCanBeResumed()
{
    const PageProject project;
    project.addRun("p1");
    PlayedWorker worker(project, "p1");
    worker.start();
    worker.plan();
    worker.steps(1, 3);
    OpenPage open(project);
    QTRY_COMPARE_WITH_TIMEOUT(drawnSteps(open), std::size_t{ 3 }, patience);
    core::writeFileAtomically(worker.writer().folder().log(), "out of paper\n");
    worker.end();
    auto* message = open.find<ui::MessageLine>("runMessage");
    QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), patience);
    QVERIFY2(message->text().contains("out of paper"), qPrintable(message->text()));
    QCOMPARE(primary(open), QString("Resume"));
    open.click("resumeFromMessage"); // there is no worker: the failure is said where it arose
    auto* notice = open.find<ui::MessageLine>("proxyNotice");
    QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), patience);
    QVERIFY2(notice->text().contains("/no/such/worker"), qPrintable(notice->text()));
}

void TestProxyPage::stoppingAsksOnce()
{
    const PageProject project;
    project.addRun("p1");
    PlayedWorker worker(project, "p1");
    worker.start();
    worker.plan();
    worker.point(0, 0, 6);
    worker.steps(1, 3);
    OpenPage open(project);
    QTRY_VERIFY_WITH_TIMEOUT(open.find<QAbstractButton>("stopRun")->isEnabled(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(drawnSteps(open), std::size_t{ 3 }, patience);
    open.click("stopRun");
    auto* notice = open.find<ui::MessageLine>("proxyNotice");
    QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), patience);
    QVERIFY2(notice->text().contains("3 steps and 1 recording points stay"), qPrintable(notice->text()));
    open.click("keepRunning");
    QVERIFY(!notice->isVisible());
    QVERIFY(support::linesOf(worker.writer().folder().control()).empty());
    open.click("stopRun");
    open.click("confirmStop");
    QTRY_VERIFY_WITH_TIMEOUT(!support::linesOf(worker.writer().folder().control()).empty(), patience);
    QVERIFY(support::linesOf(worker.writer().folder().control()).front().find("stop") != std::string::npos);
    QTRY_VERIFY_WITH_TIMEOUT(!open.find<QAbstractButton>("stopRun")->isEnabled(), patience); // under way
    worker.writer().event(StoppedEvent{ 3 });
    worker.end();
    QTRY_COMPARE_WITH_TIMEOUT(primary(open), QString("Resume"), patience);
}

void TestProxyPage::aTerminalsRunAppears()
{
    const PageProject project;
    const auto model = project.model("model", true);
    OpenPage open(project);
    QTRY_VERIFY_WITH_TIMEOUT(open.page().isSettingUp(), patience);
    auto terminal = core::store::ProjectSession::open(project.file(), core::store::OpenMode::ReadOnly);
    core::jobs::RunRequest request;
    request.name = "from-terminal";
    request.dataset = project.dataset();
    request.model = model;
    const auto prepared = prepareRun(terminal, request);
    PlayedWorker worker(project, "from-terminal");
    worker.start();
    worker.plan();
    worker.steps(1, 5);
    QTRY_VERIFY_WITH_TIMEOUT(!open.page().isSettingUp(), patience); // nobody was filling the form
    QTRY_COMPARE_WITH_TIMEOUT(drawnSteps(open), std::size_t{ 5 }, patience);
    QVERIFY(open.find<ui::RunList>("runList")->item(0)->text().startsWith("from-terminal"));
}

void TestProxyPage::theFormStaysWhileAnotherRunAppears()
{
    const PageProject project;
    project.addRun("p1");
    const auto model = project.model("model", true);
    OpenPage open(project, project.worker());
    QTRY_VERIFY_WITH_TIMEOUT(!open.page().isSettingUp(), patience);
    open.click("newProxy");
    open.type("epochs", "7", false);
    auto terminal = core::store::ProjectSession::open(project.file(), core::store::OpenMode::ReadOnly);
    core::jobs::RunRequest request;
    request.name = "from-terminal";
    request.dataset = project.dataset();
    request.model = model;
    const auto prepared = prepareRun(terminal, request);
    QTRY_COMPARE_WITH_TIMEOUT(open.find<ui::RunList>("runList")->count(), 2, patience);
    QVERIFY(open.page().isSettingUp());
    QCOMPARE(open.find<QLineEdit>("epochs")->text(), QString("7"));
    clickRun(open, 0, false); // looked at when the person wants it
    QTRY_VERIFY_WITH_TIMEOUT(!open.page().isSettingUp(), patience);
    QVERIFY(open.find<ui::RunList>("runList")->currentItem()->text().startsWith("from-terminal"));
    open.click("newProxy");
    QCOMPARE(open.find<QLineEdit>("epochs")->text(), QString("7"));
}

/// The run that was shown before the form is the current one of the list: it can be gone back to all the same.
void TestProxyPage::theFormIsLeftForARun()
{
    const PageProject project;
    project.addRun("p1");
    OpenPage open(project, project.worker());
    auto* cancel = open.find<QAbstractButton>("cancelSetUp");
    QTRY_VERIFY_WITH_TIMEOUT(!open.page().isSettingUp(), patience);
    QVERIFY(!cancel->isVisible());
    open.page().setUpProxy();
    open.type("epochs", "7", false);
    clickRun(open, 0, false);
    QVERIFY(!open.page().isSettingUp());
    open.page().setUpProxy();
    open.find<ui::RunList>("runList")->setFocus();
    QTest::keyClick(open.find<ui::RunList>("runList"), Qt::Key_Return);
    QVERIFY(!open.page().isSettingUp());
    open.page().setUpProxy();
    QVERIFY(cancel->isVisible());
    open.click("cancelSetUp");
    QVERIFY(!open.page().isSettingUp());
    open.page().setUpProxy();
    QCOMPARE(open.find<QLineEdit>("epochs")->text(), QString("7"));
    open.find<QLineEdit>("epochs")->setFocus();
    QTest::keyClick(open.find<QLineEdit>("epochs"), Qt::Key_Escape);
    QVERIFY(!open.page().isSettingUp());
    QTest::keyClick(&open.page(), Qt::Key_Escape); // nothing more to leave
    QVERIFY(!open.page().isSettingUp());
}

void TestProxyPage::aNewWorkerRedrawsFromWhereItBegan()
{
    const PageProject project;
    project.addRun("p1");
    PlayedWorker worker(project, "p1");
    worker.start();
    worker.plan();
    worker.steps(1, 10);
    OpenPage open(project);
    QTRY_COMPARE_WITH_TIMEOUT(drawnSteps(open), std::size_t{ 10 }, patience);
    worker.start(2, 4);
    worker.writer().step(5, 9);
    QTRY_COMPARE_WITH_TIMEOUT(drawnSteps(open), std::size_t{ 5 }, patience);
    QCOMPARE(drawn(open).series.front().y.back(), 9.0);
}

void TestProxyPage::plateausAreMarked()
{
    const PageProject project;
    project.addRun("p1");
    PlayedWorker worker(project, "p1");
    worker.start();
    worker.plan(200);
    worker.staircase(200);
    OpenPage open(project);
    QTRY_COMPARE_WITH_TIMEOUT(drawnSteps(open), std::size_t{ 200 }, patience);
    QTRY_COMPARE_WITH_TIMEOUT(drawn(open).plateaus.size(), std::size_t{ 2 }, patience);
    QVERIFY(!drawn(open).plateaus.front().certain); // it may go on
    QCOMPARE(drawn(open).drops.size(), std::size_t{ 1 });
    QVERIFY(std::abs(drawn(open).drops.front().x - 100) < 10);
    worker.writer().event(FinishedEvent{ 200, 20, 400, 310000000 });
    QTRY_VERIFY_WITH_TIMEOUT(!drawn(open).plateaus.empty() && drawn(open).plateaus.front().certain, patience);
    Q_EMIT open.find<ui::LinePlot>("lossPlot")->settingsRequested();
    QTest::mouseClick(open.find<QAbstractButton>("lossMarks"), Qt::LeftButton, {}, { 8, 8 });
    QTRY_VERIFY_WITH_TIMEOUT(drawn(open).plateaus.empty(), patience);
    open.find<QWidget>("lossSettings")->hide();
}

void TestProxyPage::severalRunsAreDrawnAndCompared()
{
    const PageProject project;
    project.addRun("p1", 1);
    project.addRun("p2", 3);
    PlayedWorker one(project, "p1");
    PlayedWorker two(project, "p2");
    for (PlayedWorker* worker : { &one, &two }) {
        worker->start();
        worker->plan();
        worker->steps(1, worker == &one ? 4 : 8);
    }
    OpenPage open(project);
    auto* list = open.find<ui::RunList>("runList");
    QTRY_COMPARE_WITH_TIMEOUT(list->count(), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(drawnSteps(open), std::size_t{ 8 }, patience); // the newest
    QVERIFY(list->currentItem()->text().startsWith("p2"));
    clickRun(open, 1, true);
    QCOMPARE(list->item(1)->checkState(), Qt::Checked);
    QTRY_COMPARE_WITH_TIMEOUT(drawn(open).series.size(), std::size_t{ 4 }, patience);
    auto* table = open.find<QTableView>("comparisonTable")->model();
    const QAbstractItemModelTester tester(table);
    QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 2, patience); // model and epochs
    QCOMPARE(table->index(1, 0).data().toString(), QString("Epochs"));
    QString current = table->headerData(1, Qt::Horizontal).toString();
    QCOMPARE(table->index(1, current == "p2" ? 1 : 2).data().toString(), QString("3"));
    QCOMPARE(table->index(1, current == "p2" ? 2 : 1).data().toString(), QString("1"));
    clickRun(open, 1, false);
    if (list->item(1)->checkState() == Qt::Checked)
        clickRun(open, 1, true);
    QTRY_COMPARE_WITH_TIMEOUT(drawn(open).series.size(), std::size_t{ 2 }, patience);
    QCOMPARE(drawnSteps(open), std::size_t{ 4 });
}

/// While a picture is computed another run is chosen: the first picture must not appear any more.
void TestProxyPage::latePicturesAreDropped()
{
    const ui::Theme theme(ui::ColourScheme::Light);
    ui::Background background;
    ui::LossView view(theme, background);
    const auto run = [](const QString& name, std::int64_t steps) {
        std::vector<core::store::StepMetric> metrics;
        for (std::int64_t step = 1; step <= steps; ++step)
            metrics.push_back({ step, 1.0 + 1.0 / static_cast<double>(step), 0, 0, 1, 1, 1 });
        const ui::StepBatch batch{ std::nullopt, metrics };
        ui::LossRun result;
        result.name = name;
        result.steps = ui::extended(nullptr, { &batch, 1 });
        return result;
    };
    view.setRuns({ run("long", 100000) }, {});
    view.setRuns({ run("short", 5) }, {});
    QTRY_COMPARE_WITH_TIMEOUT(view.plot().content().series.size(), std::size_t{ 2 }, patience);
    QCOMPARE(view.plot().content().series.front().x.size(), std::size_t{ 5 });
}

void TestProxyPage::axisScaleAndSmoothingAreChosen()
{
    const PageProject project;
    project.addRun("p1");
    PlayedWorker worker(project, "p1");
    worker.start();
    worker.plan();
    worker.steps(1, 20);
    OpenPage open(project);
    QTRY_COMPARE_WITH_TIMEOUT(drawnSteps(open), std::size_t{ 20 }, patience);
    QVERIFY(drawn(open).yAxis.logarithmic);
    Q_EMIT open.find<ui::LinePlot>("lossPlot")->settingsRequested();
    auto* scale = open.find<QWidget>("lossScale");
    QTest::mouseClick(scale->findChildren<QAbstractButton*>().first(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!drawn(open).yAxis.logarithmic, patience);
    QTest::mouseClick(open.find<QWidget>("lossAxis")->findChildren<QAbstractButton*>().at(2), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(drawn(open).series.front().x.back(), 200.0, patience); // tokens
    open.find<QWidget>("lossSettings")->hide();
}

void TestProxyPage::theCommandOfARunIsCopied()
{
    const PageProject project;
    project.addRun("p1", 3);
    OpenPage open(project);
    QTRY_VERIFY_WITH_TIMEOUT(!open.page().isSettingUp(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!open.workspace().datasets().empty(), patience); // until then it is named by its number
    open.click("copyCommand");
    QString text = QGuiApplication::clipboard()->text();
    text.replace(" \\\n   ", "");
    QVERIFY2(text.startsWith("datalever-cli proxy run --project "), qPrintable(text));
    QVERIFY(text.contains("--dataset rows") && text.contains("--epochs 3"));
    QVERIFY2(!text.contains("--name"), "p1 is taken: the command would be refused");
}

QTEST_MAIN(TestProxyPage)
#include "tst_proxy_page.moc"
