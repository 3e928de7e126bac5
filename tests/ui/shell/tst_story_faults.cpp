// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong in a person's afternoon, in the window: bad files, a killed worker, a full disk, a second window. Each is
// told in a sentence, nothing half-done stays, and the window goes on.
#include "tests/ui/shell/desk.h"

#ifndef Q_MOC_RUN
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/protocol/run_folder.h"
#include "core/protocol/worker_record.h"
#include "tests/core/worker/worker_fixture.h"
#include "tests/support/small_disk.h"
#include "tests/ui/trajectories/trajectory_project.h"
#include "ui/controls/segmented_choice.h"
#include "ui/plots/line_plot.h"
#endif

#include <QtCore/QProcess>
#include <QtWidgets/QDialog>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTableView>

#include <signal.h>

#include <cstring>

using namespace ui;
using core::store::ProjectSession;
using core::store::RunState;
using support::Desk;
using support::patience;
using support::text;

namespace {

/// A window on an empty project.
class OpenDesk : public Desk {
public:
    explicit OpenDesk(const std::filesystem::path& folder, const std::filesystem::path& worker = {})
        : Desk(folder, worker)
        , project(folder / "p.datalever")
    {
        answers = { text(project) };
        click("newProject");
        if (!QTest::qWaitFor([this] { return window.view() != nullptr; }, patience))
            qFatal("the project was not made");
    }
    std::filesystem::path project;

    /// File, Import a dataset…; until the sheet has looked at the file.
    bool import(const std::filesystem::path& file)
    {
        answers = { text(file) };
        if (!chooseFromMenu("File", "importAction"))
            return false;
        return QTest::qWaitFor([this] { return !said().isEmpty() || canPress("import go"); }, patience);
    }
    /// What the sheet complains of.
    QString said() const
    {
        const auto* sheet = find<QWidget>("import sheet");
        if (sheet == nullptr || !sheet->isVisible())
            return {};
        const QString state = words("import state");
        return (state.startsWith("Looking at") ? QString() : state) + words("import problem");
    }
    bool isShown(const QString& name) const
    {
        const auto* widget = find<QWidget>(name);
        return widget != nullptr && widget->isVisible();
    }
};

/// Names of what lies in a folder, in order.
QStringList filesIn(const std::filesystem::path& folder)
{
    QStringList names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names << text(entry.path().filename());
    names.sort();
    return names;
}

/// Twelve good rows among seven that are refused.
std::string sumsWithFaults()
{
    return support::sums(10) + "this is no row\n" // line 11
        + "{\"instruction\":\"no answer\"}\n{\"instruction\":\"\",\"output\":\"1\"}\n"
        + "{\"instruction\":\"\xC3\x28\",\"output\":\"1\"}\n[1, 2]\n{\"instruction\":\"a list\",\"output\":[1]}\n"
        + support::sums(2) + "{\"instruction\":\"torn\",\"outp";
}

} // namespace

class TestStoryFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void badFilesAreToldAndTheWindowGoesOn();
    void brokenRowsAreNamed();
    void aKilledWorkerIsToldAndTheRunFinishes();
    void aFullDiskStopsAnExport();
    void aFullDiskStopsAnImport();
    void aSecondWindowLooksAndTakesOver();
};

void TestStoryFaults::badFilesAreToldAndTheWindowGoesOn()
{
    const support::TemporaryFolder folder;
    OpenDesk desk(folder.path());
    using namespace std::string_literals;
    const std::vector<std::tuple<std::string, std::string, QString>> files{
        { "notes.txt", "It was late\nNobody came\nThe lamp went out\n", "neither JSON nor a table" },
        { "letter.txt", "Dear all,\nit was late, and nobody came.\nYours, me\n", "prompt and response" },
        { "prose.jsonl", "It was late.\nNobody came.\n", "line 1, byte 0: the row is not valid JSON" },
        { "picture.jsonl", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10"s + std::string(200, '\0'), "not text" },
        { "wide.jsonl", "\xff\xfe{\0\"\0a\0\"\0:\0001\0}\0\n\0"s, "UTF-16" },
        { "empty.jsonl", "", "holds no rows" },
    };
    for (const auto& [name, bytes, sentence] : files) {
        QVERIFY2(desk.import(folder.write(name, bytes)), name.c_str());
        QVERIFY2(desk.said().contains(QString::fromStdString(name)), qPrintable(desk.said()));
        QVERIFY2(desk.said().contains(sentence), qPrintable(desk.said()));
        QVERIFY(!desk.canPress("import go"));
        desk.click("import back");
        QTRY_VERIFY_WITH_TIMEOUT(!desk.isShown("import sheet"), patience);
    }
    QVERIFY(desk.workspace().session()->listSources().empty());
    QVERIFY(desk.workspace().session()->listDatasets().empty());
    QVERIFY(desk.isShown("data state")); // as before
    QVERIFY(desk.import(folder.write("good.jsonl", support::sums(12))));
    desk.click("import go");
    QTRY_VERIFY_WITH_TIMEOUT(desk.loaded(), patience);
    QCOMPARE(desk.workspace().columns()->rows(), std::size_t{ 12 });
    QVERIFY(desk.close());
}

void TestStoryFaults::brokenRowsAreNamed()
{
    const support::TemporaryFolder folder;
    OpenDesk desk(folder.path());
    QVERIFY(desk.import(folder.write("half.jsonl", sumsWithFaults())));
    const auto* head = desk.find<QLabel>("import report head");
    QTRY_COMPARE_WITH_TIMEOUT(head->text(), QString("12 rows can be kept, 7 would be refused"), patience);
    const QString list = desk.find<QPlainTextEdit>("import refusals")->toPlainText();
    for (const char* words : { "line 11", "not valid JSON", "line 12", "a mapped field is missing", "line 13",
             "the prompt is empty", "line 14", "not valid UTF-8", "line 15", "not a JSON object", "line 16",
             "holds a list or an object", "line 19", "ends inside this row" })
        QVERIFY2(list.contains(words), qPrintable(list));
    QVERIFY(desk.workspace().session()->listSources().empty()); // only looked at
    desk.click("import go");
    const auto* go = desk.find<QAbstractButton>("import go");
    QTRY_COMPARE_WITH_TIMEOUT(go->text(), QString("Show the examples"), patience);
    QVERIFY2(head->text().startsWith("12 rows kept, 7 refused"), qPrintable(head->text()));
    desk.click("import go");
    QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() && !desk.isShown("import sheet"), patience);
    QCOMPARE(desk.workspace().columns()->rows(), std::size_t{ 12 });
    QVERIFY(desk.close());
}

void TestStoryFaults::aKilledWorkerIsToldAndTheRunFinishes()
{
    const support::TemporaryFolder folder;
    const support::WorkerFixture fixture(4);
    OpenDesk desk(folder.path(), support::workerProgram());
    QVERIFY(desk.import(folder.write("sums.jsonl", support::sums(40))));
    desk.click("import go");
    QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() && desk.canPress("data next"), patience);
    desk.click("data next");
    desk.click("presetFolder");
    desk.type("modelFolder", text(fixture.model()));
    desk.type("epochs", "60");
    desk.type("batch", "4");
    desk.type("recordingPoints", "4");
    desk.click("advancedSettings");
    desk.type("threads", "1");
    desk.type("checkpointSeconds", "0.2");
    const auto& runs = desk.workspace().runs();
    QTRY_VERIFY_WITH_TIMEOUT(desk.canPress("startRun"), patience);
    desk.click("startRun"); // nobody disturbs the first one
    QTRY_VERIFY_WITH_TIMEOUT(runs.size() == 1 && runs[0].state == RunState::Finished, patience);
    QTRY_VERIFY_WITH_TIMEOUT(desk.canPress("setUpAgain"), patience);
    desk.click("setUpAgain");
    QTRY_VERIFY_WITH_TIMEOUT(desk.canPress("startRun"), patience);
    desk.click("startRun");
    const auto& plot = *desk.find<LinePlot>("lossPlot");
    QTRY_VERIFY_WITH_TIMEOUT(runs.size() == 2 && runs[1].state == RunState::Running && runs[1].generation == 1, patience);
    const core::protocol::RunFolder run(desk.workspace().session()->sideFolder() / runs[1].folder);
    const auto stepsSeen = [&] { return support::eventsOfKind<core::protocol::StepEvent>(run).size(); };
    QTRY_VERIFY_WITH_TIMEOUT(stepsSeen() > 5, patience);
    const auto worker = core::protocol::readWorkerIdentity(run.worker());
    QVERIFY(worker.has_value());
    QCOMPARE(::kill(static_cast<pid_t>(worker->processId), SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isShown("runMessage"), patience);
    QVERIFY2(desk.words("runMessage").contains("signal 9"), qPrintable(desk.words("runMessage")));
    QVERIFY(runs[1].state == RunState::Interrupted);
    const auto* primary = desk.find<QAbstractButton>("runPrimary");
    QCOMPARE(primary->text(), QString("Resume"));
    desk.click("resumeFromMessage");
    QTRY_VERIFY_WITH_TIMEOUT(runs[1].state == RunState::Finished, patience);
    QTRY_COMPARE_WITH_TIMEOUT(primary->text(), QString("See trajectories"), patience);
    QVERIFY(!desk.isShown("runMessage"));
    const auto session = desk.workspace().session();
    const auto unbroken = session->lossMatrix(runs[0].id);
    const auto resumed = session->lossMatrix(runs[1].id);
    QCOMPARE(resumed.steps, unbroken.steps);
    QVERIFY(!unbroken.values.empty() && resumed.values.size() == unbroken.values.size());
    QVERIFY(std::memcmp(resumed.values.data(), unbroken.values.data(), unbroken.values.size() * sizeof(float)) == 0);
    const auto steps = session->stepMetrics(runs[1].id);
    const auto expected = session->stepMetrics(runs[0].id);
    QCOMPARE(steps.size(), expected.size());
    for (std::size_t step = 0; step < steps.size(); ++step)
        QCOMPARE(steps[step].loss, expected[step].loss);
    QTRY_VERIFY_WITH_TIMEOUT(
        !plot.content().series.empty() && plot.content().series.front().x.size() == expected.size(), patience);
    QVERIFY(desk.close());
}

void TestStoryFaults::aFullDiskStopsAnExport()
{
    const support::TemporaryFolder folder;
    const auto project = trajectory_project::make(folder, 600);
    const support::SmallDisk disk(folder.path() / "small", "size=8k");
    if (!disk.mounted())
        QSKIP("a small file system needs the right to mount one (root)");
    Desk desk(folder.path());
    desk.window.openProject(text(project));
    QTRY_VERIFY_WITH_TIMEOUT(desk.loaded(), patience);
    desk.click("page:trajectories");
    QTest::mouseClick(desk.find<SegmentedChoice>("clusters")->choice(0), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(desk.canPress("useInRecipe"), patience);
    const auto target = folder.path() / "small/hard.jsonl";
    const auto writeTo = [&](bool fails) {
        desk.answers = { text(target) };
        desk.click("exportWrite");
        return QTest::qWaitFor(
            [&] {
                const QString words = desk.words("exportMessage");
                return words.contains(fails ? "space" : "rows written to") && desk.canPress("exportWrite");
            },
            patience);
    };
    desk.click("export");
    QTRY_VERIFY_WITH_TIMEOUT(desk.canPress("exportWrite"), patience);
    QVERIFY2(writeTo(true), qPrintable(desk.words("exportMessage"))); // the rows do not fit
    QVERIFY2(desk.words("exportMessage").contains(text(target)), qPrintable(desk.words("exportMessage")));
    QCOMPARE(filesIn(folder.path() / "small"), QStringList());
    QVERIFY(disk.grow("size=1m"));
    QVERIFY2(writeTo(false), qPrintable(desk.words("exportMessage")));
    QCOMPARE(filesIn(folder.path() / "small"), (QStringList{ "hard.jsonl", "hard.jsonl.manifest.json" }));
    const auto rows = std::filesystem::file_size(target);
    // now the rows fit, and their manifest does not
    std::filesystem::remove(target);
    std::filesystem::remove(target.string() + ".manifest.json");
    QVERIFY(disk.grow("size=" + std::to_string((rows + 4095) / 4096 * 4) + "k"));
    QVERIFY2(writeTo(true), qPrintable(desk.words("exportMessage")));
    QCOMPARE(filesIn(folder.path() / "small"), QStringList());
    QCOMPARE(desk.workspace().session()->listExports().size(), std::size_t{ 1 });
    QTest::keyClick(desk.find<QDialog>("exportDialog"), Qt::Key_Escape);
    QVERIFY(desk.close());
}

void TestStoryFaults::aFullDiskStopsAnImport()
{
    const support::TemporaryFolder folder;
    const support::SmallDisk disk(folder.path() / "small", "size=2m");
    if (!disk.mounted())
        QSKIP("a small file system needs the right to mount one (root)");
    OpenDesk desk(folder.path() / "small");
    QVERIFY(desk.import(folder.write("large.jsonl", support::sums(30000))));
    QTRY_COMPARE_WITH_TIMEOUT(
        desk.find<QLabel>("import report head")->text(), QString::fromUtf8("All 30\u202F000 rows can be kept"), patience);
    desk.click("import go");
    QTRY_VERIFY2_WITH_TIMEOUT(desk.said().contains("Nothing was stored"), qPrintable(desk.said()), patience);
    QVERIFY2(desk.said().contains("full") || desk.said().contains("space"), qPrintable(desk.said()));
    const auto session = desk.workspace().session();
    QVERIFY(session->listSources().empty());
    QVERIFY(session->listDatasets().empty());
    QVERIFY(session->check().empty());
    QVERIFY(disk.grow("size=200m")); // room was made
    QVERIFY(desk.canPress("import go"));
    desk.click("import go");
    QTRY_VERIFY_WITH_TIMEOUT(desk.loaded(), patience);
    QCOMPARE(desk.workspace().columns()->rows(), std::size_t{ 30000 });
    QVERIFY(session->check().empty());
    QVERIFY(desk.close());
}

void TestStoryFaults::aSecondWindowLooksAndTakesOver()
{
    const support::TemporaryFolder folder;
    const auto project = trajectory_project::make(folder, 60);
    QProcess first; // another window, of another process
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("QT_QPA_PLATFORM", "offscreen");
    environment.insert("DATALEVER_HOME", text(folder.path() / "home"));
    first.setProcessEnvironment(environment);
    QSignalSpy ended(&first, &QProcess::finished);
    first.start(DATALEVER_PROGRAM_FOLDER "/datalever", { text(project) });
    const auto lock = project.string() + ".d/host.lock";
    QTRY_VERIFY_WITH_TIMEOUT(core::FileLock::isHeld(lock), patience);

    Desk desk(folder.path());
    desk.window.openProject(text(project));
    QTRY_VERIFY_WITH_TIMEOUT(desk.loaded(), patience);
    QVERIFY(desk.workspace().readOnly());
    QCOMPARE(desk.find<QLabel>("statusRight")->text(), QString("read-only: another process has this project open"));
    QVERIFY(!desk.find<QAction>("importAction")->isEnabled());
    QVERIFY(!desk.canPress("import"));
    desk.click("page:trajectories");
    desk.workspace().selection().setCurrentRow(RowChoice(1));
    QTRY_COMPARE_WITH_TIMEOUT(desk.find<QLabel>("selectedCount")->text(), QString("Row 2"), patience);
    QVERIFY(!desk.canPress("pinHard"));
    QTRY_VERIFY_WITH_TIMEOUT(desk.find<QLabel>("keptWords")->text().startsWith("Read-only"), patience);
    desk.click("page:proxy");
    QTRY_VERIFY_WITH_TIMEOUT(desk.find<QWidget>("proxyPage")->isVisible(), patience);
    QVERIFY(!desk.canPress("setUpAgain"));

    first.kill(); // it goes without a word, as in a crash
    QTRY_VERIFY_WITH_TIMEOUT(!ended.isEmpty(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(desk.window.workspace() != nullptr && !desk.workspace().readOnly(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(desk.loaded(), patience);
    QCOMPARE(desk.find<QLabel>("statusRight")->text(), QString("all changes saved"));
    QVERIFY(desk.find<QAction>("importAction")->isEnabled());
    desk.click("page:trajectories");
    desk.workspace().selection().setCurrentRow(RowChoice(1));
    QTRY_VERIFY_WITH_TIMEOUT(desk.canPress("pinHard"), patience);
    desk.click("pinHard");
    QTRY_VERIFY_WITH_TIMEOUT(desk.workspace().columns()->hasMark(1, core::data::RowMark::PinnedHard), patience);
    QVERIFY(desk.close());
}

int main(int count, char** arguments)
{
    return support::runAtDesk<TestStoryFaults>(count, arguments);
}

#include "tst_story_faults.moc"
