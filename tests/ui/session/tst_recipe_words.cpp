// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/session/recipe_words.h"

#ifndef Q_MOC_RUN
#include "core/store/annotation_records.h"
#include "ui/session/curate_command.h"
#include "ui/session/undo_words.h"
#endif

using namespace ui;
using core::curate::parseRecipe;

class TestRecipeWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void changesAreSaid_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("words");
        const auto add = [](const char* before, const char* after, const QString& words) {
            QTest::newRow(after) << QString(before) << QString(after) << words;
        };
        add("hard=2", "hard=3", "Set copies of hard to 3");
        add("all", "hard=2", "Add the step “Hard × 2”");
        add("hard=2,easy=3", "hard=2,drop=excluded,easy=3", "Add the step “Leave out excluded rows”");
        add("hard=2,drop=seam", "drop=seam", "Remove the step “Hard × 2”");
        add("drop=duplicates,easy=3,hard=2", "hard=2,drop=duplicates,easy=3", "Move the step “Hard × 2”");
        add("hard=2,drop=duplicates,easy=3", "drop=duplicates,easy=3,hard=2", "Move the step “Hard × 2”");
        add("cap:gsm8k=500", "cap:gsm8k=100", "Cap gsm8k at 100 rows");
        add("cap:gsm8k=500", "cap:math=500", "Change a step to “At most 500 rows of math”");
        add("hard=2", "hard=2,seed=4", "Set the seed to 4");
        add("hard=2", "easy=2,drop=seam", "Change the recipe “mine”");
        add("selection:\"100 %1\"=2", "selection:\"100 %1\"=3", "Set copies of 100 %1 to 3");
    }
    void changesAreSaid()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, words);
        core::store::CommandRecord command;
        command.kind = core::store::CommandKind::ChangeRecipe;
        command.text = "mine";
        command.recipeBefore = before.toStdString();
        command.recipe = after.toStdString();
        QCOMPARE(commandWords(command), words);
        QVERIFY(!doneWords(command).isEmpty() && doneWords(command) != words);
    }

    void namesAreSaid()
    {
        core::store::CommandRecord command;
        command.kind = core::store::CommandKind::ChangeRecipe;
        command.text = "b";
        command.textBefore = "a";
        command.recipeBefore = command.recipe = "hard=2";
        QCOMPARE(commandWords(command), QString("Rename the recipe “a” to “b”"));
        command.recipe = "hard=3"; // the name went with the steps
        QCOMPARE(commandWords(command), QString("Set copies of hard to 3"));
        command.recipe = "later=3"; // of another version
        QCOMPARE(commandWords(command), QString("Change the recipe “b”"));
    }

    void recipesHaveNames()
    {
        QCOMPARE(recipeNameOf(parseRecipe("all")), QString("all"));
        QCOMPARE(recipeNameOf(parseRecipe("drop=seam,cap:a=3")), QString("filtered"));
        QCOMPARE(recipeNameOf(parseRecipe("hard=2,drop=seam")), QString("hard-x2"));
        QCOMPARE(recipeNameOf(parseRecipe("selection:few=3")), QString("few-x3"));
    }

    void commandsAreQuoted()
    {
        const QString curate = curateCommand("/a b/p.datalever", { "c1", "", parseRecipe("cap:\"x,y\"=3"), "-n" });
        QVERIFY2(curate.contains("'/a b/p.datalever'") && curate.contains("--name=-n") && curate.contains("'cap:\"x,y\"=3'")
                && curate.contains("--clustering c1"),
            qPrintable(curate));
        core::jobs::CurationExport request;
        request.curation = "hard-x2";
        request.target = "/tmp/o.csv";
        request.format = "csv";
        request.layout = core::curate::ExportLayout::Mapped;
        const QString exported = exportCurationCommand("/p.datalever", request);
        QVERIFY2(exported.contains("--layout mapped") && exported.contains("--format csv"), qPrintable(exported));
    }
};

QTEST_APPLESS_MAIN(TestRecipeWords)
#include "tst_recipe_words.moc"
