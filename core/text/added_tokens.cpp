// SPDX-License-Identifier: Apache-2.0
#include "core/text/added_tokens.h"

#include "core/text/utf8.h"

#include <algorithm>

namespace core::text {

namespace {

std::size_t previousPosition(std::string_view text, std::size_t position)
{
    do
        --position;
    while (position > 0 && (static_cast<unsigned char>(text[position]) & 0xc0) == 0x80);
    return position;
}

bool standsAlone(std::string_view text, std::size_t begin, std::size_t end)
{
    const bool before = begin > 0 && isWordCharacter(codePointAt(text, previousPosition(text, begin)).value);
    const bool behind = end < text.size() && isWordCharacter(codePointAt(text, end).value);
    return !before && !behind;
}

bool isSpaceAt(std::string_view text, std::size_t position)
{
    return classOf(codePointAt(text, position).value) == CharacterClass::Space;
}

} // namespace

AddedTokenMatcher::AddedTokenMatcher(std::vector<AddedToken> tokens)
    : tokens_(std::move(tokens))
    , nodes_(1)
{
    for (std::size_t index = 0; index < tokens_.size(); ++index) {
        std::int32_t node = 0;
        for (const char letter : tokens_[index].content) {
            const auto byte = static_cast<unsigned char>(letter);
            std::int32_t next = child(node, byte);
            if (next < 0) {
                next = static_cast<std::int32_t>(nodes_.size());
                nodes_.emplace_back();
                auto& children = nodes_[static_cast<std::size_t>(node)].children;
                children.insert(
                    std::lower_bound(children.begin(), children.end(), std::pair(byte, std::int32_t{ 0 })), { byte, next });
            }
            node = next;
        }
        nodes_[static_cast<std::size_t>(node)].token = static_cast<std::int32_t>(index);
    }
    for (const auto& [byte, node] : nodes_.front().children)
        roots_[byte] = node;
}

std::int32_t AddedTokenMatcher::child(std::int32_t node, unsigned char byte) const
{
    const auto& children = nodes_[static_cast<std::size_t>(node)].children;
    const auto found = std::lower_bound(children.begin(), children.end(), std::pair(byte, std::int32_t{ 0 }));
    return found != children.end() && found->first == byte ? found->second : -1;
}

const AddedToken* AddedTokenMatcher::longestAt(std::string_view text, std::size_t position) const
{
    std::int32_t node = roots_[static_cast<unsigned char>(text[position])];
    std::int32_t longest = -1;
    while (node > 0) {
        if (const std::int32_t token = nodes_[static_cast<std::size_t>(node)].token; token >= 0)
            longest = token;
        node = ++position < text.size() ? child(node, static_cast<unsigned char>(text[position])) : -1;
    }
    return longest < 0 ? nullptr : &tokens_[static_cast<std::size_t>(longest)];
}

TokenId idOf(std::string_view content, const std::vector<AddedToken>& added, const Vocabulary& vocabulary)
{
    for (const AddedToken& token : added) {
        if (token.content == content)
            return token.id;
    }
    const auto found = vocabulary.find(std::string(content));
    return found == vocabulary.end() ? -1 : found->second;
}

std::vector<AddedTokenMatcher::Piece> AddedTokenMatcher::split(std::string_view text) const
{
    std::vector<Piece> pieces;
    std::size_t covered = 0;
    for (std::size_t position = 0; position < text.size() && !tokens_.empty();) {
        const AddedToken* token = longestAt(text, position);
        if (!token) {
            ++position;
            continue;
        }
        std::size_t begin = position;
        std::size_t end = position + token->content.size();
        position = end; // the next match begins behind this one, whatever is stripped
        if (begin < covered || (token->singleWord && !standsAlone(text, begin, end)))
            continue;
        while (token->stripLeft && begin > covered && isSpaceAt(text, previousPosition(text, begin)))
            begin = previousPosition(text, begin);
        while (token->stripRight && end < text.size() && isSpaceAt(text, end))
            end += codePointAt(text, end).bytes;
        if (covered < begin)
            pieces.push_back({ covered, begin, -1 });
        pieces.push_back({ begin, end, token->id });
        covered = end;
    }
    if (covered < text.size())
        pieces.push_back({ covered, text.size(), -1 });
    return pieces;
}

} // namespace core::text
