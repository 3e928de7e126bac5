// SPDX-License-Identifier: Apache-2.0
#include "core/curate/recipe.h"

#include "core/base/files.h"

#include <algorithm>
#include <array>

namespace core::curate {

namespace {

/// How each kind is written: what its name and its number are called in JSON (null: it has none), and their range.
struct StepForm {
    std::string_view step;
    const char* name = nullptr;
    const char* number = nullptr;
    std::uint64_t least = 0;
    std::uint64_t most = 0;
};
constexpr std::array<StepForm, 8> forms{ { { "hard", nullptr, "times", 0, mostTimes },
    { "easy", nullptr, "times", 0, mostTimes }, { "selection", "selection", "times", 0, mostTimes },
    { "cap", "source", "rows", 1, mostCapRows }, { "drop", "what", nullptr, 0, 0 },
    { "random-control", nullptr, "times", 2, mostTimes }, { "easy-control", nullptr, "times", 2, mostTimes },
    { "matched-control", "field", "times", 2, mostTimes } } };

const StepForm& formOf(StepKind kind)
{
    return forms[static_cast<std::size_t>(kind)];
}

void requireValidStep(const RecipeStep& step, const Place& place)
{
    const StepForm& form = formOf(step.kind);
    if (form.name == nullptr && !step.name.empty())
        throw refusal(recipe_faults::unwantedName, place, step.name);
    if (form.name != nullptr && step.name.empty())
        throw refusal(recipe_faults::missingName, place);
    if (step.number < form.least || step.number > form.most)
        throw refusal(recipe_faults::number, place,
            std::to_string(step.number) + "; allowed: " + std::to_string(form.least) + " to " + std::to_string(form.most));
    const bool known = std::find(std::begin(droppable), std::end(droppable), step.name) != std::end(droppable);
    if (step.kind == StepKind::Drop && !known)
        throw refusal(recipe_faults::notDroppable, place, step.name);
}

Place placeOf(const std::string& where, std::size_t index)
{
    return Place{ .file = where, .item = "step " + std::to_string(index + 1) };
}

StepKind kindOf(std::string_view word, const Place& place)
{
    for (const StepKind kind : allStepKinds)
        if (nameOf(kind) == word)
            return kind;
    throw refusal(recipe_faults::unknownStep, place, std::string(word));
}

} // namespace

std::string_view nameOf(StepKind kind)
{
    return formOf(kind).step;
}

void requireValid(const Recipe& recipe, const std::string& where)
{
    if (recipe.steps.size() > mostSteps)
        throw refusal(recipe_faults::tooManySteps, Place{ .file = where });
    for (std::size_t i = 0; i < recipe.steps.size(); ++i)
        requireValidStep(recipe.steps[i], placeOf(where, i));
}

OrderedJson recipeJson(const Recipe& recipe)
{
    OrderedJson steps = OrderedJson::array();
    for (const RecipeStep& step : recipe.steps) {
        const StepForm& form = formOf(step.kind);
        OrderedJson json{ { "step", form.step } };
        if (form.name != nullptr)
            json[form.name] = step.name;
        if (form.number != nullptr)
            json[form.number] = step.number;
        steps.push_back(std::move(json));
    }
    return { { "steps", steps }, { "seed", std::to_string(recipe.seed) } };
}

Recipe decodeRecipe(const Json& json, const std::string& where)
{
    const JsonFields fields(json, where);
    for (const std::string& name : fields.names())
        if (name != "steps" && name != "seed")
            throw refusal(recipe_faults::syntax, Place{ .file = where, .item = "field " + name }, "it has steps and seed");
    Recipe recipe;
    if (fields.has("seed"))
        recipe.seed = fields.unsigned64("seed");
    const Json& steps = fields.at("steps");
    if (!steps.is_array())
        fields.refuse(json_faults::wrongType, "steps", "a list of steps was expected");
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Place place = placeOf(where, i);
        const JsonFields step(steps[i], where, place.item);
        RecipeStep read;
        read.kind = kindOf(step.string("step"), place);
        const StepForm& form = formOf(read.kind);
        for (const std::string& name : step.names())
            if (name != "step" && (form.name == nullptr || name != form.name)
                && (form.number == nullptr || name != form.number))
                throw refusal(recipe_faults::unwantedName, place, name);
        if (form.name != nullptr)
            read.name = step.string(form.name);
        read.number = form.number == nullptr
            ? 0
            : static_cast<std::uint64_t>(step.integer(form.number, 0, static_cast<std::int64_t>(mostCapRows)));
        recipe.steps.push_back(std::move(read));
    }
    requireValid(recipe, where);
    return recipe;
}

Recipe readRecipe(const std::string& fileOrText)
{
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(fileOrText, ignored)) {
        if (fileOrText != "all" && fileOrText.find('=') == std::string::npos)
            throw refusal(recipe_faults::notARecipe, Place{ .file = fileOrText });
        return parseRecipe(fileOrText);
    }
    constexpr std::uint64_t longestFile = 1U << 20U;
    std::string text = readFile(fileOrText, longestFile);
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin != std::string::npos && text[begin] == '{')
        return decodeRecipe(parseJson(text, fileOrText), fileOrText);
    text.erase(std::find_if(text.rbegin(), text.rend(), [](char c) { return c != '\n' && c != '\r'; }).base(), text.end());
    return parseRecipe(text, fileOrText);
}

} // namespace core::curate
