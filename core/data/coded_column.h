// SPDX-License-Identifier: Apache-2.0
// Texts with few different values as codes: one text a row, or a set of labels a row.
#pragma once

#include "core/data/selection.h"
#include "core/data/shared_column.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace core::data {

/// A code a row, and the text of each code.
struct CodedColumn {
    SharedColumn<std::uint32_t> codes;
    SharedColumn<std::string> names;

    friend bool operator==(const CodedColumn&, const CodedColumn&) = default;
};

/// Any number of labels a row: the code of a row names a set of labels, of which there are few different ones. Set 0 is
/// the empty one.
struct LabelColumn {
    SharedColumn<std::uint32_t> codes;
    SharedColumn<std::vector<std::uint32_t>> sets; ///< ascending label numbers
    SharedColumn<std::string> names; ///< of the labels

    bool empty() const { return codes.empty(); }
    /// "checked, wrong answer": the labels of a set in order of their names; empty for set 0.
    std::string joined(std::uint32_t set) const;
    friend bool operator==(const LabelColumn&, const LabelColumn&) = default;
};

/// Builds a CodedColumn row by row; codes count up in order of first appearance.
class CodedColumnBuilder {
public:
    CodedColumnBuilder();
    ~CodedColumnBuilder();
    CodedColumnBuilder(CodedColumnBuilder&&) noexcept;
    CodedColumnBuilder& operator=(CodedColumnBuilder&&) noexcept;

    void append(std::string_view name);
    CodedColumn take();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace core::data
