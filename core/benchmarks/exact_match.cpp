// SPDX-License-Identifier: Apache-2.0
#include "core/benchmarks/exact_match.h"

#include "core/benchmarks/math_text.h"
#include "core/benchmarks/answer_numbers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace core::benchmarks {

namespace {

constexpr std::array<std::string_view, 2> triggers{ "####", "The answer is" };

std::size_t countOf(std::string_view text, std::string_view word)
{
    std::size_t count = 0;
    for (std::size_t place = text.find(word); place != std::string_view::npos; place = text.find(word, place + word.size()))
        ++count;
    return count;
}

std::string_view trimmed(std::string_view text, std::string_view letters)
{
    const std::size_t begin = text.find_first_not_of(letters);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(letters) - begin + 1);
}

std::string_view withoutEnd(std::string_view text, char letter)
{
    while (!text.empty() && text.back() == letter)
        text.remove_suffix(1);
    return text;
}

struct Tail {
    std::string_view text;
    bool triggered = false; ///< stands behind a trigger
};

/// What stands behind the last trigger. A text that answers several questions counts up to its first blank line.
Tail tailOf(std::string_view text)
{
    if (std::any_of(triggers.begin(), triggers.end(), [&](std::string_view t) { return countOf(text, t) > 1; }))
        text = text.substr(0, text.find("\n\n"));
    Tail tail{ text, false };
    for (const std::string_view trigger : triggers) {
        const std::size_t place = tail.text.rfind(trigger);
        if (place == std::string_view::npos)
            continue;
        tail.text = tail.text.substr(place + trigger.size());
        tail.triggered = true;
    }
    tail.text = trimmed(withoutEnd(withoutEnd(trimmed(tail.text, "\n"), '.'), '/'), " ");
    return tail;
}

/// The first candidate behind a trigger, else the last one.
std::string chosen(const std::vector<std::string>& candidates, bool triggered)
{
    if (candidates.empty())
        return {};
    const std::string& candidate = triggered ? candidates.front() : candidates.back();
    return std::string(withoutEnd(withoutEnd(candidate, '.'), '/'));
}

bool isWordLetter(char letter)
{
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')
        || letter == '_' || (static_cast<unsigned char>(letter) & 0x80U) != 0;
}

/// Letters A to E, large or small, that stand alone.
std::vector<std::string> lettersIn(std::string_view text)
{
    std::vector<std::string> letters;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i] >= 'a' && text[i] <= 'z' ? static_cast<char>(text[i] - 'a' + 'A') : text[i];
        const bool alone = (i == 0 || !isWordLetter(text[i - 1])) && (i + 1 == text.size() || !isWordLetter(text[i + 1]));
        if (letter >= 'A' && letter <= 'E' && alone)
            letters.emplace_back(1, letter);
    }
    return letters;
}

/// Behind the last "=", commas deleted, canonical.
std::vector<std::string> canonicalNumbersIn(std::string_view text)
{
    if (const std::size_t sign = text.rfind('='); sign != std::string_view::npos)
        text = text.substr(sign + 1);
    std::string plain(text);
    plain.erase(std::remove(plain.begin(), plain.end(), ','), plain.end());
    std::vector<std::string> numbers = numbersIn(plain);
    for (std::string& number : numbers)
        number = canonicalNumber(number);
    return numbers;
}

std::string canonicalGold(std::string_view gold)
{
    std::string plain(trimmed(gold, " "));
    plain.erase(std::remove(plain.begin(), plain.end(), ','), plain.end());
    return canonicalNumber(plain);
}

/// Behind the last "The answer is ", else in the last \boxed, else the last number.
std::string mathAnswer(std::string_view text)
{
    for (const std::string_view trigger : { "The answer is ", "the answer is " }) {
        if (const std::size_t place = text.rfind(trigger); place != std::string_view::npos) {
            const std::string_view tail = trimmed(text.substr(place + trigger.size()), " \n");
            return std::string(tail.ends_with('.') ? tail.substr(0, tail.size() - 1) : tail);
        }
    }
    if (const std::optional<std::string> boxed = lastBoxed(text))
        return *boxed;
    const std::vector<std::string> numbers = numbersIn(text);
    return numbers.empty() ? std::string() : std::string(withoutEnd(numbers.back(), '.'));
}

/// A whole number: the rounded value must be it; else the value may lie 4 % beside.
bool equalAsNumbers(const std::string& answer, const std::string& gold)
{
    constexpr double allowed = 0.04;
    const std::optional<double> expected = valueOf(gold);
    const std::optional<double> found = valueOf(answer);
    if (!expected || !found)
        return false;
    if (*expected == std::round(*expected) && gold.find_first_of("./\\") == std::string::npos)
        return std::round(*found) == *expected;
    return std::abs(*found - *expected) <= allowed * std::abs(*expected);
}

bool isChoice(std::string_view gold)
{
    return gold.size() == 1 && gold[0] >= 'A' && gold[0] <= 'E';
}

/// A number as the number rule finds one, the same behind it: "-3.5", "1,200", "3/10".
bool isNumber(std::string_view gold)
{
    const std::string canonical = canonicalGold(gold);
    const std::vector<std::string> numbers = canonicalNumbersIn(gold);
    return numbers.size() == 1 && numbers.front() == canonical;
}

} // namespace

std::string_view nameOf(AnswerRule rule)
{
    switch (rule) {
    case AnswerRule::Number:
        return "number";
    case AnswerRule::NumberOrChoice:
        return "number or choice";
    case AnswerRule::Choice:
        return "choice";
    case AnswerRule::Math:
        return "math";
    case AnswerRule::Text:
        return "text";
    }
    return "";
}

AnswerRule ruleOf(std::string_view source, std::string_view gold)
{
    if (source == "math" || source == "math500")
        return AnswerRule::Math;
    if (!isChoice(gold) && !isNumber(gold))
        return AnswerRule::Text;
    if (source == "numglue" || source == "tabmwp")
        return AnswerRule::NumberOrChoice;
    return isChoice(gold) ? AnswerRule::Choice : AnswerRule::Number;
}

std::string extractAnswer(AnswerRule rule, std::string_view text)
{
    if (rule == AnswerRule::Math)
        return normalizedMath(mathAnswer(text));
    const Tail tail = tailOf(text);
    if (rule == AnswerRule::Text)
        return normalizedMath(withoutEnd(trimmed(tail.text, " \n"), '.'));
    const std::vector<std::string> letters = rule == AnswerRule::Number ? std::vector<std::string>() : lettersIn(tail.text);
    if (rule == AnswerRule::Choice || !letters.empty())
        return chosen(letters, tail.triggered);
    return chosen(canonicalNumbersIn(tail.text), tail.triggered);
}

Verdict judge(AnswerRule rule, std::string_view text, std::string_view gold)
{
    Verdict verdict{ extractAnswer(rule, text), false };
    if (verdict.answer.empty())
        return verdict;
    if (rule == AnswerRule::Math || rule == AnswerRule::Text) {
        const std::string expected = normalizedMath(gold);
        verdict.right = verdict.answer == expected || (rule == AnswerRule::Math && equalAsNumbers(verdict.answer, expected));
    } else {
        verdict.right = verdict.answer == canonicalGold(gold);
    }
    return verdict;
}

} // namespace core::benchmarks
