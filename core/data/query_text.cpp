// SPDX-License-Identifier: Apache-2.0
#include "core/data/query_text.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace core::data {

namespace {

/// In the order of FacetName.
constexpr std::array<std::string_view, 5> facetNames{ "source", "length", "cluster", "flags", "labels" };
/// In the order of TextField.
constexpr std::array<std::string_view, 3> textNames{ "text", "prompt", "response" };

struct NamedColumn {
    std::string_view name;
    ColumnName column;
};
constexpr std::array<NamedColumn, 3> nameColumns{ NamedColumn{ "source", ColumnName::Source },
    NamedColumn{ "labels", ColumnName::Labels }, NamedColumn{ "note", ColumnName::Note } };

template <typename Names> std::string listed(const Names& names)
{
    std::string list;
    for (const auto& name : names)
        list += (list.empty() ? "" : ", ") + std::string(name);
    return list;
}

/// What can be sorted by.
std::vector<std::string_view> measureNames()
{
    std::vector<std::string_view> names;
    for (int measure = 0; measure <= static_cast<int>(Measure::Flags); ++measure)
        names.push_back(nameOf(static_cast<Measure>(measure)));
    return names;
}

std::string conditionNames()
{
    auto names = measureNames();
    names.insert(names.end(), { "note", "text", "prompt", "response" });
    return listed(names);
}

[[noreturn]] void refuse(std::string_view text, const std::string& why, const std::string& hint)
{
    throw Error(ErrorKind::BadInput, "\u201c" + std::string(text.substr(0, 80)) + "\u201d " + why, hint);
}

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t");
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

struct Halves {
    std::string_view name;
    std::string_view value;
};

Halves halvesOf(std::string_view text, char border, const std::string& what, const std::string& hint)
{
    const auto place = text.find(border);
    if (place == std::string_view::npos)
        refuse(text, "is not " + what, hint);
    return { trimmed(text.substr(0, place)), text.substr(place + 1) };
}

void requireLegal(std::string_view text, const std::string& problem)
{
    if (!problem.empty())
        refuse(text, "cannot be used as a condition", problem);
}

std::size_t numberIn(std::string_view digits, std::string_view text, std::size_t rows)
{
    std::size_t number = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (failure != std::errc() || end != digits.data() + digits.size())
        refuse(text, "is not a list of row numbers", "Write them from 1, as in 1,2,5-9.");
    if (number < 1 || number > rows)
        refuse(digits, "is not a row of the dataset", "Its rows are 1 to " + std::to_string(rows) + ".");
    return number;
}

} // namespace

void addCondition(ExampleFilter& filter, std::string_view text)
{
    const auto [name, written] = halvesOf(text, ':', "NAME:CONDITION", "NAME is one of " + conditionNames() + ".");
    const std::string expression(trimmed(written));
    if (expression.empty())
        refuse(text, "has no condition behind the colon", "Write as in mean-loss:> 2 or source:= math.");
    if (const auto field = std::ranges::find(textNames, name); field != textNames.end()) {
        filter.setWords(static_cast<TextField>(field - textNames.begin()), expression);
        return;
    }
    if (const auto column = std::ranges::find(nameColumns, name, &NamedColumn::name); column != nameColumns.end()) {
        requireLegal(text, problemOfName(expression));
        filter.setName(column->column, expression);
        return;
    }
    const auto measure = measureOf(name);
    if (!measure)
        refuse(name, "is not something that rows are filtered by", "There is " + conditionNames() + ".");
    requireLegal(text, problemOfNumber(*measure, expression));
    filter.setNumber(*measure, expression);
}

void addFacet(ExampleFilter& filter, std::string_view text)
{
    const auto [name, value] = halvesOf(text, '=', "FACET=VALUE", "FACET is one of " + listed(facetNames) + ".");
    const auto facet = std::ranges::find(facetNames, name);
    if (facet == facetNames.end())
        refuse(name, "is not a facet", "There is " + listed(facetNames) + ".");
    filter.setFacetValue(static_cast<FacetName>(facet - facetNames.begin()), std::string(value), true);
}

Measure sortMeasure(std::string_view name)
{
    const auto measure = measureOf(name);
    if (!measure)
        refuse(name, "is not something that rows are sorted by", "There is " + listed(measureNames()) + ".");
    return *measure;
}

std::vector<std::string> queryWords(const ExampleFilter& filter, const SortKey& sort)
{
    std::vector<std::string> words;
    const auto where = [&](std::string_view name, const std::string& expression) {
        words.insert(words.end(), { "--where", std::string(name) + ":" + expression });
    };
    for (const TextFilter& text : filter.rows.texts)
        where(textNames[static_cast<std::size_t>(text.field)], text.text);
    for (const NamedColumn& column : nameColumns)
        if (const auto expression = filter.name(column.column); !expression.empty())
            where(column.name, expression);
    for (const auto& [measure, expression] : filter.numbers)
        where(nameOf(measure), expression);
    for (const FacetChoice& choice : filter.rows.facets)
        for (const std::string& value : choice.values)
            words.insert(
                words.end(), { "--facet", std::string(facetNames[static_cast<std::size_t>(choice.facet)]) + "=" + value });
    if (sort != SortKey())
        words.insert(words.end(), { "--sort", std::string(nameOf(sort.measure)) });
    if (!sort.ascending)
        words.emplace_back("--descending");
    return words;
}

std::string writeRowNumbers(const Selection& rows)
{
    std::string text;
    const auto numbers = rows.rows();
    for (std::size_t i = 0; i < numbers.size();) {
        std::size_t end = i + 1;
        while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1)
            ++end;
        text += (text.empty() ? "" : ",") + std::to_string(numbers[i] + 1);
        if (end - i > 1)
            text += (end - i > 2 ? "-" : ",") + std::to_string(numbers[end - 1] + 1);
        i = end;
    }
    return text;
}

Selection parseRowNumbers(std::string_view text, std::size_t rows)
{
    Selection selection(rows);
    for (std::size_t from = 0;;) {
        const auto comma = text.find(',', from);
        const auto entry = trimmed(text.substr(from, comma == std::string_view::npos ? comma : comma - from));
        const auto dash = std::min(entry.find('-'), entry.size());
        const std::size_t first = numberIn(trimmed(entry.substr(0, dash)), text, rows);
        const std::size_t last = dash == entry.size() ? first : numberIn(trimmed(entry.substr(dash + 1)), text, rows);
        if (last < first)
            refuse(entry, "ends before it begins", "Write the lower row first, as in 5-9.");
        for (std::size_t row = first; row <= last; ++row)
            selection.set(row - 1, true);
        if (comma == std::string_view::npos)
            return selection;
        from = comma + 1;
    }
}

} // namespace core::data
