// SPDX-License-Identifier: Apache-2.0
#include "core/training/pack_plan.h"
#include "core/training/packer.h"

#include "tests/core/models/tiny_model.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <algorithm>
#include <numeric>

using namespace core::training;

class TestPacker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupsHoldEveryScoredRowOnceWithinTheBudget();
    void rowsWithoutAResponseAreLeftOut();
    void aBudgetIsKept();
    void aBudgetTooSmallIsRefused();
    void aPlanGoesThroughJson();
};

void TestPacker::groupsHoldEveryScoredRowOnceWithinTheBudget()
{
    const auto rows = tiny::rows(200, 1);
    std::vector<std::size_t> items(200);
    std::iota(items.rbegin(), items.rend(), std::size_t{ 0 });
    const auto groups = groupByTokens(rows, items, 100);
    std::vector<std::size_t> seen;
    for (const auto& group : groups) {
        const auto pack = makePack(rows, items, group);
        QVERIFY(pack.ids.size() <= 100);
        seen.insert(seen.end(), pack.rows.begin(), pack.rows.end());
        QCOMPARE(pack.lengths.size(), group.size());
    }
    std::sort(seen.begin(), seen.end());
    for (std::size_t i = 0; i < 200; ++i)
        QCOMPARE(seen[i], i);
    QCOMPARE(groupByTokens(rows, items, 1).size(), std::size_t{ 200 }); // a longer row is a pack of its own
    QVERIFY(groupByTokens(rows, items, 100) == groups);
}

void TestPacker::rowsWithoutAResponseAreLeftOut()
{
    core::text::EncodedRows rows;
    rows.append({ { 1, 2, 3 }, { 0, 0, 0 }, 3 });
    rows.append({ { 1, 2, 3 }, { 0, 0, 1 }, 3 });
    rows.append({ { 1 }, { 1 }, 1 }); // its only response token has nothing before it
    rows.append({ {}, {}, 0 });
    const std::vector<std::size_t> items{ 0, 1, 2, 3 };
    const auto groups = groupByTokens(rows, items, 100);
    QCOMPARE(groups.size(), std::size_t{ 1 });
    QCOMPARE(groups[0], std::vector<std::size_t>{ 1 });
}

void TestPacker::aBudgetIsKept()
{
    auto config = tiny::config();
    config.width = 512;
    config.feedForward = 2048;
    config.layers = 6;
    config.vocabulary = 50304;
    std::int64_t before = 0;
    for (const std::uint64_t megabytes : { 1450, 1700, 4000 }) {
        const PackPlan plan = planPacks(config, megabytes << 20U, 512);
        QVERIFY(weightBytes(config) + trainingBytes(config, plan.trainingTokens) <= megabytes << 20U);
        QVERIFY(plan.trainingTokens >= std::max<std::int64_t>(before, 512));
        before = plan.trainingTokens;
    }
    QVERIFY(defaultMemoryBytes() > 0);
}

void TestPacker::aBudgetTooSmallIsRefused()
{
    const core::Error error = support::errorOf([] { planPacks(tiny::config(), 1000, 30); });
    QCOMPARE(error.kind(), core::ErrorKind::OutOfMemory);
    QVERIFY(!error.hint().empty());
}

void TestPacker::aPlanGoesThroughJson()
{
    const PackPlan plan{ 123, 456, { 7, 89 } };
    const core::Json json = core::Json::parse(toJson(plan).dump());
    QVERIFY(packPlan(core::JsonFields(json, "plan")) == plan);
}

QTEST_GUILESS_MAIN(TestPacker)
#include "tst_packer.moc"
