// SPDX-License-Identifier: Apache-2.0
#include "core/text/byte_level_bpe.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>

namespace core::text {

namespace {

constexpr std::size_t maximumText = std::size_t{ 256 } << 20;

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

AlignedText part(const AlignedText& source, std::size_t begin, std::size_t end)
{
    AlignedText result;
    result.text = source.text.substr(begin, end - begin);
    result.shift = source.shift + static_cast<std::uint32_t>(begin);
    if (!source.origins.empty())
        result.origins.assign(source.origins.begin() + static_cast<std::ptrdiff_t>(begin),
            source.origins.begin() + static_cast<std::ptrdiff_t>(end));
    return result;
}

/// The tokens matched before (normalized false) or after normalization, the latter's contents normalized too.
AddedTokenMatcher matcherOf(const ByteLevelBpeParts& parts, bool normalized)
{
    std::vector<AddedToken> tokens;
    for (AddedToken token : parts.addedTokens) {
        if (token.normalized != normalized)
            continue;
        if (normalized && parts.normalizeNfc) {
            const AlignedText source = validated(token.content);
            token.content = normalizedNfc(source, 0, source.text.size()).text;
        }
        tokens.push_back(std::move(token));
    }
    return AddedTokenMatcher(std::move(tokens));
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
    , plainMatcher_(matcherOf(parts_, false))
    , normalizedMatcher_(matcherOf(parts_, true))
{
    parts_.merges = {};
    for (const AddedToken& token : parts_.addedTokens)
        entries_.push_back({ token.id, bytesOfContent(token.content), token.special });
    for (const auto& [content, id] : parts_.vocabulary) {
        entries_.push_back({ id, bytesOfContent(content), false });
        if (parts_.ignoreMerges)
            wholeWords_.emplace(entries_.back().bytes, id);
    }
    // An added token that is in the vocabulary too stands first and stays.
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.id < b.id; });
    entries_.erase(
        std::unique(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.id == b.id; }),
        entries_.end());
}

std::vector<Token> ByteLevelBpe::encode(std::string_view text) const
{
    if (text.size() > maximumText)
        throw Error(ErrorKind::BadInput, "a text of " + std::to_string(text.size()) + " bytes is too long to be tokenized",
            "at most 256 MiB can be");
    const AlignedText source = validated(text);
    std::vector<Token> tokens;
    tokens.reserve(text.size() / 3 + 8);
    for (const AddedTokenMatcher::Piece& piece : plainMatcher_.split(source.text)) {
        if (piece.id >= 0) {
            const AlignedText::Span span = source.origin(piece.begin, piece.end);
            tokens.push_back({ piece.id, span.begin, span.end });
        } else if (parts_.normalizeNfc) {
            encodePiece(normalizedNfc(source, piece.begin, piece.end), tokens);
        } else {
            encodePiece(part(source, piece.begin, piece.end), tokens);
        }
    }
    return tokens;
}

void ByteLevelBpe::encodePiece(const AlignedText& piece, std::vector<Token>& tokens) const
{
    const std::size_t first = tokens.size();
    for (const AddedTokenMatcher::Piece& part : normalizedMatcher_.split(piece.text)) {
        if (part.id >= 0)
            tokens.push_back({ part.id, static_cast<std::uint32_t>(part.begin), static_cast<std::uint32_t>(part.end) });
        else
            encodeWords(piece.text, part.begin, part.end, tokens);
    }
    for (std::size_t i = first; i < tokens.size(); ++i) {
        const AlignedText::Span span = piece.origin(tokens[i].begin, tokens[i].end);
        tokens[i].begin = span.begin;
        tokens[i].end = span.end;
    }
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
        const auto entry = std::lower_bound(
            entries_.begin(), entries_.end(), id, [](const Entry& known, TokenId wanted) { return known.id < wanted; });
        if (entry != entries_.end() && entry->id == id && !(skipSpecial && entry->special))
            bytes += entry->bytes;
    }
    return lossyUtf8(bytes);
}

TokenId ByteLevelBpe::vocabularySize() const
{
    return entries_.empty() ? 0 : entries_.back().id + 1;
}

TokenId ByteLevelBpe::idOf(std::string_view content) const
{
    for (const AddedToken& token : parts_.addedTokens) {
        if (token.content == content)
            return token.id;
    }
    const auto found = parts_.vocabulary.find(std::string(content));
    return found == parts_.vocabulary.end() ? -1 : found->second;
}

} // namespace core::text
