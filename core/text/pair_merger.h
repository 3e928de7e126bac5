// SPDX-License-Identifier: Apache-2.0
// Byte pair encoding of one word: of all neighbouring pairs the one with the least rank is merged, the leftmost first,
// until none is left.
#pragma once

#include "core/text/tokenizer.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace core::text {

class PairMerger {
public:
    struct Merge {
        TokenId left = 0;
        TokenId right = 0;
        TokenId merged = 0;
    };

    /// `byteIds`: the token of each single byte (-1 where there is none: the byte is left out). Rank = place in `merges`;
    /// of two merges of one pair the later counts.
    PairMerger(const std::array<TokenId, 256>& byteIds, const std::vector<Merge>& merges);

    /// Appends the word's tokens, their bytes counted from `base`. O(n log n).
    void encode(std::string_view word, std::uint32_t base, std::vector<Token>& tokens) const;

private:
    struct Slot {
        std::uint64_t pair = 0;
        std::uint32_t rank = 0;
        TokenId merged = -1; ///< -1: the slot is free
    };
    std::array<TokenId, 256> byteIds_;
    std::vector<Slot> slots_; ///< open addressing; a power of two
    int shift_ = 0;

    std::size_t placeOf(TokenId left, TokenId right) const;
    void mergeShort(std::vector<Token>& tokens, std::size_t first) const;
    void mergeLong(std::vector<Token>& tokens, std::size_t first) const;
};

} // namespace core::text
