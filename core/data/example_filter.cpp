// SPDX-License-Identifier: Apache-2.0
#include "core/data/example_filter.h"

#include "core/base/error.h"
#include "core/data/filter_expression.h"

#include <algorithm>
#include <cmath>

namespace core::data {

namespace {

std::string sentence(const Error& error)
{
    return error.hint().empty() ? error.message() : error.message() + ". " + error.hint();
}

} // namespace

std::vector<std::string> ExampleFilter::facetValues(FacetName facet) const
{
    const auto found = std::ranges::find(rows.facets, facet, &FacetChoice::facet);
    return found == rows.facets.end() ? std::vector<std::string>() : found->values;
}

void ExampleFilter::setFacetValues(FacetName facet, const std::vector<std::string>& values)
{
    std::erase_if(rows.facets, [&](const FacetChoice& choice) { return choice.facet == facet; });
    if (!values.empty())
        rows.facets.push_back({ facet, values });
    std::ranges::sort(rows.facets, {}, &FacetChoice::facet);
}

void ExampleFilter::setFacetValue(FacetName facet, const std::string& value, bool chosen)
{
    std::vector<std::string> values = facetValues(facet);
    std::erase(values, value);
    if (chosen)
        values.push_back(value);
    std::ranges::sort(values);
    setFacetValues(facet, values);
}

std::string ExampleFilter::number(Measure measure) const
{
    const auto found = numbers.find(measure);
    return found == numbers.end() ? std::string() : found->second;
}

void ExampleFilter::setNumber(Measure measure, const std::string& expression)
{
    if (expression.empty())
        numbers.erase(measure);
    else
        numbers[measure] = expression;
}

std::string ExampleFilter::words(TextField field) const
{
    const auto found = std::ranges::find(rows.texts, field, &TextFilter::field);
    return found == rows.texts.end() ? std::string() : found->text;
}

void ExampleFilter::setWords(TextField field, const std::string& words)
{
    std::erase_if(rows.texts, [&](const TextFilter& text) { return text.field == field; });
    if (!words.empty())
        rows.texts.push_back({ field, words });
    std::ranges::sort(rows.texts, {}, &TextFilter::field);
}

std::string ExampleFilter::name(ColumnName column) const
{
    for (const ColumnFilter& filter : rows.columns)
        if (filter.key.name == column)
            return filter.expression;
    return {};
}

void ExampleFilter::setName(ColumnName column, const std::string& expression)
{
    std::erase_if(rows.columns, [&](const ColumnFilter& filter) { return filter.key.name == column; });
    if (!expression.empty())
        rows.columns.push_back({ { column, 0 }, expression });
    std::ranges::sort(rows.columns, {}, [](const ColumnFilter& filter) { return filter.key.name; });
}

std::string problemOfNumber(Measure measure, const std::string& expression)
{
    try {
        parseNumberCondition(expression, isWhole(measure));
        return {};
    } catch (const Error& error) {
        return sentence(error);
    }
}

std::string problemOfName(const std::string& expression)
{
    try {
        parseTextCondition(expression);
        return {};
    } catch (const Error& error) {
        return sentence(error);
    }
}

Selection rowsOfNumbers(const Columns& columns, const std::map<Measure, std::string>& numbers)
{
    Selection rows(columns.rows(), true);
    for (const auto& [measure, expression] : numbers) {
        if (!problemOfNumber(measure, expression).empty())
            continue;
        const auto condition = parseNumberCondition(expression, isWhole(measure));
        const bool whole = isWhole(measure);
        const std::vector<double> values = measureValues(columns, measure);
        rows &= Selection::where(values.size(), [&](std::size_t row) {
            return condition.contains(whole ? std::round(values[row]) : values[row]); // as it is shown
        });
    }
    return rows;
}

FilteredRows applyFilter(const Columns& columns, const ExampleFilter& filter,
    const std::vector<std::optional<Selection>>& texts, const Selection& selection)
{
    RowFilter rows = filter.rows;
    FilterInputs inputs{ texts, std::nullopt };
    if (rows.onlyBrushed || !filter.numbers.empty()) { // conditions on derived numbers are one more restriction
        inputs.brushed = rowsOfNumbers(columns, filter.numbers);
        if (rows.onlyBrushed)
            *inputs.brushed &= selection;
        rows.onlyBrushed = true;
    }
    return applyFilter(columns, rows, inputs);
}

} // namespace core::data
