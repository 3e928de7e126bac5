// SPDX-License-Identifier: GPL-3.0-or-later
// Lengths, subsets and first batches of hand-made columns.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "core/base/hash.h"
#include "ui/data/first_batch.h"
#include "ui/data/length_plot.h"
#include "ui/data/subset_dialog.h"

#include <numeric>

using core::data::Columns;

namespace {

Columns rowsOfLengths(const std::vector<std::uint32_t>& tokens)
{
    Columns columns;
    std::vector<core::ExampleId> ids;
    for (std::size_t i = 0; i < tokens.size(); ++i)
        ids.push_back({ static_cast<std::int64_t>(i + 1) });
    columns.ids = ids;
    columns.tokens = tokens;
    columns.responseTokens = tokens;
    columns.promptCharacters = std::vector<std::uint32_t>(tokens.size(), 3);
    columns.responseCharacters = std::vector<std::uint32_t>(tokens.size(), 4);
    columns.copies = std::vector<std::uint32_t>(tokens.size(), 1);
    columns.heldOut = std::vector<std::uint8_t>(tokens.size(), 0);
    columns.source.codes = std::vector<std::uint32_t>(tokens.size(), 0);
    columns.source.names = std::vector<std::string>{ "a" };
    return columns;
}

long long sum(const std::vector<long long>& counts)
{
    return std::accumulate(counts.begin(), counts.end(), 0LL);
}

} // namespace

class LengthHistogramTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRowIsCountedOnce();
    void aPartStandsOverAllRows();
    void longRowsAreCountedInTheLastBin();
    void withoutTokensItCountsCharacters();
    void theLimitSaysHowManyAreCut();
    void theFirstBatchIsThatOfTheTrainer();
    void aSubsetTakesFromItsPool();
};

void LengthHistogramTest::everyRowIsCountedOnce()
{
    std::vector<std::uint32_t> tokens;
    for (std::uint32_t i = 0; i < 512; ++i)
        tokens.push_back(i);
    tokens.push_back(512);
    const auto histogram = ui::lengthHistogram(rowsOfLengths(tokens), nullptr);
    QVERIFY(histogram.tokens);
    QCOMPARE(histogram.width, 8.0);
    QCOMPARE(sum(histogram.all), 513LL);
    QCOMPARE(histogram.all.front(), 8LL);
    QCOMPARE(histogram.edges.front(), 0.0);
    QVERIFY(std::find(histogram.edges.begin(), histogram.edges.end(), 512.0) != histogram.edges.end());
    QVERIFY(histogram.shown.empty());
    QCOMPARE(histogram.beyond + static_cast<std::size_t>(0), std::size_t{ histogram.edges.back() <= 512 ? 1U : 0U });
}

void LengthHistogramTest::aPartStandsOverAllRows()
{
    const Columns columns = rowsOfLengths({ 1, 1, 2, 3, 9 });
    const std::vector<std::uint32_t> visible{ 0, 4 };
    const auto histogram = ui::lengthHistogram(columns, &visible);
    QCOMPARE(sum(histogram.all), 5LL);
    QCOMPARE(sum(histogram.shown), 2LL);
    QCOMPARE(histogram.all[1], 2LL);
    QCOMPARE(histogram.shown[1], 1LL);
    QCOMPARE(histogram.shownRows, std::size_t{ 2 });
}

void LengthHistogramTest::longRowsAreCountedInTheLastBin()
{
    std::vector<std::uint32_t> tokens(1000, 100);
    tokens.push_back(100000);
    const auto histogram = ui::lengthHistogram(rowsOfLengths(tokens), nullptr);
    QCOMPARE(histogram.beyond, std::size_t{ 1 });
    QCOMPARE(sum(histogram.all), 1001LL);
    QCOMPARE(histogram.all.back() > 0, true);
    QVERIFY(histogram.edges.back() < 1000);
}

void LengthHistogramTest::withoutTokensItCountsCharacters()
{
    Columns columns = rowsOfLengths({ 1, 2 });
    columns.tokens = {};
    const auto histogram = ui::lengthHistogram(columns, nullptr);
    QVERIFY(!histogram.tokens);
    QCOMPARE(histogram.all[7], 2LL); // 3 + 4
    QVERIFY(ui::lengthContent(histogram, {}).text.subTitle.contains("characters"));
    QVERIFY(!ui::lengthContent(histogram, { {}, 512, {}, {} }).limit);
}

void LengthHistogramTest::theLimitSaysHowManyAreCut()
{
    Columns columns = rowsOfLengths({ 512, 512, 100 });
    columns.flags = std::vector<std::uint8_t>{ 1, 1, 0 };
    const auto histogram = ui::lengthHistogram(columns, nullptr);
    const auto content = ui::lengthContent(histogram, { "gpt-neox", 512, "cut at the end", "math" });
    QVERIFY(content.limit);
    QCOMPARE(content.limit->x, 512.0);
    QCOMPARE(content.limit->text, QString("512 tokens: 2 rows longer, cut at the end"));
    QVERIFY(content.text.subTitle.contains("gpt-neox"));
}

void LengthHistogramTest::theFirstBatchIsThatOfTheTrainer()
{
    Columns columns = rowsOfLengths({ 1, 2, 3, 4, 5, 6 });
    columns.heldOut = std::vector<std::uint8_t>{ 0, 0, 1, 0, 0, 0 };
    columns.copies = std::vector<std::uint32_t>{ 1, 1, 1, 2, 1, 1 };
    const auto rows = ui::firstBatch(columns, 7, 100);
    QCOMPARE(rows.size(), std::size_t{ 6 }); // six items: row 2 is held out, row 3 counts twice
    QVERIFY(std::find(rows.begin(), rows.end(), 2U) == rows.end());
    QCOMPARE(std::count(rows.begin(), rows.end(), 3U), std::ptrdiff_t{ 2 });
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    std::uint32_t first = 0;
    for (const std::uint32_t row : { 0U, 1U, 3U, 4U, 5U })
        for (std::uint64_t copy = 0; copy < columns.copies[row]; ++copy)
            if (const auto key = core::xxh3({ 7, 0, std::uint64_t{ row } + 1, copy }); key < least) {
                least = key;
                first = row;
            }
    QCOMPARE(rows.front(), first);
    QCOMPARE(ui::firstBatch(columns, 7, 2), (std::vector<std::uint32_t>{ rows[0], rows[1] }));
}

void LengthHistogramTest::aSubsetTakesFromItsPool()
{
    Columns columns = rowsOfLengths({ 1, 2, 3, 4, 5, 6 });
    columns.marks = std::vector<std::uint8_t>{ 1, 0, 0, 0, 0, 0 }; // the first row is excluded
    core::data::Selection pool(6);
    for (const std::size_t row : { 0U, 1U, 2U, 3U })
        pool.set(row, true);
    core::store::DatasetRecord parent;
    parent.id = { 4 };
    parent.name = "all";
    core::store::SubsetWish wish{ "part", 3, 1, true, true, "the rows shown" };
    const auto plan = core::store::planSubset(columns, parent, pool, wish);
    QCOMPARE(plan.rows.size(), std::size_t{ 3 });
    QCOMPARE(plan.rows.front().example, core::ExampleId{ 2 });
    QCOMPARE(plan.rows.back().example, core::ExampleId{ 4 });
    QCOMPARE(plan.record.parent, std::optional(core::DatasetId{ 4 }));
    QCOMPARE(plan.record.rule.at("seed").get<std::string>(), std::string("1"));
    wish.count = 4; // with the excluded row there would be four
    QVERIFY_EXCEPTION_THROWN(core::store::planSubset(columns, parent, pool, wish), core::Error);
}

QTEST_MAIN(LengthHistogramTest)
#include "tst_length_histogram.moc"
