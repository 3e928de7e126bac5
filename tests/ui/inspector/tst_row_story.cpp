// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of a row, on hand-made columns.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/inspector/row_story.h"
#include "ui/inspector/story_plot.h"

#include <cmath>

using core::data::Columns;
using ui::RowStory;
using ui::StoryTeller;

namespace {

const float missing = std::nanf("");

/// Twelve rows at three recording points: row i goes 10, 5 + i, i; row 11 has no last loss. Rows 0 to 4 are easy.
std::shared_ptr<Columns> twelveRows()
{
    auto columns = std::make_shared<Columns>();
    std::vector<core::ExampleId> ids;
    std::vector<float> losses(36);
    std::vector<std::uint16_t> cluster;
    std::vector<float> learned;
    std::vector<std::uint32_t> response;
    for (std::uint32_t row = 0; row < 12; ++row) {
        ids.push_back({ row + 1 });
        losses[row] = 10;
        losses[12 + row] = 5 + static_cast<float>(row);
        losses[24 + row] = row == 11 ? missing : static_cast<float>(row);
        cluster.push_back(row == 11 ? core::data::noCluster : row < 5 ? 0 : 1);
        learned.push_back(row > 8 ? missing : static_cast<float>(row));
        response.push_back(row * 2);
    }
    columns->ids = ids;
    columns->steps = std::vector<std::uint64_t>{ 0, 10, 100 };
    columns->losses = losses;
    columns->cluster = cluster;
    columns->clusters = 2;
    columns->hardClusters = { 1 };
    columns->learnedAt = learned;
    columns->responseTokens = response;
    columns->flags = std::vector<std::uint8_t>{ 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8 };
    columns->heldOut = std::vector<std::uint8_t>(12, 0);
    return columns;
}

} // namespace

class RowStoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRowStandsAmongItsClusterAndItsNeighbours();
    void factsStandBesideTheMedians();
    void aRowWithoutALossIsToldSo();
    void withoutLossesThereIsNoTrajectory();
    void thePlotNamesTheRow();
};

void RowStoryTest::aRowStandsAmongItsClusterAndItsNeighbours()
{
    StoryTeller teller;
    const RowStory story = teller.tell(twelveRows(), 2);
    QCOMPARE(story.steps, (std::vector<double>{ 0, 10, 100 }));
    QCOMPARE(story.line.losses, (std::vector<float>{ 10, 7, 2 }));
    QVERIFY(story.scored);
    QCOMPARE(story.peers, std::size_t{ 5 });
    QCOMPARE(story.cluster, QString("Easy"));
    QCOMPARE(story.low.at(2), 0.4F); // 10 % of 0..4
    QCOMPARE(story.high.at(2), 3.6F);
    QCOMPARE(story.nearest.size(), std::size_t{ 8 });
    QCOMPARE(story.nearest[0].row, 1U); // as near as row 3, and before it
    QCOMPARE(story.nearest[1].row, 3U);
    QVERIFY(std::abs(story.nearest[0].distance - std::sqrt(2.0F)) < 1e-5F);
}

void RowStoryTest::factsStandBesideTheMedians()
{
    StoryTeller teller;
    const auto columns = twelveRows();
    const RowStory story = teller.tell(columns, 0);
    QCOMPARE(story.learnedAt, 0.0F);
    QCOMPARE(story.medianLearnedAt, 4.0F);
    QCOMPARE(story.responseTokens, std::optional<std::uint32_t>(0));
    QCOMPARE(story.medianResponseTokens, 12.0);
    QCOMPARE(story.flags, QStringList{ "cut at the longest length" });
    QVERIFY(teller.tell(columns, 1).flags.isEmpty());
}

void RowStoryTest::aRowWithoutALossIsToldSo()
{
    StoryTeller teller;
    const RowStory story = teller.tell(twelveRows(), 11);
    QVERIFY(!story.scored);
    QVERIFY(story.cluster.isEmpty());
    QCOMPARE(story.peers, std::size_t{ 12 }); // scored at the first point
    QVERIFY(!story.nearest.empty()); // by the two losses that it has
}

void RowStoryTest::withoutLossesThereIsNoTrajectory()
{
    auto columns = twelveRows();
    columns->losses = {};
    columns->steps = {};
    columns->cluster = {};
    columns->clusters = 0;
    StoryTeller teller;
    const RowStory story = teller.tell(columns, 3);
    QVERIFY(story.steps.empty());
    QVERIFY(story.nearest.empty());
}

void RowStoryTest::thePlotNamesTheRow()
{
    StoryTeller teller;
    const ui::LineContent content = ui::storyContent(teller.tell(twelveRows(), 2));
    QCOMPARE(content.series.size(), std::size_t{ 9 });
    QCOMPARE(content.series.back().name, QString("this row"));
    QVERIFY(!content.series.back().raw);
    QCOMPARE(content.bands.size(), std::size_t{ 1 });
    QCOMPARE(content.xAxis.ticks.front().label, QString("0"));
    QCOMPARE(content.xAxis.ticks.back().label, QString("100"));
    QCOMPARE(content.moreReadOut(1).at(0).value, QString("10"));
}

QTEST_GUILESS_MAIN(RowStoryTest)
#include "tst_row_story.moc"
