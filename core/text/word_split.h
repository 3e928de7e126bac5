// SPDX-License-Identifier: Apache-2.0
// The splits that pre-tokenizers of word-level vocabularies are made of, as Hugging Face's tokenizers define them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace core::text {

enum class WordSplit {
    Whitespace, ///< \w+|[^\w\s]+, what stands between is dropped
    WhitespaceSplit, ///< white space is dropped
    Digits, ///< runs of numeric characters apart
    IndividualDigits, ///< every numeric character apart
    Punctuation, ///< every punctuation character apart
};

struct TextRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The words of text[begin, end), valid UTF-8, when the splits are applied one after the other; none is empty.
std::vector<TextRange> splitWords(
    std::string_view text, std::size_t begin, std::size_t end, const std::vector<WordSplit>& splits);

} // namespace core::text
