// SPDX-License-Identifier: Apache-2.0
// How the rows of a dataset file are separated, found by content and name. Stored with the source, because the raw bytes
// of a CSV row mean nothing without the delimiter and the header's names.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::data {

/// Longest row in bytes and deepest nesting of a JSON row that any reader accepts.
inline constexpr std::uint64_t longestRow = 64ull << 20;
inline constexpr int deepestRow = 128;

enum class FileFormat {
    Jsonl, ///< one JSON object a line
    JsonArray, ///< one list of objects, alone or as the only list of objects in an object ({"data": [...]})
    Csv, ///< RFC 4180 with a header row; comma, semicolon, tab or bar
};

struct RowFormat {
    FileFormat format = FileFormat::Jsonl;
    char delimiter = ','; ///< Csv only
    std::vector<std::string> columns; ///< Csv only: the header's names, unique, in file order
    friend bool operator==(const RowFormat&, const RowFormat&) = default;
};

/// What the user decided; absent parts are detected.
struct FormatChoice {
    std::optional<FileFormat> format = std::nullopt;
    std::optional<char> delimiter = std::nullopt;
};

namespace format_faults {
inline constexpr Fault empty{ "format/empty", ErrorKind::BadFile, "the file holds no rows" };
inline constexpr Fault utf16{ "format/utf16", ErrorKind::Unsupported, "the text is in UTF-16", "save it as UTF-8" };
inline constexpr Fault utf32{ "format/utf32", ErrorKind::Unsupported, "the text is in UTF-32", "save it as UTF-8" };
inline constexpr Fault compressed{ "format/compressed", ErrorKind::Unsupported, "the file is compressed",
    "unpack it first" };
inline constexpr Fault container{ "format/container", ErrorKind::Unsupported, "the file is not text but a binary container",
    "export it as JSONL or CSV" };
inline constexpr Fault binary{ "format/binary", ErrorKind::BadFile, "the file is not text" };
inline constexpr Fault unknown{ "format/unknown", ErrorKind::BadFile, "neither JSON nor a table with a header row",
    "name its format: jsonl, json, csv or tsv" };
inline constexpr Fault notAFormat{ "format/not-a-format", ErrorKind::BadInput, "no such dataset format",
    "use auto, jsonl, json, csv or tsv" };
inline constexpr Fault header{ "format/header", ErrorKind::BadFile, "the header row is not readable" };
inline constexpr Fault stored{ "format/stored", ErrorKind::BadFile, "the stored row format is not valid" };
inline constexpr Fault all[] = { empty, utf16, utf32, compressed, container, binary, unknown, notAFormat, header, stored };
} // namespace format_faults

/// "jsonl", "json", "csv".
std::string_view nameOf(FileFormat format);
/// Reads the user's word: auto, jsonl (ndjson), json, csv, tsv. Throws Error of format_faults.
FormatChoice parseFormatChoice(std::string_view word);

/// Reads the file's beginning; throws Error of format_faults, or of files.h when it cannot be read.
RowFormat detectFormat(const std::filesystem::path& file, const FormatChoice& choice = {});

/// One line of JSON and back; decoding throws format_faults::stored.
std::string encodeRowFormat(const RowFormat& format);
RowFormat decodeRowFormat(std::string_view text);

} // namespace core::data
