// SPDX-License-Identifier: GPL-3.0-or-later
// What the page computes and shows of an experiment without a worker: seeds, arms, the matrix, the curves.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/finetune/arm_curves.h"
#include "ui/finetune/arms_field.h"
#include "ui/finetune/cell_matrix.h"
#include "ui/finetune/experiment_words.h"
#include "ui/finetune/seeds_text.h"
#include "ui/theme/number_text.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtWidgets/QCheckBox>

using namespace ui;
using core::jobs::CellFigures;
using core::jobs::ExperimentFigures;
using core::protocol::CellState;

namespace {

std::vector<std::uint64_t> seeds(std::initializer_list<std::uint64_t> list)
{
    return list;
}

/// base, all, hard-2 × seeds 1 and 2: "all" is done, "hard-2" is at work and failed.
std::shared_ptr<ExperimentFigures> figures()
{
    auto made = std::make_shared<ExperimentFigures>();
    auto& spec = made->job.experiment;
    spec.arms = { { "base", {} }, { "all", { std::string(64, 'a'), "/a" } }, { "hard-2", { std::string(64, 'b'), "/b" } } };
    spec.seeds = { 1, 2 };
    spec.curves = { { "addition", {} }, { "words", {} } };
    spec.benchmarks = { { "sums", {} }, { "products", {} } };
    for (const auto& place : core::protocol::cellsOf(spec)) {
        CellFigures cell;
        cell.name = core::protocol::nameOf(spec, place);
        cell.arm = place.arm;
        cell.seed = place.seed;
        made->cells.push_back(cell);
    }
    const auto finish = [&](std::size_t number, double right, double loss) {
        CellFigures& cell = made->cells[number];
        cell.state = CellState::Finished;
        cell.share = 1;
        cell.steps = cell.step = 4;
        cell.tokens = 400;
        cell.seconds = 10;
        cell.benchmarks["sums"] = { 10, 10, 10, right };
        cell.benchmarks["products"] = { 10, 10, 10, 0 };
        cell.training = { { 1, 2, 3, 4 }, { 4, 3, 2, loss } };
        cell.curves = { { "addition", { { 0, 4 }, { 4, loss } } }, { "words", { { 0, 4 }, { 5, loss } } } };
    };
    finish(1, 6, 1);
    finish(4, 8, 2);
    made->cells[2].state = CellState::Running;
    made->cells[2].share = 0.62;
    made->cells[2].steps = 4;
    made->cells[2].training = { { 1, 2 }, { 4, 3.5 } };
    made->cells[5].state = CellState::Failed;
    made->cells[5].message = "the disk is full";
    return made;
}

} // namespace

class TestExperimentValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seedsAreACountOrAList();
    void armsTakeDatasetsByTheirKind();
    void theMatrixSaysStatesInWords();
    void theMatrixIsAProperModel();
    void meansAndBandsAreOfFinishedSeeds();
    void oneArmShowsItsSources();
    void factsNameWhatIsNotMatched();
};

void TestExperimentValues::seedsAreACountOrAList()
{
    QCOMPARE(readSeeds("3").seeds, seeds({ 1, 2, 3 }));
    QCOMPARE(readSeeds(" 7-7 ").seeds, seeds({ 7 }));
    QCOMPARE(readSeeds("3, 10-12 3").seeds, seeds({ 3, 10, 11, 12 }));
    QCOMPARE(readSeeds("18446744073709551615").problem.isEmpty(), false); // a count of so many
    for (const char* wrong : { "", "0", "a", "5-3", "1,,x", "1-2000", "-3", "1.5" }) {
        QVERIFY2(readSeeds(wrong).seeds.empty(), wrong);
        QVERIFY2(!readSeeds(wrong).problem.isEmpty(), wrong);
    }
    QCOMPARE(seedsWords({ 1, 2, 3, 7, 10, 11 }), QString("1 to 3, 7, 10, 11"));
}

void TestExperimentValues::armsTakeDatasetsByTheirKind()
{
    const Theme theme(ColourScheme::Light);
    ArmsField field(theme);
    using core::store::DatasetKind;
    std::vector<core::store::DatasetRecord> datasets{ { { 1 }, "rows", DatasetKind::Import, std::nullopt, {}, 20, 0, 0 },
        { { 2 }, "hard ×2", DatasetKind::Curated, core::DatasetId{ 1 }, {}, 20, 0, 0 },
        { { 3 }, "other", DatasetKind::Import, std::nullopt, {}, 5, 0, 0 } };
    field.setDatasets(datasets, { 1 });
    QVERIFY(field.hasCurations());
    auto arms = field.arms();
    QCOMPARE(arms.size(), std::size_t{ 3 }); // what was made of it is an arm unless somebody says otherwise
    QCOMPARE(QString::fromStdString(arms[1].name + "/" + arms[1].dataset), QString("all/rows"));
    QCOMPARE(QString::fromStdString(arms[2].name), QString("hard---2")); // × has two bytes
    QCOMPARE(arms[2].dataset, datasets[1].name);
    auto* base = field.findChild<QCheckBox*>("arm-base");
    QTest::mouseClick(base, Qt::LeftButton, {}, QPoint(8, base->height() / 2));
    QCOMPARE(field.arms().size(), std::size_t{ 2 });
    datasets.push_back({ { 4 }, "random", DatasetKind::Curated, core::DatasetId{ 2 }, {}, 20, 0, 0 });
    field.setDatasets(datasets, { 1 }); // a choice stays
    QCOMPARE(field.arms().size(), std::size_t{ 3 });
    QVERIFY(!field.findChild<QCheckBox*>("arm-base")->isChecked());
    QVERIFY(!field.findChild<QCheckBox*>("arm-other")->isChecked());
}

void TestExperimentValues::theMatrixSaysStatesInWords()
{
    const Theme theme(ColourScheme::Light);
    CellMatrixModel model(theme);
    const auto known = figures();
    model.setFigures(known, "sums", true);
    const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(text(1, 0), QString("all"));
    QCOMPARE(text(0, 1), QString("queued"));
    QCOMPARE(text(1, 1), QString("0.600"));
    QCOMPARE(text(2, 1), percentText(0.62, 0));
    QCOMPARE(text(2, 2), QString("failed"));
    QCOMPARE(text(1, 3), QString::fromUtf8("0.700 · 2 seeds"));
    QCOMPARE(text(0, 3), QString("–"));
    QVERIFY(model.index(2, 2).data(Qt::ToolTipRole).toString().contains("the disk is full"));
    model.setFigures(known, std::string(core::jobs::overBenchmarks), false);
    QCOMPARE(text(1, 1), QString("0.300")); // the mean over the two benchmarks
    QCOMPARE(text(2, 1), QString("stopped")); // its worker is gone
    QCOMPARE(text(0, 1), QString("planned"));
}

void TestExperimentValues::theMatrixIsAProperModel()
{
    const Theme theme(ColourScheme::Light);
    CellMatrix matrix(theme);
    const QAbstractItemModelTester tester(&matrix.cells(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    matrix.cells().setPlanned({ "base", "all" }, { 1, 2, 3 });
    QCOMPARE(matrix.cells().index(1, 2).data().toString(), QString("planned"));
    matrix.cells().setFigures(figures(), "sums", true);
    matrix.cells().setFigures(nullptr, {}, false);
    QCOMPARE(matrix.cells().rowCount(), 0);
}

void TestExperimentValues::meansAndBandsAreOfFinishedSeeds()
{
    const LineContent content = armCurveContent(*figures(), {});
    QCOMPARE(content.series.size(), std::size_t{ 2 }); // the mean of "all", the cell of "hard-2" at work
    const auto mean = std::ranges::find(content.series, QString("all"), &LineSeries::name);
    QVERIFY(mean != content.series.end());
    QCOMPARE(mean->y, (std::vector<double>{ 4, 3, 2, 1.5 }));
    const auto atWork = std::ranges::find(content.series, true, &LineSeries::raw);
    QVERIFY(atWork != content.series.end());
    QCOMPARE(atWork->y, (std::vector<double>{ 4, 3.5 }));
    QCOMPARE(content.bands.size(), std::size_t{ 1 });
    QVERIFY(content.bands[0].low.back() < 1 && content.bands[0].high.back() > 2); // t of one degree is wide
    QVERIFY2(content.text.caption.startsWith("0 to 2 finished"), qPrintable(content.text.caption));
}

void TestExperimentValues::oneArmShowsItsSources()
{
    const auto known = figures();
    const auto choices = curveChoices(known->job.experiment);
    QCOMPARE(choices.size(), std::size_t{ 5 }); // training, two curves, two trained arms
    const LineContent content = armCurveContent(*known, choices[3].second);
    QCOMPARE(content.series.size(), std::size_t{ 2 });
    QCOMPARE(content.series[1].name, QString("words"));
    QCOMPARE(content.series[1].y, (std::vector<double>{ 5, 1.5 }));
    QVERIFY(content.text.title.contains("all"));
}

void TestExperimentValues::factsNameWhatIsNotMatched()
{
    auto known = figures();
    known->cells[2].state = CellState::Finished;
    known->cells[2].tokens = 420;
    const auto sections = experimentText(*known, true);
    QStringList lines;
    for (const auto& section : sections)
        for (const auto& [name, value] : section.rows)
            lines << name + ": " + value;
    QVERIFY2(lines.contains("Tokens, hard-2: +" + percentText(0.05)), qPrintable(lines.join("; ")));
    QVERIFY(lines.contains("Steps: 4"));
    QVERIFY(lines.contains("Done: 3 of 6"));
    QVERIFY(failureWords(*known, true).startsWith("hard-2, seed 2: the disk is full."));
    known->cells[5].state = CellState::Waiting;
    QVERIFY(failureWords(*known, true).isEmpty());
}

QTEST_MAIN(TestExperimentValues)
#include "tst_experiment_values.moc"
