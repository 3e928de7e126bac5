// SPDX-License-Identifier: GPL-3.0-or-later
// Setting up a proxy as a person would: choices, what is wrong, the plan beside Start, the start as one action.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "tests/ui/proxy/page_fixture.h"

#ifndef Q_MOC_RUN
#include "ui/controls/button.h"
#include "ui/controls/field.h"
#include "ui/controls/key_value_list.h"
#include "ui/controls/message_line.h"
#include "ui/controls/number_box.h"
#include "ui/controls/text_label.h"
#endif

#include <QtGui/QClipboard>
#include <QtWidgets/QLineEdit>

using support::OpenPage;
using support::PageProject;

namespace {

QString beside(const OpenPage& page)
{
    return page.find<ui::TextLabel>("besideStart")->text();
}

bool canStart(const OpenPage& page)
{
    return page.find<ui::Button>("startRun")->isEnabled();
}

double rate(const OpenPage& page)
{
    return page.find<ui::NumberBox>("learningRate")->value();
}

QString path(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

} // namespace

class TestProxyForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrongIsSaidBesideStart()
    {
        PageProject project;
        OpenPage open(project, project.worker());
        QTRY_COMPARE(beside(open), QString("Choose a folder with tokenizer.json.")); // the usual preset needs one
        QVERIFY(!canStart(open));
        std::filesystem::create_directories(project.folder() / "empty");
        open.nextFolder = path(project.folder() / "empty");
        open.click("tokenizerFolderChoose");
        QTRY_COMPARE(beside(open), QString("There is no tokenizer.json in that folder."));
        open.click("presetFolder");
        QTRY_COMPARE(beside(open), QString("Choose a model folder."));
        open.click("modelFolderChoose");
        QTRY_VERIFY2(beside(open).contains("config.json: the file is missing"), qPrintable(beside(open)));
        open.click("preset-tiny");
        open.type("batch", "0");
        QTRY_VERIFY2(beside(open).contains("Batch"), qPrintable(beside(open)));
        QVERIFY(!canStart(open));
        open.type("batch", "4");
        open.click("advancedSettings");
        open.type("runName", ".hidden");
        QTRY_VERIFY2(beside(open).contains("folder"), qPrintable(beside(open)));
        open.type("runName", "good");
        QTRY_VERIFY(canStart(open));
    }

    void thePlanStandsBesideStart()
    {
        PageProject project;
        OpenPage open(project, project.worker());
        open.click("preset-tiny");
        QTRY_VERIFY2(beside(open).startsWith("planned: "), qPrintable(beside(open)));
        const auto rows = open.find<ui::KeyValueList>("planWork")->rows();
        QVERIFY(rows.at(3).second.contains("of 16 examples"));
        const QString steps = rows.at(3).second;
        open.type("epochs", "20");
        QTRY_VERIFY(beside(open) == QString::fromUtf8("measuring…")); // at once: the old figures do not stay
        QVERIFY(canStart(open)); // nobody has to wait for it
        QTRY_VERIFY(beside(open).startsWith("planned: "));
        QVERIFY(open.find<ui::KeyValueList>("planWork")->rows().at(3).second != steps);
        QVERIFY(open.find<ui::KeyValueList>("planCost")->rows().at(3).second.contains("allowed"));
    }

    /// Two plans are asked for; the first answer comes when the form says something else already.
    void latePlansAreDropped()
    {
        PageProject project;
        OpenPage open(project, project.worker("1"));
        open.nextFolder = path(project.model("model", true));
        open.click("presetFolder");
        open.click("modelFolderChoose");
        QTRY_COMPARE(beside(open), QString::fromUtf8("measuring…"));
        QSignalSpy answers(&open.workspace().models(), &ui::ModelSessionDoor::estimateReady);
        open.type("batch", "2");
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 1, 20000);
        QTRY_VERIFY(beside(open).startsWith("planned: "));
        QVERIFY(open.find<ui::KeyValueList>("planWork")->rows().at(3).second.contains("of 2 examples"));
    }

    void theUsualRateFollowsTheModelUntilItIsTyped()
    {
        PageProject project;
        OpenPage open(project, project.worker());
        QCOMPARE(rate(open), 1e-3);
        open.nextFolder = path(project.model("trained", false));
        open.click("presetFolder");
        open.click("modelFolderChoose");
        QTRY_COMPARE(rate(open), 2e-5);
        open.nextFolder = path(project.model("fresh", true));
        open.click("modelFolderChoose");
        QTRY_COMPARE(rate(open), 1e-3);
        open.type("learningRate", "0.0005");
        open.nextFolder = path(project.folder() / "trained");
        open.click("modelFolderChoose");
        QTRY_VERIFY(beside(open).startsWith("planned: "));
        QCOMPARE(rate(open), 0.0005);
    }

    void aStartThatFailsLeavesNothingAndSaysWhy()
    {
        PageProject project;
        OpenPage open(project, "/no/such/worker");
        open.nextFolder = path(project.model("model", true));
        open.click("presetFolder");
        open.click("modelFolderChoose");
        QTRY_VERIFY2(beside(open).contains("/no/such/worker"), qPrintable(beside(open))); // the plan cannot be made either
        QVERIFY(!canStart(open));
    }

    void aWorkerThatEndsAtOnceIsSaid()
    {
        PageProject project;
        OpenPage open(project, project.worker());
        open.click("preset-tiny");
        QTRY_VERIFY(canStart(open) && beside(open).startsWith("planned: "));
        open.click("startRun");
        QTRY_VERIFY(!open.page().findChild<ui::MessageLine*>("proxyNotice")->text().isEmpty() || !open.page().isSettingUp());
        QTRY_VERIFY(!open.workspace().runs().empty());
        QVERIFY(std::filesystem::exists(project.sideFolder() / "models/tiny-1/config.json")); // its weights stay with it
    }

    void theCommandMakesTheModelToo()
    {
        PageProject project;
        OpenPage open(project, project.worker());
        open.click("preset-tiny");
        QTRY_VERIFY(open.find<ui::Button>("copyCommand")->isEnabled());
        open.type("seed", "7");
        QTRY_VERIFY(beside(open).startsWith("planned: "));
        QSignalSpy copied(&open.page(), &ui::ProxyPage::statusText);
        open.click("copyCommand");
        QTRY_COMPARE(copied.size(), 1);
        QString text = QGuiApplication::clipboard()->text();
        text.replace(" \\\n   ", "");
        const QString model = path(project.sideFolder() / "models/tiny-1");
        QCOMPARE(text,
            QString("datalever-cli model new --preset tiny --seed 7 --out %1 && \\\ndatalever-cli proxy run --project %2 "
                    "--dataset rows --model %1 --lr 0.001 --seed 7")
                .arg(model, path(project.file())));
    }

    void anEmptyProjectShowsTheNextStep()
    {
        const support::TemporaryFolder folder;
        PageProject project;
        auto session = core::store::ProjectSession::create(folder.path() / "empty.datalever");
        session.close();
        const ui::Theme theme(ui::ColourScheme::Light);
        ui::ProjectDoor door;
        QSignalSpy opened(&door, &ui::ProjectDoor::opened);
        door.open(folder.path() / "empty.datalever");
        QVERIFY(opened.wait(20000));
        ui::Workspace workspace(door, "/no/such/worker");
        ui::ProxyPage page(theme, workspace, {});
        page.resize(1129, 689);
        page.show();
        QSignalSpy import(&page, &ui::ProxyPage::importRequested);
        auto* state = page.findChild<QWidget*>("planState");
        QTRY_VERIFY(state->isVisible());
        for (auto* button : state->findChildren<QPushButton*>())
            if (button->isVisible())
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(import.size(), 1);
    }

    void theFormComesFromARun()
    {
        PageProject project;
        project.addRun("p1", 3);
        OpenPage open(project, project.worker());
        QTRY_VERIFY(!open.page().isSettingUp());
        open.click("setUpAgain");
        QVERIFY(open.page().isSettingUp());
        QCOMPARE(open.find<ui::NumberBox>("epochs")->value(), 3.0);
        QVERIFY(open.find<QLineEdit>("modelFolder")->text().contains("model-of-p1"));
        QTRY_VERIFY(beside(open).startsWith("planned: "));
    }
};

QTEST_MAIN(TestProxyForm)
#include "tst_proxy_form.moc"
