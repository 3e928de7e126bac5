// SPDX-License-Identifier: Apache-2.0
#include "core/text/pre_tokenizer.h"

#include "core/text/utf8.h"

namespace core::text {

namespace {

/// The end of the run of one class that begins at `position`.
std::size_t endOfRun(std::string_view text, std::size_t position, CharacterClass kind)
{
    while (position < text.size()) {
        const CodePoint point = codePointAt(text, position);
        if (classOf(point.value) != kind)
            break;
        position += point.bytes;
    }
    return position;
}

/// Bytes of the contraction that begins at `position` with its apostrophe, or 0.
std::size_t contraction(std::string_view text, std::size_t position)
{
    for (const std::string_view ending : { "'s", "'t", "'re", "'ve", "'m", "'ll", "'d" }) {
        if (text.substr(position, ending.size()) == ending)
            return ending.size();
    }
    return 0;
}

/// White space up to the last one, which a following word may take; all of it at the end of the text.
std::size_t endOfSpace(std::string_view text, std::size_t position)
{
    std::size_t last = position;
    std::size_t end = position;
    while (end < text.size()) {
        const CodePoint point = codePointAt(text, end);
        if (classOf(point.value) != CharacterClass::Space)
            return last > position ? last : end;
        last = end;
        end += point.bytes;
    }
    return end;
}

} // namespace

std::size_t scanGpt2Word(std::string_view text, std::size_t position)
{
    if (text[position] == '\'') {
        if (const std::size_t length = contraction(text, position); length > 0)
            return position + length;
    }
    std::size_t start = position;
    if (text[position] == ' ' && position + 1 < text.size())
        ++start;
    const CharacterClass kind = classOf(codePointAt(text, start).value);
    return kind == CharacterClass::Space ? endOfSpace(text, position) : endOfRun(text, start, kind);
}

} // namespace core::text
