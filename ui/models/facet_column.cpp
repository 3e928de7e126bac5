// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/facet_column.h"

#include <algorithm>

namespace ui {

using core::data::Columns;
using core::data::RowFlag;
using core::data::RowMark;

namespace {

struct Bit {
    const char* key;
    unsigned bit; ///< flags are bits 0 to 7, marks 8 to 15
};

constexpr unsigned flagBit(RowFlag flag)
{
    return static_cast<unsigned>(flag);
}

constexpr unsigned markBit(RowMark mark)
{
    return static_cast<unsigned>(mark) << 8U;
}

constexpr Bit bits[] = {
    { facet_keys::truncated, flagBit(RowFlag::Truncated) },
    { facet_keys::dropped, flagBit(RowFlag::Dropped) },
    { facet_keys::unscored, flagBit(RowFlag::Unscored) },
    { facet_keys::seam, flagBit(RowFlag::Seam) },
    { facet_keys::duplicate, flagBit(RowFlag::Duplicate) },
    { facet_keys::excluded, markBit(RowMark::Excluded) },
    { facet_keys::pinnedEasy, markBit(RowMark::PinnedEasy) },
    { facet_keys::pinnedHard, markBit(RowMark::PinnedHard) },
    { facet_keys::noted, markBit(RowMark::Noted) },
};

QString textOf(const std::string& text)
{
    return QString::fromStdString(text);
}

/// A code per value.
void addSingle(FacetColumn& column, const QString& key)
{
    column.members.push_back({ static_cast<std::uint32_t>(column.keys.size()) });
    column.keys.append(key);
}

std::uint32_t flagCode(const Columns& columns, std::size_t row)
{
    const std::uint32_t flags = columns.flags.empty() ? 0U : columns.flags[row];
    return columns.marks.empty() ? flags : flags | std::uint32_t{ columns.marks[row] } << 8U;
}

std::uint32_t clusterCode(const Columns& columns, std::size_t row)
{
    if (!columns.cluster.empty() && columns.cluster[row] != core::data::noCluster)
        return columns.cluster[row];
    return columns.hasFlag(row, RowFlag::Unscored) ? columns.clusters : columns.clusters + 1;
}

std::uint32_t codeOf(const Columns& columns, Facet facet, std::size_t row)
{
    switch (facet) {
    case Facet::Source:
        return columns.source.codes[row];
    case Facet::Cluster:
        return clusterCode(columns, row);
    case Facet::Flag:
        return flagCode(columns, row);
    case Facet::Split:
        return columns.heldOut[row] != 0 ? 1U : 0U;
    case Facet::Label:
        break;
    }
    return columns.labels.empty() ? 0U : columns.labels.codes[row];
}

/// Fills members and keys.
void addValues(FacetColumn& column, const Columns& columns, Facet facet)
{
    switch (facet) {
    case Facet::Source:
        for (const std::string& name : columns.source.names)
            addSingle(column, textOf(name));
        break;
    case Facet::Cluster:
        for (std::uint32_t code = 0; code < columns.clusters; ++code)
            addSingle(column, QString::number(code));
        addSingle(column, facet_keys::unscored);
        addSingle(column, facet_keys::noCluster);
        break;
    case Facet::Flag:
        for (const Bit& bit : bits)
            column.keys.append(bit.key);
        break; // members: as they are met
    case Facet::Split:
        addSingle(column, facet_keys::train);
        addSingle(column, facet_keys::heldOut);
        break;
    case Facet::Label:
        for (const std::string& name : columns.labels.names)
            column.keys.append(textOf(name));
        column.members.assign(columns.labels.sets.begin(), columns.labels.sets.end());
        if (column.members.empty())
            column.members.emplace_back();
        break;
    }
}

/// Of the many possible combinations of bits few occur: they are numbered in order of appearance.
void addFlagCodes(FacetColumn& column, const Columns& columns)
{
    constexpr std::uint32_t unseen = 0xffffffff;
    std::vector<std::uint32_t> numbers(std::size_t{ 1 } << 16U, unseen);
    for (std::size_t row = 0; row < column.codes.size(); ++row) {
        const std::uint32_t code = flagCode(columns, row);
        if (numbers[code] == unseen) {
            numbers[code] = static_cast<std::uint32_t>(column.members.size());
            std::vector<std::uint32_t>& values = column.members.emplace_back();
            for (std::uint32_t i = 0; i < std::size(bits); ++i)
                if ((code & bits[i].bit) != 0)
                    values.push_back(i);
        }
        column.codes[row] = numbers[code];
    }
}

} // namespace

FacetColumn facetColumn(const Columns& columns, Facet facet)
{
    FacetColumn column;
    addValues(column, columns, facet);
    column.codes.resize(columns.rows());
    if (facet == Facet::Flag) {
        addFlagCodes(column, columns);
        return column;
    }
    for (std::size_t row = 0; row < column.codes.size(); ++row)
        column.codes[row] = codeOf(columns, facet, row);
    return column;
}

core::data::Selection rowsWith(const FacetColumn& column, const std::vector<bool>& chosen)
{
    std::vector<std::uint8_t> passes(column.members.size());
    for (std::size_t code = 0; code < passes.size(); ++code)
        passes[code] = std::ranges::any_of(column.members[code], [&](std::uint32_t value) { return chosen[value]; });
    return core::data::Selection::where(
        column.codes.size(), [&](std::size_t row) { return passes[column.codes[row]] != 0; });
}

std::vector<std::size_t> countValues(const FacetColumn& column, const core::data::Selection& among)
{
    std::vector<std::size_t> perCode(column.members.size());
    among.forEach([&](std::size_t row) { ++perCode[column.codes[row]]; });
    std::vector<std::size_t> counts(static_cast<std::size_t>(column.keys.size()));
    for (std::size_t code = 0; code < perCode.size(); ++code)
        if (perCode[code] != 0)
            for (const std::uint32_t value : column.members[code])
                counts[value] += perCode[code];
    return counts;
}

QStringList facetKeysOf(const Columns& columns, Facet facet, std::size_t row)
{
    QStringList keys;
    if (facet == Facet::Source) {
        keys.append(textOf(columns.source.names[columns.source.codes[row]]));
    } else if (facet == Facet::Split) {
        keys.append(columns.heldOut[row] != 0 ? facet_keys::heldOut : facet_keys::train);
    } else if (facet == Facet::Label) {
        if (!columns.labels.empty())
            for (const std::uint32_t label : columns.labels.sets[columns.labels.codes[row]])
                keys.append(textOf(columns.labels.names[label]));
    } else if (facet == Facet::Flag) {
        for (const Bit& bit : bits)
            if ((flagCode(columns, row) & bit.bit) != 0)
                keys.append(bit.key);
    } else {
        const std::uint32_t code = clusterCode(columns, row);
        keys.append(code < columns.clusters ? QString::number(code)
                : code == columns.clusters  ? QString(facet_keys::unscored)
                                            : QString(facet_keys::noCluster));
    }
    return keys;
}

} // namespace ui
