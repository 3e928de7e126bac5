// SPDX-License-Identifier: Apache-2.0
// Internal to core/data: a sliding window over a file for the row readers, which hashes what it reads.
#pragma once

#include "core/base/files.h"
#include "core/base/hash.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace core::data {

class ByteWindow {
public:
    /// Skips a UTF-8 byte-order mark.
    explicit ByteWindow(const std::filesystem::path& file);

    /// Bytes read and not yet consumed; valid until more().
    std::string_view pending() const { return { buffer_.data() + begin_, end_ - begin_ }; }
    /// Reads on behind pending(), at least as much as is pending already; false at the end of the file.
    bool more();
    /// Moves on by `bytes` of pending(), in which `lines` lines end.
    void consume(std::size_t bytes, std::uint64_t lines);

    std::uint64_t line() const { return line_; }
    std::uint64_t offset() const { return offset_; }
    std::uint64_t bytesRead() const { return bytesRead_; }
    std::uint64_t fileSize() const { return file_.size(); }
    std::string fileName() const { return file_.path().filename().string(); }
    /// Reads the rest of the file; call once.
    std::string sha256();

private:
    InputFile file_;
    Sha256 hash_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::uint64_t line_ = 1;
    std::uint64_t offset_ = 0;
    std::uint64_t bytesRead_ = 0;
};

/// Whether nothing but blanks, tabs and carriage returns stands in `bytes`.
bool isBlank(std::string_view bytes);

} // namespace core::data
