// SPDX-License-Identifier: Apache-2.0
#include "core/data/facets.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace core::data {

namespace {

constexpr std::array<std::uint32_t, 7> tokenBounds{ 0, 64, 128, 256, 512, 1024, 2048 };
constexpr std::array<std::uint32_t, 8> characterBounds{ 0, 128, 256, 512, 1024, 2048, 4096, 8192 };

struct FlagName {
    std::string_view name;
    std::uint8_t flag = 0; ///< of RowFlag, RowMark, or none for held out
    bool mark = false;
};
constexpr std::array flagNames{ FlagName{ "held-out" }, FlagName{ "truncated", std::uint8_t(RowFlag::Truncated) },
    FlagName{ "dropped", std::uint8_t(RowFlag::Dropped) }, FlagName{ "seam", std::uint8_t(RowFlag::Seam) },
    FlagName{ "unscored", std::uint8_t(RowFlag::Unscored) }, FlagName{ "duplicate", std::uint8_t(RowFlag::Duplicate) },
    FlagName{ "excluded", std::uint8_t(RowMark::Excluded), true },
    FlagName{ "pinned-easy", std::uint8_t(RowMark::PinnedEasy), true },
    FlagName{ "pinned-hard", std::uint8_t(RowMark::PinnedHard), true },
    FlagName{ "noted", std::uint8_t(RowMark::Noted), true } };

bool hasFlag(const Columns& columns, const FlagName& flag, std::size_t row)
{
    if (flag.flag == 0)
        return columns.heldOut[row] != 0;
    const auto& bits = flag.mark ? columns.marks : columns.flags;
    return !bits.empty() && (bits[row] & flag.flag) != 0;
}

std::span<const std::uint32_t> boundsOf(bool tokens)
{
    return tokens ? std::span<const std::uint32_t>(tokenBounds) : std::span<const std::uint32_t>(characterBounds);
}

std::uint32_t lengthOf(const Columns& columns, bool tokens, std::size_t row)
{
    return tokens ? columns.tokens[row] : columns.promptCharacters[row] + columns.responseCharacters[row];
}

/// Rows whose code is among those that `wanted` marks.
template <typename Codes> Selection rowsOfCodes(const Columns& columns, const Codes& codes, const std::vector<bool>& wanted)
{
    return Selection::where(columns.rows(), [&](std::size_t row) { return wanted[codes[row]]; });
}

bool contains(const std::vector<std::string>& values, const std::string& value)
{
    return std::find(values.begin(), values.end(), value) != values.end();
}

Selection sourceRows(const Columns& columns, const std::vector<std::string>& values)
{
    std::vector<bool> wanted;
    for (const auto& name : columns.source.names)
        wanted.push_back(contains(values, name));
    return rowsOfCodes(columns, columns.source.codes, wanted);
}

Selection lengthRows(const Columns& columns, const std::vector<std::string>& values)
{
    Selection rows(columns.rows());
    for (const auto& value : values) {
        const auto bin = lengthBin(value);
        if (!bin || (bin->tokens && columns.tokens.empty()))
            continue;
        rows |= Selection::where(columns.rows(), [&](std::size_t row) {
            const auto length = lengthOf(columns, bin->tokens, row);
            return length >= bin->least && (!bin->end || length < *bin->end);
        });
    }
    return rows;
}

Selection clusterRows(const Columns& columns, const std::vector<std::string>& values)
{
    if (columns.cluster.empty())
        return Selection(columns.rows(), contains(values, "none"));
    std::vector<bool> wanted(std::size_t{ noCluster } + 1);
    for (std::uint32_t code = 0; code < columns.clusters; ++code)
        wanted[code] = contains(values, std::to_string(code));
    wanted[noCluster] = contains(values, "none");
    return rowsOfCodes(columns, columns.cluster, wanted);
}

Selection flagRows(const Columns& columns, const std::vector<std::string>& values)
{
    Selection rows(columns.rows());
    for (const FlagName& flag : flagNames)
        if (contains(values, std::string(flag.name)))
            rows |= Selection::where(columns.rows(), [&](std::size_t row) { return hasFlag(columns, flag, row); });
    return rows;
}

Selection labelRows(const Columns& columns, const std::vector<std::string>& values)
{
    if (columns.labels.empty())
        return Selection(columns.rows(), contains(values, ""));
    std::vector<bool> wanted;
    for (const auto& set : columns.labels.sets)
        wanted.push_back(set.empty() ? contains(values, "") : std::any_of(set.begin(), set.end(), [&](std::uint32_t label) {
            return contains(values, columns.labels.names[label]);
        }));
    return rowsOfCodes(columns, columns.labels.codes, wanted);
}

template <typename Codes> std::vector<std::uint64_t> countCodes(const Codes& codes, std::size_t size, const Selection& among)
{
    std::vector<std::uint64_t> counts(size);
    among.forEach([&](std::size_t row) { ++counts[codes[row]]; });
    return counts;
}

std::size_t binOf(std::span<const std::uint32_t> bounds, std::uint32_t length)
{
    return static_cast<std::size_t>(std::upper_bound(bounds.begin(), bounds.end(), length) - bounds.begin()) - 1;
}

std::string binName(bool tokens, std::uint32_t least)
{
    return (tokens ? "tokens:" : "characters:") + std::to_string(least);
}

template <typename LengthAt> LengthCodes codesOf(bool tokens, std::size_t rows, const LengthAt& lengthAt)
{
    LengthCodes lengths;
    const auto bounds = boundsOf(tokens);
    for (const std::uint32_t least : bounds)
        lengths.values.push_back(binName(tokens, least));
    lengths.codes.reserve(rows);
    for (std::size_t row = 0; row < rows; ++row)
        lengths.codes.push_back(static_cast<std::int32_t>(binOf(bounds, lengthAt(row))));
    return lengths;
}

std::vector<FacetValue> countLengths(const Columns& columns, const Selection& among)
{
    const bool tokens = !columns.tokens.empty();
    const auto bounds = boundsOf(tokens);
    std::vector<std::uint64_t> counts(bounds.size());
    among.forEach([&](std::size_t row) { ++counts[binOf(bounds, lengthOf(columns, tokens, row))]; });
    std::vector<FacetValue> values;
    for (std::size_t i = 0; i < bounds.size(); ++i)
        values.push_back({ binName(tokens, bounds[i]), counts[i], false });
    return values;
}

std::vector<FacetValue> countClusters(const Columns& columns, const Selection& among)
{
    std::vector<FacetValue> values;
    if (columns.cluster.empty())
        return values;
    const auto counts = countCodes(columns.cluster, std::size_t{ noCluster } + 1, among);
    for (std::uint32_t code = 0; code < columns.clusters; ++code)
        values.push_back({ std::to_string(code), counts[code], false });
    values.push_back({ "none", counts[noCluster], false });
    return values;
}

std::vector<FacetValue> countFlags(const Columns& columns, const Selection& among)
{
    std::array<std::uint64_t, flagNames.size()> counts{};
    among.forEach([&](std::size_t row) {
        for (std::size_t i = 0; i < flagNames.size(); ++i)
            counts[i] += hasFlag(columns, flagNames[i], row) ? 1 : 0;
    });
    std::vector<FacetValue> values;
    for (std::size_t i = 0; i < flagNames.size(); ++i)
        values.push_back({ std::string(flagNames[i].name), counts[i], false });
    return values;
}

std::vector<FacetValue> countLabels(const Columns& columns, const Selection& among)
{
    std::vector<FacetValue> values;
    if (columns.labels.empty())
        return values;
    const auto sets = countCodes(columns.labels.codes, columns.labels.sets.size(), among);
    for (const auto& name : columns.labels.names)
        values.push_back({ name, 0, false });
    for (std::size_t set = 0; set < sets.size(); ++set)
        for (const std::uint32_t label : columns.labels.sets[set])
            values[label].rows += sets[set];
    values.push_back({ "", sets.empty() ? 0 : sets[0], false });
    return values;
}

} // namespace

LengthCodes lengthCodes(std::span<const std::uint32_t> tokens)
{
    return codesOf(true, tokens.size(), [&](std::size_t row) { return tokens[row]; });
}

LengthCodes lengthCodes(const Columns& columns)
{
    const bool tokens = !columns.tokens.empty();
    return codesOf(tokens, columns.rows(), [&](std::size_t row) { return lengthOf(columns, tokens, row); });
}

Selection facetRows(const Columns& columns, const FacetChoice& choice)
{
    switch (choice.facet) {
    case FacetName::Source:
        return sourceRows(columns, choice.values);
    case FacetName::Length:
        return lengthRows(columns, choice.values);
    case FacetName::Cluster:
        return clusterRows(columns, choice.values);
    case FacetName::Flags:
        return flagRows(columns, choice.values);
    case FacetName::Labels:
        break;
    }
    return labelRows(columns, choice.values);
}

std::vector<FacetValue> countFacet(const Columns& columns, FacetName facet, const Selection& among)
{
    switch (facet) {
    case FacetName::Source: {
        std::vector<FacetValue> values;
        const auto counts = facetCounts(columns.source, among);
        for (std::size_t code = 0; code < counts.size(); ++code)
            values.push_back({ columns.source.names[code], counts[code], false });
        return values;
    }
    case FacetName::Length:
        return countLengths(columns, among);
    case FacetName::Cluster:
        return countClusters(columns, among);
    case FacetName::Flags:
        return countFlags(columns, among);
    case FacetName::Labels:
        break;
    }
    return countLabels(columns, among);
}

std::optional<LengthBin> lengthBin(std::string_view value)
{
    const auto colon = value.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    const auto unit = value.substr(0, colon);
    const auto number = value.substr(colon + 1);
    std::uint32_t least = 0;
    const auto [end, failure] = std::from_chars(number.data(), number.data() + number.size(), least);
    if ((unit != "tokens" && unit != "characters") || failure != std::errc() || end != number.data() + number.size())
        return std::nullopt;
    const auto bounds = boundsOf(unit == "tokens");
    const auto found = std::find(bounds.begin(), bounds.end(), least);
    if (found == bounds.end())
        return std::nullopt;
    const auto next = found + 1;
    return LengthBin{ unit == "tokens", least, next == bounds.end() ? std::nullopt : std::optional(*next) };
}

} // namespace core::data
