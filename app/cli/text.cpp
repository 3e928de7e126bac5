// SPDX-License-Identifier: Apache-2.0
#include "app/cli/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace cli {

namespace {

/// Characters of UTF-8 text, counting code points.
std::size_t characters(const std::string& text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string format(const char* pattern, double value)
{
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), pattern, value);
    return buffer.data();
}

} // namespace

std::string countText(std::int64_t count)
{
    std::string text = std::to_string(count < 0 ? -count : count);
    for (std::size_t i = text.size(); i > 3; i -= 3)
        text.insert(i - 3, ",");
    return count < 0 ? "-" + text : text;
}

std::string bytesText(std::uint64_t bytes)
{
    constexpr std::array<const char*, 5> units{ "B", "kB", "MB", "GB", "TB" };
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 999.95 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    return format(unit == 0 ? "%.0f " : "%.1f ", value) + units[unit];
}

std::string durationText(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0)
        return "-";
    if (seconds < 9.95)
        return format("%.1f s", seconds);
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    if (whole < 60)
        return std::to_string(whole) + " s";
    const auto two = [](std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    if (whole < 3600)
        return std::to_string(whole / 60) + " min " + two(whole % 60) + " s";
    return std::to_string(whole / 3600) + " h " + two(whole % 3600 / 60) + " min";
}

std::string numberText(double value, int decimals)
{
    if (!std::isfinite(value))
        return "-";
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
    return buffer.data();
}

std::string percentText(double share, int decimals)
{
    return std::isfinite(share) ? numberText(100 * share, decimals) + " %" : "-";
}

std::string timeText(std::int64_t milliseconds)
{
    const std::time_t seconds = static_cast<std::time_t>(milliseconds / 1000);
    std::tm parts{};
    std::array<char, 32> buffer{};
    if (::gmtime_r(&seconds, &parts) == nullptr || std::strftime(buffer.data(), buffer.size(), "%F %T", &parts) == 0)
        return "-";
    return buffer.data();
}

std::string cellText(const std::string& text, std::size_t width)
{
    std::string line;
    std::size_t shown = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool startsCharacter = (byte & 0xC0U) != 0x80U;
        if (startsCharacter && shown == width)
            return line.substr(0, line.size()) + "...";
        shown += startsCharacter ? 1 : 0;
        line += byte < 0x20 || byte == 0x7f ? ' ' : c;
    }
    return line;
}

Table::Table(std::vector<std::string> headings)
{
    for (std::string& heading : headings) {
        const bool right = !heading.empty() && heading.front() == '>';
        flushRight_.push_back(right);
        if (right)
            heading.erase(0, 1);
    }
    rows_.push_back(std::move(headings));
}

void Table::add(std::vector<std::string> cells)
{
    cells.resize(flushRight_.size());
    rows_.push_back(std::move(cells));
}

std::string Table::text() const
{
    std::vector<std::size_t> widths(flushRight_.size(), 0);
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], characters(row[i]));
    std::string text;
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string padding(widths[i] - characters(row[i]), ' ');
            line += (i == 0 ? "" : "  ") + (flushRight_[i] ? padding + row[i] : row[i] + padding);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

} // namespace cli
