// SPDX-License-Identifier: Apache-2.0
// Small snapshots to try recipes on.
#pragma once

#include "core/base/random.h"
#include "core/data/columns.h"

#include <string>
#include <vector>

namespace fixture {

inline std::uint8_t mark(core::data::RowMark bit)
{
    return static_cast<std::uint8_t>(bit);
}

/// Ten rows with ids 101 to 110: rows 0 to 3 hard of sources a a b c, rows 4 to 7 easy of a b b c, row 8 unscored, row 9
/// held out. Rows 1 and 5 are equal, row 3 is excluded.
inline core::data::Columns tenRows()
{
    core::data::Columns columns;
    std::vector<core::ExampleId> ids;
    for (std::int64_t id = 101; id <= 110; ++id)
        ids.push_back({ id });
    columns.ids = ids;
    columns.source = { { 0, 0, 1, 2, 0, 1, 1, 2, 0, 1 }, { "a", "b", "c" } };
    columns.copies = std::vector<std::uint32_t>(10, 1);
    columns.heldOut = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 };
    columns.promptCharacters = std::vector<std::uint32_t>(10, 100);
    columns.responseCharacters = { 10, 10, 100, 100, 10, 10, 100, 100, 10, 10 };
    columns.flags = { 0, 0, 1, 0, 0, 16, 0, 0, 8, 0 };
    columns.marks = { 0, 0, 0, mark(core::data::RowMark::Excluded), 0, 0, 0, 0, 0, 0 };
    constexpr auto none = core::data::noCluster;
    columns.cluster = { 1, 1, 1, 1, 0, 0, 0, 0, none, none };
    columns.clusters = 2;
    columns.hardClusters = { 1 };
    return columns;
}
inline std::vector<std::uint64_t> tenIdentities()
{
    return { 0, 1, 2, 3, 4, 1, 6, 7, 8, 9 };
}

/// Random clusters, sources, marks, copies and held-out rows.
inline core::data::Columns manyRows(std::size_t rows, std::uint64_t seed)
{
    core::RandomStream random(seed, "columns");
    std::vector<core::ExampleId> ids;
    std::vector<std::uint32_t> sources;
    std::vector<std::uint32_t> copies;
    std::vector<std::uint8_t> heldOut;
    std::vector<std::uint8_t> marks;
    std::vector<std::uint16_t> cluster;
    for (std::size_t row = 0; row < rows; ++row) {
        ids.push_back({ static_cast<std::int64_t>(row) + 1 });
        sources.push_back(static_cast<std::uint32_t>(random.below(4)));
        copies.push_back(static_cast<std::uint32_t>(1 + (random.below(10) == 0 ? random.below(3) : 0)));
        heldOut.push_back(random.below(20) == 0);
        const auto kind = random.below(30);
        marks.push_back(kind < 4 ? static_cast<std::uint8_t>(kind) : 0);
        const bool scored = heldOut.back() == 0 && random.below(25) != 0;
        cluster.push_back(scored ? static_cast<std::uint16_t>(random.below(10) < 3) : core::data::noCluster);
    }
    core::data::Columns columns;
    columns.ids = ids;
    columns.source = { sources, { "a", "b", "c", "d" } };
    columns.copies = copies;
    columns.heldOut = heldOut;
    columns.promptCharacters = std::vector<std::uint32_t>(rows, 50);
    columns.responseCharacters = std::vector<std::uint32_t>(rows, 50);
    columns.marks = marks;
    columns.cluster = cluster;
    columns.clusters = 2;
    columns.hardClusters = { 1 };
    return columns;
}

} // namespace fixture
