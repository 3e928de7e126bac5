// SPDX-License-Identifier: Apache-2.0
// The values of a facet in a snapshot: which rows have them, and how many.
#pragma once

#include "core/data/row_filter.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace core::data {

/// Rows with any of the values.
Selection facetRows(const Columns& columns, const FacetChoice& choice);
/// How often each value occurs in `among`; `chosen` stays false.
std::vector<FacetValue> countFacet(const Columns& columns, FacetName facet, const Selection& among);

/// A bin of the length facet.
struct LengthBin {
    bool tokens = false; ///< else characters of prompt and response
    std::uint32_t least = 0;
    std::optional<std::uint32_t> end; ///< first length outside; absent: the last bin
};
/// nullopt for what is no bin.
std::optional<LengthBin> lengthBin(std::string_view value);

/// The bin of every row: values[codes[row]] is the facet's value.
struct LengthCodes {
    std::vector<std::int32_t> codes;
    std::vector<std::string> values; ///< the shortest bin first; with those that hold no row
};
/// Of tokens, prompt and response.
LengthCodes lengthCodes(std::span<const std::uint32_t> tokens);
/// Of the snapshot's tokens; of its characters where tokens were not counted.
LengthCodes lengthCodes(const Columns& columns);

} // namespace core::data
