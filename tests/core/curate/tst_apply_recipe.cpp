// SPDX-License-Identifier: Apache-2.0
// Recipes on ten rows by hand, and what must hold of the controls on any rows.
#include "core/curate/apply_recipe.h"
#include "core/data/dataset_rows.h"
#include "core/data/hard_set.h"
#include "tests/core/curate/recipe_columns.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <algorithm>
#include <numeric>

using namespace core::curate;
using core::data::Columns;
using Copies = std::vector<std::uint32_t>;

namespace {

CuratedRows curated(const Columns& columns, const std::string& text)
{
    RecipeInput input{ columns };
    if (columns.rows() == 10) {
        input.identities = fixture::tenIdentities();
        input.selections["odd"] = core::data::Selection::where(10, [](std::size_t row) { return row % 2 == 1; });
        input.fields["skill"] = { 0, 0, 0, 0, 0, 1, 1, 1, 1, 1 };
    }
    return applyRecipe(input, parseRecipe(text));
}

/// Copies of every row of the snapshot; 0 = left out.
Copies copiesOf(const Columns& columns, const CuratedRows& result)
{
    Copies copies(columns.rows());
    for (const auto& row : result.rows)
        copies[static_cast<std::size_t>(
            std::find(columns.ids.begin(), columns.ids.end(), row.example) - columns.ids.begin())]
            = row.copies;
    return copies;
}

Copies tenCopies(const std::string& text)
{
    const Columns columns = fixture::tenRows();
    return copiesOf(columns, curated(columns, text));
}

std::uint64_t sum(const Copies& copies)
{
    return std::accumulate(copies.begin(), copies.end(), std::uint64_t{ 0 });
}

} // namespace

class TestApplyRecipe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void multiplesByHand()
    {
        QCOMPARE(tenCopies("all"), (Copies{ 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }));
        QCOMPARE(tenCopies("hard=2"), (Copies{ 2, 2, 2, 1, 1, 1, 1, 1, 1, 1 })); // row 3 is excluded: not doubled
        QCOMPARE(tenCopies("hard=2,easy=1"), tenCopies("hard=2"));
        QCOMPARE(tenCopies("easy=0"), (Copies{ 1, 1, 1, 1, 0, 0, 0, 0, 1, 1 }));
        QCOMPARE(tenCopies("selection:odd=3"), (Copies{ 1, 3, 1, 3, 1, 3, 1, 3, 1, 1 })); // never the held-out row
        QCOMPARE(tenCopies("hard=2,selection:odd=3"), (Copies{ 2, 6, 2, 3, 1, 3, 1, 3, 1, 1 }));
    }

    void dropsByHand()
    {
        QCOMPARE(tenCopies("drop=duplicates"), (Copies{ 1, 1, 1, 1, 1, 0, 1, 1, 1, 1 }));
        QCOMPARE(tenCopies("selection:odd=0,drop=duplicates"), (Copies{ 1, 0, 1, 0, 1, 0, 1, 0, 1, 1 }));
        // once row 1 is gone, its equal row 5 stays
        QCOMPARE(tenCopies("hard=0,drop=duplicates"), (Copies{ 0, 0, 0, 1, 1, 1, 1, 1, 1, 1 }));
        QCOMPARE(tenCopies("drop=excluded"), (Copies{ 1, 1, 1, 0, 1, 1, 1, 1, 1, 1 }));
        QCOMPARE(tenCopies("drop=truncated"), (Copies{ 1, 1, 0, 1, 1, 1, 1, 1, 1, 1 }));
        QCOMPARE(tenCopies("drop=unscored"), (Copies{ 1, 1, 1, 1, 1, 1, 1, 1, 0, 1 }));
    }

    void countsAfterEachStep()
    {
        const Columns columns = fixture::tenRows();
        const CuratedRows result = curated(columns, "drop=duplicates,hard=3,drop=excluded");
        QVERIFY(result.before == (StepCount{ 9, 9, 0, 0 }));
        QVERIFY(result.steps[0] == (StepCount{ 8, 8, 1, 0 }));
        QVERIFY(result.steps[1] == (StepCount{ 8, 14, 0, 6 }));
        QVERIFY(result.steps[2] == (StepCount{ 7, 13, 1, 0 }));
        QCOMPARE(result.heldOut, 1U);
        QCOMPARE(result.excludedLeft, 0U);
        QCOMPARE(curated(columns, "hard=2").excludedLeft, 1U);
        QVERIFY(result.rows.back().heldOut && result.rows.back().copies == 1);
    }

    void controlsByHand()
    {
        // hard=2 adds three copies: two of source a, one of b
        const Copies random = tenCopies("random-control=2");
        QCOMPARE(sum(random), 13U);
        QCOMPARE(*std::max_element(random.begin(), random.end()), 2U); // without replacement
        QVERIFY(random[3] == 1 && random[8] == 1 && random[9] == 1); // excluded, unscored, held out
        const Copies easy = tenCopies("easy-control=2");
        QCOMPARE(sum(easy), 13U);
        QVERIFY(std::all_of(easy.begin(), easy.begin() + 4, [](auto copies) { return copies == 1; }));
        // hard=4 adds nine copies to four easy rows: two whole rounds and one more
        Copies rounds = tenCopies("easy-control=4");
        rounds = { rounds.begin() + 4, rounds.begin() + 8 };
        std::sort(rounds.begin(), rounds.end());
        QCOMPARE(rounds, (Copies{ 3, 3, 3, 4 }));
        const Copies matched = tenCopies("matched-control:source=2");
        QCOMPARE(matched[0] + matched[1] + matched[4], 5U); // source a: rows 0, 1 and 4 have two more
        QCOMPARE(matched[2] + matched[5] + matched[6], 4U);
        QCOMPARE(matched[7], 1U);
        const Copies skill = tenCopies("matched-control:skill=2"); // all three from rows 0, 1, 2, 4
        QCOMPARE(skill[0] + skill[1] + skill[2] + skill[4], 7U);
    }

    void capsByHand()
    {
        const Copies capped = tenCopies("cap:a=2");
        QCOMPARE(capped[0] + capped[1] + capped[4] + capped[8], 2U);
        QCOMPARE(sum(capped), 8U);
        QCOMPARE(tenCopies("cap:a=4"), tenCopies("all"));
        QCOMPARE(sum(tenCopies("hard=2,cap:c=1")), 12U); // of rows 3 and 7 one is left
    }

    /// Every control adds exactly as many copies as hard=M, wherever it draws them, and the same seed the same rows.
    void controlsMatchHardOnAnyRows()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const Columns columns = fixture::manyRows(500, seed);
            for (const std::string times : { "2", "3", "6" }) {
                const auto drop = std::string(seed % 2 == 0 ? "drop=excluded," : "");
                const auto hard = curated(columns, drop + "hard=" + times);
                const auto ending = ",seed=" + std::to_string(seed);
                for (const std::string control : { "random-control=", "easy-control=", "matched-control:source=" }) {
                    const auto result = curated(columns, drop + control + times + ending);
                    QCOMPARE(result.steps.back().copies, hard.steps.back().copies);
                    QCOMPARE(result.steps.back().rows, hard.steps.back().rows);
                    QVERIFY(result.rows == curated(columns, drop + control + times + ending).rows);
                    QVERIFY(result.rows != curated(columns, drop + control + times + ",seed=999").rows);
                }
            }
        }
    }

    void matchedControlKeepsTheMixOfHard()
    {
        const Columns columns = fixture::manyRows(800, 3);
        const auto mix = [&](const std::string& text) {
            std::vector<std::uint64_t> copies(4);
            const Copies after = copiesOf(columns, curated(columns, text));
            for (std::size_t row = 0; row < columns.rows(); ++row)
                copies[columns.source.codes[row]] += after[row];
            return copies;
        };
        QCOMPARE(mix("matched-control:source=3"), mix("hard=3"));
        QVERIFY(mix("random-control=3") != mix("hard=3"));
    }

    void drawsOnlyWhereItMay()
    {
        const Columns columns = fixture::manyRows(400, 9);
        const Copies before = columns.copies.copy();
        const auto easy = core::data::hardSet(columns, false).rows;
        const Copies random = copiesOf(columns, curated(columns, "random-control=2"));
        const Copies easyCopies = copiesOf(columns, curated(columns, "easy-control=2"));
        for (std::size_t row = 0; row < columns.rows(); ++row) {
            const bool excluded = columns.hasMark(row, core::data::RowMark::Excluded);
            if (columns.cluster[row] == core::data::noCluster || excluded)
                QCOMPARE(random[row], before[row]);
            QVERIFY(random[row] <= before[row] + 1); // fewer are drawn than there are: nobody twice
            if (!easy.contains(row))
                QCOMPARE(easyCopies[row], before[row]);
        }
    }

    /// Every row is drawn equally often over many seeds: 3 of 7 each time, so 3/7 of 7,000 draws, within 5 sigma.
    void drawsEvenly()
    {
        std::vector<std::uint64_t> drawn(7);
        for (std::uint64_t seed = 0; seed < 7000; ++seed) {
            core::RandomStream random(seed, "even");
            const auto once = drawInRounds(7, 3, random);
            for (std::size_t i = 0; i < drawn.size(); ++i)
                drawn[i] += once[i];
        }
        for (const auto times : drawn)
            QVERIFY(times > 3000 - 207 && times < 3000 + 207); // sigma = sqrt(7000 * 3/7 * 4/7) = 41.4
    }

    void twoStepsOfOneKindDrawAnew()
    {
        const Columns columns = fixture::manyRows(300, 4);
        const Copies once = copiesOf(columns, curated(columns, "random-control=2"));
        const Copies twice = copiesOf(columns, curated(columns, "random-control=2,random-control=2"));
        Copies second(columns.rows());
        for (std::size_t row = 0; row < second.size(); ++row)
            second[row] = columns.copies[row] + twice[row] - once[row];
        QVERIFY(second != once);
    }

    void sentencesForWhatCannotBe()
    {
        Columns columns = fixture::tenRows();
        const auto refused
            = [&](const std::string& text) { return support::errorOf([&] { curated(columns, text); }).message(); };
        QVERIFY(refused("cap:zzz=2").find("zzz") != std::string::npos);
        QVERIFY(refused("selection:nobody=2").find("nobody") != std::string::npos);
        QVERIFY(refused("matched-control:absent=2").find("absent") != std::string::npos);
        QVERIFY(refused("hard=0,easy=0,drop=unscored,drop=excluded").find("no row") != std::string::npos);
        QVERIFY(refused("hard=1000,hard=1000,hard=1000,hard=1000").find("copies") != std::string::npos);
        QVERIFY(refused("easy=0,easy-control=2").find("easy control") != std::string::npos);
        columns.cluster = {};
        QVERIFY(refused("hard=2").find("no clustering") != std::string::npos);
        QCOMPARE(curated(columns, "drop=duplicates").steps[0].rows, 8U); // needs none
    }

    void saysWhatItNeeds()
    {
        const RecipeNeeds needs
            = needsOf(parseRecipe("drop=duplicates,selection:x=2,matched-control:source=2,matched-control:skill=2"));
        QVERIFY(needs.clusters && needs.identities);
        QCOMPARE(needs.selections, (std::vector<std::string>{ "x" }));
        QCOMPARE(needs.fields, (std::vector<std::string>{ "skill" }));
        QVERIFY(!needsOf(parseRecipe("drop=seam,cap:a=2")).clusters);
    }
};

QTEST_GUILESS_MAIN(TestApplyRecipe)
#include "tst_apply_recipe.moc"
