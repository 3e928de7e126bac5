// SPDX-License-Identifier: GPL-3.0-or-later
// With real workers: two tiny cells from the form to their scores, further seeds, an experiment of the command line, and a
// cell that fails and is tried again.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/finetune/finetune_page.h"
#include "ui/session/project_door.h"

#ifndef Q_MOC_RUN
#include "core/base/files.h"
#include "core/jobs/launcher.h"
#include "core/jobs/project_run.h"
#include "core/protocol/run_folder.h"
#include "tests/core/store/project_fixture.h"
#include "tests/core/worker/worker_fixture.h"
#include "ui/controls/message_line.h"
#include "ui/controls/text_label.h"
#include "ui/finetune/cell_matrix.h"
#include "ui/finetune/experiment_view.h"
#include "ui/plots/line_plot.h"
#endif

#include <QtCore/QProcess>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QAbstractItemModelTester>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLineEdit>

namespace {

constexpr int patience = 180000; ///< for LibTorch on a busy machine
constexpr int rows = 30;

/// A project of 30 rows with a benchmark file beside it.
class Project {
public:
    Project()
        : file_(folder_.path() / "p.datalever")
    {
        auto session = core::store::ProjectSession::create(file_);
        fixture::importRows(session, folder_, rows);
        session.close();
        std::string items;
        for (int i = 0; i < 3; ++i)
            items += R"({"id": "s)" + std::to_string(i) + R"(", "source": "sums", "instruction": "Add )" + std::to_string(i)
                + R"( and 2.", "answer": ")" + std::to_string(i + 2) + "\"}\n";
        benchmark_ = folder_.write("sums.jsonl", items);
    }
    const std::filesystem::path& folder() const { return folder_.path(); }
    const std::filesystem::path& file() const { return file_; }
    const std::filesystem::path& benchmark() const { return benchmark_; }

private:
    support::TemporaryFolder folder_;
    std::filesystem::path file_;
    std::filesystem::path benchmark_;
};

/// The page as a window would make it.
class OpenFinetune {
public:
    explicit OpenFinetune(const std::filesystem::path& project)
        : theme_(ui::ColourScheme::Light)
    {
        QSignalSpy opened(&door_, &ui::ProjectDoor::opened);
        door_.open(project);
        if (opened.isEmpty() && !opened.wait(patience))
            qFatal("the project was not opened");
        workspace_ = std::make_unique<ui::Workspace>(door_, support::workerProgram());
        const ui::AskFile ask = [this](QWidget*, const ui::FileRequest&, const std::function<void(const QString&)>& answer) {
            if (!nextFile.isEmpty())
                answer(nextFile);
        };
        page_ = std::make_unique<ui::FinetunePage>(theme_, *workspace_, ask);
        page_->resize(1129, 689);
        page_->show();
        if (!QTest::qWaitForWindowActive(page_.get()))
            qFatal("the page did not show");
    }
    ~OpenFinetune()
    {
        page_.reset();
        workspace_.reset();
        QSignalSpy closed(&door_, &ui::ProjectDoor::closed);
        door_.close();
        if (closed.isEmpty())
            closed.wait(patience);
    }
    OpenFinetune(const OpenFinetune&) = delete;
    OpenFinetune& operator=(const OpenFinetune&) = delete;

    ui::FinetunePage& page() { return *page_; }
    ui::Workspace& workspace() { return *workspace_; }
    template <typename Widget> Widget* find(const char* name) const
    {
        auto* found = page_->findChild<Widget*>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("the page has no %s", name);
        return found;
    }
    void click(const char* button) const
    {
        auto* found = find<QAbstractButton>(button);
        if (!found->isVisible() || !found->isEnabled())
            qWarning("%s cannot be pressed: %s", button, qPrintable(found->toolTip()));
        QTest::mouseClick(found, Qt::LeftButton, {}, QPoint(10, found->height() / 2));
    }
    void type(const char* field, const QString& text) const
    {
        auto* line = find<QLineEdit>(field);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    QString beside() const { return find<ui::TextLabel>("besideStartExperiment")->text(); }
    ui::CellMatrixModel& cells() const { return find<ui::CellMatrix>("cellMatrix")->cells(); }
    int finished() const
    {
        int count = 0;
        for (int row = 0; row < cells().rowCount(); ++row)
            for (int column = 1; column < cells().meanColumn(); ++column)
                count += cells().shown(row, column) == ui::CellShown::Finished ? 1 : 0;
        return count;
    }
    QString nextFile; ///< what the dialogs answer; empty: given up

private:
    ui::Theme theme_;
    ui::ProjectDoor door_;
    std::unique_ptr<ui::Workspace> workspace_;
    std::unique_ptr<ui::FinetunePage> page_;
};

} // namespace

class TestFinetunePage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoTinyCellsRunAndSeedsAreAdded();
    void theFormSaysWhatIsMissing();
    void aFailedCellIsTriedAgain();
    void anExperimentOfTheCommandLineAppears();
};

void TestFinetunePage::twoTinyCellsRunAndSeedsAreAdded()
{
    const Project project;
    OpenFinetune open(project.file());
    QVERIFY(open.page().isSettingUp());
    open.click("preset-tiny");
    open.type("seeds", "1");
    open.type("epochs", "2");
    open.type("batch", "6");
    open.type("recordingPoints", "3");
    open.nextFile = QString::fromStdString(project.benchmark().string());
    open.click("addBenchmark");
    auto* words = open.find<ui::TextLabel>("benchmark-sums");
    QTRY_VERIFY2_WITH_TIMEOUT(words->text().startsWith("3 items; none of"), qPrintable(words->text()), patience);
    open.type("newTokens", "4");
    QTRY_VERIFY2_WITH_TIMEOUT(open.beside().startsWith("planned: "), qPrintable(open.beside()), patience);
    QVERIFY2(open.beside().contains("6 answers"), qPrintable(open.beside()));
    QCOMPARE(open.find<ui::CellMatrix>("plannedMatrix")->cells().rowCount(), 2); // base and all
    open.click("copyExperiment");
    const QString command = QGuiApplication::clipboard()->text();
    QVERIFY2(command.contains("datalever-cli experiment run experiment-1.json"), qPrintable(command));
    open.click("startExperiment");
    QTRY_VERIFY_WITH_TIMEOUT(!open.page().isSettingUp(), patience);
    const QAbstractItemModelTester tester(&open.cells(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE_WITH_TIMEOUT(open.finished(), 2, patience);
    auto* primary = open.find<QAbstractButton>("runPrimary");
    QTRY_COMPARE_WITH_TIMEOUT(primary->text(), QString("See results"), patience);
    QVERIFY2(open.cells().index(1, 2).data().toString().endsWith(" 1 seed"),
        qPrintable(open.cells().index(1, 2).data().toString()));
    QTRY_VERIFY_WITH_TIMEOUT(!open.find<ui::LinePlot>("armCurves")->content().series.empty(), patience);
    const auto& curve = open.find<ui::LinePlot>("armCurves")->content().series.back();
    QCOMPARE(curve.name, QString("all"));
    QTRY_COMPARE_WITH_TIMEOUT(
        open.find<ui::LinePlot>("sourceCurvesPlot")->content().series.size(), std::size_t{ 2 }, patience);
    QSignalSpy asked(&open.page(), &ui::FinetunePage::resultsRequested);
    open.click("runPrimary");
    QCOMPARE(asked.size(), 1);

    open.click("addSeeds");
    auto* dialog = open.page().findChild<QDialog*>("seedsDialog");
    QVERIFY(dialog != nullptr);
    QTest::keyClicks(dialog->findChild<QLineEdit*>("furtherSeeds"), "2");
    QTest::mouseClick(dialog->findChild<QAbstractButton*>("confirmSeeds"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(open.cells().columnCount(), 4, patience);
    QTRY_COMPARE_WITH_TIMEOUT(open.finished(), 4, patience);
    QVERIFY(open.cells().index(1, 3).data().toString().endsWith(" 2 seeds"));
}

void TestFinetunePage::theFormSaysWhatIsMissing()
{
    const Project project;
    OpenFinetune open(project.file());
    QTRY_VERIFY_WITH_TIMEOUT(!open.workspace().datasets().empty(), patience);
    auto* start = open.find<QAbstractButton>("startExperiment");
    open.click("preset-tiny");
    open.type("seeds", "three");
    QTRY_VERIFY_WITH_TIMEOUT(open.beside().contains("neither a number nor a range"), patience);
    QVERIFY(!start->isEnabled());
    open.type("seeds", "2");
    open.click("arm-all");
    QTRY_COMPARE_WITH_TIMEOUT(open.beside(), QString("Choose at least one arm that is trained."), patience);
    open.click("arm-all");
    open.nextFile = QString::fromStdString((project.folder() / "rows.jsonl").string()) + ".missing";
    open.click("addBenchmark");
    QTRY_VERIFY_WITH_TIMEOUT(open.beside().contains(".missing"), patience);
    open.click("removeBenchmark-rows.jsonl");
    QTRY_VERIFY2_WITH_TIMEOUT(open.beside().startsWith("planned: "), qPrintable(open.beside()), patience);
    QVERIFY(start->isEnabled());
}

void TestFinetunePage::aFailedCellIsTriedAgain()
{
    const Project project;
    const support::WorkerFixture fixture(4);
    std::filesystem::create_directories(project.folder() / "models");
    std::filesystem::copy(fixture.model(), project.folder() / "models/base-1", std::filesystem::copy_options::recursive);
    std::filesystem::copy(fixture.model(), project.folder() / "models/base-2", std::filesystem::copy_options::recursive);
    {
        auto session = core::store::ProjectSession::open(project.file(), core::store::OpenMode::ReadWrite);
        core::jobs::ExperimentDraft draft;
        draft.name = "torn";
        draft.dataset = "rows";
        draft.arms = { { "all", "rows" } };
        draft.seeds = { 1, 2 };
        draft.folders = core::jobs::folderASeed(project.folder() / "models", draft.seeds);
        QCOMPARE(draft.folders.size(), std::size_t{ 2 });
        draft.train.batchSize = 8;
        draft.recordingPoints = 2;
        draft.sourceCurveRows = 5;
        const auto request = core::jobs::readExperiment(session, core::Json(writtenForm(draft)), draft.name);
        const auto prepared = core::jobs::prepareRun(session, request.spec, request.dataset);
        session.close();
        std::filesystem::rename(project.folder() / "models/base-2", project.folder() / "away");
        auto process
            = core::jobs::launchWorker(core::protocol::RunFolder(prepared.folder), { .program = support::workerProgram() });
        support::endOf(process);
    }
    OpenFinetune open(project.file());
    QTRY_COMPARE_WITH_TIMEOUT(open.finished(), 1, patience);
    auto* message = open.find<ui::MessageLine>("cellMessage");
    QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), patience);
    QVERIFY2(message->text().startsWith("all, seed 2: "), qPrintable(message->text()));
    QVERIFY2(message->text().contains("base-2"), qPrintable(message->text()));
    QCOMPARE(open.cells().index(0, 2).data().toString(), QString("failed"));
    std::filesystem::rename(project.folder() / "away", project.folder() / "models/base-2");
    open.click("retryCells");
    QTRY_COMPARE_WITH_TIMEOUT(open.finished(), 2, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!message->isVisible(), patience);
}

void TestFinetunePage::anExperimentOfTheCommandLineAppears()
{
    const Project project;
    OpenFinetune open(project.file());
    QVERIFY(open.page().isSettingUp());
    const auto spec = project.folder() / "typed.json";
    core::writeFileAtomically(spec,
        R"({"name": "typed", "dataset": "rows", "seeds": ["5"], "arms": [{"name": "all", "dataset": "rows"}],
            "target": {"preset": "tiny"}, "train": {"batch_size": 10}, "recording_points": 2, "source_curves": 4})");
    QProcess terminal;
    terminal.setProcessChannelMode(QProcess::MergedChannels);
    terminal.start(DATALEVER_PROGRAM_FOLDER "/datalever-cli",
        { "experiment", "run", QString::fromStdString(spec.string()), "--project",
            QString::fromStdString(project.file().string()), "--detach" });
    QVERIFY(terminal.waitForFinished(patience));
    const QByteArray words = terminal.readAll();
    QVERIFY2(terminal.exitCode() == 0, words.constData());
    QTRY_VERIFY_WITH_TIMEOUT(!open.page().isSettingUp(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(open.finished(), 1, patience);
    QTRY_COMPARE_WITH_TIMEOUT(open.find<QAbstractButton>("runPrimary")->text(), QString("See results"), patience);
}

QTEST_MAIN(TestFinetunePage)
#include "tst_finetune_page.moc"
