// SPDX-License-Identifier: Apache-2.0
// Which examples are shown, as a value: core's filter, and conditions on numbers that are derived from its columns.
#pragma once

#include "core/data/measures.h"
#include "core/data/row_filter.h"

#include <map>
#include <string>

namespace core::data {

/// Everything must hold at once; of one facet's values, one must. Facet values go by name, so that a filter outlives the
/// snapshot that it was made on. Never holds an empty condition.
struct ExampleFilter {
    RowFilter rows; ///< facets, texts, conditions on names; onlyBrushed: only the selection
    std::map<Measure, std::string> numbers; ///< "> 3", as typed (core/data/filter_expression)

    bool empty() const { return numbers.empty() && rows.empty(); }
    friend bool operator==(const ExampleFilter&, const ExampleFilter&) = default;

    std::vector<std::string> facetValues(FacetName facet) const;
    void setFacetValues(FacetName facet, const std::vector<std::string>& values); ///< empty: no longer
    void setFacetValue(FacetName facet, const std::string& value, bool chosen);

    /// Empty: there is none.
    std::string number(Measure measure) const;
    void setNumber(Measure measure, const std::string& expression);
    std::string words(TextField field) const;
    void setWords(TextField field, const std::string& words);
    /// Conditions on Source, Labels, Note.
    std::string name(ColumnName column) const;
    void setName(ColumnName column, const std::string& expression);
};

/// A sentence where the expression cannot be read; empty = it can.
std::string problemOfNumber(Measure measure, const std::string& expression);
std::string problemOfName(const std::string& expression);

/// Rows that the conditions on numbers let through; those that cannot be read let every row through.
Selection rowsOfNumbers(const Columns& columns, const std::map<Measure, std::string>& numbers);

/// What the whole filter shows. `texts`: per filter.rows.texts the rows that match (absent: not known yet); `selection` (of
/// the snapshot's size) counts only where the filter says so.
FilteredRows applyFilter(const Columns& columns, const ExampleFilter& filter,
    const std::vector<std::optional<Selection>>& texts, const Selection& selection);

} // namespace core::data
