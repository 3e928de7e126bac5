// SPDX-License-Identifier: Apache-2.0
#include "core/benchmarks/math_text.h"

#include <algorithm>

namespace core::benchmarks {

namespace {

void replaceAll(std::string& text, std::string_view from, std::string_view to)
{
    for (std::size_t place = text.find(from); place != std::string::npos; place = text.find(from, place + to.size()))
        text.replace(place, from.size(), to);
}

/// "\frac12", "\frac1{72}" → "\frac{1}{2}", "\frac{1}{72}".
std::string withBracedFractions(const std::string& text)
{
    constexpr std::string_view word = "\\frac";
    std::string result;
    std::size_t position = 0;
    for (std::size_t place = text.find(word); place != std::string::npos; place = text.find(word, position)) {
        const std::size_t above = place + word.size();
        result.append(text, position, above - position);
        position = above;
        if (above + 1 >= text.size() || text[above] == '{')
            continue;
        result += std::string("{") + text[above] + "}";
        position = above + 1;
        if (text[position] == '{')
            continue;
        result += std::string("{") + text[position] + "}";
        ++position;
    }
    return result.append(text, position);
}

/// "\sqrt3" → "\sqrt{3}".
std::string withBracedRoots(const std::string& text)
{
    constexpr std::string_view word = "\\sqrt";
    std::string result;
    std::size_t position = 0;
    for (std::size_t place = text.find(word); place != std::string::npos; place = text.find(word, position)) {
        const std::size_t under = place + word.size();
        result.append(text, position, under - position);
        position = under;
        if (under >= text.size() || text[under] == '{' || text[under] == '[')
            continue;
        result += std::string("{") + text[under] + "}";
        ++position;
    }
    return result.append(text, position);
}

bool isInteger(std::string_view text)
{
    if (!text.empty() && text.front() == '-')
        text.remove_prefix(1);
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "1/2" → "\frac{1}{2}", where both are integers and nothing else is there.
std::string withFraction(const std::string& text)
{
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos)
        return text;
    const std::string above = text.substr(0, slash);
    const std::string below = text.substr(slash + 1);
    return isInteger(above) && isInteger(below) ? "\\frac{" + above + "}{" + below + "}" : text;
}

/// What stands behind "x=" or "k =", a name of at most two letters.
std::string withoutName(const std::string& text)
{
    const std::size_t sign = text.find('=');
    if (sign == std::string::npos || text.find('=', sign + 1) != std::string::npos)
        return text;
    const std::size_t nameEnd = text.find_last_not_of(' ', sign == 0 ? 0 : sign - 1);
    return nameEnd == std::string::npos || nameEnd + 1 > 2 ? text : text.substr(sign + 1);
}

} // namespace

std::string normalizedMath(std::string_view answer)
{
    std::string text(answer);
    const std::pair<std::string_view, std::string_view> changes[]
        = { { "\n", "" }, { "\\!", "" }, { "\\\\", "\\" }, { "tfrac", "frac" }, { "dfrac", "frac" }, { "\\left", "" },
              { "\\right", "" }, { "^{\\circ}", "" }, { "^\\circ", "" }, { "\\$", "" }, { "$", "" } };
    for (const auto& [from, to] : changes)
        replaceAll(text, from, to);
    if (const std::size_t units = text.find("\\text{ "); units != std::string::npos)
        text.resize(units);
    replaceAll(text, "\\%", "");
    replaceAll(text, "%", "");
    replaceAll(text, " .", " 0.");
    replaceAll(text, "{.", "{0.");
    const std::size_t begin = text.find_first_not_of(' ');
    text.erase(0, begin == std::string::npos ? text.size() : begin);
    if (!text.empty() && text.front() == '.')
        text.insert(0, "0");
    text = withBracedRoots(withoutName(text));
    replaceAll(text, " ", "");
    text = withBracedFractions(text);
    if (text == "0.5")
        return "\\frac{1}{2}";
    return withFraction(text);
}

std::optional<std::string> lastBoxed(std::string_view text)
{
    constexpr std::string_view word = "boxed";
    const std::size_t place = text.rfind(word);
    if (place == std::string_view::npos)
        return std::nullopt;
    const std::string_view rest = text.substr(place + word.size());
    if (rest.empty() || rest.front() != '{')
        return std::string(rest.substr(0, rest.find('$')));
    int depth = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        depth += rest[i] == '{' ? 1 : rest[i] == '}' ? -1 : 0;
        if (depth == 0)
            return std::string(rest.substr(1, i - 1));
    }
    return std::string(rest.substr(1)); // cut short: as far as it goes
}

} // namespace core::benchmarks
