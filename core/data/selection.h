// SPDX-License-Identifier: Apache-2.0
// A set of rows of a columnar snapshot, one bit a row.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace core::data {

class Selection {
public:
    Selection() = default;
    explicit Selection(std::size_t rows, bool selected = false);

    std::size_t size() const { return size_; }
    std::size_t count() const;
    bool contains(std::size_t row) const { return (words_[row / 64] >> (row % 64)) & 1u; }
    void set(std::size_t row, bool selected);
    /// Row numbers, ascending.
    std::vector<std::uint32_t> rows() const;
    /// Calls `use(row)` for every selected row, ascending.
    template <typename Use> void forEach(Use use) const
    {
        for (std::size_t i = 0; i < words_.size(); ++i)
            for (std::uint64_t word = words_[i]; word != 0; word &= word - 1)
                use(i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
    }
    /// The rows for which `holds(row)`.
    template <typename Holds> static Selection where(std::size_t rows, Holds holds)
    {
        Selection selection(rows);
        for (std::size_t row = 0; row < rows; ++row)
            selection.words_[row / 64] |= std::uint64_t{ holds(row) } << (row % 64);
        return selection;
    }

    /// Both sides must have the same size; otherwise Error{Internal}.
    Selection& operator&=(const Selection& other);
    Selection& operator|=(const Selection& other);
    Selection operator~() const;
    friend Selection operator&(Selection left, const Selection& right) { return left &= right; }
    friend Selection operator|(Selection left, const Selection& right) { return left |= right; }
    friend bool operator==(const Selection&, const Selection&) = default;

private:
    std::size_t size_ = 0;
    std::vector<std::uint64_t> words_;
    void clearBehindEnd();
    void requireSameSize(const Selection& other) const;
};

} // namespace core::data
