// SPDX-License-Identifier: GPL-3.0-or-later
// From the form to See trajectories with a real worker: new weights, plan, run, pause, resume, losses by source.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "tests/ui/proxy/page_fixture.h"

#ifndef Q_MOC_RUN
#include "ui/controls/button.h"
#include "ui/controls/text_label.h"
#include "ui/plots/line_plot.h"
#endif

#include <QtWidgets/QTableView>

using support::OpenPage;
using support::PageProject;

class TestProxyTraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTinyModelIsTrainedThroughThePage()
    {
        PageProject project;
        OpenPage open(project, DATALEVER_PROGRAM_FOLDER "/datalever-worker");
        auto* beside = open.find<ui::TextLabel>("besideStart");
        open.click("preset-tiny");
        open.type("epochs", "2");
        open.type("batch", "2");
        open.type("recordingPoints", "4");
        QTRY_VERIFY2_WITH_TIMEOUT(beside->text().startsWith("planned: "), qPrintable(beside->text()), 120000);
        open.click("startRun");
        QTRY_VERIFY_WITH_TIMEOUT(!open.page().isSettingUp(), 120000);
        auto* primary = open.find<ui::Button>("runPrimary");
        QTRY_COMPARE_WITH_TIMEOUT(primary->text(), QString("See trajectories"), 300000);
        auto* points = open.find<QTableView>("pointTable")->model();
        QTRY_COMPARE(points->rowCount(), 4);
        QTRY_COMPARE(points->index(3, 2).data().toString(), QString("scored"));
        auto* loss = open.find<ui::LinePlot>("lossPlot");
        QTRY_VERIFY(!loss->content().series.empty()
            && loss->content().series.front().x.size() == std::size_t(loss->content().xAxis.high.value_or(0)));
        const auto& smooth = loss->content().series.at(1).y;
        QVERIFY(smooth.back() < smooth.front()); // it learned
        QTRY_COMPARE(open.find<ui::LinePlot>("sourcePlot")->content().series.size(), std::size_t{ 2 });
        QVERIFY(std::filesystem::exists(project.sideFolder() / "models/tiny-1/model.safetensors"));
        QSignalSpy asked(&open.page(), &ui::ProxyPage::trajectoriesRequested);
        open.click("runPrimary");
        QCOMPARE(asked.size(), 1);
    }
};

QTEST_MAIN(TestProxyTraining)
#include "tst_proxy_training.moc"
