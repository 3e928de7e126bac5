// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/example_filter.h"

#include "core/base/error.h"
#include "core/data/filter_expression.h"

#include <algorithm>

namespace ui {

using core::data::ColumnFilter;
using core::data::FacetChoice;
using core::data::FacetName;
using core::data::TextField;

namespace {

bool isWhole(Measure measure)
{
    return measure != Measure::LastLoss && measure != Measure::MeanLoss && measure != Measure::Variability;
}

std::string sentence(const core::Error& error)
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
    const auto found = std::ranges::find(rows.texts, field, &core::data::TextFilter::field);
    return found == rows.texts.end() ? std::string() : found->text;
}

void ExampleFilter::setWords(TextField field, const std::string& words)
{
    std::erase_if(rows.texts, [&](const core::data::TextFilter& text) { return text.field == field; });
    if (!words.empty())
        rows.texts.push_back({ field, words });
    std::ranges::sort(rows.texts, {}, &core::data::TextFilter::field);
}

std::string ExampleFilter::name(core::data::ColumnName column) const
{
    for (const ColumnFilter& filter : rows.columns)
        if (filter.key.name == column)
            return filter.expression;
    return {};
}

void ExampleFilter::setName(core::data::ColumnName column, const std::string& expression)
{
    std::erase_if(rows.columns, [&](const ColumnFilter& filter) { return filter.key.name == column; });
    if (!expression.empty())
        rows.columns.push_back({ { column, 0 }, expression });
    std::ranges::sort(rows.columns, {}, [](const ColumnFilter& filter) { return filter.key.name; });
}

std::string problemOfNumber(Measure measure, const std::string& expression)
{
    try {
        core::data::parseNumberCondition(expression, isWhole(measure));
        return {};
    } catch (const core::Error& error) {
        return sentence(error);
    }
}

std::string problemOfName(const std::string& expression)
{
    try {
        core::data::parseTextCondition(expression);
        return {};
    } catch (const core::Error& error) {
        return sentence(error);
    }
}

core::data::Selection rowsOfNumbers(const core::data::Columns& columns, const std::map<Measure, std::string>& numbers)
{
    core::data::Selection rows(columns.rows(), true);
    for (const auto& [measure, expression] : numbers) {
        if (!problemOfNumber(measure, expression).empty())
            continue;
        const auto condition = core::data::parseNumberCondition(expression, isWhole(measure));
        const std::vector<double> values = measureValues(columns, measure);
        rows
            &= core::data::Selection::where(values.size(), [&](std::size_t row) { return condition.contains(values[row]); });
    }
    return rows;
}

} // namespace ui
