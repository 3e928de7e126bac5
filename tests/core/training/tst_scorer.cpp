// SPDX-License-Identifier: Apache-2.0
#include "core/training/scorer.h"

#include "core/models/device.h"
#include "tests/core/models/tiny_model.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace core::training;

class TestScorer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { core::models::setUpTorch(2); }
    void aRowsLossAloneIsItsLossInAnyPack();
    void meansAreMeansOfTokenLosses();
    void unscoredRowsAreNaN();
    void theSinkMayStop();
};

void TestScorer::aRowsLossAloneIsItsLossInAnyPack()
{
    const auto rows = tiny::rows(40, 3);
    const core::models::Decoder decoder(core::models::newModel(tiny::config(), 3));
    const std::vector<std::size_t> one{ 17 };
    const float alone = Scorer({}).score(decoder, rows, one)[0];
    core::RandomStream stream(11, "packs");
    for (int pack = 0; pack < 100; ++pack) {
        std::vector<std::size_t> items(40);
        std::iota(items.begin(), items.end(), std::size_t{ 0 });
        stream.shuffle(items);
        items.resize(static_cast<std::size_t>(stream.between(1, 40)));
        items.push_back(17);
        PackPlan plan;
        plan.scoringTokens = stream.between(30, 1200);
        plan.head = { stream.between(1, 64), stream.between(1, 40) };
        const auto together = Scorer(plan).score(decoder, rows, items);
        QVERIFY(std::abs(together.back() - alone) <= 1e-5F);
    }
}

void TestScorer::meansAreMeansOfTokenLosses()
{
    const auto rows = tiny::rows(5, 4);
    const core::models::Decoder decoder(core::models::newModel(tiny::config(), 3));
    const std::vector<std::size_t> items{ 4, 0 };
    const auto means = Scorer({}).score(decoder, rows, items);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto losses = Scorer({}).tokenLosses(decoder, rows.tokens(items[i]));
        QCOMPARE(losses.size() + 1, static_cast<std::size_t>(rows.length(items[i])));
        double sum = 0;
        for (std::size_t k = 1; k < rows.mask(items[i]).size(); ++k)
            sum += rows.mask(items[i])[k] != 0 ? static_cast<double>(losses[k - 1]) : 0;
        QVERIFY(std::abs(sum / static_cast<double>(rows.responseCount(items[i])) - static_cast<double>(means[i])) < 1e-5);
    }
    QVERIFY(Scorer({}).tokenLosses(decoder, rows.tokens(0).first(1)).empty());
}

void TestScorer::unscoredRowsAreNaN()
{
    auto rows = tiny::rows(1, 4);
    rows.append({ { 1, 2 }, { 0, 0 }, 2 });
    const core::models::Decoder decoder(core::models::newModel(tiny::config(), 3));
    const std::vector<std::size_t> items{ 1, 0 };
    const auto means = Scorer({}).score(decoder, rows, items);
    QVERIFY(std::isnan(means[0]));
    QVERIFY(std::isfinite(means[1]));
}

void TestScorer::theSinkMayStop()
{
    const auto rows = tiny::rows(10, 4);
    const core::models::Decoder decoder(core::models::newModel(tiny::config(), 3));
    std::vector<std::size_t> items(10);
    std::iota(items.begin(), items.end(), std::size_t{ 0 });
    PackPlan plan;
    plan.scoringTokens = 1;
    std::size_t calls = 0;
    std::int64_t tokens = 0;
    Scorer(plan).score(decoder, rows, items, [&](const ScoreProgress& progress) {
        QCOMPARE(progress.rows, ++calls);
        tokens = progress.tokens;
    });
    QCOMPARE(calls, std::size_t{ 10 });
    QCOMPARE(tokens, static_cast<std::int64_t>(rows.ids.size()));
    QVERIFY_THROWS_EXCEPTION(std::runtime_error,
        Scorer(plan).score(decoder, rows, items, [](const ScoreProgress&) { throw std::runtime_error("stop"); }));
}

QTEST_GUILESS_MAIN(TestScorer)
#include "tst_scorer.moc"
