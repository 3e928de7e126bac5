// SPDX-License-Identifier: Apache-2.0
#include "core/data/selection.h"

#include "core/base/error.h"

#include <bit>

namespace core::data {

Selection::Selection(std::size_t rows, bool selected)
    : size_(rows)
    , words_((rows + 63) / 64, selected ? ~std::uint64_t{ 0 } : 0)
{
    clearBehindEnd();
}

/// Bits behind the last row are always 0, so that counting and comparing need not look.
void Selection::clearBehindEnd()
{
    if (size_ % 64 != 0)
        words_.back() &= (std::uint64_t{ 1 } << (size_ % 64)) - 1;
}

std::size_t Selection::count() const
{
    std::size_t count = 0;
    for (const std::uint64_t word : words_)
        count += static_cast<std::size_t>(std::popcount(word));
    return count;
}

void Selection::set(std::size_t row, bool selected)
{
    const std::uint64_t bit = std::uint64_t{ 1 } << (row % 64);
    words_[row / 64] = selected ? words_[row / 64] | bit : words_[row / 64] & ~bit;
}

std::vector<std::uint32_t> Selection::rows() const
{
    std::vector<std::uint32_t> rows;
    rows.reserve(count());
    forEach([&](std::size_t row) { rows.push_back(static_cast<std::uint32_t>(row)); });
    return rows;
}

Selection& Selection::operator&=(const Selection& other)
{
    requireSameSize(other);
    for (std::size_t i = 0; i < words_.size(); ++i)
        words_[i] &= other.words_[i];
    return *this;
}

Selection& Selection::operator|=(const Selection& other)
{
    requireSameSize(other);
    for (std::size_t i = 0; i < words_.size(); ++i)
        words_[i] |= other.words_[i];
    return *this;
}

Selection Selection::operator~() const
{
    Selection result = *this;
    for (std::uint64_t& word : result.words_)
        word = ~word;
    result.clearBehindEnd();
    return result;
}

void Selection::requireSameSize(const Selection& other) const
{
    if (size_ != other.size_)
        throw Error(ErrorKind::Internal, "two selections of different snapshots were combined");
}

} // namespace core::data
