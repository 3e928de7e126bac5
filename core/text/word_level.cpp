// SPDX-License-Identifier: Apache-2.0
#include "core/text/word_level.h"

#include "core/base/error.h"

namespace core::text {

WordLevel::WordLevel(WordLevelParts parts)
    : parts_(std::move(parts))
    , pieces_(parts_.addedTokens, parts_.normalizeNfc)
{
    for (const AddedToken& token : parts_.addedTokens)
        contents_.add(token.id, token.content, token.special);
    for (const auto& [content, id] : parts_.vocabulary)
        contents_.add(id, content, false);
    contents_.finish();
    if (const auto found = parts_.vocabulary.find(parts_.unknown); found != parts_.vocabulary.end())
        unknown_ = found->second;
}

std::vector<Token> WordLevel::encode(std::string_view text) const
{
    return pieces_.encode(
        text, [this](std::string_view piece, std::size_t begin, std::size_t end, std::vector<Token>& tokens) {
            encodeWords(piece, begin, end, tokens);
        });
}

void WordLevel::encodeWords(std::string_view text, std::size_t begin, std::size_t end, std::vector<Token>& tokens) const
{
    for (const TextRange& word : splitWords(text, begin, end, parts_.splits)) {
        const std::string content(text.substr(word.begin, word.end - word.begin));
        const auto found = parts_.vocabulary.find(content);
        const TokenId id = found != parts_.vocabulary.end() ? found->second : unknown_;
        if (id < 0) {
            throw Error(ErrorKind::BadInput,
                "the word \"" + lossyUtf8(content.substr(0, 60)) + "\" is not in the tokenizer's vocabulary",
                "The vocabulary has no \"" + parts_.unknown + "\" for unknown words.");
        }
        tokens.push_back({ id, static_cast<std::uint32_t>(word.begin), static_cast<std::uint32_t>(word.end) });
    }
}

std::string WordLevel::decode(const std::vector<TokenId>& ids, bool skipSpecial) const
{
    std::string text;
    bool first = true;
    for (const TokenId id : ids) {
        const TokenContents::Entry* entry = contents_.find(id);
        if (entry == nullptr || (skipSpecial && entry->special))
            continue;
        if (!first && !parts_.fuse)
            text += ' ';
        text += entry->bytes;
        first = false;
    }
    return text;
}

TokenId WordLevel::idOf(std::string_view content) const
{
    return core::text::idOf(content, parts_.addedTokens, parts_.vocabulary);
}

} // namespace core::text
