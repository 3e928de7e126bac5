// SPDX-License-Identifier: GPL-3.0-or-later
// A person compares two arms in the window, with a real worker: the form, two tiny cells, their results, the report.
#include "tests/ui/shell/desk.h"

#ifndef Q_MOC_RUN
#include "core/base/files.h"
#include "tests/core/store/project_fixture.h"
#include "tests/core/worker/worker_fixture.h"
#include "ui/controls/text_label.h"
#include "ui/evaluate/answers_panel.h"
#include "ui/finetune/cell_matrix.h"
#include "ui/plots/interval_plot.h"
#endif

#include <QtTest/QAbstractItemModelTester>

using namespace ui;
using support::Desk;
using support::patience;

namespace {

std::filesystem::path benchmarkIn(const support::TemporaryFolder& folder)
{
    std::string items;
    for (int i = 0; i < 4; ++i)
        items += R"({"id": "s)" + std::to_string(i) + R"(", "source": ")" + (i < 2 ? "add" : "mul")
            + R"(", "instruction": "What is )" + std::to_string(i) + R"( plus 2?", "answer": ")" + std::to_string(i + 2)
            + "\"}\n";
    return folder.write("sums.jsonl", items);
}

} // namespace

class TestExperimentStory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoCellsFromTheFormToTheReport()
    {
        const support::TemporaryFolder folder;
        const auto project = folder.path() / "p.datalever";
        auto session = core::store::ProjectSession::create(project);
        fixture::importRows(session, folder, 30);
        session.close();
        std::filesystem::create_directories(folder.path() / "report");
        Desk desk(folder.path(), support::workerProgram());
        desk.window.openProject(support::text(project));
        QTRY_VERIFY_WITH_TIMEOUT(desk.window.view() != nullptr && !desk.workspace().datasets().empty(), patience);
        desk.click("page:finetune");
        QCOMPARE(desk.window.view()->page(), PageName::Finetune);
        auto* form = desk.find<QWidget>("experimentForm");
        auto* tiny = form->findChild<QAbstractButton*>("preset-tiny"); // Proxy has one, too
        QTest::mouseClick(tiny, Qt::LeftButton, {}, QPoint(8, tiny->height() / 2));
        const auto type = [&](const char* field, const QString& keys) {
            auto* line = form->findChild<QLineEdit*>(field);
            line->setFocus();
            line->selectAll();
            QTest::keyClicks(line, keys);
            QTest::keyClick(line, Qt::Key_Return);
        };
        type("seeds", "1");
        type("batch", "8");
        type("recordingPoints", "3");
        desk.answers << support::text(benchmarkIn(folder));
        desk.click("addBenchmark");
        type("newTokens", "4");
        QTRY_VERIFY_WITH_TIMEOUT(desk.canPress("startExperiment")
                && desk.find<TextLabel>("besideStartExperiment")->text().startsWith("planned: "),
            patience);
        desk.click("startExperiment");
        auto& cells = desk.find<CellMatrix>("cellMatrix")->cells();
        QTRY_VERIFY_WITH_TIMEOUT(cells.rowCount() == 2, patience);
        for (int row = 0; row < 2; ++row)
            QTRY_VERIFY_WITH_TIMEOUT(cells.shown(row, 1) == CellShown::Finished, patience);
        auto* page = desk.find<QWidget>("finetunePage");
        auto* primary = page->findChild<QAbstractButton*>("runPrimary");
        QTRY_COMPARE_WITH_TIMEOUT(primary->text(), QString("See results"), patience);
        QTest::mouseClick(primary, Qt::LeftButton);
        QCOMPARE(desk.window.view()->page(), PageName::Evaluate);
        auto* sentence = desk.find<TextLabel>("verdictSentence");
        QTRY_VERIFY_WITH_TIMEOUT(!sentence->text().isEmpty(), patience);
        const QString said = sentence->text() + ' ' + desk.find<TextLabel>("verdictCaution")->text();
        QVERIFY2(said.contains("seed"), qPrintable(said)); // one seed: no claim
        QVERIFY2(!said.contains("is better than"), qPrintable(said));
        auto& answers = desk.find<AnswersPanel>("answersPanel")->answers();
        QTRY_COMPARE_WITH_TIMEOUT(answers.items(), qint64(4), patience);
        QCOMPARE(desk.find<IntervalPlot>("groupPlot")->content().rows.size(), std::size_t{ 2 });
        desk.answers << support::text(folder.path() / "report");
        desk.click("exportReport");
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(folder.path() / "report/groups.csv"), patience);
        const std::string report = core::readFile(folder.path() / "report/report.md", 1U << 20U);
        QVERIFY(report.find("experiment-1") != std::string::npos);
    }
};

int main(int count, char** arguments)
{
    return support::runAtDesk<TestExperimentStory>(count, arguments);
}

#include "tst_experiment_story.moc"
