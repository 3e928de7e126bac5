// SPDX-License-Identifier: Apache-2.0
// What a project file says about its data, as values: sources, examples, datasets, selections, exports.
// Times are milliseconds since 1970 in UTC; 0 means "not yet".
#pragma once

#include "core/base/ids.h"
#include "core/base/json.h"
#include "core/data/example.h"
#include "core/data/row_filter.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace core::store {

using ExportId = Id<struct ExportTag>; ///< a file that was written out of the project

std::int64_t unixMilliseconds(); ///< now

struct ProjectSummary {
    std::filesystem::path path;
    std::int64_t createdAt = 0;
    std::int64_t schemaVersion = 0;
    bool readOnly = false;
    std::uint64_t fileBytes = 0;
    std::int64_t sources = 0;
    std::int64_t examples = 0;
    std::int64_t datasets = 0;
    std::int64_t runs = 0;
    std::int64_t clusterings = 0;
    std::int64_t selections = 0;
    std::int64_t exports = 0;
    std::vector<std::string> warnings; ///< sentences, as "the project lies on a network mount"
};

/// An imported file. `format` and `mapping` are core/data's values as JSON, `report` the import's report.
struct SourceRecord {
    SourceId id;
    std::string name;
    std::string path; ///< where it was read from; nothing is read from there again
    Json format;
    Json mapping;
    std::string sha256;
    std::uint64_t bytes = 0;
    std::int64_t kept = 0;
    std::int64_t refused = 0;
    Json report;
    ExampleId firstExample; ///< its examples are this and the next kept − 1
    std::int64_t importedAt = 0;
};

/// One immutable row as it stood in its file.
struct ExampleRecord {
    ExampleId id;
    SourceId source;
    std::uint64_t line = 0; ///< from 1
    std::uint64_t offset = 0; ///< of the row's first byte in the file
    std::uint32_t label = 0; ///< index into sourceLabels()
    std::uint64_t promptHash = 0;
    std::uint32_t promptCharacters = 0;
    std::uint32_t responseCharacters = 0;
    bool heldOut = false; ///< the side of the 5 % line on which its prompt lies
    std::optional<ExampleId> parent; ///< the row that this one corrects
    std::string raw;
};

/// The numbers of one dataset row, for filters, strata and plots; no text.
struct ExampleFacts {
    ExampleId id;
    SourceId source;
    std::uint32_t label = 0; ///< index into sourceLabels()
    std::uint32_t copies = 1;
    bool heldOut = false;
    std::uint64_t promptHash = 0;
    std::uint64_t responseHash = 0;
    std::uint32_t promptCharacters = 0;
    std::uint32_t responseCharacters = 0;
    std::uint64_t line = 0;
};

/// A dataset row with its text under the mapping of its source.
struct MappedExample {
    data::DatasetRow row;
    std::uint32_t label = 0; ///< index into sourceLabels()
    data::ExampleText text;
};

struct SearchHit {
    std::int64_t row = 0; ///< position in the dataset, from 0
    ExampleId example;
    std::string field; ///< "instruction", "input", "response", "text" or "messages"
    std::string excerpt; ///< about 80 bytes around the match, whole characters
};

/// What a search through a dataset found since its last batch.
struct SearchBatch {
    std::int64_t searched = 0; ///< rows so far
    std::int64_t rows = 0; ///< of the dataset
    std::vector<std::uint32_t> hits; ///< positions in the dataset, ascending
};

enum class DatasetKind { Import, Subset, Curated };

struct DatasetRecord {
    DatasetId id;
    std::string name; ///< unique in the project
    DatasetKind kind = DatasetKind::Import;
    std::optional<DatasetId> parent;
    Json rule; ///< how it came from its parent, with every seed
    std::int64_t rows = 0;
    std::int64_t heldOut = 0;
    std::int64_t createdAt = 0;
};

/// What a snapshot is made of. A clustering implies its run, a run its token counts. The run may be on another dataset:
/// rows meet by example.
struct ColumnsRequest {
    DatasetId dataset;
    std::optional<RunId> run = std::nullopt; ///< whose losses
    std::optional<ClusteringId> clustering = std::nullopt;
    std::optional<RunId> tokens = std::nullopt; ///< whose token counts, where not the run's
    std::optional<data::PointRange> window = std::nullopt; ///< of mean and variability; absent: all points
};

struct SelectionRecord {
    SelectionId id;
    std::string name; ///< unique in the project
    Json rule;
    std::vector<ExampleId> examples;
    std::int64_t createdAt = 0;
};

struct ExportRecord {
    ExportId id;
    std::string path;
    std::string what; ///< "cluster hard of proxy-1/raw"
    std::string sha256;
    Json manifest;
    std::int64_t createdAt = 0;
};

} // namespace core::store
