// SPDX-License-Identifier: Apache-2.0
// The named fields of a row, without a mapping: what a user sees of a raw row, and what mapping detection looks at.
#pragma once

#include "core/data/row_format.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core::data {

/// A top-level field of a row. `text` is the string itself; any other JSON value in compact JSON.
struct RowField {
    std::string name;
    std::string text;
    friend bool operator==(const RowField&, const RowField&) = default;
};

/// The fields of one raw row in order. Throws Error of json_rows_faults or csv_rows_faults.
std::vector<RowField> parseRow(const RowFormat& format, std::string_view bytes);

/// What the first rows of a file hold under one name. Counts are rows.
struct FieldSample {
    std::string name;
    std::uint32_t texts = 0; ///< non-empty strings
    std::uint32_t scalars = 0; ///< numbers and booleans
    std::uint32_t messages = 0; ///< lists whose first element has role or from
    std::uint32_t others = 0; ///< other lists and objects
    std::uint32_t distinct = 0; ///< different strings and scalars
};

struct RowSample {
    std::uint32_t rows = 0; ///< rows looked at that could be read
    std::vector<FieldSample> fields; ///< in order of first appearance
};

/// Looks at the first `rows` readable rows; throws what opening and reading the file throw.
RowSample sampleRows(const std::filesystem::path& file, const RowFormat& format, std::uint32_t rows = 100);

} // namespace core::data
