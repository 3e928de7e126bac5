// SPDX-License-Identifier: Apache-2.0
// Which rows are hard (or easy) in the end: what a person pinned overrules the cluster, and excluded rows are out.
#pragma once

#include "core/data/columns.h"

namespace core::data {

/// A row counts once in what follows: excluded before pinned. Held-out rows never belong, pinned or not.
struct HardSet {
    Selection rows;
    std::uint64_t byCluster = 0; ///< rows of the wanted clusters, before what a person said
    std::uint64_t pinnedIn = 0; ///< of other clusters or unscored
    std::uint64_t pinnedOut = 0; ///< of the wanted clusters, pinned to the other side
    std::uint64_t excluded = 0; ///< would belong, but are excluded
};

/// The hard rows, or the easy ones: those of every cluster that is not hard. Without clusters only pins count.
HardSet hardSet(const Columns& columns, bool hard = true);

} // namespace core::data
