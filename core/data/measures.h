// SPDX-License-Identifier: Apache-2.0
// What examples are ordered and filtered by, as numbers of a columnar snapshot.
#pragma once

#include "core/data/columns.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace core::data {

enum class Measure {
    RowNumber, ///< from 1
    Cluster, ///< its code; missing: unscored, held out or not in the run
    Source, ///< the place of its name in alphabetical order
    PromptTokens,
    ResponseTokens,
    Tokens, ///< prompt and response
    PromptCharacters,
    ResponseCharacters,
    Characters, ///< prompt and response
    LastLoss, ///< at the last recording point
    MeanLoss, ///< over the snapshot's window
    Variability,
    LearnedAt, ///< step
    Labels, ///< the place of its labels' names in alphabetical order
    Flags, ///< how many flags and marks it has
};

/// Whether the snapshot knows it at all.
bool hasMeasure(const Columns& columns, Measure measure);
/// NaN where it is missing, or unknown for all rows. Source and Labels are codes here, and ranks in measureValues().
double measureValue(const Columns& columns, Measure measure, std::size_t row);
/// One value a row.
std::vector<double> measureValues(const Columns& columns, Measure measure);

/// Whether its values are whole numbers: a lone number in a condition means just that value.
bool isWhole(Measure measure);

/// "mean-loss", "learned-at", ...: as the command line writes it, and back (nullopt: no such measure).
std::string_view nameOf(Measure measure);
std::optional<Measure> measureOf(std::string_view name);

struct SortKey {
    Measure measure = Measure::RowNumber;
    bool ascending = true;
    friend bool operator==(const SortKey&, const SortKey&) = default;
};

/// Row numbers by rising or falling value; rows with equal values keep their order, rows without one stand last.
std::vector<std::uint32_t> orderOf(const std::vector<double>& values, bool ascending);

} // namespace core::data
