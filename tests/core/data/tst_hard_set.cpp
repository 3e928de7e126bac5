// SPDX-License-Identifier: Apache-2.0
#include "core/data/hard_set.h"

#include <QtTest/QTest>

using namespace core::data;

class HardSetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pinsOverruleClusters();
    void worksWithoutClusters();
};

namespace {

std::uint8_t mark(RowMark bit)
{
    return static_cast<std::uint8_t>(bit);
}

/// Clusters 0, 1 (hard), 1, 1, none, 0, held out, held out.
Columns eightRows()
{
    Columns columns;
    columns.ids = std::vector<core::ExampleId>(8);
    columns.heldOut = { 0, 0, 0, 0, 0, 0, 1, 1 };
    columns.cluster = { 0, 1, 1, 1, noCluster, 0, noCluster, noCluster };
    columns.clusters = 2;
    columns.hardClusters = { 1 };
    columns.marks = { 0, 0, mark(RowMark::PinnedEasy), mark(RowMark::Excluded), mark(RowMark::PinnedHard),
        std::uint8_t(mark(RowMark::PinnedHard) | mark(RowMark::Excluded)), mark(RowMark::PinnedHard), 0 };
    return columns;
}

} // namespace

void HardSetTest::pinsOverruleClusters()
{
    const HardSet hard = hardSet(eightRows());
    QVERIFY(hard.rows.rows() == (std::vector<std::uint32_t>{ 1, 4 }));
    QCOMPARE(hard.byCluster, 3u);
    QCOMPARE(hard.pinnedIn, 1u);
    QCOMPARE(hard.pinnedOut, 1u);
    QCOMPARE(hard.excluded, 2u);
    const HardSet easy = hardSet(eightRows(), false);
    QVERIFY(easy.rows.rows() == (std::vector<std::uint32_t>{ 0, 2 }));
    QCOMPARE(easy.byCluster, 2u);
    QCOMPARE(easy.pinnedIn, 1u);
    QCOMPARE(easy.pinnedOut, 1u);
}

void HardSetTest::worksWithoutClusters()
{
    Columns columns = eightRows();
    columns.cluster = {};
    columns.clusters = 0;
    columns.hardClusters = {};
    QVERIFY(hardSet(columns).rows.rows() == (std::vector<std::uint32_t>{ 4 }));
    columns.marks = {};
    QCOMPARE(hardSet(columns).rows.count(), std::size_t{ 0 });
}

QTEST_GUILESS_MAIN(HardSetTest)
#include "tst_hard_set.moc"
