// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/experiment_summary.h"
#include "core/analysis/summary_text.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>

using namespace core::analysis;

namespace {

/// `right` of `items`, from the first on.
std::vector<float> rights(int right, int items)
{
    std::vector<float> scores(static_cast<std::size_t>(items), 0.0F);
    std::fill_n(scores.begin(), right, 1.0F);
    return scores;
}

/// Two arms over `seeds` seeds: "all" answers 50 + seed % 3 of 100 right, "hard" `gain` more; losses are 2 and 2 - drop.
ExperimentData experiment(int seeds, int gain, double drop = 0.1)
{
    ExperimentData data;
    data.name = "e1";
    data.arms = { "all", "hard" };
    SummaryBenchmark sums{ "sums", ScoreKind::Share, {}, std::nullopt, std::nullopt };
    for (int i = 0; i < 100; ++i)
        sums.sources.push_back(i < 60 ? "add" : "mul");
    data.benchmarks
        = { sums, { "held-out loss", ScoreKind::Loss, std::vector<std::string>(4), std::nullopt, std::nullopt } };
    for (int seed = 1; seed <= seeds; ++seed) {
        for (std::size_t arm = 0; arm < 2; ++arm) {
            SummaryCell cell;
            cell.arm = arm;
            cell.seed = static_cast<std::uint64_t>(seed);
            cell.base = seed;
            const auto loss = static_cast<float>(arm == 0 ? 2.0 + 0.01 * (seed % 2) : 2.0 - drop - 0.003 * (seed % 3));
            cell.scores = { rights(50 + seed % 3 + (arm == 1 ? gain + seed % 2 : 0), 100), { loss, loss, loss, NAN } };
            data.cells.push_back(cell);
        }
    }
    data.plannedCells = data.cells.size();
    return data;
}

std::size_t columnOf(const ExperimentSummary& summary, const std::string& name)
{
    for (std::size_t i = 0; i < summary.columns.size(); ++i)
        if (summary.columns[i].name == name)
            return i;
    qFatal("no column %s", name.c_str());
}

const ArmComparison& comparisonOf(const ExperimentSummary& summary, const std::string& column)
{
    return *summary.comparison(1, 0, columnOf(summary, column));
}

} // namespace

class TestExperimentSummary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void armsHaveMeansOverSeeds()
    {
        const auto summary = summarize(experiment(6, 5));
        QCOMPARE(summary.columns.size(), std::size_t{ 4 }); // sums, held-out loss, add, mul
        const auto& all = summary.scores[0][columnOf(summary, "sums")];
        QCOMPARE(all.cells.size(), std::size_t{ 6 });
        QVERIFY(std::abs(all.mean->mean - 0.51) < 1e-12);
        QVERIFY(all.mean->interval.low < 0.51 && all.mean->interval.high > 0.51);
        QVERIFY(all.cells[0].interval == wilson(51, 100));
        const auto& loss = summary.scores[0][columnOf(summary, "held-out loss")];
        QVERIFY(std::abs(loss.mean->mean - 2.005) < 1e-6); // the unscored row is left out
        QVERIFY(!loss.cells[0].interval);
        QVERIFY(std::abs(summary.scores[0][columnOf(summary, "add")].cells[0].value - 51.0 / 60) < 1e-12);
        QCOMPARE(summary.columns[columnOf(summary, "mul")].items, std::int64_t{ 40 });
        QVERIFY(summary.scores[0][columnOf(summary, "mul")].cells[0].value == 0.0);
    }

    void aClearGainIsClaimedAndALossIsLowerInWords()
    {
        const auto summary = summarize(experiment(6, 8));
        const auto& accuracy = comparisonOf(summary, "sums");
        QVERIFY(accuracy.verdict->kind == VerdictKind::Better);
        QVERIFY2(accuracy.sentence.find("hard is better than all by 8.5 points") == 0, accuracy.sentence.c_str());
        const auto& loss = comparisonOf(summary, "held-out loss");
        QVERIFY(loss.verdict->kind == VerdictKind::Better);
        QVERIFY(loss.verdict->comparison.difference.mean < 0);
        QVERIFY2(loss.sentence.find("hard has a lower loss than all by 0.1") == 0, loss.sentence.c_str());
        QVERIFY2(loss.sentence.find("6 of them below 0") != std::string::npos, loss.sentence.c_str());
        const auto worse = summarize(experiment(6, -8, -0.1));
        QVERIFY(comparisonOf(worse, "sums").verdict->kind == VerdictKind::Worse);
        QVERIFY(comparisonOf(worse, "held-out loss").verdict->kind == VerdictKind::Worse);
        QVERIFY(comparisonOf(worse, "held-out loss").sentence.find("hard has a higher loss") == 0);
    }

    void fewSeedsClaimNothing()
    {
        const auto summary = summarize(experiment(4, 20));
        for (const auto& comparison : summary.comparisons) {
            QVERIFY(comparison.verdict->kind == VerdictKind::TooFewUnits);
            QVERIFY(comparison.sentence.find("better") == std::string::npos);
            QVERIFY(comparison.sentence.find("95 % interval") != std::string::npos);
        }
        const auto one = summarize(experiment(1, 20));
        QVERIFY(comparisonOf(one, "sums").verdict->kind == VerdictKind::TooFewUnits);
        QVERIFY(comparisonOf(one, "sums").items[0].sentence.find("two models") != std::string::npos);
    }

    void sharedBasesAreTheUnits()
    {
        auto data = experiment(8, 20);
        for (auto& cell : data.cells)
            cell.base = static_cast<std::int32_t>(cell.seed % 2);
        const auto summary = summarize(data);
        QCOMPARE(comparisonOf(summary, "sums").verdict->comparison.units, std::size_t{ 2 });
        QVERIFY(comparisonOf(summary, "sums").verdict->kind == VerdictKind::TooFewUnits);
        for (auto& cell : data.cells)
            cell.base = 3;
        const auto same = summarize(data); // one model for all: the seeds count, and it is said
        QCOMPARE(comparisonOf(same, "sums").verdict->comparison.units, std::size_t{ 8 });
        QVERIFY(same.cautions.at(0).find("holds for it") != std::string::npos);
    }

    /// Every figure counts the same units, those of all cells.
    void fiveSharedBasesMayClaim()
    {
        auto data = experiment(12, 8);
        for (auto& cell : data.cells)
            cell.base = cell.seed <= 8 ? 1 : static_cast<std::int32_t>(cell.seed); // eight seeds on one of five
        const auto summary = summarize(data);
        const auto& sums = comparisonOf(summary, "sums");
        QCOMPARE(sums.verdict->comparison.units, std::size_t{ 5 });
        QVERIFY(sums.verdict->kind == VerdictKind::Better);
        QVERIFY2(
            sums.sentence.find("12 seeds on 5 base models, each counted once") != std::string::npos, sums.sentence.c_str());
        const auto& all = summary.scores[0][columnOf(summary, "sums")];
        QCOMPARE(all.cells.size(), std::size_t{ 12 });
        QCOMPARE(all.mean->count, std::size_t{ 5 });
        const double first = (51 + 52 + 50 + 51 + 52 + 50 + 51 + 52) / 800.0; // of seeds 1 to 8
        QVERIFY(std::abs(all.mean->mean - (first + 0.50 + 0.51 + 0.52 + 0.50) / 5) < 1e-12);
        QVERIFY(summary.cautions.at(0).find("12 seeds share 5 base models") == 0);
    }

    void aPairOnOneOfSeveralBasesIsOneUnit()
    {
        auto data = experiment(8, 20);
        for (auto& cell : data.cells)
            cell.base = cell.seed <= 6 ? 1 : 2;
        std::erase_if(data.cells, [](const SummaryCell& cell) { return cell.arm == 1 && cell.seed > 6; });
        const auto summary = summarize(data);
        QCOMPARE(comparisonOf(summary, "sums").verdict->comparison.units, std::size_t{ 1 });
        QVERIFY(comparisonOf(summary, "sums").verdict->kind == VerdictKind::TooFewUnits);
    }

    void aModelThatDivergedIsNamedAndLeftOut()
    {
        auto data = experiment(6, 8);
        data.cells[1].scores[1] = std::vector<float>(4, NAN); // hard, seed 1
        data.cells[4].scores[1][2] = INFINITY; // all, seed 3
        data.cells[4].curves = { { "add", { {}, {} } }, { "mul", { { 0 }, { 4 } } } };
        const auto summary = summarize(data);
        QCOMPARE(comparisonOf(summary, "held-out loss").seeds, (std::vector<std::uint64_t>{ 2, 4, 5, 6 }));
        QCOMPARE(comparisonOf(summary, "sums").seeds.size(), std::size_t{ 6 });
        QCOMPARE(summary.cautions.at(0),
            std::string(
                "Without a finite score, so left out: hard with seed 1 on held-out loss; all with seed 3 on held-out "
                "loss."));
        QVERIFY(!summary.learning);
    }

    void aCurveThatDivergedDoesNotTakeTheReportAway()
    {
        auto data = experiment(3, 8);
        for (auto& cell : data.cells)
            cell.curves = { { "mul", { { 0, 40, 100 }, { 4, 3, 2 } } }, { "add", { { 0, 30, 100 }, { 4, 3, 2 } } } };
        data.cells[1].curves[0].curve = { { 0 }, { 4 } }; // hard, seed 1
        const auto summary = summarize(data);
        QCOMPARE(summary.learning->seeds, std::size_t{ 3 });
        QCOMPARE(summary.learning->censored, std::vector<std::string>{ "mul" });
        QCOMPARE(summary.learning->arms[1].curves[0].learned, std::size_t{ 2 });
    }

    void benchmarksAreAdjustedTogether()
    {
        auto data = experiment(6, 8);
        data.benchmarks[1].kind = ScoreKind::Share;
        for (auto& cell : data.cells)
            cell.scores[1] = { 1, 1, 0, cell.arm == 0 && cell.seed == 1 ? 1.0F : 0.0F };
        const auto summary = summarize(data);
        const auto& sums = comparisonOf(summary, "sums");
        QCOMPARE(*sums.verdict->p, std::min(1.0, 2 * *sums.verdict->comparison.p));
        QCOMPARE(sums.verdict->benchmarks, std::size_t{ 2 });
        QVERIFY2(
            sums.sentence.find("adjusted for the 2 benchmarks of this pair") != std::string::npos, sums.sentence.c_str());
        QCOMPARE(comparisonOf(summary, "add").verdict->family, std::string("sources"));
        QVERIFY(comparisonOf(summary, "mul").sentence.find("benchmarks") == std::string::npos);
        const auto& macro = comparisonOf(summary, "macro accuracy");
        QCOMPARE(*macro.verdict->p, *macro.verdict->comparison.p); // stands alone
        QCOMPARE(summary.headlineColumn(), std::optional(columnOf(summary, "macro accuracy")));
        QCOMPARE(macro.items[0].counts.items, std::uint64_t{ 104 }); // of both benchmarks
        const double first = summary.scores[0][columnOf(summary, "sums")].cells[0].value;
        QVERIFY(
            std::abs(summary.scores[0][columnOf(summary, "macro accuracy")].cells[0].value - (first + 0.75) / 2) < 1e-12);
    }

    void twoModelsAreComparedByItems()
    {
        const auto summary = summarize(experiment(6, 8));
        const auto& items = comparisonOf(summary, "sums").items.at(1); // seed 2: 52 and 60 right
        QCOMPARE(items.counts.onlyFirst, std::uint64_t{ 8 });
        QCOMPARE(items.counts.onlySecond, std::uint64_t{ 0 });
        QVERIFY(std::abs(items.bootstrap.difference - 0.08) < 1e-12);
        QCOMPARE(items.test.exact, mcNemar({ 100, 8, 0 }).exact);
        QVERIFY(comparisonOf(summary, "held-out loss").items.empty());
    }

    void groupsAreMeansOfTheirSources()
    {
        SummarySettings settings;
        settings.groups = { { "both", { "add", "mul", "add" } } }; // said twice, counted once
        const auto summary = summarize(experiment(6, 8), settings);
        QCOMPARE(summary.columns[0].name, std::string("both"));
        QVERIFY(summary.columns[0].kind == ColumnKind::Group);
        QVERIFY(std::abs(summary.scores[0][0].cells[0].value - 51.0 / 60 / 2) < 1e-12);
        QCOMPARE(summary.columns[0].items, std::int64_t{ 100 });
        QCOMPARE(summary.columns.size(), std::size_t{ 5 });
        settings.groups = { { "hard ones", { "mul", "sub" } } };
        const auto error = support::errorOf([&] { summarize(experiment(6, 8), settings); });
        QVERIFY(error.kind() == core::ErrorKind::BadInput);
        QVERIFY2(
            error.message().find("hard ones") != std::string::npos && error.message().find("\"sub\"") != std::string::npos,
            error.message().c_str());
        QCOMPARE(error.hint(), std::string("There are: add, mul."));
    }

    void seedsThatOneArmLacksAreLeftOut()
    {
        auto data = experiment(6, 8);
        data.cells.pop_back(); // hard, seed 6
        data.cells[1].scores[0].clear(); // hard, seed 1: not answered yet
        data.plannedCells = 12;
        data.failedCells = 1;
        const auto summary = summarize(data);
        QCOMPARE(comparisonOf(summary, "sums").seeds, (std::vector<std::uint64_t>{ 2, 3, 4, 5 }));
        QCOMPARE(comparisonOf(summary, "held-out loss").seeds.size(), std::size_t{ 5 });
        QCOMPARE(summary.cautions.at(0), std::string("11 of 12 cells are finished, 1 failed: figures may still change."));
    }

    void contaminationIsSaid()
    {
        auto data = experiment(6, 8);
        data.benchmarks[0].equalRows = 0;
        data.benchmarks[0].overlappingRows = 0;
        QVERIFY(summarize(data).cautions.empty());
        data.benchmarks[0].equalRows = 3;
        QVERIFY(summarize(data).cautions.at(0).find("know sums: 3 have the same question") != std::string::npos);
    }

    void learningTimesHaveIntervalsAndCensoredCurvesAreNamed()
    {
        auto data = experiment(3, 8);
        for (auto& cell : data.cells) {
            const double half = (cell.arm == 0 ? 40.0 : 20.0) + static_cast<double>(cell.seed);
            cell.curves = { { "add", { { 0, half, 100 }, { 4, 3, 2 } } }, { "mul", { { 0, half, 100 }, { 4, 2.5, 2 } } },
                { "flat", { { 0, 50, 100 }, { 4, 3.95, 3.9 } } } };
        }
        const auto summary = summarize(data);
        QVERIFY(summary.learning.has_value());
        QCOMPARE(summary.learning->censored, std::vector<std::string>{ "flat" });
        QCOMPARE(summary.learning->arms[0].curves[0].time->mean, 42.0);
        QCOMPARE(summary.learning->arms[1].curves[0].time->mean, 22.0);
        QCOMPARE(summary.entropies.size(), std::size_t{ 1 });
        QVERIFY(summary.cautions.back().find("flat") != std::string::npos);
        const std::string text = summaryMarkdown(summary);
        QVERIFY(text.find("not learned") != std::string::npos
            && text.find("half of a curve's total descent") != std::string::npos);
    }

    void exportsSayTheSame()
    {
        auto data = experiment(6, 8);
        data.arms[1] = "hard, \"x2\"|";
        const auto summary = summarize(data);
        const auto json = summaryJson(summary);
        QCOMPARE(json.at("arms").at(1).at("scores").at(0).at("cells").size(), std::size_t{ 6 });
        QCOMPARE(json.at("comparisons").at(0).at("verdict").get<std::string>(), std::string("better"));
        const std::string csv = summaryCsv(summary);
        QVERIFY(csv.find("e1,\"hard, \"\"x2\"\"|\",benchmark,sums,100,1,0.6,") != std::string::npos);
        QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), std::ptrdiff_t{ 1 + 2 * 4 * 7 });
        const std::string text = summaryMarkdown(summary);
        QVERIFY2(text.find("| on | all | hard, \"x2\"\\| |\n") != std::string::npos, text.c_str());
        QVERIFY2(text.find("| sums, mul | 0.000 ± 0.000 | ") != std::string::npos, text.c_str());
    }

    void whatDoesNotFitIsRefused()
    {
        auto data = experiment(2, 1);
        data.cells[0].scores[0].pop_back();
        QVERIFY(
            support::errorOf([&] { summarize(data); }).message().find("99 scores for the 100 items") != std::string::npos);
        data = experiment(2, 1);
        data.cells[0].arm = 2;
        QVERIFY(support::errorOf([&] { summarize(data); }).kind() == core::ErrorKind::BadInput);
        data = experiment(2, 1);
        data.cells.push_back(data.cells[0]);
        QVERIFY(support::errorOf([&] { summarize(data); }).message().find("stands twice") != std::string::npos);
        SummarySettings settings;
        settings.against = 2;
        QVERIFY(support::errorOf([&] { summarize(experiment(2, 1), settings); }).kind() == core::ErrorKind::BadInput);
    }
};

QTEST_GUILESS_MAIN(TestExperimentSummary)
#include "tst_experiment_summary.moc"
