// SPDX-License-Identifier: Apache-2.0
// The immutable columnar snapshot of a dataset: everything that is filtered, sorted, counted or plotted, as plain columns
// of one entry a row. Shared as shared_ptr<const Columns> and replaced whole; a copy shares every column (a few pointers),
// so a snapshot with other clusters or annotations is a copy with those columns assigned.
#pragma once

#include "core/base/ids.h"
#include "core/data/coded_column.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>

namespace core::data {

inline constexpr std::uint16_t noCluster = 0xffff;

/// Bits of Columns::flags. The first three are those of token counts.
enum class RowFlag : std::uint8_t {
    Truncated = 1, ///< cut at the longest length
    Dropped = 2, ///< by the over-long policy: no token is left
    Seam = 4, ///< a token spans the border of prompt and response
    Unscored = 8, ///< in the run, but a recording point has no loss of it
    Duplicate = 16, ///< same prompt and response as an earlier row of the dataset
};

/// Bits of Columns::marks: what a person decided.
enum class RowMark : std::uint8_t { Excluded = 1, PinnedEasy = 2, PinnedHard = 4, Noted = 8 };

/// What a snapshot was made of.
struct ColumnsOrigin {
    DatasetId dataset;
    std::optional<RunId> run; ///< whose losses
    std::optional<RunId> tokens; ///< whose token counts
    std::optional<ClusteringId> clustering; ///< absent for a preview too
    friend bool operator==(const ColumnsOrigin&, const ColumnsOrigin&) = default;
};

/// Recording points first to last, both included.
struct PointRange {
    std::size_t first = 0;
    std::size_t last = 0;
    friend bool operator==(const PointRange&, const PointRange&) = default;
};

/// Every column has one entry a row, except those marked optional, which are empty where nothing is known yet.
struct Columns {
    ColumnsOrigin origin;
    SharedColumn<ExampleId> ids;
    CodedColumn source; ///< the row's own source, else the name of its file
    SharedColumn<std::uint32_t> copies;
    SharedColumn<std::uint8_t> heldOut;
    SharedColumn<std::uint32_t> promptCharacters;
    SharedColumn<std::uint32_t> responseCharacters;
    SharedColumn<std::uint8_t> flags; ///< optional: RowFlag bits

    SharedColumn<std::uint8_t> marks; ///< optional: RowMark bits
    LabelColumn labels; ///< optional
    CodedColumn notes; ///< optional; code 0 = no note

    SharedColumn<std::uint32_t> tokens; ///< optional: prompt and response, after the over-long policy
    SharedColumn<std::uint32_t> responseTokens; ///< optional

    SharedColumn<float> losses; ///< optional: losses[point * rows + row], NaN = unscored or not in the run
    SharedColumn<std::uint64_t> steps; ///< optimizer step of each recording point
    PointRange window; ///< of the two columns that follow
    SharedColumn<float> meanLoss; ///< optional; NaN = a loss in the window is missing
    SharedColumn<float> variability; ///< optional: standard deviation over the window
    SharedColumn<float> learnedAt; ///< optional: step at which half of the descent was made; NaN = not yet

    SharedColumn<std::uint16_t> cluster; ///< optional; noCluster = unscored, held out or not in the run
    std::uint32_t clusters = 0; ///< how many there are
    std::vector<std::uint16_t> hardClusters; ///< ascending

    std::size_t rows() const { return ids.size(); }
    std::size_t points() const { return steps.size(); }
    std::span<const float> lossesAt(std::size_t point) const { return { losses.data() + point * rows(), rows() }; }
    bool hasFlag(std::size_t row, RowFlag flag) const { return !flags.empty() && (flags[row] & std::uint8_t(flag)) != 0; }
    bool hasMark(std::size_t row, RowMark mark) const { return !marks.empty() && (marks[row] & std::uint8_t(mark)) != 0; }
    bool isHardCluster(std::uint16_t code) const;
    /// Throws Error{Internal} naming the column whose length or codes do not fit.
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
    Loss,
    MeanLoss,
    Variability,
    LearnedAt,
    Labels,
    Note
};

/// A column as numbers; `point` counts for Loss only. Source, Labels and Note are their codes.
struct ColumnKey {
    ColumnName name = ColumnName::Id;
    std::size_t point = 0;
    friend bool operator==(const ColumnKey&, const ColumnKey&) = default;
};

/// Whether the snapshot has it (optional columns may be empty).
bool hasColumn(const Columns& columns, const ColumnKey& key);
/// The value of a row; NaN where a loss, cluster, label or note is missing. The column must be there.
double valueAt(const Columns& columns, const ColumnKey& key, std::size_t row);
/// The same for all rows at once.
std::vector<double> valuesOf(const Columns& columns, const ColumnKey& key);

/// Rows whose value lies in [least, most]; NaN never does. A missing column selects nothing.
Selection filter(const Columns& columns, const ColumnKey& key, double least, double most);
/// Rows of one source by its name.
Selection filterSource(const Columns& columns, std::string_view name);

/// The rows of `permutation` that are in `visible`, in its order: what a table shows.
std::vector<std::uint32_t> visibleOrder(std::span<const std::uint32_t> permutation, const Selection& visible);

/// Rows of `selection` per code; entry i counts code i.
std::vector<std::uint64_t> facetCounts(const CodedColumn& column, const Selection& selection);

} // namespace core::data
