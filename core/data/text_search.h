// SPDX-License-Identifier: Apache-2.0
// Finding a text in many texts, ASCII letters in either case: 32 bytes at a time, so that raw rows are scanned at the speed
// at which they are read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace core::data {

std::string lowerAscii(std::string text);

class TextNeedle {
public:
    explicit TextNeedle(std::string_view text);

    const std::string& lower() const { return lower_; }
    bool empty() const { return lower_.empty(); }
    /// Offset of the first match; npos where there is none. An empty needle is found nowhere.
    std::size_t findIn(std::string_view text) const;
    bool isIn(std::string_view text) const { return findIn(text) != std::string_view::npos; }

private:
    std::string lower_;
    bool matchesAt(const char* text) const;
    std::size_t findFrom(std::size_t first, std::string_view text) const;
};

} // namespace core::data
