// SPDX-License-Identifier: Apache-2.0
// The one way in which anything in DataLever fails, and the table entry that names a reader's refusal.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace core {

enum class ErrorKind {
    BadInput, ///< a value given by the user or by a caller is out of range
    BadFile, ///< a file does not hold what its format demands
    Unsupported, ///< valid, but this version cannot do it
    Storage, ///< the disk is full, read-only, unreadable or broken
    Busy, ///< another process holds what is needed
    OutOfMemory,
    Cancelled,
    Internal,
};

/// A failure as a sentence for its reader: what is wrong and where (message), and the way out (hint, may be empty).
/// `code` names the refusal for tests and scripts ("safetensors/header-too-long"); empty where no table lists it.
class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, const std::string& message, std::string hint = {}, std::string code = {});

    ErrorKind kind() const { return kind_; }
    std::string message() const { return what(); }
    const std::string& hint() const { return hint_; }
    const std::string& code() const { return code_; }

private:
    ErrorKind kind_;
    std::string hint_;
    std::string code_;
};

/// One way in which a reader can refuse its input. Every reader publishes an array of these; a test demands a file that
/// provokes each. `sentence` says what was expected, without file or place: "the header is longer than the file".
struct Fault {
    std::string_view code;
    ErrorKind kind;
    std::string_view sentence;
    std::string_view hint = {};
};

/// Where in an input something was found. Absent parts are left out of the sentence. Lines count from 1, offsets from 0.
struct Place {
    std::string file;
    std::optional<std::uint64_t> line = std::nullopt;
    std::optional<std::uint64_t> offset = std::nullopt;
    std::string item = {}; ///< a field, tensor or token, as "config.json: hidden_size"
};

/// "mix.jsonl, line 12, byte 340, field output: the row is not valid JSON (unexpected end)".
std::string describe(const Fault& fault, const Place& place, const std::string& detail = {});

/// The exception for a fault at a place; throw it.
Error refusal(const Fault& fault, const Place& place, const std::string& detail = {});

} // namespace core
