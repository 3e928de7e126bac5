// SPDX-License-Identifier: Apache-2.0
// Statements about sources, labels, examples and datasets. Internal to core/store; on the store thread.
#pragma once

#include "core/store/database.h"
#include "core/store/project_records.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace core::store {

std::vector<SourceRecord> listSources(Database& database);
SourceRecord readSource(Database& database, SourceId id);
std::optional<SourceRecord> findSourceBySha256(Database& database, const std::string& sha256);
std::vector<std::string> sourceLabels(Database& database);

/// In the order asked for. `referrer` says who names the ids in refusals (missingRow); empty: the caller (BadInput).
std::vector<ExampleRecord> readExamples(Database& database, std::span<const ExampleId> ids, const std::string& referrer);
/// Calls `use(position in rows, source, raw bytes)` for every row in order; the bytes are valid during the call.
using UseRaw = std::function<void(std::size_t position, SourceId source, std::string_view raw)>;
void forRawExamples(Database& database, std::span<const data::DatasetRow> rows, const UseRaw& use);
std::vector<ExampleFacts> readFacts(Database& database, std::span<const data::DatasetRow> rows, const std::string& referrer);

std::string_view name(DatasetKind kind);
std::vector<DatasetRecord> listDatasets(Database& database);
DatasetRecord readDataset(Database& database, DatasetId id);
/// Every example must exist unless `known` says that they do.
DatasetId insertDataset(Database& database, const DatasetRecord& record, std::span<const data::DatasetRow> rows, bool known);
/// The same rows with other sides of the held-out line.
void replaceDatasetRows(Database& database, DatasetId id, std::span<const data::DatasetRow> rows, std::int64_t heldOut);
/// Rows [first, first + count); fewer at the end.
std::vector<data::DatasetRow> readDatasetRows(Database& database, DatasetId id, std::int64_t first, std::int64_t count);
std::vector<data::DatasetRow> readDatasetRows(Database& database, const DatasetRecord& dataset);

} // namespace core::store
