// SPDX-License-Identifier: GPL-3.0-or-later
// A facet of a snapshot in one shape for all facets: a code a row, and the facet values that each code stands for.
#pragma once

#include "ui/session/example_filter.h"

#include <cstdint>
#include <vector>

namespace ui {

struct FacetColumn {
    std::vector<std::uint32_t> codes; ///< one a row
    std::vector<std::vector<std::uint32_t>>
        members; ///< of a code: indices into keys; a row may have several values, or none
    QStringList keys; ///< in the order in which they are listed
};

FacetColumn facetColumn(const core::data::Columns& columns, Facet facet);

/// Rows with at least one of the values `chosen(index into keys)`.
core::data::Selection rowsWith(const FacetColumn& column, const std::vector<bool>& chosen);

/// Rows of `among` per facet value.
std::vector<std::size_t> countValues(const FacetColumn& column, const core::data::Selection& among);

/// The facet values of one row, as keys.
QStringList facetKeysOf(const core::data::Columns& columns, Facet facet, std::size_t row);

} // namespace ui
