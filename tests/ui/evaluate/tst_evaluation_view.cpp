// SPDX-License-Identifier: GPL-3.0-or-later
// What the page makes of an experiment's data, and its item models.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/evaluate/answers_model.h"
#include "ui/evaluate/evaluation_view.h"
#include "ui/evaluate/learning_table_model.h"
#include "ui/evaluate/score_table.h"

#include <QtTest/QAbstractItemModelTester>

using namespace ui;
using core::analysis::ExperimentData;
using core::store::PairedAnswer;

namespace {

/// base, all, hard × `seeds` seeds on 8 items of two skills: hard answers two more of the skill "mul" than all.
ExperimentData data(std::uint64_t seeds)
{
    ExperimentData made;
    made.name = "e1";
    made.arms = { "base", "all", "hard" };
    made.benchmarks
        = { { "sums", core::analysis::ScoreKind::Share, { "add", "add", "add", "add", "mul", "mul", "mul", "mul" }, 3, 1 } };
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
        for (std::size_t arm = 0; arm < made.arms.size(); ++arm) {
            core::analysis::SummaryCell cell;
            cell.arm = arm;
            cell.seed = seed;
            cell.base = static_cast<std::int32_t>(seed);
            std::vector<float> scores{ 1, 1, seed % 2 == 0 ? 1.F : 0.F, 0, 0, 0, 0, 0 };
            for (std::size_t item = 4; item < (arm == 2 ? 7U : arm == 1 ? 5U : 4U); ++item)
                scores[item] = 1;
            cell.scores = { scores };
            const double half = arm == 2 ? 2 : 4;
            cell.curves = { { "add", { { 0, half, 8 }, { 4, 2, 1 } } }, { "mul", { { 0, 8 }, { 4, 3.9 } } } };
            made.cells.push_back(cell);
        }
    made.plannedCells = made.cells.size();
    return made;
}

PairedAnswers answers()
{
    const auto one = [](std::int64_t item, float first, float second) {
        PairedAnswer answer;
        answer.item = item;
        answer.question = { "k" + std::to_string(item), item % 2 == 0 ? "add" : "mul", "What is\n 8 * 7?", "56" };
        answer.firstScore = first;
        answer.secondScore = second;
        answer.first = { "it is 54", "end", 3, "54" };
        answer.second = { "it is 56", "end", 3, "56" };
        return answer;
    };
    return std::make_shared<const std::vector<PairedAnswer>>(
        std::vector<PairedAnswer>{ one(0, 1, 1), one(1, 0, 1), one(2, 0, 0), one(3, 1, 0), one(4, 0, 1) });
}

} // namespace

class TestEvaluationView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aHardArmIsComparedWithAll();
    void fewSeedsMakeNoClaim();
    void aChoiceIsTaken();
    void trainingRowsThatGiveItemsAwayAreSaid();
    void learningTimesNameWhatIsCensored();
    void answersThatDifferComeFirst();
    void modelsAreProper();
};

void TestEvaluationView::aHardArmIsComparedWithAll()
{
    const EvaluationView view = evaluationView(data(6), {});
    QCOMPARE(view.choice.arm, std::string("hard"));
    QCOMPARE(view.choice.against, std::string("all"));
    QVERIFY(view.claims);
    QVERIFY2(view.sentence.startsWith("hard is better than all"), qPrintable(view.sentence));
    QCOMPARE(view.differences.rows.size(), std::size_t{ 2 });
    const IntervalRow& row = view.differences.rows.front();
    QCOMPARE(row.name, QString::fromUtf8("hard − all"));
    QCOMPARE(row.marks.size(), std::size_t{ 1 });
    QCOMPARE(row.marks[0].value, 25.0); // two of eight items, in points
    QVERIFY(!row.marks[0].open);
    QCOMPARE(row.note, QString("6 of 6"));
    QCOMPARE(view.groups.rows.size(), std::size_t{ 2 });
    QCOMPARE(view.groups.rows[1].name, QString("mul"));
    QCOMPARE(view.groups.rows[1].text, QString("+50"));
    QCOMPARE(view.scores.arms, (QStringList{ "base", "all", "hard" }));
    QCOMPARE(view.scores.columns.size(), std::size_t{ 1 });
    QCOMPARE(view.scores.columns[0].arms[2]->seeds, std::size_t{ 6 });
    QCOMPARE(view.benchmark, std::optional<std::string>("sums"));
}

void TestEvaluationView::fewSeedsMakeNoClaim()
{
    const EvaluationView view = evaluationView(data(3), {});
    QVERIFY(!view.claims);
    QVERIFY(!view.sentence.isEmpty());
    QVERIFY2((view.sentence + view.caution).contains("claim"), qPrintable(view.sentence + view.caution));
    QVERIFY(view.differences.rows.front().marks[0].open);
    const EvaluationView single = evaluationView(data(1), {});
    QVERIFY(!single.claims);
    QVERIFY(!single.differences.rows.front().marks[0].interval.has_value());
}

void TestEvaluationView::aChoiceIsTaken()
{
    const EvaluationView view = evaluationView(data(6), { "all", "base", "sums" });
    QCOMPARE(view.choice.arm, std::string("all"));
    QCOMPARE(view.differences.rows.front().name, QString::fromUtf8("all − base"));
    QCOMPARE(view.groups.rows[1].marks[0].name, QString("base"));
    const EvaluationView same = evaluationView(data(6), { "hard", "hard", "no such" });
    QCOMPARE(same.choice.against, std::string("hard"));
    QVERIFY(same.choice.arm != "hard"); // never with itself
}

void TestEvaluationView::trainingRowsThatGiveItemsAwayAreSaid()
{
    const EvaluationView view = evaluationView(data(2), {});
    QVERIFY(view.scores.columns[0].warned);
    QVERIFY2(view.scores.columns[0].overlap.startsWith("3 training rows"), qPrintable(view.scores.columns[0].overlap));
    auto clean = data(2);
    clean.benchmarks[0].equalRows = clean.benchmarks[0].overlappingRows = 0;
    QVERIFY(!evaluationView(clean, {}).scores.columns[0].warned);
    clean.benchmarks[0].equalRows.reset();
    QVERIFY(evaluationView(clean, {}).scores.columns[0].overlap.isEmpty());
}

void TestEvaluationView::learningTimesNameWhatIsCensored()
{
    const EvaluationView view = evaluationView(data(2), {});
    QVERIFY(view.learning != nullptr);
    const QString words = learningWords(*view.learning);
    QVERIFY2(words.contains("mul"), qPrintable(words));
    QVERIFY(words.contains("10 seeds")); // what a finding takes
    LearningTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setLearning(view.learning);
    QCOMPARE(model.rowCount(), 3); // two curves and the entropy
    QCOMPARE(model.index(1, 1).data().toString(), QString("not yet"));
    model.setLearning(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestEvaluationView::answersThatDifferComeFirst()
{
    const Theme theme(ColourScheme::Light);
    AnswersModel model(theme);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setAnswers(answers(), "all", "hard");
    QCOMPARE(model.rowCount(), 3); // those that differ
    model.setFilter(AnswerFilter::All);
    QCOMPARE(model.rowCount(), 5);
    const auto second
        = [&](int row) { return model.index(row, AnswersModel::Second).data(Qt::AccessibleTextRole).toString(); };
    QCOMPARE(second(0), QString("right: 56"));
    QCOMPARE(second(1), QString("wrong: 56"));
    QCOMPARE(model.index(0, AnswersModel::Group).data().toString(), QString("mul")); // the second item
    QCOMPARE(model.index(3, AnswersModel::Group).data().toString(), QString("add")); // then those alike, in order
    QCOMPARE(model.index(0, AnswersModel::Question).data().toString(), QString("What is 8 * 7?"));
    QCOMPARE(model.index(0, AnswersModel::First).data(Qt::ToolTipRole).toString(), QString("it is 54"));
    model.setFilter(AnswerFilter::ForFirst);
    QCOMPARE(model.rowCount(), 1);
    model.setFilter(AnswerFilter::ForSecond);
    QCOMPARE(model.rowCount(), 2);
    model.setFilter(AnswerFilter::BothWrong);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.headerData(AnswersModel::Second, Qt::Horizontal).toString(), QString("hard"));
    model.setAnswers(nullptr, {}, {});
    QCOMPARE(model.rowCount(), 0);
}

void TestEvaluationView::modelsAreProper()
{
    const Theme theme(ColourScheme::Light);
    ScoreTableView table(theme);
    const QAbstractItemModelTester tester(&table.scores(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    table.scores().setTable(evaluationView(data(4), {}).scores);
    QCOMPARE(table.scores().rowCount(), 3);
    QVERIFY(table.scores().index(2, 1).data().toString().startsWith("0.6"));
    QVERIFY(table.scores().index(2, 1).data(ScoreTableModel::LowRole).isValid());
    const double low = table.scores().index(0, 1).data(ScoreTableModel::SpanLowRole).toDouble();
    QCOMPARE(table.scores().index(2, 1).data(ScoreTableModel::SpanLowRole).toDouble(), low); // one scale a benchmark
    table.scores().setTable({});
    QCOMPARE(table.scores().rowCount(), 0);
}

QTEST_MAIN(TestEvaluationView)
#include "tst_evaluation_view.moc"
