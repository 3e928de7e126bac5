// SPDX-License-Identifier: Apache-2.0
// What a dataset is made of before and after curation, by source, length and cluster.
#pragma once

#include "core/data/columns.h"
#include "core/data/example.h"
#include "core/data/row_filter.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace core::curate {

/// Rows that are trained on (not held out) with one value of a facet.
struct MixGroup {
    std::string value; ///< as core/data writes it: a source, "tokens:128", a cluster's code or "none"
    std::uint64_t rowsBefore = 0;
    std::uint64_t copiesBefore = 0;
    std::uint64_t rowsAfter = 0;
    std::uint64_t copiesAfter = 0;
    friend bool operator==(const MixGroup&, const MixGroup&) = default;
};

struct Mix {
    std::vector<MixGroup> bySource;
    std::vector<MixGroup> byLength;
    std::vector<MixGroup> byCluster; ///< empty without clusters
};

/// `after`: rows of the snapshot in its order, as applyRecipe leaves them. Groups without a row before are left out. Throws
/// Error{BadInput} for rows that are not in the snapshot or in another order.
Mix mixOf(const data::Columns& columns, std::span<const data::DatasetRow> after);

} // namespace core::curate
