// SPDX-License-Identifier: Apache-2.0
// UTF-8 as tokenizers meet it: code points, their classes, and text that remembers which bytes it came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core::text {

struct CodePoint {
    char32_t value = 0;
    std::uint32_t bytes = 0; ///< 1 to 4
};

/// The code point at `position` of valid UTF-8; position < text.size().
CodePoint codePointAt(std::string_view text, std::size_t position);
void appendUtf8(std::string& text, char32_t value);

/// The first byte that does not belong to valid UTF-8, or text.size().
std::size_t validUtf8Prefix(std::string_view text);

/// Each maximal invalid part replaced by U+FFFD, as Rust's from_utf8_lossy does.
std::string lossyUtf8(std::string_view text);

/// What the pre-tokenizers' patterns ask of a code point: \p{L}, \p{N}, \s, anything else.
enum class CharacterClass : std::uint8_t { Letter, Number, Space, Other };
CharacterClass classOf(char32_t value);
/// A letter, mark, digit, letter-like number or connecting line: what a regular expression's \w holds.
bool isWordCharacter(char32_t value);
/// ASCII's punctuation and signs, and Unicode's categories of punctuation.
bool isPunctuation(char32_t value);

/// Text with, for each byte, the bytes [begin, end) of an original text that it came from. An empty `origins` means: byte
/// i came from byte i + shift.
struct AlignedText {
    struct Span {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        friend bool operator==(const Span&, const Span&) = default;
    };

    std::string text;
    std::vector<Span> origins;
    std::uint32_t shift = 0;

    Span origin(std::size_t begin, std::size_t end) const; ///< of text[begin, end), begin < end
};

/// The text made valid: unchanged and unmapped when it is, else with U+FFFD for each invalid part.
AlignedText validated(std::string_view text);

/// source[begin, end) with its origins.
AlignedText part(const AlignedText& source, std::size_t begin, std::size_t end);

/// Unicode normalization form C of source[begin, end), with origins in the text that `source` came from. Linear but for
/// the sorting of combining marks.
AlignedText normalizedNfc(const AlignedText& source, std::size_t begin, std::size_t end);

} // namespace core::text
