// SPDX-License-Identifier: Apache-2.0
// Tokens that stand beside a vocabulary and are matched in the text before it is split into words.
#pragma once

#include "core/text/tokenizer.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace core::text {

struct AddedToken {
    TokenId id = 0;
    std::string content;
    bool special = false; ///< left out by decode(ids, skipSpecial)
    bool normalized = true; ///< matched in the normalized text, after the others
    bool stripLeft = false; ///< takes the white space before it
    bool stripRight = false; ///< takes the white space behind it
    bool singleWord = false; ///< only where no letter, digit, mark or underline stands beside it
};

using Vocabulary = std::unordered_map<std::string, TokenId>;

/// The token with that content, an added one first; -1: there is none.
TokenId idOf(std::string_view content, const std::vector<AddedToken>& added, const Vocabulary& vocabulary);

/// Finds the leftmost, then longest, of a set of tokens; time is linear in text × longest token.
class AddedTokenMatcher {
public:
    AddedTokenMatcher() = default;
    explicit AddedTokenMatcher(std::vector<AddedToken> tokens); ///< no content is empty

    /// text[begin, end) as one token, or as text without one (id -1). Pieces are never empty and cover the text.
    struct Piece {
        std::size_t begin = 0;
        std::size_t end = 0;
        TokenId id = -1;
    };
    std::vector<Piece> split(std::string_view text) const;

private:
    struct Node {
        std::vector<std::pair<unsigned char, std::int32_t>> children; ///< sorted by byte
        std::int32_t token = -1; ///< index of the token that ends here
    };
    std::vector<AddedToken> tokens_;
    std::vector<Node> nodes_;
    std::array<std::int32_t, 256> roots_{}; ///< node of a first byte; 0: none starts so

    std::int32_t child(std::int32_t node, unsigned char byte) const;
    const AddedToken* longestAt(std::string_view text, std::size_t position) const;
};

} // namespace core::text
