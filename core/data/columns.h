// SPDX-License-Identifier: Apache-2.0
// The immutable columnar snapshot of a dataset: everything that is filtered, sorted, counted or plotted, as plain vectors
// of one entry a row. Built once, shared as shared_ptr<const Columns>, replaced whole.
#pragma once

#include "core/base/ids.h"
#include "core/data/selection.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::data {

/// Texts with few different values: a code a row, and the text of each code.
struct CodedColumn {
    std::vector<std::uint32_t> codes;
    std::vector<std::string> names;

    friend bool operator==(const CodedColumn&, const CodedColumn&) = default;
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

inline constexpr std::uint8_t noCluster = 0xff;

/// Every vector has one entry a row, except those marked optional, which are empty where nothing is known yet.
struct Columns {
    std::vector<ExampleId> ids;
    CodedColumn source;
    std::vector<std::uint32_t> copies;
    std::vector<std::uint8_t> heldOut;
    std::vector<std::uint32_t> promptCharacters;
    std::vector<std::uint32_t> responseCharacters;
    std::vector<std::uint32_t> tokens; ///< optional: prompt and response, after the over-long policy
    std::vector<std::uint32_t> responseTokens; ///< optional
    std::vector<std::uint8_t> cluster; ///< optional: code, noCluster = unscored or held out
    /// Optional: losses[point * rows + row], NaN = unscored.
    std::vector<float> losses;
    std::vector<std::uint64_t> steps; ///< optimizer step of each recording point

    std::size_t rows() const { return ids.size(); }
    std::size_t points() const { return steps.size(); }
    std::span<const float> lossesAt(std::size_t point) const { return { losses.data() + point * rows(), rows() }; }
    /// Throws Error{Internal} naming the column whose length does not fit.
    void validate() const;
};

/// What rows are filtered, sorted and counted by.
enum class ColumnName {
    Id,
    Source,
    Copies,
    HeldOut,
    PromptCharacters,
    ResponseCharacters,
    Tokens,
    ResponseTokens,
    Cluster,
    Loss
};

/// A column as numbers; `point` counts for Loss only. Source is its code.
struct ColumnKey {
    ColumnName name = ColumnName::Id;
    std::size_t point = 0;
};

/// Whether the snapshot has it (optional columns may be empty).
bool hasColumn(const Columns& columns, const ColumnKey& key);
/// The value of a row; NaN where a loss or cluster is missing. The column must be there.
double valueAt(const Columns& columns, const ColumnKey& key, std::size_t row);

/// Rows whose value lies in [least, most]; NaN never does. A missing column selects nothing.
Selection filter(const Columns& columns, const ColumnKey& key, double least, double most);
/// Rows of one source by its name.
Selection filterSource(const Columns& columns, std::string_view name);

/// Row numbers in order of a column; rows with equal values keep their order, NaN stands last either way. Sources sort by
/// name.
std::vector<std::uint32_t> sortedPermutation(const Columns& columns, const ColumnKey& key, bool ascending);

/// Rows of `selection` per code; entry i counts code i.
std::vector<std::uint64_t> facetCounts(const CodedColumn& column, const Selection& selection);

} // namespace core::data
