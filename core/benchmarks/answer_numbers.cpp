// SPDX-License-Identifier: Apache-2.0
#include "core/benchmarks/answer_numbers.h"

#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

namespace core::benchmarks {

namespace {

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

std::optional<double> decimalOf(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

/// Recursive descent; every function reads what it can from the front of `rest_`, or nothing where it cannot.
class Expression {
public:
    explicit Expression(std::string_view text)
        : rest_(text)
    {
    }

    std::optional<double> value()
    {
        const std::optional<double> found = sum();
        return found && rest_.empty() && std::isfinite(*found) ? found : std::nullopt;
    }

private:
    static constexpr int deepest = 64;

    std::string_view rest_;
    int depth_ = 0;

    bool take(std::string_view word)
    {
        if (rest_.substr(0, word.size()) != word)
            return false;
        rest_.remove_prefix(word.size());
        return true;
    }

    std::optional<double> sum()
    {
        if (++depth_ > deepest)
            return std::nullopt;
        std::optional<double> left = product();
        while (left) {
            const bool plus = take("+");
            if (!plus && !take("-"))
                break;
            const std::optional<double> right = product();
            left = right ? std::optional(plus ? *left + *right : *left - *right) : std::nullopt;
        }
        --depth_;
        return left;
    }

    std::optional<double> product()
    {
        std::optional<double> left = signedPower();
        while (left) {
            const bool times = take("*") || take("\\cdot") || take("\\times");
            const bool over = !times && take("/");
            // what stands side by side is multiplied, "3\sqrt{2}" or "2\pi", but for two numbers
            const bool joined = !times && !over && !rest_.empty() && (rest_.front() == '\\' || rest_.front() == '(');
            if (!times && !over && !joined)
                break;
            const std::optional<double> right = signedPower();
            left = right ? std::optional(over ? *left / *right : *left * *right) : std::nullopt;
        }
        return left;
    }

    std::optional<double> signedPower()
    {
        if (++depth_ > deepest)
            return std::nullopt;
        const bool negative = take("-");
        std::optional<double> found = negative ? signedPower() : power();
        --depth_;
        return found && negative ? std::optional(-*found) : found;
    }

    std::optional<double> power()
    {
        const std::optional<double> base = atom();
        if (!base || !take("^"))
            return base;
        const std::optional<double> exponent = !rest_.empty() && rest_.front() == '{' ? group("{", "}") : signedPower();
        return exponent ? std::optional(std::pow(*base, *exponent)) : std::nullopt;
    }

    std::optional<double> group(std::string_view open, std::string_view close)
    {
        if (!take(open))
            return std::nullopt;
        const std::optional<double> inner = sum();
        return inner && take(close) ? inner : std::nullopt;
    }

    std::optional<double> atom()
    {
        if (take("\\frac")) {
            const std::optional<double> above = group("{", "}");
            const std::optional<double> below = above ? group("{", "}") : std::nullopt;
            return below ? std::optional(*above / *below) : std::nullopt;
        }
        if (take("\\sqrt")) {
            const std::optional<double> inner = group("{", "}");
            return inner ? std::optional(std::sqrt(*inner)) : std::nullopt;
        }
        if (take("\\pi"))
            return std::numbers::pi;
        if (!rest_.empty() && rest_.front() == '(')
            return group("(", ")");
        std::size_t length = 0;
        while (length < rest_.size() && (isDigit(rest_[length]) || rest_[length] == '.'))
            ++length;
        const std::optional<double> number = decimalOf(rest_.substr(0, length));
        rest_.remove_prefix(length);
        return number;
    }
};

} // namespace

std::vector<std::string> numbersIn(std::string_view text)
{
    std::vector<std::string> numbers;
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t begin = position;
        if (text[position] == '-')
            ++position;
        const std::size_t digits = position;
        while (position < text.size() && isDigit(text[position]))
            ++position;
        if (position == digits) {
            position = begin + 1;
            continue;
        }
        for (const char sign : { '/', '.' }) {
            if (position < text.size() && text[position] == sign)
                ++position;
        }
        while (position < text.size() && isDigit(text[position]))
            ++position;
        numbers.emplace_back(text.substr(begin, position - begin));
    }
    return numbers;
}

std::string canonicalNumber(std::string_view text)
{
    const std::optional<double> value = decimalOf(text);
    if (!value)
        return std::string(text);
    constexpr double exactIntegers = 9007199254740992.0; // 2^53: above, the digits that were given say more
    if (std::abs(*value) >= exactIntegers)
        return std::string(text);
    if (*value == 0)
        return "0"; // also of "-0"
    std::array<char, 400> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *value, std::chars_format::fixed).ptr;
    return { digits.data(), end };
}

std::optional<double> valueOf(std::string_view expression)
{
    std::string text;
    for (const char letter : expression) {
        if (letter != ' ' && letter != ',')
            text += letter;
    }
    while (text.size() > 1 && (text.back() == '%' || text.back() == '\\'))
        text.pop_back();
    return Expression(text).value();
}

} // namespace core::benchmarks
