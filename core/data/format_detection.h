// SPDX-License-Identifier: Apache-2.0
// Internal to core/data: what the beginning of a file says about its format.
#pragma once

#include "core/data/row_format.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::data {

/// In order of preference where several fit equally well.
inline constexpr std::array<char, 4> delimiters{ ',', '\t', ';', '|' };

struct FileBeginning {
    std::string name; ///< of the file, for sentences
    std::string ending; ///< ".csv", lower case
    std::string bytes; ///< at most 256 KiB, a UTF-8 byte-order mark included
    bool whole = false; ///< `bytes` is the whole file

    /// Without the byte-order mark.
    std::string_view text() const;
};

FileBeginning readBeginning(const std::filesystem::path& file);

/// Throws Error of format_faults for what is compressed, in another encoding, a container, binary or empty.
void refuseNonText(const FileBeginning& beginning);

/// By content first, then by name; nullopt: perhaps a table.
std::optional<FileFormat> recogniseFormat(const FileBeginning& beginning);

/// The delimiter by which most of the first records have as many fields as the header, which has at least two.
std::optional<char> recogniseDelimiter(const FileBeginning& beginning);

/// Names of the columns: unique (a second "a" becomes "a_2"), an empty one is "column_N". Throws format_faults::header.
std::vector<std::string> readHeader(const FileBeginning& beginning, char delimiter);

} // namespace core::data
