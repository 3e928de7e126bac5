// SPDX-License-Identifier: Apache-2.0
// The text form of a recipe: name[:what]=value, separated by commas.
#include "core/curate/recipe.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace core::curate {

namespace {

std::string written(const std::string& name)
{
    const bool plain = name.find_first_of(",:=\"\\") == std::string::npos && name.front() != ' ' && name.back() != ' '
        && std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    return plain ? name : Json(name).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// Position of the first of `marks` outside quotes, or the end.
std::size_t findOutsideQuotes(std::string_view text, std::string_view marks)
{
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"')
            quoted = !quoted;
        else if (quoted && text[i] == '\\')
            ++i;
        else if (!quoted && marks.find(text[i]) != std::string_view::npos)
            return i;
    }
    return text.size();
}

/// One item taken apart.
struct Item {
    std::string_view word;
    std::optional<std::string> what;
    std::string value;
};

std::string unquoted(std::string_view text, const Place& place)
{
    if (text.empty() || text.front() != '"')
        return std::string(text);
    const Json parsed = Json::parse(text, nullptr, false);
    if (!parsed.is_string())
        throw refusal(recipe_faults::syntax, place, "the quotes of " + std::string(text) + " do not close");
    return parsed.get<std::string>();
}

Item itemOf(std::string_view text, const Place& place)
{
    const std::size_t equals = findOutsideQuotes(text, "=");
    if (equals == text.size())
        throw refusal(recipe_faults::syntax, place, "found: " + std::string(text));
    const std::string_view left = trimmed(text.substr(0, equals));
    const std::size_t colon = findOutsideQuotes(left, ":");
    Item item;
    item.word = trimmed(left.substr(0, colon));
    if (colon < left.size())
        item.what = unquoted(trimmed(left.substr(colon + 1)), place);
    item.value = unquoted(trimmed(text.substr(equals + 1)), place);
    return item;
}

std::uint64_t numberOf(const std::string& text, const Place& place)
{
    std::uint64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc() || end != text.data() + text.size())
        throw refusal(recipe_faults::number, place, "found: " + text);
    return number;
}

RecipeStep stepOf(const Item& item, const Place& place)
{
    for (const StepKind kind : allStepKinds) {
        if (nameOf(kind) != item.word)
            continue;
        if (kind != StepKind::Drop)
            return { kind, numberOf(item.value, place), item.what.value_or(std::string()) };
        if (item.what)
            throw refusal(recipe_faults::unwantedName, place, *item.what);
        return { kind, 0, item.value };
    }
    throw refusal(recipe_faults::unknownStep, place, std::string(item.word));
}

} // namespace

std::string stepText(const RecipeStep& step)
{
    const std::string word(nameOf(step.kind));
    if (step.kind == StepKind::Drop)
        return word + "=" + step.name;
    return word + (step.name.empty() ? "" : ":" + written(step.name)) + "=" + std::to_string(step.number);
}

std::string recipeText(const Recipe& recipe)
{
    std::string text;
    for (const RecipeStep& step : recipe.steps)
        text += (text.empty() ? "" : ",") + stepText(step);
    if (recipe.steps.empty())
        text = "all";
    return recipe.seed == 0 ? text : text + ",seed=" + std::to_string(recipe.seed);
}

Recipe parseRecipe(std::string_view text, const std::string& where)
{
    Recipe recipe;
    bool seeded = false;
    for (std::size_t index = 0; !text.empty() || index == 0; ++index) {
        const Place place{ .file = where, .item = "step " + std::to_string(index + 1) };
        const std::size_t comma = findOutsideQuotes(text, ",");
        const std::string_view part = trimmed(text.substr(0, comma));
        const bool last = comma == text.size();
        text = last ? std::string_view() : text.substr(comma + 1);
        if (!last && text.empty())
            throw refusal(recipe_faults::syntax, place, "a step was expected behind the last comma");
        if (index == 0 && part == "all")
            continue;
        const Item item = itemOf(part, place);
        if (item.word != "seed") {
            recipe.steps.push_back(stepOf(item, place));
            continue;
        }
        if (seeded)
            throw refusal(recipe_faults::seedTwice, place);
        if (item.what)
            throw refusal(recipe_faults::unwantedName, place, *item.what);
        seeded = true;
        recipe.seed = numberOf(item.value, place);
    }
    requireValid(recipe, where);
    return recipe;
}

} // namespace core::curate
