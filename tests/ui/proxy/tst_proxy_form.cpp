// SPDX-License-Identifier: GPL-3.0-or-later
// Setting up a proxy as a person would: typing, choices, what is wrong, the plan beside Start, the start as one action.
#include "tests/ui/proxy/page_fixture.h"

#ifndef Q_MOC_RUN
#include "tests/support/pipe_gate.h"
#include "ui/controls/field.h"
#include "ui/controls/key_value_list.h"
#include "ui/controls/message_line.h"
#include "ui/controls/number_box.h"
#include "ui/proxy/set_up_form.h"
#include "ui/runs/run_words.h"
#endif

#include <QtGui/QClipboard>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>

#include <filesystem>

using support::OpenPage;
using support::PageProject;
using support::patience;

namespace {

double rate(const OpenPage& page)
{
    return page.find<ui::NumberBox>("learningRate")->value();
}

QString path(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

/// What is said under a field.
QString problemAt(const OpenPage& page, const char* editor)
{
    for (QWidget* widget = page.find<QWidget>(editor); widget != nullptr; widget = widget->parentWidget())
        if (const auto* field = qobject_cast<ui::Field*>(widget))
            return field->problem();
    return {};
}

QString planned(const OpenPage& page, std::size_t row)
{
    const auto rows = page.find<ui::KeyValueList>("planWork")->rows();
    return row < rows.size() ? rows.at(row).second : QString();
}

bool isPlanned(const OpenPage& page)
{
    return page.beside().startsWith("planned: ");
}

ui::SetUpValues valuesOf(OpenPage& page)
{
    return page.page().findChild<ui::SetUpForm*>()->values();
}

/// Runs a command line in a shell that knows our programs; its words.
QString inShell(const QString& command, const std::filesystem::path& worker)
{
    QProcess shell;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("PATH", QString(DATALEVER_PROGRAM_FOLDER) + ':' + environment.value("PATH"));
    environment.insert("DATALEVER_WORKER", path(worker));
    shell.setProcessEnvironment(environment);
    shell.setProcessChannelMode(QProcess::MergedChannels);
    QSignalSpy finished(&shell, &QProcess::finished);
    shell.start("/bin/sh", { "-c", command });
    if (finished.isEmpty() && !finished.wait(30000))
        return "it did not end";
    return QString::fromUtf8(shell.readAll());
}

} // namespace

class TestProxyForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRateIsTypedKeyByKey();
    void aHalfTypedRateOutlivesWhatHappensMeanwhile();
    void theUsualRateFollowsTheModelUntilItIsTyped();
    void aPresetChangesThePlan();
    void whatIsWrongIsSaidBesideStart();
    void aWrongFolderIsToldAtItsField();
    void thePlanStandsBesideStart();
    void latePlansAreDropped();
    void aPlanThatCannotBeMadeSaysWhy();
    void aWorkerThatEndsAtOnceIsSaid();
    void theCommandMakesTheModelToo();
    void theCommandSaysWhatTheFormSays();
    void anEmptyProjectShowsTheNextStep();
    void theFormComesFromARun();
};

void TestProxyForm::aRateIsTypedKeyByKey()
{
    const PageProject project;
    OpenPage open(project, project.worker());
    open.click("preset-tiny");
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(open), patience);
    auto* box = open.find<ui::NumberBox>("learningRate");
    box->setFocus();
    box->selectAll();
    QString typed;
    for (const QChar key : QString("3e-4")) {
        QTest::keyClick(box, key.toLatin1());
        typed += key;
        QCOMPARE(box->text(), typed);
        const bool legal = typed == "3" || typed == "3e-4";
        QCOMPARE(box->problem().isEmpty(), legal);
        QTRY_COMPARE_WITH_TIMEOUT(open.canStart(), legal, patience); // the page has looked at it
        QCOMPARE(box->text(), typed);
    }
    QCOMPARE(valuesOf(open).request.train.optimizer.learningRate, 3e-4);
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(open), patience);
    QCOMPARE(box->text(), QString("3e-4"));
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(valuesOf(open).request.train.optimizer.learningRate, 3e-4);
    QVERIFY(box->problem().isEmpty());
    // and away again, as a person corrects it
    box->selectAll();
    QTest::keyClick(box, Qt::Key_Delete);
    QVERIFY(box->text().isEmpty());
    QTRY_VERIFY2_WITH_TIMEOUT(open.beside().startsWith("Peak learning rate"), qPrintable(open.beside()), patience);
    QVERIFY(box->text().isEmpty());
    QTest::keyClicks(box, "0.002");
    QCOMPARE(rate(open), 0.002);
}

/// Model facts, lists and plans arrive while the text is no number yet.
void TestProxyForm::aHalfTypedRateOutlivesWhatHappensMeanwhile()
{
    const PageProject project;
    OpenPage open(project, project.worker());
    open.nextFolder = path(project.model("trained", false));
    open.click("presetFolder");
    open.type("learningRate", "5e-", false);
    auto* box = open.find<ui::NumberBox>("learningRate");
    QSignalSpy lists(&open.workspace(), &ui::Workspace::listsChanged);
    open.workspace().readLists();
    QTRY_VERIFY_WITH_TIMEOUT(!lists.isEmpty(), patience);
    QCOMPARE(box->text(), QString("5e-"));
    open.click("modelFolderChoose"); // another usual rate
    QTRY_VERIFY_WITH_TIMEOUT(open.find<QLineEdit>("modelFolder")->text().endsWith("trained"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(box->range().initial, 2e-5, patience);
    QCOMPARE(box->text(), QString("5e-"));
    QVERIFY(!box->problem().isEmpty());
    box->setFocus();
    box->end(false);
    QTest::keyClick(box, '6');
    QCOMPARE(box->text(), QString("5e-6"));
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(open), patience);
    QCOMPARE(box->text(), QString("5e-6"));
    QCOMPARE(valuesOf(open).request.train.optimizer.learningRate, 5e-6);
}

void TestProxyForm::theUsualRateFollowsTheModelUntilItIsTyped()
{
    const PageProject project;
    OpenPage open(project, project.worker());
    QCOMPARE(rate(open), 1e-3);
    open.nextFolder = path(project.model("trained", false));
    open.click("presetFolder");
    open.click("modelFolderChoose");
    QTRY_COMPARE_WITH_TIMEOUT(rate(open), 2e-5, patience);
    open.click("preset-tiny");
    QCOMPARE(rate(open), 1e-3);
    open.nextFolder = path(project.model("fresh", true));
    open.click("presetFolder");
    open.click("modelFolderChoose");
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(open), patience);
    QCOMPARE(rate(open), 1e-3);
    open.type("learningRate", "0.0005");
    open.nextFolder = path(project.folder() / "trained");
    open.click("modelFolderChoose");
    QTRY_COMPARE_WITH_TIMEOUT(open.find<ui::NumberBox>("learningRate")->range().initial, 2e-5, patience);
    QCOMPARE(rate(open), 0.0005);
    // Ctrl+0: the usual one again, and it follows again
    QTest::keyClick(open.find<QLineEdit>("learningRate"), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(rate(open), 2e-5);
    open.click("preset-tiny");
    QCOMPARE(rate(open), 1e-3);
}

void TestProxyForm::aPresetChangesThePlan()
{
    const PageProject project;
    OpenPage open(project, project.worker());
    QSignalSpy made(&open.workspace().models(), &ui::ModelSessionDoor::newModelReady);
    open.click("preset-tiny");
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(open), patience);
    QVERIFY(open.find<QWidget>("planWork")->isVisible());
    QCOMPARE(made.size(), 1);
    open.click("preset-small"); // a tokenizer is missing: no plan of the other one stays
    QTRY_COMPARE_WITH_TIMEOUT(open.beside(), QString("Choose a folder with tokenizer.json."), patience);
    QVERIFY(!open.find<QWidget>("planWork")->isVisible());
    open.nextFolder = path(project.model("tokens", false));
    open.click("tokenizerFolderChoose");
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(open), patience);
    QCOMPARE(made.size(), 2); // measured on weights of its own
    open.nextFolder = path(project.model("trained", false));
    open.click("presetFolder");
    open.click("modelFolderChoose");
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(open), patience);
    QCOMPARE(made.size(), 2);
}

void TestProxyForm::whatIsWrongIsSaidBesideStart()
{
    const PageProject project;
    OpenPage open(project, project.worker());
    QTRY_COMPARE_WITH_TIMEOUT(
        open.beside(), QString("Choose a folder with tokenizer.json."), patience); // the usual preset needs one
    QVERIFY(!open.canStart());
    std::filesystem::create_directories(project.folder() / "empty");
    open.nextFolder = path(project.folder() / "empty");
    open.click("tokenizerFolderChoose");
    QTRY_COMPARE_WITH_TIMEOUT(open.beside(), QString("There is no tokenizer.json in that folder."), patience);
    open.click("presetFolder");
    QTRY_COMPARE_WITH_TIMEOUT(open.beside(), QString("Choose a model folder."), patience);
    open.click("modelFolderChoose");
    QTRY_VERIFY2_WITH_TIMEOUT(
        open.beside().contains("config.json: the file is missing"), qPrintable(open.beside()), patience);
    open.click("preset-tiny");
    open.type("batch", "0");
    QTRY_VERIFY2_WITH_TIMEOUT(open.beside().contains("Batch"), qPrintable(open.beside()), patience);
    QVERIFY(!open.canStart());
    open.type("batch", "4");
    open.click("advancedSettings");
    open.type("runName", ".hidden");
    QTRY_VERIFY2_WITH_TIMEOUT(open.beside().contains("folder"), qPrintable(open.beside()), patience);
    open.type("runName", "good");
    QTRY_VERIFY_WITH_TIMEOUT(open.canStart(), patience);
}

void TestProxyForm::aWrongFolderIsToldAtItsField()
{
    const PageProject project;
    std::filesystem::create_directories(project.folder() / "empty");
    OpenPage open(project, project.worker());
    open.click("presetFolder");
    open.type("modelFolder", path(project.folder() / "empty"));
    QTRY_VERIFY2_WITH_TIMEOUT(problemAt(open, "modelFolder").contains("config.json: the file is missing"),
        qPrintable(problemAt(open, "modelFolder")), patience);
    QVERIFY(problemAt(open, "modelFolder").contains("Choose a model folder."));
    open.type("modelFolder", path(project.folder() / "nowhere"));
    QTRY_VERIFY_WITH_TIMEOUT(problemAt(open, "modelFolder").contains("nowhere"), patience);
    open.type("modelFolder", path(project.model("good", true)));
    QTRY_VERIFY_WITH_TIMEOUT(problemAt(open, "modelFolder").isEmpty(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(open), patience);
    open.click("preset-small");
    open.type("tokenizerFolder", path(project.folder() / "empty"));
    QTRY_COMPARE_WITH_TIMEOUT(
        problemAt(open, "tokenizerFolder"), QString("There is no tokenizer.json in that folder."), patience);
}

void TestProxyForm::thePlanStandsBesideStart()
{
    const PageProject project;
    OpenPage open(project, project.worker());
    open.click("preset-tiny");
    QTRY_VERIFY2_WITH_TIMEOUT(isPlanned(open), qPrintable(open.beside()), patience);
    const QString steps = planned(open, 3);
    QVERIFY2(steps.contains("of 16 examples"), qPrintable(steps));
    open.type("epochs", "20");
    QTRY_COMPARE_WITH_TIMEOUT(
        open.beside(), QString::fromUtf8("measuring…"), patience); // at once: the old figures do not stay
    QVERIFY(open.canStart()); // nobody has to wait for it
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(open), patience);
    QVERIFY(planned(open, 3) != steps);
    QVERIFY(open.find<ui::KeyValueList>("planCost")->rows().at(3).second.contains("allowed"));
}

/// The answer to a plan comes when the form says something else already.
void TestProxyForm::latePlansAreDropped()
{
    const PageProject project;
    support::PipeGate gate(project.folder() / "gate");
    OpenPage open(project, project.worker(gate.path()));
    open.nextFolder = path(project.model("model", true));
    open.click("presetFolder");
    open.click("modelFolderChoose");
    QTRY_COMPARE_WITH_TIMEOUT(support::linesOf(gate.path().string() + ".waiting").size(), std::size_t{ 1 }, patience);
    QSignalSpy answers(&open.workspace().models(), &ui::ModelSessionDoor::estimateReady);
    open.type("batch", "0");
    QTRY_VERIFY2_WITH_TIMEOUT(open.beside().startsWith("Batch"), qPrintable(open.beside()), patience);
    open.type("batch", "2");
    QTRY_COMPARE_WITH_TIMEOUT(open.beside(), QString::fromUtf8("measuring…"), patience);
    QVERIFY(gate.letPass(2));
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(open), patience);
    QCOMPARE(answers.size(), 1);
    QVERIFY2(planned(open, 3).contains("of 2 examples"), qPrintable(planned(open, 3)));
}

void TestProxyForm::aPlanThatCannotBeMadeSaysWhy()
{
    const PageProject project;
    OpenPage open(project, "/no/such/worker");
    open.nextFolder = path(project.model("model", true));
    open.click("presetFolder");
    open.click("modelFolderChoose");
    QTRY_VERIFY2_WITH_TIMEOUT(open.beside().contains("/no/such/worker"), qPrintable(open.beside()), patience);
    QVERIFY(!open.canStart());
}

void TestProxyForm::aWorkerThatEndsAtOnceIsSaid()
{
    const PageProject project;
    OpenPage open(project, project.worker());
    open.click("preset-tiny");
    QTRY_VERIFY_WITH_TIMEOUT(open.canStart() && isPlanned(open), patience);
    open.click("startRun");
    QTRY_VERIFY_WITH_TIMEOUT(!open.workspace().runs().empty(), patience);
    QVERIFY(std::filesystem::exists(project.sideFolder() / "models/tiny-1/config.json")); // its weights stay with it
    QTRY_COMPARE_WITH_TIMEOUT(open.workspace().runs().front().state, core::store::RunState::Interrupted, patience);
    const auto said = [&] {
        const auto* notice = open.find<ui::MessageLine>("proxyNotice");
        const auto* message = open.find<ui::MessageLine>("runMessage");
        return (notice->isVisible() ? notice->text() : QString()) + (message->isVisible() ? message->text() : QString());
    };
    QTRY_VERIFY2_WITH_TIMEOUT(said().contains("this worker does not work"), qPrintable(said()), patience);
}

void TestProxyForm::theCommandMakesTheModelToo()
{
    const PageProject project;
    OpenPage open(project, project.worker());
    open.click("preset-tiny");
    QTRY_VERIFY_WITH_TIMEOUT(open.find<QAbstractButton>("copyCommand")->isEnabled(), patience);
    open.type("seed", "7");
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(open), patience);
    QSignalSpy copied(&open.page(), &ui::ProxyPage::statusText);
    open.click("copyCommand");
    QTRY_COMPARE_WITH_TIMEOUT(copied.size(), 1, patience);
    QString text = QGuiApplication::clipboard()->text();
    text.replace(" \\\n   ", "");
    const QString model = path(project.sideFolder() / "models/tiny-1");
    QCOMPARE(text,
        QString("datalever-cli model new --preset tiny --seed 7 --out %1 && \\\ndatalever-cli proxy run --project %2 "
                "--dataset rows --model %1 --lr 0.001 --seed 7")
            .arg(model, path(project.file())));
}

/// The copied command is run in a terminal beside the window: the run that appears has the form's settings.
void TestProxyForm::theCommandSaysWhatTheFormSays()
{
    const PageProject project;
    OpenPage open(project, project.worker());
    open.click("preset-tiny");
    open.type("epochs", "2.5");
    open.type("batch", "4");
    open.type("learningRate", "3e-4");
    open.type("recordingPoints", "5");
    open.type("seed", "11");
    open.click("advancedSettings");
    open.type("runName", "it's one");
    open.type("warmup", "10");
    open.type("weightDecay", "0.1");
    open.type("clip", "0.5");
    open.type("threads", "1");
    open.type("checkpointSeconds", "7");
    open.click("keepWeights");
    open.find<QComboBox>("overlong")->setFocus();
    QTest::keyClick(open.find<QComboBox>("overlong"), Qt::Key_Down);
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(open), patience);
    const ui::SetUpValues form = valuesOf(open);
    QSignalSpy copied(&open.page(), &ui::ProxyPage::statusText);
    open.click("copyCommand");
    QTRY_COMPARE_WITH_TIMEOUT(copied.size(), 1, patience);
    const QString words = inShell(QGuiApplication::clipboard()->text(), project.worker());
    QTRY_VERIFY2_WITH_TIMEOUT(!open.workspace().runs().empty(), qPrintable(words), patience);
    const auto request = ui::requestOf(open.workspace().runs().front());
    QVERIFY(request.has_value());
    QCOMPARE(request->name, std::string("it's one"));
    QCOMPARE(request->dataset.value, form.dataset->value);
    QCOMPARE(request->model, project.sideFolder() / "models/tiny-1");
    QVERIFY(request->text == form.request.text);
    QVERIFY(request->train == form.request.train);
    QVERIFY(request->resources == form.request.resources);
    QCOMPARE(request->recordingPoints, form.request.recordingPoints);
    QCOMPARE(request->keepRecordingWeights, form.request.keepRecordingWeights);
    // the form was other than usual
    QVERIFY(!(form.request.text == core::protocol::TextSettings()));
    QVERIFY(!form.request.keepRecordingWeights && form.request.resources.threads == 1);
    QCOMPARE(form.request.train.optimizer.learningRate, 3e-4);
}

void TestProxyForm::anEmptyProjectShowsTheNextStep()
{
    const support::TemporaryFolder folder;
    const auto file = folder.path() / "empty.datalever";
    core::store::ProjectSession::create(file).close();
    OpenPage open(file);
    QSignalSpy import(&open.page(), &ui::ProxyPage::importRequested);
    auto* state = open.find<QWidget>("planState");
    QTRY_VERIFY_WITH_TIMEOUT(state->isVisible(), patience);
    for (auto* button : state->findChildren<QAbstractButton*>())
        if (button->isVisible())
            QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(import.size(), 1);
    QVERIFY(!open.canStart());
}

void TestProxyForm::theFormComesFromARun()
{
    const PageProject project;
    project.addRun("p1", 3);
    OpenPage open(project, project.worker());
    QTRY_VERIFY_WITH_TIMEOUT(!open.page().isSettingUp(), patience);
    open.click("setUpAgain");
    QVERIFY(open.page().isSettingUp());
    QCOMPARE(open.find<ui::NumberBox>("epochs")->value(), 3.0);
    QVERIFY(open.find<QLineEdit>("modelFolder")->text().contains("model-of-p1"));
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(open), patience);
}

QTEST_MAIN(TestProxyForm)
#include "tst_proxy_form.moc"
