// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/base/json.h"
#include "tests/malformed/case.h"

namespace malformed {

using namespace core;
using namespace core::json_faults;

namespace {

/// A file of one object with the field "a", which is then asked for.
Case field(const std::string& name, const Fault& fault, const std::string& bytes, void (*ask)(const JsonFields&))
{
    return { "json: " + name, fault.code, [bytes, ask](const std::filesystem::path& folder) {
                const std::filesystem::path file = put(folder, "a.json", bytes);
                const Json json = parseJson(readFile(file, 1 << 20), file.string());
                ask(JsonFields(json, file.string()));
            } };
}

void nothing(const JsonFields&) { }

} // namespace

std::vector<Case> jsonCases()
{
    const auto integer = [](const JsonFields& fields) { fields.integer("a", 1, 9); };
    const auto number = [](const JsonFields& fields) { fields.number("a", 1, 9); };
    const auto text = [](const JsonFields& fields) { fields.string("a"); };
    const auto wide = [](const JsonFields& fields) { fields.unsigned64("a"); };
    const auto any = [](const JsonFields& fields) { fields.anyNumber("a"); };
    return {
        field("empty", notJson, "", nothing),
        field("cut short", notJson, "{\"a\":", nothing),
        field("two values", notJson, "{} {}", nothing),
        field("a lone surrogate", notJson, R"({"a":"\ud800"})", nothing),
        field("not UTF-8", notJson, "{\"a\":\"\xc3\"}", nothing),
        field("a number too large", notJson, "{\"a\":1e999}", nothing),
        field(
            "250,001 bytes of [{\"\":", tooDeep,
            [] {
                std::string deep;
                while (deep.size() < 250001)
                    deep += "[{\"\":";
                return deep;
            }(),
            nothing),
        field("a key twice", duplicateKey, R"({"a":1,"a":2})", nothing),
        field("a key twice, deep inside", duplicateKey, R"({"x":[{"a":1,"b":{},"a":2}]})", nothing),
        field("a list", notAnObject, "[]", nothing),
        field("absent", missingField, "{}", integer),
        field("an integer that is null", wrongType, R"({"a":null})", integer),
        field("an integer that is a fraction", wrongType, R"({"a":1.0})", integer),
        field("an integer above 63 bits", outOfRange, R"({"a":18446744073709551615})", integer),
        field("an integer below", outOfRange, R"({"a":0})", integer),
        field("a number that is a string", wrongType, R"({"a":"1"})", number),
        field("a number above", outOfRange, R"({"a":9.5})", number),
        field("a text that is a number", wrongType, R"({"a":1})", text),
        field("64 bits that are no digits", outOfRange, R"({"a":"-1"})", wide),
        field("64 bits that are 65", outOfRange, R"({"a":"18446744073709551616"})", wide),
        field("any number that is a word", wrongType, R"({"a":"NaN"})", any),
    };
}

} // namespace malformed
