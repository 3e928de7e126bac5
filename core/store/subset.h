// SPDX-License-Identifier: Apache-2.0
// A part of a dataset as a dataset of its own, with the rule that made it.
#pragma once

#include "core/data/columns.h"
#include "core/data/example.h"
#include "core/store/project_records.h"

#include <string>
#include <vector>

namespace core::store {

struct SubsetWish {
    std::string name;
    std::uint64_t count = 0; ///< 0: all that there are to choose from
    std::uint64_t seed = 1;
    bool bySource = true; ///< each source keeps its share
    bool withoutExcluded = true;
    std::string takenFrom; ///< "all rows", "the rows shown": for the rule
};

/// The dataset as it goes into the project, and its rows.
struct SubsetPlan {
    DatasetRecord record;
    std::vector<data::DatasetRow> rows;
};

/// How many rows of `among` there are to choose from.
std::size_t availableRows(const data::Columns& columns, const data::Selection& among, const SubsetWish& wish);
/// Throws Error{BadInput} where there are too few or none.
SubsetPlan planSubset(
    const data::Columns& columns, const DatasetRecord& parent, const data::Selection& among, const SubsetWish& wish);

} // namespace core::store
