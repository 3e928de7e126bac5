// SPDX-License-Identifier: GPL-3.0-or-later
// The page follows runs whose worker the test plays: states, figures, points, several runs, a terminal's run.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "tests/ui/proxy/page_fixture.h"

#ifndef Q_MOC_RUN
#include "core/jobs/project_run.h"
#include "tests/core/jobs/run_writer.h"
#include "ui/controls/big_figure.h"
#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/plots/line_plot.h"
#include "ui/proxy/loss_view.h"
#include "ui/proxy/points_model.h"
#include "ui/proxy/run_list.h"
#endif

#include <QtGui/QClipboard>
#include <QtWidgets/QTableView>

using namespace core::protocol;
using support::OpenPage;
using support::PageProject;
using support::pageRows;

namespace {

/// The worker of a run, alive as long as this is there.
struct PlayedWorker {
    explicit PlayedWorker(const PageProject& project, const std::string& name)
        : writer(project.sideFolder() / "runs" / name)
        , lock(core::FileLock::tryAcquire(writer.folder().lock()))
    {
    }
    void plan()
    {
        PlanEvent event;
        event.rows = pageRows;
        event.heldOut = 2;
        event.steps = 40;
        event.unscored = 3;
        event.recordingSteps = { 0, 6, 40 };
        writer.event(event);
    }
    void point(std::int64_t point, std::int64_t step, float loss)
    {
        writer.event(PhaseEvent{ Phase::Scoring });
        writer.lossPart(point, step, std::vector<float>(pageRows, loss));
        writer.event(RecordingPointEvent{ point, step, "" });
    }
    void steps(std::int64_t from, std::int64_t to)
    {
        for (std::int64_t step = from; step <= to; ++step)
            writer.step(step, 5.0 - 0.1 * static_cast<double>(step));
    }
    /// The worker's end.
    void end() { lock.release(); }

    support::RunWriter writer;
    core::FileLock lock;
};

QString figure(const OpenPage& page, const char* name)
{
    return page.find<ui::BigFigure>(name)->value();
}

std::size_t drawnSteps(OpenPage& page)
{
    const auto& series = page.find<ui::LinePlot>("lossPlot")->content().series;
    return series.empty() ? 0 : series.front().x.size();
}

QString cell(const OpenPage& page, int row, int column)
{
    return page.find<QTableView>("pointTable")->model()->index(row, column).data().toString();
}

} // namespace

class TestProxyPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunIsShownFromQueuedToDone()
    {
        PageProject project;
        const auto run = project.addRun("p1");
        PlayedWorker worker(project, "p1");
        OpenPage open(project);
        auto* primary = open.find<ui::Button>("runPrimary");
        QTRY_VERIFY(!open.page().isSettingUp());
        QVERIFY(!primary->isEnabled()); // queued
        QTRY_COMPARE(open.find<ui::LinePlot>("lossPlot")->state().head, QString("The run waits"));

        worker.writer.started(1, 0);
        worker.plan();
        worker.writer.event(PhaseEvent{ Phase::Scoring });
        worker.writer.event(HeartbeatEvent{ 0, Phase::Scoring, 5, pageRows, 300000000 });
        QTRY_VERIFY(primary->isEnabled());
        QCOMPARE(primary->text(), QString("Pause"));
        QTRY_COMPARE(cell(open, 0, ui::PointsModel::Examples), QString("5 of 20"));
        QCOMPARE(cell(open, 2, ui::PointsModel::Examples), QString("to come"));
        QTRY_COMPARE(figure(open, "figureMemory"), QString::fromUtf8("300 MB"));

        worker.point(0, 0, 6);
        worker.writer.event(PhaseEvent{ Phase::Training });
        worker.steps(1, 6);
        QTRY_COMPARE(drawnSteps(open), std::size_t{ 6 });
        QTRY_COMPARE(figure(open, "figureProgress"), QString("Step 6 of 40"));
        QTRY_COMPARE(figure(open, "figureSpeed"), QString::fromUtf8("20 tokens/s"));
        QVERIFY(open.find<ui::BigFigure>("figureLeft")->isVisible());
        QVERIFY(figure(open, "figureLeft").startsWith("about"));
        QTRY_COMPARE(cell(open, 0, ui::PointsModel::MeanLoss), QString("6.000"));
        QTRY_COMPARE(open.find<ui::LinePlot>("sourcePlot")->content().series.size(), std::size_t{ 2 });
        QTRY_VERIFY(open.find<ui::LinePlot>("lossPlot")->content().recordingPoints.at(0).done);

        worker.writer.event(PhaseEvent{ Phase::Paused });
        QTRY_COMPARE(primary->text(), QString("Resume"));
        worker.writer.event(PhaseEvent{ Phase::Training });
        QTRY_COMPARE(primary->text(), QString("Pause"));

        worker.steps(7, 40);
        worker.point(1, 6, 5);
        worker.point(2, 40, 4);
        worker.writer.event(FinishedEvent{ 40, 20, 400, 310000000 });
        QTRY_COMPARE(primary->text(), QString("See trajectories"));
        QVERIFY(!open.find<ui::Button>("stopRun")->isVisible());
        QTRY_COMPARE(drawnSteps(open), std::size_t{ 40 });
        QTRY_COMPARE(cell(open, 2, ui::PointsModel::MeanLoss), QString("4.000"));
        QTRY_COMPARE(figure(open, "figureMemory"), QString::fromUtf8("310 MB"));
        QVERIFY(open.find<ui::BigFigure>("figureTook")->isVisible());
        QSignalSpy asked(&open.page(), &ui::ProxyPage::trajectoriesRequested);
        open.click("runPrimary");
        QCOMPARE(asked.size(), 1);
        QCOMPARE(open.workspace().run(), std::optional(run));
    }

    void aDeadWorkerIsSaidWithItsLogAndCanBeResumed()
    {
        PageProject project;
        project.addRun("p1");
        PlayedWorker worker(project, "p1");
        worker.writer.started(1, 0);
        worker.plan();
        worker.steps(1, 3);
        OpenPage open(project);
        QTRY_COMPARE(drawnSteps(open), std::size_t{ 3 });
        core::writeFileAtomically(worker.writer.folder().log(), "out of paper\n");
        worker.end();
        auto* message = open.find<ui::MessageLine>("runMessage");
        QTRY_VERIFY(message->isVisible());
        QVERIFY2(message->text().contains("out of paper"), qPrintable(message->text()));
        QCOMPARE(open.find<ui::Button>("runPrimary")->text(), QString("Resume"));
        QVERIFY(open.page().findChild<ui::Button*>("resumeFromMessage") != nullptr);
        open.click("runPrimary"); // there is no worker: the failure is said where it arose
        auto* notice = open.find<ui::MessageLine>("proxyNotice");
        QTRY_VERIFY(notice->isVisible());
        QVERIFY2(notice->text().contains("/no/such/worker"), qPrintable(notice->text()));
    }

    void stoppingAsksOnce()
    {
        PageProject project;
        project.addRun("p1");
        PlayedWorker worker(project, "p1");
        worker.writer.started(1, 0);
        worker.plan();
        worker.point(0, 0, 6);
        worker.steps(1, 3);
        OpenPage open(project);
        QTRY_VERIFY(open.find<ui::Button>("stopRun")->isEnabled());
        QTRY_COMPARE(drawnSteps(open), std::size_t{ 3 });
        open.click("stopRun");
        auto* notice = open.find<ui::MessageLine>("proxyNotice");
        QTRY_VERIFY(notice->isVisible());
        QVERIFY2(notice->text().contains("3 steps and 1 recording points stay"), qPrintable(notice->text()));
        open.click("keepRunning");
        QVERIFY(!notice->isVisible());
        QVERIFY(support::linesOf(worker.writer.folder().control()).empty());
        open.click("stopRun");
        open.click("confirmStop");
        QTRY_VERIFY(!support::linesOf(worker.writer.folder().control()).empty());
        QVERIFY(support::linesOf(worker.writer.folder().control()).front().find("stop") != std::string::npos);
        QTRY_VERIFY(!open.find<ui::Button>("stopRun")->isEnabled()); // under way
        worker.writer.event(StoppedEvent{ 3 });
        worker.end();
        QTRY_COMPARE(open.find<ui::Button>("runPrimary")->text(), QString("Resume"));
    }

    void aTerminalsRunAppears()
    {
        PageProject project;
        const auto model = project.model("model", true);
        OpenPage open(project);
        QTRY_VERIFY(open.page().isSettingUp());
        auto terminal = core::store::ProjectSession::open(project.file(), core::store::OpenMode::ReadOnly);
        core::jobs::RunRequest request;
        request.name = "from-terminal";
        request.dataset = project.dataset();
        request.model = model;
        const auto prepared = prepareRun(terminal, request);
        PlayedWorker worker(project, "from-terminal");
        worker.writer.started(1, 0);
        worker.plan();
        worker.steps(1, 5);
        QTRY_VERIFY(!open.page().isSettingUp()); // nobody was filling the form
        QTRY_COMPARE(drawnSteps(open), std::size_t{ 5 });
        QVERIFY(open.find<ui::RunList>("runList")->item(0)->text().startsWith("from-terminal"));
    }

    void aNewWorkerRedrawsFromWhereItBegan()
    {
        PageProject project;
        project.addRun("p1");
        PlayedWorker worker(project, "p1");
        worker.writer.started(1, 0);
        worker.plan();
        worker.steps(1, 10);
        OpenPage open(project);
        QTRY_COMPARE(drawnSteps(open), std::size_t{ 10 });
        worker.writer.started(2, 4);
        worker.writer.step(5, 9);
        QTRY_COMPARE(drawnSteps(open), std::size_t{ 5 });
        QCOMPARE(open.find<ui::LinePlot>("lossPlot")->content().series.front().y.back(), 9.0);
    }

    void severalRunsAreDrawnAndCompared()
    {
        PageProject project;
        project.addRun("p1", 1);
        project.addRun("p2", 3);
        PlayedWorker one(project, "p1");
        PlayedWorker two(project, "p2");
        for (PlayedWorker* worker : { &one, &two }) {
            worker->writer.started(1, 0);
            worker->plan();
            worker->steps(1, worker == &one ? 4 : 8);
        }
        OpenPage open(project);
        auto* list = open.find<ui::RunList>("runList");
        QTRY_COMPARE(list->count(), 2);
        QTRY_COMPARE(drawnSteps(open), std::size_t{ 8 }); // the newest
        QVERIFY(list->currentItem()->text().startsWith("p2"));
        list->item(1)->setCheckState(Qt::Checked);
        auto* plot = open.find<ui::LinePlot>("lossPlot");
        QTRY_COMPARE(plot->content().series.size(), std::size_t{ 4 });
        auto* table = open.find<QTableView>("comparisonTable")->model();
        QTRY_COMPARE(table->rowCount(), 2); // model and epochs
        QCOMPARE(table->index(1, 0).data().toString(), QString("Epochs"));
        QCOMPARE(table->index(1, 1).data().toString(), QString("3"));
        QCOMPARE(table->index(1, 2).data().toString(), QString("1"));
        list->setCurrentRow(1);
        list->item(1)->setCheckState(Qt::Unchecked);
        QTRY_COMPARE(plot->content().series.size(), std::size_t{ 2 });
        QCOMPARE(drawnSteps(open), std::size_t{ 4 });
    }

    /// While a picture is computed another run is chosen: the first picture must not appear any more.
    void latePicturesAreDropped()
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
            result.steps = extended(nullptr, { &batch, 1 });
            return result;
        };
        std::vector<std::size_t> shown;
        view.setRuns({ run("long", 100000) }, {});
        view.setRuns({ run("short", 5) }, {});
        QTRY_COMPARE(view.plot().content().series.size(), std::size_t{ 2 });
        QCOMPARE(view.plot().content().series.front().x.size(), std::size_t{ 5 });
    }

    void axisScaleAndSmoothingAreChosen()
    {
        PageProject project;
        project.addRun("p1");
        PlayedWorker worker(project, "p1");
        worker.writer.started(1, 0);
        worker.plan();
        worker.steps(1, 20);
        OpenPage open(project);
        QTRY_COMPARE(drawnSteps(open), std::size_t{ 20 });
        auto* plot = open.find<ui::LinePlot>("lossPlot");
        QVERIFY(plot->content().yAxis.logarithmic);
        Q_EMIT plot->settingsRequested();
        auto* scale = open.find<QWidget>("lossScale");
        QTest::mouseClick(scale->findChildren<QAbstractButton*>().first(), Qt::LeftButton);
        QTRY_VERIFY(!plot->content().yAxis.logarithmic);
        QTest::mouseClick(open.find<QWidget>("lossAxis")->findChildren<QAbstractButton*>().at(2), Qt::LeftButton);
        QTRY_COMPARE(plot->content().series.front().x.back(), 200.0); // tokens
        open.find<QWidget>("lossSettings")->hide();
    }

    void theCommandOfARunIsCopied()
    {
        PageProject project;
        project.addRun("p1", 3);
        OpenPage open(project);
        QTRY_VERIFY(!open.page().isSettingUp());
        open.click("copyCommand");
        QString text = QGuiApplication::clipboard()->text();
        text.replace(" \\\n   ", "");
        QVERIFY2(text.startsWith("datalever-cli proxy run --project "), qPrintable(text));
        QVERIFY(text.contains("--dataset rows") && text.contains("--epochs 3") && text.contains("--name p1"));
    }
};

QTEST_MAIN(TestProxyPage)
#include "tst_proxy_page.moc"
