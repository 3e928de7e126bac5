// SPDX-License-Identifier: Apache-2.0
#include "core/data/measures.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

namespace core::data {

namespace {

/// In the order of Measure.
constexpr std::array<std::string_view, 15> measureNames{ "row", "cluster", "source", "prompt-tokens", "response-tokens",
    "tokens", "prompt-characters", "response-characters", "characters", "last-loss", "mean-loss", "variability",
    "learned-at", "labels", "flags" };

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// The snapshot's column of a measure that is one; nothing for those that are computed here.
std::optional<ColumnKey> columnOf(const Columns& columns, Measure measure)
{
    switch (measure) {
    case Measure::Cluster:
        return ColumnKey{ ColumnName::Cluster, 0 };
    case Measure::Source:
        return ColumnKey{ ColumnName::Source, 0 };
    case Measure::ResponseTokens:
        return ColumnKey{ ColumnName::ResponseTokens, 0 };
    case Measure::Tokens:
        return ColumnKey{ ColumnName::Tokens, 0 };
    case Measure::PromptCharacters:
        return ColumnKey{ ColumnName::PromptCharacters, 0 };
    case Measure::ResponseCharacters:
        return ColumnKey{ ColumnName::ResponseCharacters, 0 };
    case Measure::LastLoss: // without points: a column that is not there
        return ColumnKey{ ColumnName::Loss, columns.points() == 0 ? 0 : columns.points() - 1 };
    case Measure::MeanLoss:
        return ColumnKey{ ColumnName::MeanLoss, 0 };
    case Measure::Variability:
        return ColumnKey{ ColumnName::Variability, 0 };
    case Measure::LearnedAt:
        return ColumnKey{ ColumnName::LearnedAt, 0 };
    case Measure::Labels:
        return ColumnKey{ ColumnName::Labels, 0 };
    case Measure::RowNumber:
    case Measure::PromptTokens:
    case Measure::Characters:
    case Measure::Flags:
        break;
    }
    return {};
}

std::vector<double> ranksOf(const std::vector<std::string>& names)
{
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t{ 0 });
    std::ranges::sort(order, {}, [&](std::size_t place) -> const std::string& { return names[place]; });
    std::vector<double> ranks(names.size());
    for (std::size_t rank = 0; rank < order.size(); ++rank)
        ranks[order[rank]] = static_cast<double>(rank);
    return ranks;
}

std::vector<std::string> namesOf(const Columns& columns, Measure measure)
{
    std::vector<std::string> names;
    if (measure == Measure::Source)
        names = columns.source.names.copy();
    else if (measure == Measure::Labels)
        for (std::uint32_t set = 0; set < columns.labels.sets.size(); ++set)
            names.push_back(columns.labels.joined(set));
    return names;
}

/// Unsigned numbers in the order of the values; a missing one is the largest whatever the direction.
std::uint64_t orderKey(double value, bool ascending)
{
    if (std::isnan(value))
        return std::numeric_limits<std::uint64_t>::max();
    constexpr std::uint64_t sign = std::uint64_t{ 1 } << 63U;
    const auto bits = std::bit_cast<std::uint64_t>(value + 0.0); // -0 becomes 0
    const std::uint64_t rising = (bits & sign) != 0 ? ~bits : bits | sign;
    return ascending ? rising : ~rising;
}

} // namespace

std::string_view nameOf(Measure measure)
{
    return measureNames[static_cast<std::size_t>(measure)];
}

std::optional<Measure> measureOf(std::string_view name)
{
    const auto found = std::ranges::find(measureNames, name);
    return found == measureNames.end() ? std::nullopt : std::optional(static_cast<Measure>(found - measureNames.begin()));
}

bool isWhole(Measure measure)
{
    return measure != Measure::LastLoss && measure != Measure::MeanLoss && measure != Measure::Variability;
}

bool hasMeasure(const Columns& columns, Measure measure)
{
    if (const auto key = columnOf(columns, measure))
        return hasColumn(columns, *key);
    return measure != Measure::PromptTokens || (!columns.tokens.empty() && !columns.responseTokens.empty());
}

double measureValue(const Columns& columns, Measure measure, std::size_t row)
{
    if (!hasMeasure(columns, measure))
        return missing;
    if (const auto key = columnOf(columns, measure))
        return valueAt(columns, *key, row);
    if (measure == Measure::RowNumber)
        return static_cast<double>(row + 1);
    if (measure == Measure::PromptTokens)
        return static_cast<double>(columns.tokens[row]) - columns.responseTokens[row];
    if (measure == Measure::Characters)
        return static_cast<double>(columns.promptCharacters[row]) + columns.responseCharacters[row];
    const unsigned flags = columns.flags.empty() ? 0U : columns.flags[row];
    const unsigned marks = columns.marks.empty() ? 0U : columns.marks[row];
    return std::popcount(flags) + std::popcount(marks);
}

std::vector<double> measureValues(const Columns& columns, Measure measure)
{
    std::vector<double> values;
    if (const auto key = columnOf(columns, measure); key && hasColumn(columns, *key)) {
        values = valuesOf(columns, *key);
    } else {
        values.resize(columns.rows());
        for (std::size_t row = 0; row < values.size(); ++row)
            values[row] = measureValue(columns, measure, row);
    }
    if (const auto ranks = ranksOf(namesOf(columns, measure)); !ranks.empty())
        for (double& value : values)
            value = std::isnan(value) ? value : ranks[static_cast<std::size_t>(value)];
    return values;
}

std::vector<std::uint32_t> orderOf(const std::vector<double>& values, bool ascending)
{
    // keys and rows side by side: no comparison leaves its cache line, and the row makes it stable
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keyed(values.size());
    for (std::uint32_t row = 0; row < keyed.size(); ++row)
        keyed[row] = { orderKey(values[row], ascending), row };
    std::ranges::sort(keyed);
    std::vector<std::uint32_t> order(values.size());
    std::ranges::transform(keyed, order.begin(), [](const auto& entry) { return entry.second; });
    return order;
}

} // namespace core::data
