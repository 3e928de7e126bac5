// SPDX-License-Identifier: Apache-2.0
// Rows of a dataset file one after the other, in constant memory. A row that cannot be read is handed out as refused and
// reading goes on behind it.
#pragma once

#include "core/base/error.h"
#include "core/data/row_format.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace core::data {

namespace json_rows_faults {
inline constexpr Fault notJson{ "json-rows/not-json", ErrorKind::BadFile, "the row is not valid JSON" };
inline constexpr Fault notAnObject{ "json-rows/not-an-object", ErrorKind::BadFile, "the row is not a JSON object" };
inline constexpr Fault tooDeep{ "json-rows/too-deep", ErrorKind::BadFile, "the row is nested deeper than 128 levels" };
inline constexpr Fault tooLong{ "json-rows/too-long", ErrorKind::BadFile, "the row is longer than 64 MiB" };
inline constexpr Fault notUtf8{ "json-rows/not-utf8", ErrorKind::BadFile, "the row is not valid UTF-8" };
inline constexpr Fault torn{ "json-rows/torn", ErrorKind::BadFile, "the file ends inside this row" };
inline constexpr Fault unclosedList{ "json-rows/unclosed-list", ErrorKind::BadFile,
    "the file ends before its list of rows does" };
inline constexpr Fault listSyntax{ "json-rows/list-syntax", ErrorKind::BadFile,
    "a row, a comma or the end of the list was expected" };
inline constexpr Fault afterList{ "json-rows/after-list", ErrorKind::BadFile, "something follows the end of the list" };
inline constexpr Fault noList{ "json-rows/no-list", ErrorKind::BadFile, "the file holds no list of objects",
    "column-oriented JSON must be exported by records: a list of objects, or one object a line" };
inline constexpr Fault severalLists{ "json-rows/several-lists", ErrorKind::BadFile,
    "the file holds more than one list of objects", "save the list to be imported as a file of its own" };
inline constexpr Fault all[]
    = { notJson, notAnObject, tooDeep, tooLong, notUtf8, torn, unclosedList, listSyntax, afterList, noList, severalLists };
} // namespace json_rows_faults

namespace csv_rows_faults {
inline constexpr Fault columnCount{ "csv-rows/column-count", ErrorKind::BadFile,
    "the row has another number of fields than the header" };
inline constexpr Fault unclosedQuote{ "csv-rows/unclosed-quote", ErrorKind::BadFile,
    "a quote opened in this row is never closed" };
inline constexpr Fault textAfterQuote{ "csv-rows/text-after-quote", ErrorKind::BadFile, "text follows a closing quote",
    "write a quote inside a quoted field twice" };
inline constexpr Fault tooLong{ "csv-rows/too-long", ErrorKind::BadFile, "the row is longer than 64 MiB" };
inline constexpr Fault notUtf8{ "csv-rows/not-utf8", ErrorKind::BadFile, "the row is not valid UTF-8" };
inline constexpr Fault nulByte{ "csv-rows/nul-byte", ErrorKind::BadFile, "the row holds a NUL byte" };
inline constexpr Fault torn{ "csv-rows/torn", ErrorKind::BadFile, "the file ends inside this row" };
inline constexpr Fault all[] = { columnCount, unclosedQuote, textAfterQuote, tooLong, notUtf8, nulByte, torn };
} // namespace csv_rows_faults

/// The bytes of one row as they stand in the file, without line end, comma or byte-order mark: the only text ever kept.
struct RawRow {
    std::uint64_t line = 0; ///< 1-based line of the file on which the row begins
    std::uint64_t offset = 0; ///< of the row's first byte in the file
    std::string_view bytes; ///< valid until the reader's next call
    bool terminated = true; ///< false: the file ends with this row and no line end, so it may be torn
};

/// A row, or where `fault` is set the place and the reason of a refusal (`raw.bytes` is then empty).
struct ReadRow {
    RawRow raw;
    const Fault* fault = nullptr;
    std::string detail;
};

class RowReader {
public:
    virtual ~RowReader() = default;

    /// The next row; false at the end. Blank lines are skipped. Throws Error for what concerns the file as a whole
    /// (json_rows_faults noList and severalLists; Storage when it cannot be read).
    virtual bool next(ReadRow& row) = 0;
    /// Bytes of the file read so far, and the file's size at opening.
    virtual std::uint64_t bytesRead() const = 0;
    virtual std::uint64_t fileSize() const = 0;
    /// Of the whole file; call once, after next() returned false.
    virtual std::string sha256() = 0;
};

std::unique_ptr<RowReader> openRows(const std::filesystem::path& file, const RowFormat& format);

} // namespace core::data
