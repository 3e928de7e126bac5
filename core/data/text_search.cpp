// SPDX-License-Identifier: Apache-2.0
#include "core/data/text_search.h"

#include <algorithm>
#include <bit>

#include <immintrin.h>

namespace core::data {

namespace {

char lowered(char character)
{
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + ('a' - 'A')) : character;
}

/// What one byte of text may be where the needle has `character`: setting the bit of lower case gives this.
char folded(char character)
{
    return static_cast<char>(character | 0x20);
}

} // namespace

std::string lowerAscii(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), lowered);
    return text;
}

TextNeedle::TextNeedle(std::string_view text)
    : lower_(lowerAscii(std::string(text)))
{
}

bool TextNeedle::matchesAt(const char* text) const
{
    for (std::size_t i = 0; i < lower_.size(); ++i)
        if (lowered(text[i]) != lower_[i])
            return false;
    return true;
}

std::size_t TextNeedle::findFrom(std::size_t first, std::string_view text) const
{
    for (std::size_t at = first; at + lower_.size() <= text.size(); ++at)
        if (matchesAt(text.data() + at))
            return at;
    return std::string_view::npos;
}

std::size_t TextNeedle::findIn(std::string_view text) const
{
    if (lower_.empty() || text.size() < lower_.size())
        return std::string_view::npos;
    // candidates: positions where the first and the last byte fit when both are put in lower case
    const __m256i first = _mm256_set1_epi8(folded(lower_.front()));
    const __m256i last = _mm256_set1_epi8(folded(lower_.back()));
    const __m256i bit = _mm256_set1_epi8(0x20);
    const std::size_t reach = lower_.size() - 1;
    std::size_t at = 0;
    for (; at + reach + 32 <= text.size(); at += 32) {
        const auto* place = text.data() + at;
        const __m256i heads = _mm256_or_si256(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(place)), bit);
        const __m256i tails = _mm256_or_si256(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(place + reach)), bit);
        auto candidates = static_cast<unsigned>(
            _mm256_movemask_epi8(_mm256_and_si256(_mm256_cmpeq_epi8(heads, first), _mm256_cmpeq_epi8(tails, last))));
        for (; candidates != 0; candidates &= candidates - 1) {
            const auto offset = static_cast<std::size_t>(std::countr_zero(candidates));
            if (matchesAt(place + offset))
                return at + offset;
        }
    }
    return findFrom(at, text);
}

} // namespace core::data
