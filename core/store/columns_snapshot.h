// SPDX-License-Identifier: Apache-2.0
// From the project file to the columnar snapshot in two steps: what the store thread reads, and what any thread makes of
// it. Internal to core/store.
#pragma once

#include "core/data/columns.h"
#include "core/store/database.h"
#include "core/store/project_records.h"
#include "core/store/run_records.h"

#include <map>
#include <memory>
#include <vector>

namespace core::store {

/// The rows of a snapshot in another dataset; empty: it is the same dataset, row for row.
using RowPlaces = std::vector<std::uint32_t>;
inline constexpr std::uint32_t noPlace = 0xffffffff;

/// As it stood in the file.
struct ColumnsParts {
    ColumnsRequest request; ///< with everything that was implied
    std::vector<ExampleFacts> facts;
    std::vector<std::string> labels;
    std::map<SourceId, std::string> files; ///< names of the imported files
    data::Columns annotations; ///< ids and annotations only
    LossMatrix losses;
    RowPlaces runRows; ///< in the run's dataset
    std::vector<TokenCount> tokens;
    RowPlaces tokenRows;
    std::optional<ClusteringRecord> clustering;
};

/// On the store thread. BadInput: the clustering is not of the run.
ColumnsParts readColumnsParts(Database& database, ColumnsRequest request);
std::shared_ptr<const data::Columns> buildColumns(ColumnsParts parts);

} // namespace core::store
