// SPDX-License-Identifier: GPL-3.0-or-later
// Which examples are shown, as a value: core's filter, and conditions on numbers that are derived from its columns.
#pragma once

#include "core/data/row_filter.h"
#include "ui/session/measures.h"

#include <map>
#include <string>

namespace ui {

/// Everything must hold at once; of one facet's values, one must. Facet values go by name, so that a filter outlives the
/// snapshot that it was made on. Never holds an empty condition.
struct ExampleFilter {
    core::data::RowFilter rows; ///< facets, texts, conditions on names; onlyBrushed: only the selection
    std::map<Measure, std::string> numbers; ///< "> 3", as typed (core/data/filter_expression)

    bool empty() const { return numbers.empty() && rows.empty(); }
    friend bool operator==(const ExampleFilter&, const ExampleFilter&) = default;

    std::vector<std::string> facetValues(core::data::FacetName facet) const;
    void setFacetValues(core::data::FacetName facet, const std::vector<std::string>& values); ///< empty: no longer
    void setFacetValue(core::data::FacetName facet, const std::string& value, bool chosen);

    /// Empty: there is none.
    std::string number(Measure measure) const;
    void setNumber(Measure measure, const std::string& expression);
    std::string words(core::data::TextField field) const;
    void setWords(core::data::TextField field, const std::string& words);
    /// Conditions on Source, Labels, Note.
    std::string name(core::data::ColumnName column) const;
    void setName(core::data::ColumnName column, const std::string& expression);
};

/// A sentence where the expression cannot be read; empty = it can.
std::string problemOfNumber(Measure measure, const std::string& expression);
std::string problemOfName(const std::string& expression);

/// Rows that the conditions on numbers let through; those that cannot be read let every row through.
core::data::Selection rowsOfNumbers(const core::data::Columns& columns, const std::map<Measure, std::string>& numbers);

} // namespace ui
