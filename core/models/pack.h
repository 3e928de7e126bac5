// SPDX-License-Identifier: Apache-2.0
// Several examples laid end to end without padding: what a decoder works on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace core::models {

/// T tokens in S segments with R positions whose next token's loss counts. Attention never crosses a segment.
struct Pack {
    std::vector<std::int64_t> ids; ///< [T]
    std::vector<std::int64_t> lengths; ///< [S], sum T
    std::vector<std::size_t> rows; ///< [S]: the caller's number of each segment's row
    std::vector<std::int64_t> positions; ///< [R] ascending: index into ids of the token *before* the one predicted
    std::vector<std::int64_t> targets; ///< [R]: the id to predict
    std::vector<std::size_t> segments; ///< [R]: index into lengths

    /// Appends one row. mask[i] ≠ 0: token i's loss counts (i = 0 has none, it is predicted from nothing).
    template <typename Id> void append(std::size_t row, std::span<const Id> tokens, std::span<const std::uint8_t> mask)
    {
        const auto begin = static_cast<std::int64_t>(ids.size());
        ids.insert(ids.end(), tokens.begin(), tokens.end());
        for (std::size_t i = 1; i < tokens.size(); ++i) {
            if (mask[i] == 0)
                continue;
            positions.push_back(begin + static_cast<std::int64_t>(i) - 1);
            targets.push_back(tokens[i]);
            segments.push_back(lengths.size());
        }
        lengths.push_back(static_cast<std::int64_t>(tokens.size()));
        rows.push_back(row);
    }
};

} // namespace core::models
