// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/recipe_words.h"

#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace ui {

using core::curate::Recipe;
using core::curate::RecipeStep;
using core::curate::StepKind;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::RecipeWords)
};

QString shown(const std::string& name)
{
    constexpr qsizetype longest = 40;
    const QString text = QString::fromStdString(name).simplified();
    return text.size() > longest ? text.left(longest - 1) + QChar(0x2026) : text;
}

QString count(std::uint64_t number)
{
    return countText(static_cast<qint64>(number));
}

QString dropTitle(const std::string& what)
{
    if (what == "duplicates")
        return Words::tr("Drop exact duplicates");
    if (what == "excluded")
        return Words::tr("Leave out excluded rows");
    if (what == "truncated")
        return Words::tr("Leave out truncated rows");
    if (what == "dropped")
        return Words::tr("Leave out rows without tokens");
    if (what == "seam")
        return Words::tr("Leave out rows with a seam token");
    return Words::tr("Leave out unscored rows");
}

QString dropSentence(const std::string& what)
{
    if (what == "duplicates")
        return Words::tr("keep the first of each group");
    if (what == "excluded")
        return Words::tr("marked by hand");
    if (what == "truncated")
        return Words::tr("cut at the longest length");
    if (what == "dropped")
        return Words::tr("too long for the model, nothing is left");
    if (what == "seam")
        return Words::tr("one token spans prompt and response");
    return Words::tr("a recording point has no loss of them");
}

/// What is multiplied, in the middle of a sentence: "hard", "the selection few".
QString multiplied(const RecipeStep& step)
{
    switch (step.kind) {
    case StepKind::Hard:
        return Words::tr("hard");
    case StepKind::Easy:
        return Words::tr("easy");
    case StepKind::Selection:
        return shown(step.name);
    case StepKind::RandomControl:
        return Words::tr("the random control");
    case StepKind::EasyControl:
        return Words::tr("the easy control");
    default:
        return Words::tr("the matched control");
    }
}

RecipeChangeWords changedStep(const RecipeStep& before, const RecipeStep& after)
{
    if (before.kind != after.kind || before.name != after.name)
        return { Words::tr("Change a step to “%1”").arg(stepTitle(after)),
            Words::tr("Step changed to “%1”").arg(stepTitle(after)) };
    if (after.kind == StepKind::Cap)
        return { Words::tr("Cap %1 at %2 rows").arg(shown(after.name), count(after.number)),
            Words::tr("%1 capped at %2 rows").arg(shown(after.name), count(after.number)) };
    return { Words::tr("Set copies of %1 to %2").arg(multiplied(after), count(after.number)),
        Words::tr("Copies of %1 set to %2").arg(multiplied(after), count(after.number)) };
}

/// One list has one step more.
const RecipeStep* extraStep(const std::vector<RecipeStep>& longer, const std::vector<RecipeStep>& shorter)
{
    if (longer.size() != shorter.size() + 1)
        return nullptr;
    const auto place = std::mismatch(shorter.begin(), shorter.end(), longer.begin()).second;
    return std::equal(place + 1, longer.end(), shorter.begin() + (place - longer.begin())) ? &*place : nullptr;
}

/// The step that was taken out of one place and put into another.
const RecipeStep* movedStep(const std::vector<RecipeStep>& before, const std::vector<RecipeStep>& after)
{
    if (before.size() != after.size() || !std::is_permutation(before.begin(), before.end(), after.begin()))
        return nullptr;
    const auto first = std::mismatch(before.begin(), before.end(), after.begin());
    if (first.first == before.end())
        return nullptr;
    std::vector<RecipeStep> without = before;
    without.erase(without.begin() + (first.first - before.begin()));
    return extraStep(after, without) != nullptr ? &*first.first : &*first.second;
}

} // namespace

QString stepTitle(const RecipeStep& step)
{
    const QString times = QStringLiteral(" × ") + count(step.number);
    switch (step.kind) {
    case StepKind::Hard:
        return Words::tr("Hard") + times;
    case StepKind::Easy:
        return Words::tr("Easy") + times;
    case StepKind::Selection:
        return Words::tr("Selection %1").arg(shown(step.name)) + times;
    case StepKind::Cap:
        return Words::tr("At most %1 rows of %2").arg(count(step.number), shown(step.name));
    case StepKind::Drop:
        return dropTitle(step.name);
    case StepKind::RandomControl:
        return Words::tr("Random control") + times;
    case StepKind::EasyControl:
        return Words::tr("Easy control") + times;
    case StepKind::MatchedControl:
        break;
    }
    return (step.name == "source" ? Words::tr("Source-matched control")
                                  : Words::tr("Control matched by %1").arg(shown(step.name)))
        + times;
}

QString stepSentence(const RecipeStep& step)
{
    const auto copies = [&](const QString& rows) {
        if (step.number == 0)
            return Words::tr("every %1 is left out").arg(rows);
        return step.number == 1 ? Words::tr("one copy of each %1, as it is").arg(rows)
                                : Words::tr("%1 copies of each %2 in all").arg(count(step.number), rows);
    };
    switch (step.kind) {
    case StepKind::Hard:
        return copies(Words::tr("hard row"));
    case StepKind::Easy:
        return copies(Words::tr("easy row"));
    case StepKind::Selection:
        return copies(Words::tr("row of the selection"));
    case StepKind::Cap:
        return Words::tr("chosen at random, by the seed");
    case StepKind::Drop:
        return dropSentence(step.name);
    case StepKind::RandomControl:
        return Words::tr("as many copies as hard × %1 adds, from all scored rows").arg(count(step.number));
    case StepKind::EasyControl:
        return Words::tr("as many copies as hard × %1 adds, from the easy rows").arg(count(step.number));
    case StepKind::MatchedControl:
        break;
    }
    return Words::tr("as many copies per %1 as hard × %2 adds, from its scored rows")
        .arg(shown(step.name), count(step.number));
}

QString recipeNameOf(const Recipe& recipe)
{
    const auto named = std::find_if(recipe.steps.rbegin(), recipe.steps.rend(),
        [](const RecipeStep& step) { return step.kind != StepKind::Cap && step.kind != StepKind::Drop; });
    if (named == recipe.steps.rend())
        return recipe.steps.empty() ? QStringLiteral("all") : QStringLiteral("filtered");
    const auto kind = nameOf(named->kind);
    const QString what = named->kind == StepKind::Selection
        ? QString::fromStdString(named->name)
        : QString::fromLatin1(kind.data(), static_cast<qsizetype>(kind.size()));
    return what + QStringLiteral("-x") + QString::number(named->number);
}

RecipeChangeWords recipeChangeWords(const Recipe& before, const Recipe& after)
{
    if (before.steps == after.steps && before.seed != after.seed)
        return { Words::tr("Set the seed to %1").arg(after.seed), Words::tr("Seed set to %1").arg(after.seed) };
    if (before.seed != after.seed || before.steps == after.steps)
        return {};
    if (const auto* added = extraStep(after.steps, before.steps))
        return { Words::tr("Add the step “%1”").arg(stepTitle(*added)),
            Words::tr("Step “%1” added").arg(stepTitle(*added)) };
    if (const auto* removed = extraStep(before.steps, after.steps))
        return { Words::tr("Remove the step “%1”").arg(stepTitle(*removed)),
            Words::tr("Step “%1” removed").arg(stepTitle(*removed)) };
    if (const auto* moved = movedStep(before.steps, after.steps))
        return { Words::tr("Move the step “%1”").arg(stepTitle(*moved)),
            Words::tr("Step “%1” moved").arg(stepTitle(*moved)) };
    if (before.steps.size() != after.steps.size())
        return {};
    const auto place = std::mismatch(before.steps.begin(), before.steps.end(), after.steps.begin());
    if (!std::equal(place.first + 1, before.steps.end(), place.second + 1))
        return {};
    return changedStep(*place.first, *place.second);
}

} // namespace ui
