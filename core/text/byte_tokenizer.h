// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/tokenizer.h"

namespace core::text {

/// Bytes as tokens: ids 0 to 255, and 256 for <|endoftext|>, which is recognised where it stands in a text. Invalid UTF-8
/// is kept: decode(encode(x)) == x for all bytes.
class ByteTokenizer : public Tokenizer {
public:
    std::vector<Token> encode(std::string_view text) const override;
    std::string decode(const std::vector<TokenId>& ids, bool skipSpecial = false) const override;
    TokenId vocabularySize() const override;
    TokenId idOf(std::string_view content) const override;
    const std::string& fingerprint() const override;
};

} // namespace core::text
