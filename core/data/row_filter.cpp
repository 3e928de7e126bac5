// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_filter.h"

#include "core/base/error.h"
#include "core/data/facets.h"

#include <algorithm>

namespace core::data {

namespace {

bool takesText(ColumnName name)
{
    return name == ColumnName::Source || name == ColumnName::Labels || name == ColumnName::Note;
}

bool isWhole(ColumnName name)
{
    return name != ColumnName::Loss && name != ColumnName::MeanLoss && name != ColumnName::Variability
        && name != ColumnName::LearnedAt;
}

bool blank(const std::string& text)
{
    return text.find_first_not_of(" \t") == std::string::npos;
}

std::vector<bool> matching(const SharedColumn<std::string>& names, const TextCondition& condition)
{
    std::vector<bool> wanted;
    for (const auto& name : names)
        wanted.push_back(condition.matches(name));
    return wanted;
}

Selection textRows(const Columns& columns, ColumnName name, const TextCondition& condition)
{
    if (name == ColumnName::Labels) {
        if (columns.labels.empty())
            return Selection(columns.rows(), condition.missing);
        std::vector<bool> wanted;
        const auto labels = matching(columns.labels.names, condition);
        for (const auto& set : columns.labels.sets)
            wanted.push_back(condition.missing ? set.empty() : std::any_of(set.begin(), set.end(), [&](std::uint32_t label) {
                return labels[label];
            }));
        return Selection::where(columns.rows(), [&](std::size_t row) { return wanted[columns.labels.codes[row]]; });
    }
    const auto& column = name == ColumnName::Source ? columns.source : columns.notes;
    if (column.codes.empty())
        return Selection(columns.rows(), condition.missing);
    const auto wanted = matching(column.names, condition);
    return Selection::where(columns.rows(), [&](std::size_t row) { return wanted[column.codes[row]]; });
}

/// A restriction and the facet that it comes from, if any.
struct Restriction {
    Selection rows;
    std::optional<FacetName> facet;
};

std::vector<Restriction> restrictionsOf(const Columns& columns, const RowFilter& filter, const FilterInputs& inputs)
{
    std::vector<Restriction> restrictions;
    for (const auto& column : filter.columns) {
        if (blank(column.expression))
            continue;
        try {
            restrictions.push_back({ filterColumn(columns, column), std::nullopt });
        } catch (const Error&) {
            continue; // validate() says why
        }
    }
    for (std::size_t i = 0; i < filter.texts.size(); ++i)
        if (i < inputs.texts.size() && inputs.texts[i] && !filter.texts[i].text.empty())
            restrictions.push_back({ *inputs.texts[i], std::nullopt });
    for (const auto& choice : filter.facets)
        if (!choice.values.empty())
            restrictions.push_back({ facetRows(columns, choice), choice.facet });
    if (filter.onlyBrushed && inputs.brushed)
        restrictions.push_back({ *inputs.brushed, std::nullopt });
    return restrictions;
}

/// All restrictions but those of one facet.
Selection without(const Columns& columns, const std::vector<Restriction>& restrictions, std::optional<FacetName> facet)
{
    Selection rows(columns.rows(), true);
    for (const auto& restriction : restrictions)
        if (!facet || restriction.facet != facet)
            rows &= restriction.rows;
    return rows;
}

Facet facetOf(const Columns& columns, const RowFilter& filter, FacetName name, const Selection& among)
{
    Facet facet{ name, countFacet(columns, name, among) };
    for (const auto& choice : filter.facets) {
        if (choice.facet != name)
            continue;
        for (const auto& value : choice.values) {
            const auto found = std::find_if(
                facet.values.begin(), facet.values.end(), [&](const auto& entry) { return entry.value == value; });
            if (found != facet.values.end())
                found->chosen = true;
            else
                facet.values.push_back({ value, 0, true });
        }
    }
    std::erase_if(facet.values, [](const FacetValue& value) { return value.rows == 0 && !value.chosen; });
    return facet;
}

} // namespace

bool RowFilter::empty() const
{
    return !onlyBrushed
        && std::all_of(columns.begin(), columns.end(), [](const auto& column) { return blank(column.expression); })
        && std::all_of(texts.begin(), texts.end(), [](const auto& text) { return text.text.empty(); })
        && std::all_of(facets.begin(), facets.end(), [](const auto& facet) { return facet.values.empty(); });
}

std::vector<FilterProblem> RowFilter::validate() const
{
    std::vector<FilterProblem> problems;
    for (const auto& column : columns) {
        if (blank(column.expression))
            continue;
        try {
            if (takesText(column.key.name))
                parseTextCondition(column.expression);
            else
                parseNumberCondition(column.expression, isWhole(column.key.name));
        } catch (const Error& error) {
            problems.push_back({ column.key, error.message(), error.hint() });
        }
    }
    return problems;
}

Selection filterColumn(const Columns& columns, const ColumnFilter& filter)
{
    if (takesText(filter.key.name))
        return textRows(columns, filter.key.name, parseTextCondition(filter.expression));
    const auto condition = parseNumberCondition(filter.expression, isWhole(filter.key.name));
    if (!hasColumn(columns, filter.key))
        return Selection(columns.rows(), condition.missing);
    const auto values = valuesOf(columns, filter.key);
    return Selection::where(columns.rows(), [&](std::size_t row) { return condition.contains(values[row]); });
}

FilteredRows applyFilter(const Columns& columns, const RowFilter& filter, const FilterInputs& inputs)
{
    const auto restrictions = restrictionsOf(columns, filter, inputs);
    FilteredRows result;
    result.visible = without(columns, restrictions, std::nullopt);
    for (const FacetName name : allFacets) {
        const bool own = std::any_of(
            restrictions.begin(), restrictions.end(), [&](const auto& restriction) { return restriction.facet == name; });
        const auto among = own ? without(columns, restrictions, name) : result.visible;
        result.facets.push_back(facetOf(columns, filter, name, among));
    }
    return result;
}

} // namespace core::data
