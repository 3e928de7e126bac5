// SPDX-License-Identifier: Apache-2.0
#include <QtTest/QTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "core/training/order.h"
#include "tests/support/support.h"

#include <algorithm>
#include <map>

using namespace core::training;

namespace {

std::vector<TrainingRow> rowsWithIds(std::int64_t begin, std::int64_t end, std::int64_t stride, std::uint32_t copies = 1)
{
    std::vector<TrainingRow> rows;
    for (std::int64_t id = begin; id < end; id += stride)
        rows.push_back({ rows.size(), { id }, copies, false });
    return rows;
}

/// (example, copy) of every item of steps [begin, end).
std::vector<std::pair<std::int64_t, std::uint32_t>> itemsOf(DataOrder& order, std::int64_t begin, std::int64_t end)
{
    std::vector<std::pair<std::int64_t, std::uint32_t>> items;
    for (std::int64_t step = begin; step < end; ++step) {
        for (const TrainingRow& row : order.batch(step))
            items.emplace_back(row.example.value, row.copies);
    }
    return items;
}

} // namespace

class TestOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsOfWholeAndPartEpochs();
    void everyEpochHoldsEveryCopyOnce();
    void theOrderDependsOnSeedAndEpochOnly();
    void sharedRowsKeepTheirRelativeOrder();
    void fullBatchesRunOnIntoTheNextEpoch();
    void armsMeetSharedRowsInTheSameOrder();
};

void TestOrder::stepsOfWholeAndPartEpochs()
{
    const DataOrder order(rowsWithIds(0, 10, 1), 1, 4);
    QCOMPARE(order.stepsPerEpoch(), std::int64_t{ 3 });
    QCOMPARE(order.steps(1), std::int64_t{ 3 });
    QCOMPARE(order.steps(2.5), std::int64_t{ 8 });
    QCOMPARE(DataOrder(rowsWithIds(0, 30, 1), 1, 1).steps(0.1), std::int64_t{ 3 }); // 0.1 × 30 is a little over 3
    QCOMPARE(support::errorOf([] { DataOrder({}, 1, 0); }).kind(), core::ErrorKind::BadInput);
    DataOrder filled(rowsWithIds(0, 10, 1), 1, 4);
    QCOMPARE(filled.batch(2).size(), std::size_t{ 2 }); // the last batch of an epoch is short
    QCOMPARE(filled.batch(3).size(), std::size_t{ 4 });
}

void TestOrder::everyEpochHoldsEveryCopyOnce()
{
    DataOrder order(rowsWithIds(0, 7, 1, 3), 1, 4);
    for (std::int64_t epoch = 0; epoch < 3; ++epoch) {
        auto items = itemsOf(order, epoch * order.stepsPerEpoch(), (epoch + 1) * order.stepsPerEpoch());
        QCOMPARE(items.size(), std::size_t{ 21 });
        std::sort(items.begin(), items.end());
        for (std::size_t i = 0; i < items.size(); ++i) {
            QCOMPARE(items[i].first, static_cast<std::int64_t>(i / 3));
            QCOMPARE(items[i].second, static_cast<std::uint32_t>(i % 3));
        }
    }
}

void TestOrder::theOrderDependsOnSeedAndEpochOnly()
{
    DataOrder order(rowsWithIds(0, 50, 1), 1, 8);
    auto reversed = rowsWithIds(0, 50, 1);
    std::reverse(reversed.begin(), reversed.end());
    DataOrder other(reversed, 1, 8);
    other.batch(9); // an epoch visited before changes nothing
    QCOMPARE(itemsOf(other, 0, 7), itemsOf(order, 0, 7));
    QVERIFY(itemsOf(order, 0, 7) != itemsOf(order, 7, 14));
    DataOrder otherSeed(rowsWithIds(0, 50, 1), 2, 8);
    QVERIFY(itemsOf(otherSeed, 0, 7) != itemsOf(order, 0, 7));
}

void TestOrder::sharedRowsKeepTheirRelativeOrder()
{
    DataOrder all(rowsWithIds(0, 60, 1), 3, 60);
    DataOrder thirds(rowsWithIds(0, 60, 3, 2), 3, 40);
    std::vector<std::int64_t> fromAll;
    for (const auto& [id, copy] : itemsOf(all, 0, 1)) {
        if (id % 3 == 0)
            fromAll.push_back(id);
    }
    std::vector<std::int64_t> fromThirds;
    for (const auto& [id, copy] : itemsOf(thirds, 0, 1)) {
        if (copy == 0)
            fromThirds.push_back(id);
    }
    QCOMPARE(fromThirds, fromAll);
}

void TestOrder::fullBatchesRunOnIntoTheNextEpoch()
{
    DataOrder shortened(rowsWithIds(0, 10, 1), 1, 4);
    DataOrder full(rowsWithIds(0, 10, 1), 1, 4, EpochEnd::FullBatch);
    for (std::int64_t step = 0; step < 10; ++step)
        QCOMPARE(full.batch(step).size(), std::size_t{ 4 });
    QCOMPARE(itemsOf(full, 0, 10), itemsOf(shortened, 0, 12)); // the same epochs, cut at other places
    QCOMPARE(itemsOf(full, 2, 3), itemsOf(full, 2, 3)); // back in time, over the end of an epoch
    DataOrder few(rowsWithIds(0, 3, 1), 1, 8, EpochEnd::FullBatch);
    QCOMPARE(few.batch(0).size(), std::size_t{ 8 }); // more than two epochs
    QCOMPARE(few.batch(1).size(), std::size_t{ 8 });
}

/// Rows that two arms share, each copy by itself, keep their relative order within an epoch whatever else an arm holds, and
/// another seed gives another one.
void TestOrder::armsMeetSharedRowsInTheSameOrder()
{
    const auto epoch = [](std::vector<TrainingRow> rows, std::uint64_t seed) {
        DataOrder order(std::move(rows), seed, 1, EpochEnd::FullBatch);
        return itemsOf(order, 0, order.examplesPerEpoch());
    };
    auto all = rowsWithIds(0, 90, 1);
    auto hard = all; // every third row twice
    for (std::size_t i = 0; i < hard.size(); i += 3)
        hard[i].copies = 2;
    auto own = rowsWithIds(0, 90, 2, 3); // half of them three times, and rows that no other arm has
    for (const TrainingRow& row : rowsWithIds(1000, 1040, 1))
        own.push_back(row);
    const auto shared = [](const auto& items, const auto& others) {
        std::vector<std::pair<std::int64_t, std::uint32_t>> kept;
        for (const auto& item : items) {
            if (std::find(others.begin(), others.end(), item) != others.end())
                kept.push_back(item);
        }
        return kept;
    };
    const auto allItems = epoch(all, 5);
    const auto hardItems = epoch(hard, 5);
    const auto ownItems = epoch(own, 5);
    QCOMPARE(shared(hardItems, allItems), allItems);
    QCOMPARE(shared(ownItems, hardItems), shared(hardItems, ownItems));
    QVERIFY(shared(ownItems, hardItems).size() == 45 + 15); // even ids once, every sixth twice
    QVERIFY(epoch(all, 6) != allItems);
}

QTEST_GUILESS_MAIN(TestOrder)
#include "tst_order.moc"
