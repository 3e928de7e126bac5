// SPDX-License-Identifier: GPL-3.0-or-later
// The page on a recorded experiment: its sentence, other choices, single answers, the report; and what it says without one.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/evaluate/evaluate_page.h"
#include "ui/session/project_door.h"

#ifndef Q_MOC_RUN
#include "core/base/files.h"
#include "core/protocol/experiment_cell.h"
#include "core/protocol/job_spec.h"
#include "core/store/project_experiments.h"
#include "tests/core/store/project_fixture.h"
#include "ui/controls/text_label.h"
#include "ui/evaluate/answers_panel.h"
#include "ui/evaluate/score_table.h"
#include "ui/plots/interval_plot.h"
#endif

#include <QtTest/QAbstractItemModelTester>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>

using namespace core::store;

namespace {

constexpr int patience = 30000;
constexpr int items = 40;

/// base, all and hard × six seeds, all finished: hard answers ten more of the skill "mul".
class Recorded {
public:
    explicit Recorded(bool withExperiment = true)
        : file_(folder_.path() / "p.datalever")
    {
        auto session = ProjectSession::create(file_);
        const auto dataset = fixture::importRows(session, folder_, 20).dataset.id;
        if (withExperiment)
            addExperiment(session, dataset);
        session.close();
    }
    const std::filesystem::path& file() const { return file_; }
    const std::filesystem::path& folder() const { return folder_.path(); }

private:
    static core::protocol::JobSpec spec()
    {
        core::protocol::JobSpec job;
        job.kind = core::protocol::JobKind::Experiment;
        job.name = "e1";
        job.experiment.arms
            = { { "base", {} }, { "all", { std::string(64, 'a'), "/a" } }, { "hard", { std::string(64, 'b'), "/b" } } };
        job.experiment.seeds = { 1, 2, 3, 4, 5, 6 };
        job.experiment.target.config = core::Json{ { "model_type", "gpt_neox" } };
        job.experiment.rows = { std::string(64, 'c'), "/c" };
        job.experiment.benchmarks = { { "sums", { std::string(64, 'd'), "/d" } } };
        return job;
    }

    static void addExperiment(ProjectSession& session, core::DatasetId dataset)
    {
        RunRecord record;
        record.name = "e1";
        record.kind = "experiment";
        record.dataset = dataset;
        record.folder = "runs/e1";
        record.state = RunState::Finished;
        record.spec = core::Json(toJson(spec()));
        std::filesystem::create_directories(session.sideFolder() / record.folder);
        const auto run = session.insertRun(record);
        std::vector<CellRecord> cells;
        for (const auto& place : core::protocol::cellsOf(spec().experiment)) {
            CellRecord cell;
            cell.name = core::protocol::nameOf(spec().experiment, place);
            cell.number = static_cast<std::int64_t>(cells.size());
            cell.arm = spec().experiment.arms[place.arm].name;
            cell.seed = place.seed;
            cells.push_back(cell);
        }
        insertCells(session, run, cells);
        std::vector<BenchmarkItemRecord> questions;
        for (int i = 0; i < items; ++i)
            questions.push_back({ "q" + std::to_string(i), i < items / 2 ? "add" : "mul",
                "What is " + std::to_string(i) + "?", std::to_string(i) });
        const auto benchmark
            = insertBenchmark(session, { {}, "sums", std::string(64, 'd'), Measure::Right, 0, 0 }, questions);
        for (const CellRecord& cell : experimentCells(session, run))
            answer(session, cell, benchmark);
    }

    static void answer(ProjectSession& session, const CellRecord& cell, BenchmarkId benchmark)
    {
        RunBatch batch;
        batch.run = cell.run;
        batch.generation = 1;
        batch.eventOffset = 10;
        batch.state = RunState::Finished;
        const int right = items / 2 + static_cast<int>(cell.seed % 2)
            + (cell.arm == "hard"       ? 10
                    : cell.arm == "all" ? 4
                                        : 0);
        EvaluationPart part{ benchmark, 0, {} };
        for (int i = 0; i < items; ++i)
            part.items.push_back({ i < right ? 1.0F : 0.0F, "It is " + std::to_string(i), "end", 3, std::to_string(i) });
        batch.evaluationParts.push_back(part);
        if (cell.arm != "base")
            batch.curvePoints = { { "even", 0, 4, 5 }, { "even", 5, cell.arm == "hard" ? 1.5 : 3, 5 }, { "even", 10, 1, 5 },
                { "odd", 0, 4, 5 }, { "odd", 5, 2, 5 }, { "odd", 10, 1, 5 } };
        session.applyRunBatch(batch);
    }

    support::TemporaryFolder folder_;
    std::filesystem::path file_;
};

/// The page as a window would make it.
class OpenEvaluate {
public:
    explicit OpenEvaluate(const Recorded& project)
        : theme_(ui::ColourScheme::Light)
    {
        QSignalSpy opened(&door_, &ui::ProjectDoor::opened);
        door_.open(project.file());
        if (opened.isEmpty() && !opened.wait(patience))
            qFatal("the project was not opened");
        workspace_ = std::make_unique<ui::Workspace>(door_, "/no/such/worker");
        const ui::AskFile ask = [this](QWidget*, const ui::FileRequest&, const std::function<void(const QString&)>& answer) {
            if (!nextFolder.isEmpty())
                answer(nextFolder);
        };
        page_ = std::make_unique<ui::EvaluatePage>(theme_, *workspace_, ask);
        page_->resize(1129, 689);
        page_->show();
        if (!QTest::qWaitForWindowActive(page_.get()))
            qFatal("the page did not show");
    }
    ~OpenEvaluate()
    {
        page_.reset();
        workspace_.reset();
        QSignalSpy closed(&door_, &ui::ProjectDoor::closed);
        door_.close();
        if (closed.isEmpty())
            closed.wait(patience);
    }
    OpenEvaluate(const OpenEvaluate&) = delete;
    OpenEvaluate& operator=(const OpenEvaluate&) = delete;

    ui::EvaluatePage& page() { return *page_; }
    template <typename Widget> Widget* find(const char* name) const
    {
        auto* found = page_->findChild<Widget*>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("the page has no %s", name);
        return found;
    }
    QString sentence() const { return find<ui::TextLabel>("verdictSentence")->text(); }
    /// By the keyboard, as a person would.
    void choose(const char* name, const QString& words) const
    {
        auto* box = find<QComboBox>(name);
        box->setFocus();
        for (int i = 0; i < box->count() && box->currentText() != words; ++i)
            QTest::keyClick(box, Qt::Key_Down);
        for (int i = 0; i < box->count() && box->currentText() != words; ++i)
            QTest::keyClick(box, Qt::Key_Up);
    }
    QString nextFolder;

private:
    ui::Theme theme_;
    ui::ProjectDoor door_;
    std::unique_ptr<ui::Workspace> workspace_;
    std::unique_ptr<ui::EvaluatePage> page_;
};

} // namespace

class TestEvaluatePage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anExperimentIsReadAndCompared();
    void answersLieSideBySide();
    void theReportIsWritten();
    void withoutAnExperimentThereIsAWayOut();
};

void TestEvaluatePage::anExperimentIsReadAndCompared()
{
    const Recorded project;
    OpenEvaluate open(project);
    QTRY_VERIFY2_WITH_TIMEOUT(open.sentence().startsWith("hard is better than all"), qPrintable(open.sentence()), patience);
    QVERIFY(!open.find<ui::TextLabel>("verdictCaution")->text().isEmpty());
    QCOMPARE(open.find<ui::ScoreTableView>("scoreTable")->scores().rowCount(), 3);
    const auto& differences = open.find<ui::IntervalPlot>("differencePlot")->content();
    QCOMPARE(differences.rows.size(), std::size_t{ 2 });
    QCOMPARE(differences.rows[0].marks[0].value, 15.0);
    const auto& groups = open.find<ui::IntervalPlot>("groupPlot")->content();
    QCOMPARE(groups.rows.size(), std::size_t{ 2 });
    QCOMPARE(groups.rows[1].text, QString("+30"));
    open.choose("evaluateAgainst", "base");
    QTRY_VERIFY2_WITH_TIMEOUT(open.sentence().startsWith("hard is better than base"), qPrintable(open.sentence()), patience);
    open.choose("evaluateArm", "all");
    QTRY_VERIFY2_WITH_TIMEOUT(open.sentence().startsWith("all is better than base"), qPrintable(open.sentence()), patience);
    const QString learning = open.find<ui::TextLabel>("learningWords")->text();
    QVERIFY2(learning.contains("half of a curve"), qPrintable(learning));
    QCOMPARE(open.find<QTableView>("learningTable")->model()->rowCount(), 3);
}

void TestEvaluatePage::answersLieSideBySide()
{
    const Recorded project;
    OpenEvaluate open(project);
    auto& model = open.find<ui::AnswersPanel>("answersPanel")->answers();
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE_WITH_TIMEOUT(model.items(), qint64(items), patience);
    QCOMPARE(model.shown(), qint64(6));
    QCOMPARE(model.index(0, ui::AnswersModel::Group).data().toString(), QString("mul"));
    const QString test = open.find<ui::TextLabel>("answersTest")->text();
    QVERIFY2(test.startsWith("These two models: ") && test.contains("McNemar"), qPrintable(test));
    open.choose("answersFilter", "All items");
    QCOMPARE(model.shown(), qint64(items));
    open.choose("answersFilter", "In favour of all");
    QCOMPARE(model.shown(), qint64(0));
}

void TestEvaluatePage::theReportIsWritten()
{
    const Recorded project;
    OpenEvaluate open(project);
    QTRY_VERIFY_WITH_TIMEOUT(!open.sentence().isEmpty(), patience);
    std::filesystem::create_directories(project.folder() / "report");
    open.nextFolder = QString::fromStdString((project.folder() / "report").string());
    QSignalSpy done(&open.page(), &ui::EvaluatePage::done);
    QTest::mouseClick(open.find<QAbstractButton>("exportReport"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, patience);
    for (const char* name : { "report.md", "scores.csv", "summary.json", "differences.png", "differences.svg",
             "differences.csv", "groups.png", "groups.svg", "groups.csv" })
        QVERIFY2(std::filesystem::file_size(project.folder() / "report" / name) > 40, name);
    const std::string report = core::readFile(project.folder() / "report/report.md", 1U << 20U);
    QVERIFY(report.find("hard is better than all by 15.0 points") != std::string::npos);
    const std::string values = core::readFile(project.folder() / "report/differences.csv", 1U << 20U);
    QVERIFY2(values.find("6 of 6") != std::string::npos, values.c_str());
    open.nextFolder = QString::fromStdString((project.folder() / "p.datalever").string()); // no folder
    QTest::mouseClick(open.find<QAbstractButton>("exportReport"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(open.find<QWidget>("evaluateNotice")->isVisible(), patience);
}

void TestEvaluatePage::withoutAnExperimentThereIsAWayOut()
{
    const Recorded project(false);
    OpenEvaluate open(project);
    QCOMPARE(open.find<QStackedWidget>("evaluatePages")->currentIndex(), 0);
    QVERIFY(!open.find<QAbstractButton>("exportReport")->isEnabled());
    QSignalSpy asked(&open.page(), &ui::EvaluatePage::experimentRequested);
    auto* state = open.find<QWidget>("evaluateState");
    for (auto* button : state->findChildren<QAbstractButton*>())
        if (button->isVisible())
            QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
}

QTEST_MAIN(TestEvaluatePage)
#include "tst_evaluate_page.moc"
