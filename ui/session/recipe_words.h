// SPDX-License-Identifier: GPL-3.0-or-later
// Steps of a recipe and changes to it, in words.
#pragma once

#include "core/curate/recipe.h"

#include <QtCore/QString>

namespace ui {

/// "Hard × 2", "Drop exact duplicates", "At most 500 rows of gsm8k".
QString stepTitle(const core::curate::RecipeStep& step);
/// What the step does, in a line; controls say where their rows come from.
QString stepSentence(const core::curate::RecipeStep& step);

/// "hard-x2": what a recipe is called until somebody calls it otherwise; "all" without steps.
QString recipeNameOf(const core::curate::Recipe& recipe);

/// "Set copies of hard to 3", and done: "Copies of hard set to 3". Empty where nothing short can be said.
struct RecipeChangeWords {
    QString command;
    QString done;
};
RecipeChangeWords recipeChangeWords(const core::curate::Recipe& before, const core::curate::Recipe& after);

} // namespace ui
