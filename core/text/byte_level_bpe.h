// SPDX-License-Identifier: Apache-2.0
// Byte-level BPE as GPT-2 introduced it: added tokens, normalization, words by a pattern, merges of bytes.
#pragma once

#include "core/text/pair_merger.h"
#include "core/text/plain_pieces.h"
#include "core/text/pre_tokenizer.h"
#include "core/text/tokenizer.h"

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace core::text {

/// The byte that a letter of byte-level vocabularies stands for ("Ġ" is the space), or -1.
int byteOfLetter(char32_t letter);
/// A token's bytes: each letter's byte, or the content itself where a letter stands for none.
std::string bytesOfContent(const std::string& content);

/// What a tokenizer.json asks for, checked: ids are unique, every byte of UTF-8 has a token, merges lead to tokens.
struct ByteLevelBpeParts {
    Vocabulary vocabulary; ///< by content, in byte-level letters
    std::vector<PairMerger::Merge> merges;
    std::vector<AddedToken> addedTokens;
    WordScanner scanWord = nullptr;
    bool normalizeNfc = false;
    bool ignoreMerges = false; ///< a word that is a token stays whole
    std::string fingerprint;
};

class ByteLevelBpe : public Tokenizer {
public:
    explicit ByteLevelBpe(ByteLevelBpeParts parts);

    std::vector<Token> encode(std::string_view text) const override;
    std::string decode(const std::vector<TokenId>& ids, bool skipSpecial = false) const override;
    TokenId vocabularySize() const override;
    TokenId idOf(std::string_view content) const override;
    const std::string& fingerprint() const override { return parts_.fingerprint; }

private:
    ByteLevelBpeParts parts_;
    PairMerger merger_;
    PlainPieces pieces_;
    TokenContents contents_;
    std::unordered_map<std::string, TokenId> wholeWords_; ///< by bytes; empty unless merges may be ignored

    void encodeWords(std::string_view text, std::size_t begin, std::size_t end, std::vector<Token>& tokens) const;
};

} // namespace core::text
