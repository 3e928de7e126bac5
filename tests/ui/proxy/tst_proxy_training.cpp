// SPDX-License-Identifier: GPL-3.0-or-later
// With real workers: from the form to See trajectories, and a run of the command line beside the window.
#include "tests/ui/proxy/page_fixture.h"

#ifndef Q_MOC_RUN
#include "tests/core/worker/worker_fixture.h"
#include "ui/plots/line_plot.h"
#include "ui/proxy/run_list.h"
#endif

#include <QtCore/QProcess>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QTableView>

using support::OpenPage;
using support::PageProject;

namespace {

constexpr int patience = 120000; ///< for LibTorch on a busy machine

const ui::LineContent& drawn(const OpenPage& page)
{
    return page.find<ui::LinePlot>("lossPlot")->content();
}

} // namespace

class TestProxyTraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTinyModelIsTrainedThroughThePage();
    void aRunOfTheCommandLineAppears();
};

void TestProxyTraining::aTinyModelIsTrainedThroughThePage()
{
    const PageProject project;
    OpenPage open(project, support::workerProgram());
    open.click("preset-tiny");
    open.type("epochs", "2");
    open.type("batch", "2");
    open.type("recordingPoints", "4");
    QTRY_VERIFY2_WITH_TIMEOUT(open.beside().startsWith("planned: "), qPrintable(open.beside()), patience);
    open.click("startRun");
    QTRY_VERIFY_WITH_TIMEOUT(!open.page().isSettingUp(), patience);
    auto* primary = open.find<QAbstractButton>("runPrimary");
    QTRY_COMPARE_WITH_TIMEOUT(primary->text(), QString("See trajectories"), patience);
    auto* points = open.find<QTableView>("pointTable")->model();
    QTRY_COMPARE_WITH_TIMEOUT(points->rowCount(), 4, patience);
    QTRY_COMPARE_WITH_TIMEOUT(points->index(3, 2).data().toString(), QString("scored"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!drawn(open).series.empty()
            && drawn(open).series.front().x.size() == std::size_t(drawn(open).xAxis.high.value_or(0)),
        patience);
    const auto& smooth = drawn(open).series.at(1).y;
    QVERIFY(smooth.back() < smooth.front()); // it learned
    QTRY_COMPARE_WITH_TIMEOUT(open.find<ui::LinePlot>("sourcePlot")->content().series.size(), std::size_t{ 2 }, patience);
    QVERIFY(std::filesystem::exists(project.sideFolder() / "models/tiny-1/model.safetensors"));
    QSignalSpy asked(&open.page(), &ui::ProxyPage::trajectoriesRequested);
    open.click("runPrimary");
    QCOMPARE(asked.size(), 1);
}

void TestProxyTraining::aRunOfTheCommandLineAppears()
{
    const PageProject project;
    const support::WorkerFixture fixture(4);
    OpenPage open(project, support::workerProgram());
    QProcess terminal;
    terminal.setProcessChannelMode(QProcess::MergedChannels);
    QSignalSpy ended(&terminal, &QProcess::finished);
    terminal.start(DATALEVER_PROGRAM_FOLDER "/datalever-cli",
        { "proxy", "run", "--project", QString::fromStdString(project.file().string()), "--dataset", "rows", "--model",
            QString::fromStdString(fixture.model().string()), "--name", "typed", "--epochs", "3", "--batch-size", "2",
            "--checkpoints", "3", "--threads", "1" });
    QTRY_VERIFY_WITH_TIMEOUT(!open.page().isSettingUp(), patience);
    QVERIFY(open.find<ui::RunList>("runList")->currentItem()->text().startsWith("typed"));
    QTRY_COMPARE_WITH_TIMEOUT(open.find<QAbstractButton>("runPrimary")->text(), QString("See trajectories"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!ended.isEmpty(), patience);
    const QByteArray words = terminal.readAll();
    QVERIFY2(terminal.exitCode() == 0, words.constData());
    const auto& run = open.workspace().runs().front();
    const auto stored = open.workspace().session()->stepMetrics(run.id);
    QVERIFY(stored.size() > 10);
    QTRY_VERIFY_WITH_TIMEOUT(!drawn(open).series.empty() && drawn(open).series.front().x.size() == stored.size(), patience);
    QCOMPARE(drawn(open).series.front().y.back(), stored.back().loss);
    auto* points = open.find<QTableView>("pointTable")->model();
    QTRY_COMPARE_WITH_TIMEOUT(points->rowCount(), 3, patience);
    QTRY_COMPARE_WITH_TIMEOUT(points->index(2, 2).data().toString(), QString("scored"), patience);
}

QTEST_MAIN(TestProxyTraining)
#include "tst_proxy_training.moc"
