// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace core::text {

using TokenId = std::int32_t;

/// A token and the bytes of the input it covers, [begin, end). Where normalization changed the text (NFC), the span is
/// that of the original bytes from which the token's normalized bytes came.
struct Token {
    TokenId id = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    friend bool operator==(const Token&, const Token&) = default;
};

/// Text to tokens and back. Immutable after construction: any thread may call it.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    /// Tokens of UTF-8 text; special tokens that stand in the text are recognised as such; none is added.
    /// Invalid UTF-8 is replaced by U+FFFD as the reference implementation does.
    virtual std::vector<Token> encode(std::string_view text) const = 0;
    virtual std::string decode(const std::vector<TokenId>& ids, bool skipSpecial = false) const = 0;
    /// One more than the largest id.
    virtual TokenId vocabularySize() const = 0;
    /// The id of a token by its exact content ("<|endoftext|>"), or -1.
    virtual TokenId idOf(std::string_view content) const = 0;
    /// Names the tokenizer's bytes: SHA-256 of tokenizer.json; "bytes-1" for the byte tokenizer.
    virtual const std::string& fingerprint() const = 0;
};

} // namespace core::text
