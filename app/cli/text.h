// SPDX-License-Identifier: Apache-2.0
// Numbers and tables as a terminal shows them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cli {

std::string countText(std::int64_t count); ///< "26,472"
std::string bytesText(std::uint64_t bytes); ///< "16.8 MB"
std::string durationText(double seconds); ///< "45 s", "3 min 12 s", "2 h 05 min"
std::string numberText(double value, int decimals); ///< "0.335"; "not a number" values as "-"
std::string percentText(double share, int decimals = 1); ///< 0.335 as "33.5 %"
std::string timeText(std::int64_t milliseconds); ///< since 1970: "2026-03-01 14:05:09" in UTC
/// One line of text for a cell: control characters and line ends as spaces, cut at `width` characters with "...".
std::string cellText(const std::string& text, std::size_t width);

/// A table with a heading line; columns whose name begins with '>' are set flush right (the mark is not shown).
class Table {
public:
    explicit Table(std::vector<std::string> headings);
    void add(std::vector<std::string> cells);
    std::string text() const;

private:
    std::vector<std::vector<std::string>> rows_;
    std::vector<bool> flushRight_;
};

} // namespace cli
