// SPDX-License-Identifier: Apache-2.0
// The whole filter state of a table as one value, and what it shows: the visible rows, and facets that count the rows which
// all other filters let through. No filter becomes SQL; texts of rows are searched by the store, whose answers come in as
// selections.
#pragma once

#include "core/data/columns.h"
#include "core/data/filter_expression.h"

#include <string>
#include <vector>

namespace core::data {

/// A field of the filter row. Source, Labels and Note take text conditions, all other columns number conditions.
struct ColumnFilter {
    ColumnKey key;
    std::string expression; ///< as typed; empty: no filter
    friend bool operator==(const ColumnFilter&, const ColumnFilter&) = default;
};

/// Which part of a row's mapped text.
enum class TextField { Any, Prompt, Response };

struct TextFilter {
    TextField field = TextField::Any;
    std::string text;
    friend bool operator==(const TextFilter&, const TextFilter&) = default;
};

/// Values: Source and Labels their names ("" = no label); Length "tokens:128" or "characters:512" (lower bound of a bin);
/// Cluster its code or "none"; Flags "held-out", "truncated", "dropped", "seam", "unscored", "duplicate", "excluded",
/// "pinned-easy", "pinned-hard", "noted".
enum class FacetName { Source, Length, Cluster, Flags, Labels };
inline constexpr FacetName allFacets[]
    = { FacetName::Source, FacetName::Length, FacetName::Cluster, FacetName::Flags, FacetName::Labels };

/// Rows with any of the values.
struct FacetChoice {
    FacetName facet = FacetName::Source;
    std::vector<std::string> values;
    friend bool operator==(const FacetChoice&, const FacetChoice&) = default;
};

struct FilterProblem {
    ColumnKey key;
    std::string sentence;
    std::string hint;
};

struct RowFilter {
    std::vector<ColumnFilter> columns;
    std::vector<TextFilter> texts; ///< search and text columns
    std::vector<FacetChoice> facets;
    bool onlyBrushed = false; ///< only the rows that are selected elsewhere

    /// Whether it lets every row through.
    bool empty() const;
    /// Expressions that cannot be read, with a sentence each; empty = all are legal.
    std::vector<FilterProblem> validate() const;
    friend bool operator==(const RowFilter&, const RowFilter&) = default;
};

/// What others found out. Sizes are those of the snapshot.
struct FilterInputs {
    std::vector<std::optional<Selection>> texts; ///< per RowFilter::texts the rows that match; absent: not known yet
    std::optional<Selection> brushed;
};

struct FacetValue {
    std::string value;
    std::uint64_t rows = 0; ///< that all other filters let through
    bool chosen = false;
};
struct Facet {
    FacetName name = FacetName::Source;
    std::vector<FacetValue> values; ///< without those that no row has, unless chosen
};

struct FilteredRows {
    Selection visible;
    std::vector<Facet> facets;
};

/// Illegal expressions filter nothing (the last legal value stays in force at its field); a text that is not answered yet
/// lets every row through.
FilteredRows applyFilter(const Columns& columns, const RowFilter& filter, const FilterInputs& inputs = {});

/// Rows that fit one field of the filter row. Throws Error{BadInput} with a sentence. A column that is not there has no
/// values: only "= –" selects its rows.
Selection filterColumn(const Columns& columns, const ColumnFilter& filter);

} // namespace core::data
