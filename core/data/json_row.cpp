// SPDX-License-Identifier: Apache-2.0
#include "core/data/json_row.h"

#include "core/data/row_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace core::data {

namespace {

namespace dom = simdjson::dom;

/// A parser that once met a row longer than this is replaced, because it keeps about fifteen times the row's length.
constexpr std::size_t keptCapacity = 4U << 20U;

/// The value of \uXXXX at `position`.
std::optional<unsigned> escapedUnit(std::string_view bytes, std::size_t position)
{
    if (bytes.substr(position, 2) != "\\u" || bytes.size() - position < 6)
        return std::nullopt;
    unsigned value = 0;
    const char* digits = bytes.data() + position + 2;
    const auto [end, failure] = std::from_chars(digits, digits + 4, value, 16);
    if (failure != std::errc() || end != digits + 4)
        return std::nullopt;
    return value;
}

/// Replaces lone surrogate escapes by that of U+FFFD; how many.
std::size_t repairSurrogates(std::string& bytes)
{
    std::size_t replaced = 0;
    for (std::size_t i = 0; i < bytes.size();) {
        if (bytes[i] != '\\') {
            ++i;
            continue;
        }
        const std::optional<unsigned> unit = escapedUnit(bytes, i);
        if (!unit) {
            i += 2;
            continue;
        }
        const std::optional<unsigned> next = escapedUnit(bytes, i + 6 < bytes.size() ? i + 6 : bytes.size());
        const bool high = *unit >= 0xD800 && *unit < 0xDC00;
        const bool low = *unit >= 0xDC00 && *unit < 0xE000;
        if (high && next && *next >= 0xDC00 && *next < 0xE000) {
            i += 12;
            continue;
        }
        if (high || low) {
            bytes.replace(i, 6, "\\uFFFD");
            ++replaced;
        }
        i += 6;
    }
    return replaced;
}

std::size_t digitsAt(std::string_view bytes, std::size_t position)
{
    return std::min(bytes.find_first_not_of("0123456789", position), bytes.size()) - position;
}

/// Whether `token` follows JSON's grammar of numbers, of any size.
bool isNumber(std::string_view token)
{
    std::size_t i = token.substr(0, 1) == "-" ? 1 : 0;
    const std::size_t whole = digitsAt(token, i);
    if (whole == 0 || (whole > 1 && token[i] == '0'))
        return false;
    i += whole;
    if (i < token.size() && token[i] == '.') {
        const std::size_t fraction = digitsAt(token, i + 1);
        if (fraction == 0)
            return false;
        i += 1 + fraction;
    }
    if (i < token.size() && (token[i] == 'e' || token[i] == 'E')) {
        i += i + 1 < token.size() && (token[i + 1] == '+' || token[i + 1] == '-') ? 2 : 1;
        const std::size_t exponent = digitsAt(token, i);
        if (exponent == 0)
            return false;
        i += exponent;
    }
    return i == token.size();
}

/// Every number between quotes. What only looks like a number stays for the parser to refuse.
std::string quoteNumbers(std::string_view bytes)
{
    std::string result;
    result.reserve(bytes.size() + 64);
    bool inString = false;
    for (std::size_t i = 0; i < bytes.size();) {
        const char c = bytes[i];
        if (!inString && (c == '-' || (c >= '0' && c <= '9'))) {
            const std::size_t end = std::min(bytes.find_first_not_of("0123456789+-.eE", i), bytes.size());
            const std::string_view token = bytes.substr(i, end - i);
            result += isNumber(token) ? '"' + std::string(token) + '"' : std::string(token);
            i = end;
            continue;
        }
        if (c == '"')
            inString = !inString;
        const std::size_t length = inString && c == '\\' ? 2 : 1;
        result += bytes.substr(i, length);
        i += length;
    }
    return result;
}

bool sameKeyTwice(dom::object object)
{
    std::array<std::string_view, 24> few;
    std::size_t count = 0;
    for (const dom::key_value_pair field : object) {
        if (count < few.size()) {
            for (std::size_t i = 0; i < count; ++i) {
                if (few[i] == field.key)
                    return true;
            }
            few[count] = field.key;
        }
        ++count;
    }
    if (count <= few.size())
        return false;
    std::vector<std::string_view> keys;
    for (const dom::key_value_pair field : object)
        keys.push_back(field.key);
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

/// In any object of the value; recursion ends at deepestRow.
bool hasDuplicateKeys(dom::element element)
{
    if (element.is_object()) {
        const dom::object object = objectOf(element);
        if (sameKeyTwice(object))
            return true;
        for (const dom::key_value_pair field : object) {
            if (hasDuplicateKeys(field.value))
                return true;
        }
    } else if (element.is_array()) {
        for (const dom::element item : listOf(element)) {
            if (hasDuplicateKeys(item))
                return true;
        }
    }
    return false;
}

JsonRowResult refused(simdjson::error_code error, std::string_view bytes)
{
    JsonRowResult result;
    switch (error) {
    case simdjson::DEPTH_ERROR:
        result.fault = &json_rows_faults::tooDeep;
        break;
    case simdjson::CAPACITY:
        result.fault = &json_rows_faults::tooLong;
        break;
    case simdjson::UTF8_ERROR:
        result.fault = &json_rows_faults::notUtf8;
        result.offset = invalidUtf8At(bytes);
        break;
    case simdjson::MEMALLOC:
        throw Error(ErrorKind::OutOfMemory, "no memory to read a row of " + std::to_string(bytes.size()) + " bytes");
    default:
        result.fault = &json_rows_faults::notJson;
        result.detail = simdjson::error_message(error);
    }
    return result;
}

} // namespace

JsonRowParser::JsonRowParser()
{
    renew();
}

void JsonRowParser::renew()
{
    parser_ = simdjson::dom::parser(longestRow);
    if (parser_.allocate(1U << 16U, deepestRow) != simdjson::SUCCESS)
        throw Error(ErrorKind::OutOfMemory, "no memory to read rows");
}

simdjson::error_code JsonRowParser::parseOnce(std::string_view bytes, dom::element& element)
{
    return parser_.parse(bytes.data(), bytes.size(), true).get(element);
}

JsonRowResult JsonRowParser::parse(std::string_view bytes, bool numbersAsText)
{
    if (parser_.capacity() > keptCapacity && bytes.size() <= keptCapacity)
        renew();
    dom::element element;
    std::string copy;
    std::string_view text = bytes;
    bool replaced = false;
    if (numbersAsText)
        text = copy = quoteNumbers(bytes);
    simdjson::error_code error = parseOnce(text, element);
    if (error == simdjson::NUMBER_ERROR && !numbersAsText) {
        text = copy = quoteNumbers(text);
        error = parseOnce(text, element);
    }
    if (error == simdjson::STRING_ERROR) {
        copy = std::string(text);
        replaced = repairSurrogates(copy) > 0;
        error = replaced ? parseOnce(copy, element) : error;
        if (error == simdjson::NUMBER_ERROR && !numbersAsText) {
            copy = quoteNumbers(copy);
            error = parseOnce(copy, element);
        }
    }
    if (error != simdjson::SUCCESS)
        return refused(error, bytes);
    JsonRowResult result;
    if (!element.is_object()) {
        result.fault = &json_rows_faults::notAnObject;
        return result;
    }
    root_ = element;
    result.duplicateKeys = hasDuplicateKeys(element);
    result.replacedSurrogates = replaced;
    return result;
}

std::size_t invalidUtf8At(std::string_view bytes)
{
    const auto at = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
    for (std::size_t i = 0; i < bytes.size();) {
        const unsigned lead = at(i);
        const std::size_t length = lead < 0x80 ? 1
            : lead < 0xC2                      ? 0
            : lead < 0xE0                      ? 2
            : lead < 0xF0                      ? 3
            : lead < 0xF5                      ? 4
                                               : 0;
        bool valid = length > 0 && i + length <= bytes.size();
        for (std::size_t k = 1; valid && k < length; ++k)
            valid = (at(i + k) & 0xC0U) == 0x80;
        const unsigned second = at(i + 1);
        // overlong forms, surrogates, beyond U+10FFFF
        if (!valid || (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second >= 0xA0) || (lead == 0xF0 && second < 0x90)
            || (lead == 0xF4 && second >= 0x90))
            return i;
        i += length;
    }
    return bytes.size();
}

bool appendScalar(dom::element element, std::string& text)
{
    switch (element.type()) {
    case dom::element_type::STRING:
        text += element.get_string().value_unsafe();
        return true;
    case dom::element_type::INT64:
        text += std::to_string(element.get_int64().value_unsafe());
        return true;
    case dom::element_type::UINT64:
        text += std::to_string(element.get_uint64().value_unsafe());
        return true;
    case dom::element_type::BOOL:
        text += element.get_bool().value_unsafe() ? "true" : "false";
        return true;
    case dom::element_type::NULL_VALUE:
        return true;
    default:
        return false;
    }
}

} // namespace core::data
