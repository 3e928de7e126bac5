// SPDX-License-Identifier: Apache-2.0
#include "core/text/byte_level_bpe.h"

#include <array>

namespace core::text {

namespace {

/// GPT-2's letters of the bytes: printable Latin-1 stands for itself, the others for U+0100 onwards.
const std::array<char32_t, 256>& lettersOfBytes()
{
    static const std::array<char32_t, 256> letters = [] {
        std::array<char32_t, 256> table{};
        char32_t next = 0x100;
        for (char32_t byte = 0; byte < 256; ++byte) {
            const bool printable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
            table[byte] = printable ? byte : next++;
        }
        return table;
    }();
    return letters;
}

std::array<TokenId, 256> byteIds(const std::unordered_map<std::string, TokenId>& vocabulary)
{
    std::array<TokenId, 256> ids{};
    for (std::size_t byte = 0; byte < ids.size(); ++byte) {
        std::string content;
        appendUtf8(content, lettersOfBytes()[byte]);
        const auto found = vocabulary.find(content);
        ids[byte] = found == vocabulary.end() ? -1 : found->second;
    }
    return ids;
}

} // namespace

int byteOfLetter(char32_t letter)
{
    static const auto bytes = [] {
        std::array<int, 0x200> table{};
        table.fill(-1);
        for (std::size_t byte = 0; byte < 256; ++byte)
            table[lettersOfBytes()[byte]] = static_cast<int>(byte);
        return table;
    }();
    return letter < bytes.size() ? bytes[letter] : -1;
}

std::string bytesOfContent(const std::string& content)
{
    std::string bytes;
    for (std::size_t position = 0; position < content.size();) {
        const CodePoint point = codePointAt(content, position);
        const int byte = byteOfLetter(point.value);
        if (byte < 0)
            return content;
        bytes.push_back(static_cast<char>(byte));
        position += point.bytes;
    }
    return bytes;
}

ByteLevelBpe::ByteLevelBpe(ByteLevelBpeParts parts)
    : parts_(std::move(parts))
    , merger_(byteIds(parts_.vocabulary), parts_.merges)
    , pieces_(parts_.addedTokens, parts_.normalizeNfc)
{
    parts_.merges = {};
    for (const AddedToken& token : parts_.addedTokens)
        contents_.add(token.id, bytesOfContent(token.content), token.special);
    for (const auto& [content, id] : parts_.vocabulary) {
        const std::string bytes = bytesOfContent(content);
        contents_.add(id, bytes, false);
        if (parts_.ignoreMerges)
            wholeWords_.emplace(bytes, id);
    }
    contents_.finish();
}

std::vector<Token> ByteLevelBpe::encode(std::string_view text) const
{
    return pieces_.encode(
        text, [this](std::string_view piece, std::size_t begin, std::size_t end, std::vector<Token>& tokens) {
            encodeWords(piece, begin, end, tokens);
        });
}

void ByteLevelBpe::encodeWords(std::string_view text, std::size_t begin, std::size_t end, std::vector<Token>& tokens) const
{
    const std::string_view part = text.substr(0, end);
    while (begin < end) {
        const std::size_t wordEnd = parts_.scanWord(part, begin);
        const std::string_view word = part.substr(begin, wordEnd - begin);
        const auto base = static_cast<std::uint32_t>(begin);
        const auto whole = wholeWords_.empty() ? wholeWords_.end() : wholeWords_.find(std::string(word));
        if (whole != wholeWords_.end())
            tokens.push_back({ whole->second, base, static_cast<std::uint32_t>(wordEnd) });
        else
            merger_.encode(word, base, tokens);
        begin = wordEnd;
    }
}

std::string ByteLevelBpe::decode(const std::vector<TokenId>& ids, bool skipSpecial) const
{
    std::string bytes;
    for (const TokenId id : ids) {
        const TokenContents::Entry* entry = contents_.find(id);
        if (entry != nullptr && !(skipSpecial && entry->special))
            bytes += entry->bytes;
    }
    return lossyUtf8(bytes);
}

TokenId ByteLevelBpe::vocabularySize() const
{
    return contents_.size();
}

TokenId ByteLevelBpe::idOf(std::string_view content) const
{
    return core::text::idOf(content, parts_.addedTokens, parts_.vocabulary);
}

} // namespace core::text
