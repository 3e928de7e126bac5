// SPDX-License-Identifier: Apache-2.0
// Token ids of a dataset's rows in one flat store, with the mask of response tokens.
#pragma once

#include "core/text/tokenizer.h"

#include <cstdint>
#include <span>
#include <vector>

namespace core::text {

/// One row as token ids. `response[i]` = 1 where token i's loss counts (it is a response or end token).
struct EncodedExample {
    std::vector<TokenId> ids;
    std::vector<std::uint8_t> response;
    std::int64_t fullLength = 0; ///< tokens before the over-long policy
    bool truncated = false; ///< cut at the maximum
    bool dropped = false; ///< by policy drop: no tokens are left
    bool seam = false; ///< a token spans the border of prompt and response (it counts as prompt)
};

/// Rows in dataset order. Row i's tokens are [offsets[i], offsets[i+1]). A row without response tokens is unscored.
struct EncodedRows {
    std::vector<TokenId> ids;
    std::vector<std::uint8_t> response;
    std::vector<std::uint64_t> offsets{ 0 };
    std::vector<std::uint8_t> flags; ///< bit 0 truncated, bit 1 dropped, bit 2 seam

    std::size_t size() const { return offsets.size() - 1; }
    std::span<const TokenId> tokens(std::size_t row) const
    {
        return { ids.data() + offsets[row], static_cast<std::size_t>(offsets[row + 1] - offsets[row]) };
    }
    std::span<const std::uint8_t> mask(std::size_t row) const
    {
        return { response.data() + offsets[row], static_cast<std::size_t>(offsets[row + 1] - offsets[row]) };
    }
    std::int64_t length(std::size_t row) const { return static_cast<std::int64_t>(offsets[row + 1] - offsets[row]); }
    /// Response tokens that have a predecessor, hence a loss.
    std::int64_t responseCount(std::size_t row) const;
    void append(const EncodedExample& example);
};

} // namespace core::text
