// SPDX-License-Identifier: Apache-2.0
// A set of rows of a columnar snapshot, one bit a row.
#pragma once

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
