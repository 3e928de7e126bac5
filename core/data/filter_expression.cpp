// SPDX-License-Identifier: Apache-2.0
#include "core/data/filter_expression.h"

#include "core/base/error.h"
#include "core/data/text_search.h"

#include <charconv>
#include <cmath>
#include <optional>

namespace core::data {

namespace {

constexpr std::string_view howTo = "Write > 3, <= 3, 2..5, a number, or = – for rows that have none.";

/// Without spaces of any kind, with ASCII signs.
std::string plain(std::string_view text)
{
    constexpr std::pair<std::string_view, std::string_view> replacements[]
        = { { "\u202f", "" }, { "\u00a0", "" }, { "\u2009", "" }, { "\u2212", "-" }, { "\u2013", "-" }, { "\u2265", ">=" },
              { "\u2264", "<=" }, { "\u2026", ".." }, { " ", "" }, { "\t", "" } };
    std::string result;
    while (!text.empty()) {
        bool replaced = false;
        for (const auto& [from, to] : replacements)
            if (!replaced && text.starts_with(from)) {
                result += to;
                text.remove_prefix(from.size());
                replaced = true;
            }
        if (!replaced) {
            result += text.front();
            text.remove_prefix(1);
        }
    }
    return result;
}

[[noreturn]] void refuse(std::string_view text, const std::string& why)
{
    throw Error(ErrorKind::BadInput, "\u201c" + std::string(text.substr(0, 60)) + "\u201d " + why, std::string(howTo));
}

double numberOf(std::string_view digits, std::string_view text)
{
    double value = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.find(',') != std::string_view::npos)
        refuse(text, "has a comma: decimals are written with a point, digits are grouped by spaces");
    if (failure != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value))
        refuse(text, "is not a number");
    return value;
}

/// Half of the last digit's place.
double halfStep(std::string_view digits)
{
    const auto exponent = digits.find_first_of("eE");
    const auto mantissa = digits.substr(0, exponent);
    const auto point = mantissa.find('.');
    const auto decimals = point == std::string_view::npos ? 0 : static_cast<int>(mantissa.size() - point - 1);
    int scale = 0;
    if (exponent != std::string_view::npos)
        std::from_chars(digits.data() + exponent + 1, digits.data() + digits.size(), scale);
    return 0.5 * std::pow(10.0, scale - decimals);
}

std::optional<NumberCondition> comparison(std::string_view written, std::string_view text)
{
    constexpr std::string_view signs[] = { ">=", "<=", ">", "<" };
    for (const auto sign : signs) {
        if (!written.starts_with(sign))
            continue;
        NumberCondition condition;
        const double value = numberOf(written.substr(sign.size()), text);
        if (sign[0] == '>') {
            condition.least = value;
            condition.leastOpen = sign.size() == 1;
        } else {
            condition.most = value;
            condition.mostOpen = sign.size() == 1;
        }
        return condition;
    }
    return std::nullopt;
}

std::optional<NumberCondition> range(std::string_view written, std::string_view text)
{
    const auto dots = written.find("..");
    if (dots == std::string_view::npos)
        return std::nullopt;
    const auto from = written.substr(0, dots);
    const auto to = written.substr(dots + 2);
    if (from.empty() && to.empty())
        refuse(text, "has no number");
    NumberCondition condition;
    if (!from.empty())
        condition.least = numberOf(from, text);
    if (!to.empty())
        condition.most = numberOf(to, text);
    if (condition.least > condition.most)
        refuse(text, "ends before it begins");
    return condition;
}

} // namespace

NumberCondition parseNumberCondition(std::string_view text, bool whole)
{
    const std::string written = plain(text);
    std::string_view digits = written;
    if (digits.starts_with('='))
        digits.remove_prefix(1);
    if (digits.empty())
        refuse(text, "is not a condition");
    if (digits == "-") {
        NumberCondition condition;
        condition.missing = true;
        return condition;
    }
    if (const auto found = comparison(written, text))
        return *found;
    if (const auto found = range(digits, text))
        return *found;
    const double value = numberOf(digits, text);
    if (whole)
        return { value, value, false, false, false };
    const double half = halfStep(digits);
    return { value - half, value + half, false, true, false };
}

bool TextCondition::matches(std::string_view value) const
{
    if (missing || exact)
        return missing ? value.empty() : value == text;
    return TextNeedle(text).isIn(value);
}

TextCondition parseTextCondition(std::string_view text)
{
    const auto trim = [](std::string_view some) {
        const auto begin = some.find_first_not_of(" \t");
        return begin == std::string_view::npos ? std::string_view()
                                               : some.substr(begin, some.find_last_not_of(" \t") + 1 - begin);
    };
    const auto trimmed = trim(text);
    if (!trimmed.starts_with('='))
        return { lowerAscii(std::string(trimmed)), false, false };
    const auto value = trim(trimmed.substr(1));
    if (value.empty())
        throw Error(ErrorKind::BadInput, "\u201c=\u201d needs a text behind it",
            "Write = text for the whole text, = – for rows that have none, or a part of the text alone.");
    if (value == "-" || value == "\u2013" || value == "\u2212")
        return { {}, false, true };
    return { std::string(value), true, false };
}

} // namespace core::data
