// SPDX-License-Identifier: Apache-2.0
#include "core/curate/apply_recipe.h"
#include "core/curate/mix.h"
#include "tests/core/curate/recipe_columns.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

using namespace core::curate;

class TestMix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void byHand()
    {
        const auto columns = fixture::tenRows();
        const auto after = applyRecipe({ columns }, parseRecipe("hard=2,drop=truncated"));
        const Mix mix = mixOf(columns, after.rows);
        // source a: rows 0, 1, 4, 8 (0 and 1 doubled); b: 2, 5, 6 (2 dropped; 9 is held out); c: 3, 7
        QVERIFY(mix.bySource == (std::vector<MixGroup>{ { "a", 4, 4, 4, 6 }, { "b", 3, 3, 2, 2 }, { "c", 2, 2, 2, 2 } }));
        QVERIFY(
            mix.byCluster == (std::vector<MixGroup>{ { "0", 4, 4, 4, 4 }, { "1", 4, 4, 3, 5 }, { "none", 1, 1, 1, 1 } }));
        QVERIFY(mix.byLength == (std::vector<MixGroup>{ { "characters:0", 5, 5, 5, 7 }, { "characters:128", 4, 4, 3, 3 } }));
    }

    void everyCopyIsCountedOnce()
    {
        const auto columns = fixture::manyRows(1000, 2);
        const auto after = applyRecipe({ columns }, parseRecipe("hard=3,cap:b=100,random-control=2,seed=4"));
        const Mix mix = mixOf(columns, after.rows);
        for (const auto& groups : { mix.bySource, mix.byLength, mix.byCluster }) {
            MixGroup all;
            for (const auto& group : groups) {
                all.rowsBefore += group.rowsBefore;
                all.copiesBefore += group.copiesBefore;
                all.rowsAfter += group.rowsAfter;
                all.copiesAfter += group.copiesAfter;
            }
            QCOMPARE(all.rowsBefore, after.before.rows);
            QCOMPARE(all.copiesBefore, after.before.copies);
            QCOMPARE(all.rowsAfter, after.steps.back().rows);
            QCOMPARE(all.copiesAfter, after.steps.back().copies);
        }
    }

    void refusesRowsOfOtherDatasets()
    {
        const auto columns = fixture::tenRows();
        const core::data::DatasetRow wrongOrder[] = { { { 102 } }, { { 101 } } };
        QCOMPARE(support::errorOf([&] { mixOf(columns, wrongOrder); }).kind(), core::ErrorKind::BadInput);
    }
};

QTEST_GUILESS_MAIN(TestMix)
#include "tst_mix.moc"
