// SPDX-License-Identifier: Apache-2.0
#include "core/text/byte_tokenizer.h"

namespace core::text {

namespace {
constexpr std::string_view endOfText = "<|endoftext|>";
constexpr TokenId endId = 256;
} // namespace

std::vector<Token> ByteTokenizer::encode(std::string_view text) const
{
    std::vector<Token> tokens;
    tokens.reserve(text.size());
    for (std::size_t position = 0; position < text.size();) {
        const bool special = text[position] == endOfText.front() && text.substr(position, endOfText.size()) == endOfText;
        const std::size_t length = special ? endOfText.size() : 1;
        const TokenId id = special ? endId : static_cast<unsigned char>(text[position]);
        tokens.push_back({ id, static_cast<std::uint32_t>(position), static_cast<std::uint32_t>(position + length) });
        position += length;
    }
    return tokens;
}

std::string ByteTokenizer::decode(const std::vector<TokenId>& ids, bool skipSpecial) const
{
    std::string text;
    for (const TokenId id : ids) {
        if (id >= 0 && id < endId)
            text.push_back(static_cast<char>(id));
        else if (id == endId && !skipSpecial)
            text += endOfText;
    }
    return text;
}

TokenId ByteTokenizer::vocabularySize() const
{
    return endId + 1;
}

TokenId ByteTokenizer::idOf(std::string_view content) const
{
    if (content == endOfText)
        return endId;
    return content.size() == 1 ? static_cast<unsigned char>(content.front()) : -1;
}

const std::string& ByteTokenizer::fingerprint() const
{
    static const std::string name = "bytes-1";
    return name;
}

} // namespace core::text
