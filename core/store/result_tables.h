// SPDX-License-Identifier: Apache-2.0
// Statements about clusterings, selections and exports. Internal to core/store; on the store thread.
#pragma once

#include "core/store/database.h"
#include "core/store/project_records.h"
#include "core/store/run_records.h"

#include <vector>

namespace core::store {

ClusteringId insertClustering(Database& database, const ClusteringRecord& record);
ClusteringRecord insertClustering(Database& database, const ClusteringMaker& make);
std::vector<ClusteringRecord> listClusterings(Database& database); ///< without assignments
ClusteringRecord readClustering(Database& database, ClusteringId id);
/// Name, settings and quality; everything else of a clustering never changes.
void changeClustering(Database& database, ClusteringId id, const ClusteringChange& change);
/// BadInput when a curated dataset was made of it.
void removeClustering(Database& database, ClusteringId id);

SelectionId insertSelection(Database& database, const SelectionRecord& record);
std::vector<SelectionRecord> listSelections(Database& database); ///< without examples
SelectionRecord readSelection(Database& database, SelectionId id);

ExportId insertExport(Database& database, const ExportRecord& record);
std::vector<ExportRecord> listExports(Database& database);

} // namespace core::store
