// SPDX-License-Identifier: Apache-2.0
// The written forms of a recipe: round trips, and a sentence for every mistake.
#include "core/base/random.h"
#include "core/curate/recipe.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <set>

using namespace core::curate;

namespace {

/// A valid recipe with names that a careless reader would take apart.
Recipe randomRecipe(core::RandomStream& random)
{
    const std::string names[] = { "gsm8k", "a,b", "x=1", "say \"no\"", " blank ", "tab\tname", "back\\slash", "über:alles" };
    Recipe recipe;
    recipe.seed = random.below(3) == 0 ? 0 : random.next();
    for (std::uint64_t left = random.below(6); left > 0; --left) {
        RecipeStep step;
        step.kind = allStepKinds[random.below(std::size(allStepKinds))];
        const bool named
            = step.kind == StepKind::Selection || step.kind == StepKind::Cap || step.kind == StepKind::MatchedControl;
        step.number = 2 + random.below(mostTimes - 1);
        if (named)
            step.name = names[random.below(std::size(names))];
        if (step.kind == StepKind::Drop)
            step = { StepKind::Drop, 0, std::string(droppable[random.below(std::size(droppable))]) };
        recipe.steps.push_back(step);
    }
    return recipe;
}

std::string codeOf(const std::function<void()>& action)
{
    return support::errorOf(action).code();
}

} // namespace

class TestRecipe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheTextForm()
    {
        const Recipe recipe = parseRecipe("drop=duplicates, hard=2 ,easy=0,cap:gsm8k=500,selection:\"a,b\"=3,"
                                          "matched-control:skill=2,seed=18446744073709551615");
        const Recipe expected{ { { StepKind::Drop, 0, "duplicates" }, { StepKind::Hard, 2 }, { StepKind::Easy, 0 },
                                   { StepKind::Cap, 500, "gsm8k" }, { StepKind::Selection, 3, "a,b" },
                                   { StepKind::MatchedControl, 2, "skill" } },
            18446744073709551615U };
        QVERIFY(recipe == expected);
        QVERIFY(parseRecipe("all") == Recipe());
        QVERIFY(parseRecipe("all,seed=3") == (Recipe{ {}, 3 }));
        QCOMPARE(recipeText({ {}, 3 }), std::string("all,seed=3"));
        QCOMPARE(recipeText({ { { StepKind::Hard, 2 }, { StepKind::Easy, 1 } }, 0 }), std::string("hard=2,easy=1"));
    }

    void roundTripsInBothForms()
    {
        core::RandomStream random(5, "test");
        for (int i = 0; i < 500; ++i) {
            const Recipe recipe = randomRecipe(random);
            QVERIFY2(parseRecipe(recipeText(recipe)) == recipe, recipeText(recipe).c_str());
            QVERIFY(decodeRecipe(core::parseJson(recipeJson(recipe).dump(), "f"), "f") == recipe);
        }
    }

    void readsFilesOfEitherForm()
    {
        const support::TemporaryFolder folder;
        const auto text = folder.write("a.txt", "hard=2,seed=7\n");
        const auto json = folder.write("b.json", R"( {"steps": [{"step": "hard", "times": 2}], "seed": "7"})");
        const Recipe expected{ { { StepKind::Hard, 2 } }, 7 };
        QVERIFY(readRecipe(text.string()) == expected);
        QVERIFY(readRecipe(json.string()) == expected);
        QVERIFY(readRecipe("hard=2,seed=7") == expected);
        QVERIFY(readRecipe("all") == Recipe());
    }

    void namesEveryMistake_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::newRow("no file") << "nowhere.json"
                                 << "recipe/not-a-recipe";
        QTest::newRow("no value") << "hard=2,easy"
                                  << "recipe/syntax";
        QTest::newRow("empty step") << "hard=2,,easy=1"
                                    << "recipe/syntax";
        QTest::newRow("last comma") << "hard=2,"
                                    << "recipe/syntax";
        QTest::newRow("open quote") << "cap:\"x=2"
                                    << "recipe/syntax";
        QTest::newRow("unknown") << "medium=2"
                                 << "recipe/unknown-step";
        QTest::newRow("no name") << "cap=500"
                                 << "recipe/missing-name";
        QTest::newRow("no selection") << "selection=2"
                                      << "recipe/missing-name";
        QTest::newRow("a name") << "hard:gsm8k=2"
                                << "recipe/unwanted-name";
        QTest::newRow("a seed with a name") << "seed:x=2"
                                            << "recipe/unwanted-name";
        QTest::newRow("a drop with a name") << "drop:x=seam"
                                            << "recipe/unwanted-name";
        QTest::newRow("no number") << "hard=two"
                                   << "recipe/number";
        QTest::newRow("negative") << "hard=-1"
                                  << "recipe/number";
        QTest::newRow("fraction") << "hard=1.5"
                                  << "recipe/number";
        QTest::newRow("too many") << "hard=1001"
                                  << "recipe/number";
        QTest::newRow("a control of nothing") << "random-control=1"
                                              << "recipe/number";
        QTest::newRow("cap at nothing") << "cap:a=0"
                                        << "recipe/number";
        QTest::newRow("beyond 64 bits") << "seed=18446744073709551616"
                                        << "recipe/number";
        QTest::newRow("not droppable") << "drop=everything"
                                       << "recipe/not-droppable";
        QTest::newRow("two seeds") << "seed=1,seed=2"
                                   << "recipe/seed-twice";
        QTest::newRow("too many steps") << QStringLiteral("hard=1,").repeated(100) + "hard=1"
                                        << "recipe/too-many-steps";
    }
    void namesEveryMistake()
    {
        QFETCH(QString, text);
        QFETCH(QString, code);
        const core::Error error = support::errorOf([&] { readRecipe(text.toStdString()); });
        QCOMPARE(error.code(), code.toStdString());
        if (code != "recipe/not-a-recipe" && code != "recipe/too-many-steps")
            QVERIFY2(error.message().find("step ") != std::string::npos, error.what());
    }

    void refusesWhatIsNoRecipeInJson()
    {
        const auto decode = [](const std::string& text) {
            return codeOf([&] { decodeRecipe(core::parseJson(text, "r.json"), "r.json"); });
        };
        QCOMPARE(decode(R"({"steps": 3})"), std::string(core::json_faults::wrongType.code));
        QCOMPARE(decode(R"({"seed": "1"})"), std::string(core::json_faults::missingField.code));
        QCOMPARE(decode(R"({"steps": [], "name": "x"})"), std::string(recipe_faults::syntax.code));
        QCOMPARE(decode(R"({"steps": [{"step": "hard"}]})"), std::string(core::json_faults::missingField.code));
        QCOMPARE(decode(R"({"steps": [{"step": "hard", "times": 2, "rows": 3}]})"),
            std::string(recipe_faults::unwantedName.code));
        QCOMPARE(decode(R"({"steps": [{"step": "hard", "times": "2"}]})"), std::string(core::json_faults::wrongType.code));
        QCOMPARE(decode(R"({"steps": [{"step": "hard", "times": 2000}]})"), std::string(recipe_faults::number.code));
        QCOMPARE(decode(R"({"steps": ["hard"]})"), std::string(core::json_faults::notAnObject.code));
    }

    void everyFaultIsProvoked()
    {
        std::set<std::string> seen;
        for (const char* text :
            { "nowhere", "hard=2,x", "medium=2", "cap=1", "hard:a=2", "hard=x", "drop=x", "seed=1,seed=1" })
            seen.insert(codeOf([&] { readRecipe(text); }));
        seen.insert(codeOf([] { requireValid({ std::vector<RecipeStep>(101), 0 }, "r"); }));
        for (const auto& fault : recipe_faults::all)
            QVERIFY2(seen.contains(std::string(fault.code)), std::string(fault.code).c_str());
    }
};

QTEST_GUILESS_MAIN(TestRecipe)
#include "tst_recipe.moc"
