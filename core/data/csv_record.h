// SPDX-License-Identifier: Apache-2.0
// Internal to core/data: the grammar of one CSV record (RFC 4180; a quote inside an unquoted field is text, a lone
// carriage return ends a record).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core::data {

enum class CsvEnd { Complete, Unfinished, UnclosedQuote, TextAfterQuote };

struct CsvRecord {
    CsvEnd end = CsvEnd::Complete;
    std::size_t length = 0; ///< without the line end
    std::size_t consumed = 0; ///< with it
    std::uint64_t lines = 0; ///< line ends within `consumed`
};

/// Finds the end of the record at the beginning of `bytes`. Unfinished: more bytes are needed (never when `atEnd`). A
/// record with a broken quote ends, for the reader to go on behind it, with its first line.
CsvRecord scanCsvRecord(std::string_view bytes, char delimiter, bool atEnd);

/// The fields of a complete record, unquoted; reuses the strings in `fields`.
void splitCsvRecord(std::string_view record, char delimiter, std::vector<std::string>& fields);

} // namespace core::data
