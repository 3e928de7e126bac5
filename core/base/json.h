// SPDX-License-Identifier: Apache-2.0
// JSON as untrusted input: a parser that refuses what the library would let pass (duplicate keys, deep nesting, invalid
// UTF-8) and a field reader whose refusals name the field and its allowed range.
#pragma once

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

namespace json_faults {
inline constexpr Fault notJson{ "json/not-json", ErrorKind::BadFile, "not valid JSON" };
inline constexpr Fault tooDeep{ "json/too-deep", ErrorKind::BadFile, "nested deeper than allowed" };
inline constexpr Fault duplicateKey{ "json/duplicate-key", ErrorKind::BadFile, "the same key stands twice in one object" };
inline constexpr Fault notAnObject{ "json/not-an-object", ErrorKind::BadFile, "an object was expected" };
inline constexpr Fault missingField{ "json/missing-field", ErrorKind::BadFile, "the field is missing" };
inline constexpr Fault wrongType{ "json/wrong-type", ErrorKind::BadFile, "the field has the wrong type" };
inline constexpr Fault outOfRange{ "json/out-of-range", ErrorKind::BadFile, "the number is out of range" };
inline constexpr Fault all[] = { notJson, tooDeep, duplicateKey, notAnObject, missingField, wrongType, outOfRange };
} // namespace json_faults

/// Parses `text`; `file` names it in refusals. Throws Error of json_faults.
Json parseJson(std::string_view text, const std::string& file, int maximumDepth = 64);

/// Reads fields of one object by name, each with its type and range; `file` and the path of the object ("model.vocab")
/// stand in every refusal. The object must outlive the reader.
class JsonFields {
public:
    JsonFields(const Json& object, std::string file, std::string path = {});

    bool has(std::string_view name) const; ///< present and not null
    std::vector<std::string> names() const; ///< of the fields that are there
    const Json& at(std::string_view name) const;
    JsonFields object(std::string_view name) const;

    std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most) const;
    std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t absent) const;
    double number(std::string_view name, double least, double most) const;
    double number(std::string_view name, double least, double most, double absent) const;
    bool boolean(std::string_view name, bool absent) const;
    std::string string(std::string_view name) const;
    std::string string(std::string_view name, std::string_view absent) const;
    /// A 64-bit value that JSON readers elsewhere would round: written as a decimal string.
    std::uint64_t unsigned64(std::string_view name) const;
    /// A double that may be NaN or infinite, written as a number or as "nan", "inf", "-inf".
    double anyNumber(std::string_view name) const;

    [[noreturn]] void refuse(const Fault& fault, std::string_view name, const std::string& detail = {}) const;

private:
    const Json& object_;
    std::string file_;
    std::string path_;
};

/// NaN and infinities as strings, everything else as a number.
Json jsonNumber(double value);

} // namespace core
