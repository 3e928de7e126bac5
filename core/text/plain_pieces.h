// SPDX-License-Identifier: Apache-2.0
// What every kind of tokenizer.json does before its model: validation, added tokens, normalization.
#pragma once

#include "core/text/added_tokens.h"
#include "core/text/tokenizer.h"
#include "core/text/utf8.h"

#include <functional>
#include <string_view>
#include <vector>

namespace core::text {

class PlainPieces {
public:
    PlainPieces(const std::vector<AddedToken>& addedTokens, bool normalizeNfc);

    /// Appends the tokens of text[begin, end), valid UTF-8 without added tokens, with their places in `text`.
    using EncodeWords
        = std::function<void(std::string_view text, std::size_t begin, std::size_t end, std::vector<Token>& tokens)>;
    /// Tokens with their places in the text as it was given. Error{BadInput} above 256 MiB.
    std::vector<Token> encode(std::string_view text, const EncodeWords& encodeWords) const;

private:
    bool normalizeNfc_;
    AddedTokenMatcher plainMatcher_; ///< tokens matched in the text as it is
    AddedTokenMatcher normalizedMatcher_; ///< tokens matched in normalized text

    void encodePiece(const AlignedText& piece, const EncodeWords& encodeWords, std::vector<Token>& tokens) const;
};

/// The tokens of a vocabulary by id, with what each stands for; for decoding.
class TokenContents {
public:
    /// The first of two entries with one id stays: added tokens come before the vocabulary.
    void add(TokenId id, std::string bytes, bool special);
    void finish(); ///< before the first find()

    struct Entry {
        TokenId id = 0;
        std::string bytes;
        bool special = false;
    };
    const Entry* find(TokenId id) const; ///< nullptr: no such token
    TokenId size() const { return entries_.empty() ? 0 : entries_.back().id + 1; } ///< one more than the largest id

private:
    std::vector<Entry> entries_; ///< by id, ascending
};

} // namespace core::text
