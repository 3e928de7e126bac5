// SPDX-License-Identifier: Apache-2.0
#include "core/text/plain_pieces.h"

#include "core/base/error.h"

#include <algorithm>

namespace core::text {

namespace {

constexpr std::size_t maximumText = std::size_t{ 256 } << 20;

/// The tokens matched before (normalized false) or after normalization, the latter's contents normalized too.
AddedTokenMatcher matcherOf(const std::vector<AddedToken>& addedTokens, bool normalized, bool normalizeNfc)
{
    std::vector<AddedToken> tokens;
    for (AddedToken token : addedTokens) {
        if (token.normalized != normalized)
            continue;
        if (normalized && normalizeNfc) {
            const AlignedText source = validated(token.content);
            token.content = normalizedNfc(source, 0, source.text.size()).text;
        }
        tokens.push_back(std::move(token));
    }
    return AddedTokenMatcher(std::move(tokens));
}

} // namespace

PlainPieces::PlainPieces(const std::vector<AddedToken>& addedTokens, bool normalizeNfc)
    : normalizeNfc_(normalizeNfc)
    , plainMatcher_(matcherOf(addedTokens, false, normalizeNfc))
    , normalizedMatcher_(matcherOf(addedTokens, true, normalizeNfc))
{
}

std::vector<Token> PlainPieces::encode(std::string_view text, const EncodeWords& encodeWords) const
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
        } else if (normalizeNfc_) {
            encodePiece(normalizedNfc(source, piece.begin, piece.end), encodeWords, tokens);
        } else {
            encodePiece(part(source, piece.begin, piece.end), encodeWords, tokens);
        }
    }
    return tokens;
}

void PlainPieces::encodePiece(const AlignedText& piece, const EncodeWords& encodeWords, std::vector<Token>& tokens) const
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

void TokenContents::add(TokenId id, std::string bytes, bool special)
{
    entries_.push_back({ id, std::move(bytes), special });
}

void TokenContents::finish()
{
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.id < b.id; });
    entries_.erase(
        std::unique(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.id == b.id; }),
        entries_.end());
}

const TokenContents::Entry* TokenContents::find(TokenId id) const
{
    const auto entry = std::lower_bound(
        entries_.begin(), entries_.end(), id, [](const Entry& known, TokenId wanted) { return known.id < wanted; });
    return entry != entries_.end() && entry->id == id ? &*entry : nullptr;
}

} // namespace core::text
