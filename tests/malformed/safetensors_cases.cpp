// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/formats/safetensors.h"
#include "tests/malformed/case.h"

namespace malformed {

using namespace core;
using namespace core::formats::safetensors_faults;

namespace {

std::string lengthField(std::uint64_t length)
{
    std::string bytes;
    for (int i = 0; i < 8; ++i)
        bytes.push_back(static_cast<char>(length >> (8 * i) & 0xff));
    return bytes;
}

Case file(const std::string& name, const Fault& fault, const std::string& bytes)
{
    return { name, fault.code, [bytes](const std::filesystem::path& folder) {
                formats::SafetensorsFile(put(folder, "model.safetensors", bytes));
            } };
}

/// A header with one tensor "a" described by `fields`, before eight bytes of data.
Case tensor(const std::string& name, const Fault& fault, const std::string& fields)
{
    return file(name, fault, safetensors("{\"a\":{" + fields + "}}", "12345678"));
}

Case layout(const std::string& name, const Fault& fault, const std::string& a, const std::string& b,
    const std::string& data = "12345678")
{
    const std::string header = R"({"a":{"dtype":"U8","shape":[4],"data_offsets":)" + a
        + R"(},"b":{"dtype":"U8","shape":[4],"data_offsets":)" + b + "}}";
    return file(name, fault, safetensors(header, data));
}

std::vector<Case> lengthCases()
{
    const std::string whole = validSafetensors();
    return {
        file("empty file", tooShort, ""),
        file("one byte", tooShort, "x"),
        file("seven bytes", tooShort, lengthField(0).substr(0, 7)),
        file("length one above the file", headerTooLong, lengthField(3) + "{}"),
        file("length of all bits", headerTooLong, lengthField(~std::uint64_t{ 0 }) + "{}"),
        file("length that wraps with the field", headerTooLong, lengthField(~std::uint64_t{ 0 } - 7) + "{}"),
        file("length with the top bit", headerTooLong, lengthField(std::uint64_t{ 1 } << 63) + "{}"),
        file("length above the cap", headerTooLong, lengthField(100'000'001) + "{}"),
        file("length in big-endian order", headerTooLong,
            std::string(7, '\0')
                + "\x02"
                  "{}"),
        file("no header at all", json_faults::notJson, lengthField(0)),
        file("a zip file", headerTooLong, std::string("PK\x03\x04\x14\0\0\0\0\0\0\0", 12)),
        file("header cut by its length", json_faults::notJson, lengthField(whole.size() / 4) + whole.substr(8)),
    };
}

std::vector<Case> headerCases()
{
    std::string deep;
    for (int i = 0; i < 9; ++i)
        deep += "{\"a\":";
    return {
        file("header of spaces", json_faults::notJson, safetensors("    ", "")),
        file("header of zeros", json_faults::notJson, safetensors(std::string(8, '\0'), "")),
        file("header with bytes behind it", json_faults::notJson, safetensors("{}{}", "")),
        file("header not UTF-8", json_faults::notJson, safetensors("{\"\xff\":{}}", "")),
        file("header with a comment", json_faults::notJson, safetensors("{/**/}", "")),
        file("header with NaN", json_faults::notJson, safetensors("{\"a\":NaN}", "")),
        file("header with a byte-order mark twice", json_faults::notJson, safetensors("\xef\xbb\xbf\xef\xbb\xbf{}", "")),
        file("header is a list", json_faults::notAnObject, safetensors("[]", "")),
        file("header is null", json_faults::notAnObject, safetensors("null", "")),
        file("header is a number", json_faults::notAnObject, safetensors("7", "")),
        file("header too deep", json_faults::tooDeep, safetensors(deep + "1" + std::string(9, '}'), "")),
        file("header of 100,000 brackets", json_faults::tooDeep, safetensors(std::string(100000, '['), "")),
        file("one name twice", json_faults::duplicateKey,
            safetensors(
                R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
                "1234")),
        file("one field twice", json_faults::duplicateKey,
            safetensors(R"({"a":{"dtype":"U8","dtype":"I8","shape":[4],"data_offsets":[0,4]}})", "1234")),
        file("one name twice, once escaped", json_faults::duplicateKey,
            safetensors(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"\u0061":{}})", "1234")),
        file("metadata twice", json_faults::duplicateKey, safetensors(R"({"__metadata__":{},"__metadata__":{}})", "")),
        file("metadata is a list", badMetadata, safetensors(R"({"__metadata__":[]})", "")),
        file("metadata is null", badMetadata, safetensors(R"({"__metadata__":null})", "")),
        file("metadata holds a number", badMetadata, safetensors(R"({"__metadata__":{"a":1}})", "")),
        file("metadata holds an object", badMetadata, safetensors(R"({"__metadata__":{"a":{}}})", "")),
        file("tensor is a number", json_faults::notAnObject, safetensors(R"({"a":1})", "")),
        file("tensor is null", json_faults::notAnObject, safetensors(R"({"a":null})", "")),
        file("tensor is a list", json_faults::notAnObject, safetensors(R"({"a":[]})", "")),
    };
}

std::vector<Case> fieldCases()
{
    const std::string type = R"("dtype":"U8",)";
    const std::string shape = R"("shape":[8],)";
    const std::string offsets = R"("data_offsets":[0,8])";
    const auto withShape = [&](const std::string& sizes) { return type + "\"shape\":" + sizes + "," + offsets; };
    const auto withOffsets = [&](const std::string& pair) { return type + shape + "\"data_offsets\":" + pair; };
    return {
        tensor("no type", json_faults::missingField, shape + offsets),
        tensor("no shape", json_faults::missingField, type + offsets),
        tensor("no offsets", json_faults::missingField, R"("dtype":"U8","shape":[8])"),
        tensor("type is a number", json_faults::wrongType, R"("dtype":8,)" + shape + offsets),
        tensor("type unknown", unknownType, R"("dtype":"F8_E4M3",)" + shape + offsets),
        tensor("type in lower case", unknownType, R"("dtype":"u8",)" + shape + offsets),
        tensor("type empty", unknownType, R"("dtype":"",)" + shape + offsets),
        tensor("type with a NUL", unknownType, R"("dtype":"U8\u0000",)" + shape + offsets),
        tensor("shape is a number", badShape, withShape("8")),
        tensor("shape is null", badShape, withShape("null")),
        tensor("shape with a negative size", badShape, withShape("[-8]")),
        tensor("shape with two negative sizes", badShape, withShape("[-2,-4]")),
        tensor("shape with a fraction", badShape, withShape("[8.0]")),
        tensor("shape with a string", badShape, withShape("[\"8\"]")),
        tensor("shape of nine sizes", badShape, withShape("[1,1,1,1,1,1,1,1,8]")),
        tensor("shape above 63 bits", badShape, withShape("[9223372036854775808]")),
        tensor("shape above 64 bits", badShape, withShape("[18446744073709551624]")),
        tensor("shape whose product wraps to 8", badShape, withShape("[4294967296,4294967296,8]")),
        tensor("shape whose product wraps, hidden by 0", badShape, withShape("[0,4294967296,4294967296,8]")),
        tensor("shape whose bytes wrap", badShape, R"("dtype":"F64","shape":[2305843009213693953],"data_offsets":[0,8])"),
        tensor("offsets is a number", badOffsets, withOffsets("8")),
        tensor("offsets of one", badOffsets, withOffsets("[0]")),
        tensor("offsets of three", badOffsets, withOffsets("[0,8,8]")),
        tensor("offsets negative", badOffsets, withOffsets("[-8,0]")),
        tensor("offsets with a fraction", badOffsets, withOffsets("[0.0,8.0]")),
        tensor("offsets in the wrong order", badOffsets, withOffsets("[8,0]")),
        tensor("offsets one above the file", badOffsets, withOffsets("[0,9]")),
        tensor("offsets of all bits", badOffsets, withOffsets("[0,18446744073709551615]")),
        tensor("offsets above 64 bits", badOffsets, withOffsets("[0,18446744073709551624]")),
        tensor("size smaller than the span", wrongSize, withShape("[7]")),
        tensor("size larger than the span", wrongSize, withShape("[9]")),
        tensor("size of another type", wrongSize, R"("dtype":"F16",)" + shape + offsets),
        tensor("no size but a span", wrongSize, withShape("[0]")),
        tensor("one element but a span of 8", wrongSize, withShape("[]")),
    };
}

std::vector<Case> layoutCases()
{
    return {
        layout("hole at the start", notContiguous, "[1,5]", "[5,9]", "123456789"),
        layout("hole between", notContiguous, "[0,4]", "[5,9]", "123456789"),
        layout("overlap by one", notContiguous, "[0,4]", "[3,7]"),
        layout("both over the same bytes", notContiguous, "[0,4]", "[0,4]"),
        layout("one byte behind the data", wrongEnd, "[0,4]", "[4,8]", "123456789"),
        layout("a zip behind the data", wrongEnd, "[0,4]", "[4,8]", "12345678PK\x05\x06"),
        layout("data cut short", badOffsets, "[0,4]", "[4,8]", "1234567"),
        layout("no data", badOffsets, "[0,4]", "[4,8]", ""),
        file("data without a tensor", wrongEnd, safetensors("{}", "1")),
        file("an empty tensor behind the end", badOffsets,
            safetensors(R"({"a":{"dtype":"U8","shape":[0],"data_offsets":[9,9]}})", "12345678")),
        file("an empty tensor in a hole", notContiguous,
            safetensors(R"({"a":{"dtype":"U8","shape":[0],"data_offsets":[4,4]}})", "12345678")),
    };
}

} // namespace

std::string safetensors(const std::string& header, const std::string& data)
{
    return lengthField(header.size()) + header + data;
}

std::string validSafetensors()
{
    return safetensors(R"({"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},)"
                       R"("b":{"dtype":"BF16","shape":[3],"data_offsets":[8,14]}})",
        std::string("\0\0\x80?\0\0\0@abcdef", 14));
}

std::vector<Case> safetensorsCases()
{
    std::vector<Case> cases;
    for (const auto& part : { lengthCases(), headerCases(), fieldCases(), layoutCases() })
        cases.insert(cases.end(), part.begin(), part.end());
    return cases;
}

} // namespace malformed
