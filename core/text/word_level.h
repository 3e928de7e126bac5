// SPDX-License-Identifier: Apache-2.0
// A vocabulary of whole words: a word that is not in it is the token for unknown words.
#pragma once

#include "core/text/plain_pieces.h"
#include "core/text/word_split.h"

#include <string>
#include <vector>

namespace core::text {

/// What a tokenizer.json asks for, checked: ids are unique.
struct WordLevelParts {
    Vocabulary vocabulary;
    std::string unknown; ///< the token of words that are not in the vocabulary; need not be there
    std::vector<AddedToken> addedTokens;
    std::vector<WordSplit> splits;
    bool normalizeNfc = false;
    bool fuse = false; ///< decoding puts nothing between two tokens; else a space
    std::string fingerprint;
};

class WordLevel : public Tokenizer {
public:
    explicit WordLevel(WordLevelParts parts);

    /// Error{BadInput} naming a word that is not in the vocabulary when that has no token for unknown words.
    std::vector<Token> encode(std::string_view text) const override;
    std::string decode(const std::vector<TokenId>& ids, bool skipSpecial = false) const override;
    TokenId vocabularySize() const override { return contents_.size(); }
    TokenId idOf(std::string_view content) const override;
    const std::string& fingerprint() const override { return parts_.fingerprint; }

private:
    WordLevelParts parts_;
    PlainPieces pieces_;
    TokenContents contents_;
    TokenId unknown_ = -1;

    void encodeWords(std::string_view text, std::size_t begin, std::size_t end, std::vector<Token>& tokens) const;
};

} // namespace core::text
