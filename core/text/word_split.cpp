// SPDX-License-Identifier: Apache-2.0
#include "core/text/word_split.h"

#include "core/text/utf8.h"

namespace core::text {

namespace {

/// What a split makes of a character: characters of one kind stay together.
enum class Kind { Dropped, Alone, Word, Other };

Kind kindOf(char32_t value, WordSplit split)
{
    const bool space = classOf(value) == CharacterClass::Space;
    const bool number = classOf(value) == CharacterClass::Number;
    switch (split) {
    case WordSplit::Whitespace:
        return isWordCharacter(value) ? Kind::Word : space ? Kind::Dropped : Kind::Other;
    case WordSplit::WhitespaceSplit:
        return space ? Kind::Dropped : Kind::Word;
    case WordSplit::Digits:
        return number ? Kind::Other : Kind::Word;
    case WordSplit::IndividualDigits:
        return number ? Kind::Alone : Kind::Word;
    case WordSplit::Punctuation:
        return isPunctuation(value) ? Kind::Alone : Kind::Word;
    }
    return Kind::Word;
}

void splitRange(std::string_view text, TextRange range, WordSplit split, std::vector<TextRange>& words)
{
    Kind before = Kind::Dropped;
    for (std::size_t position = range.begin; position < range.end;) {
        const CodePoint point = codePointAt(text, position);
        const Kind kind = kindOf(point.value, split);
        if (kind != Kind::Dropped) {
            if (kind == before && kind != Kind::Alone)
                words.back().end = position + point.bytes;
            else
                words.push_back({ position, position + point.bytes });
        }
        before = kind;
        position += point.bytes;
    }
}

} // namespace

std::vector<TextRange> splitWords(
    std::string_view text, std::size_t begin, std::size_t end, const std::vector<WordSplit>& splits)
{
    std::vector<TextRange> words;
    if (begin < end)
        words.push_back({ begin, end });
    for (const WordSplit split : splits) {
        std::vector<TextRange> finer;
        for (const TextRange& word : words)
            splitRange(text, word, split, finer);
        words = std::move(finer);
    }
    return words;
}

} // namespace core::text
