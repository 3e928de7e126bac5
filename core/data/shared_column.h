// SPDX-License-Identifier: Apache-2.0
// One immutable value a row, shared by every snapshot that agrees in it, so that a new snapshot costs a few pointers.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace core::data {

template <typename Value> class SharedColumn {
public:
    SharedColumn() = default;
    SharedColumn(std::vector<Value> values)
        : values_(std::make_shared<const std::vector<Value>>(std::move(values)))
    {
    }
    SharedColumn(std::initializer_list<Value> values)
        : SharedColumn(std::vector<Value>(values))
    {
    }

    std::size_t size() const { return values_ ? values_->size() : 0; }
    bool empty() const { return size() == 0; }
    const Value& operator[](std::size_t index) const { return (*values_)[index]; }
    const Value* data() const { return values_ ? values_->data() : nullptr; }
    const Value* begin() const { return data(); }
    const Value* end() const { return data() + size(); }
    std::vector<Value> copy() const { return { begin(), end() }; }
    /// Whether both are the very same memory.
    bool sharesWith(const SharedColumn& other) const { return values_ == other.values_; }

    friend bool operator==(const SharedColumn& left, const SharedColumn& right)
    {
        return left.values_ == right.values_ || left.copy() == right.copy();
    }

private:
    std::shared_ptr<const std::vector<Value>> values_;
};

} // namespace core::data
