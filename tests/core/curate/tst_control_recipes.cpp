// SPDX-License-Identifier: Apache-2.0
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "core/curate/apply_recipe.h"
#include "core/curate/control_recipes.h"
#include "tests/core/curate/recipe_columns.h"
#include "tests/support/support.h"

using namespace core::curate;

class TestControlRecipes : public QObject {
    Q_OBJECT

    static std::string controlText(const std::string& recipe, StepKind control)
    {
        const auto found = controlOf(parseRecipe(recipe), control);
        return found ? recipeText(*found) : "none";
    }

private Q_SLOTS:
    void hardStepsAreReplaced()
    {
        const std::string recipe = "drop=duplicates,hard=3,cap:a=5,seed=9";
        QCOMPARE(
            controlText(recipe, StepKind::RandomControl), std::string("drop=duplicates,random-control=3,cap:a=5,seed=9"));
        QCOMPARE(controlText(recipe, StepKind::EasyControl), std::string("drop=duplicates,easy-control=3,cap:a=5,seed=9"));
        QCOMPARE(controlText(recipe, StepKind::MatchedControl),
            std::string("drop=duplicates,matched-control:source=3,cap:a=5,seed=9"));
        QCOMPARE(controlText("hard=1,hard=2", StepKind::RandomControl), std::string("hard=1,random-control=2"));
    }

    void whatAddsNoHardRowsHasNoControl()
    {
        for (const char* recipe : { "all", "drop=excluded", "hard=1", "hard=0,easy=2", "hard=2,hard=0", "random-control=2",
                 "hard=2,easy-control=2", "easy=3" })
            for (const StepKind control : controlKinds)
                QCOMPARE(controlText(recipe, control), std::string("none"));
    }

    void sizesAreEqual()
    {
        const auto columns = fixture::manyRows(3000, 4);
        const Recipe recipe = parseRecipe("drop=excluded,hard=3,seed=2");
        const auto hard = applyRecipe({ columns }, recipe);
        for (const StepKind control : controlKinds)
            QCOMPARE(applyRecipe({ columns }, *controlOf(recipe, control)).steps.back().copies, hard.steps.back().copies);
    }

    void suffixesDiffer()
    {
        QCOMPARE(controlSuffix(StepKind::RandomControl), std::string_view("-random"));
        QCOMPARE(controlSuffix(StepKind::EasyControl), std::string_view("-easy"));
        QCOMPARE(controlSuffix(StepKind::MatchedControl), std::string_view("-matched"));
    }
};

QTEST_APPLESS_MAIN(TestControlRecipes)
#include "tst_control_recipes.moc"
