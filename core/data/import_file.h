// SPDX-License-Identifier: Apache-2.0
// A dataset file read once: rows in batches for whoever stores them, and a report of what was kept, refused and put right.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/data/mapping.h"
#include "core/data/row_format.h"
#include "core/data/row_mapper.h"
#include "core/data/row_reader.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace core::data {

struct ImportOptions {
    FormatChoice format; ///< absent parts are detected
    std::string mapping; ///< as parseMapping takes it; empty: detected
    std::optional<Mapping> exactMapping = std::nullopt; ///< in its place: as it stands, nothing is detected beside it
    CancelToken cancel; ///< polled between batches
    ProgressSink progress; ///< bytes of the file, once a batch
    std::size_t listed = 1000; ///< refused rows named one by one; the others are only counted
};

/// One kept row. Views are valid during the sink's call only.
struct ImportedRow {
    RawRow raw;
    std::string_view source; ///< empty where the row has none
    std::string_view externalId;
    std::uint64_t promptHash = 0;
    std::uint64_t responseHash = 0;
    std::uint32_t promptCharacters = 0;
    std::uint32_t responseCharacters = 0;
    bool heldOut = false;
};

/// What is known before the first row.
struct ImportPlan {
    RowFormat format;
    Mapping mapping;
};

/// Receives batches of at most 4,096 rows in file order. It may throw, which ends the import.
using ImportSink = std::function<void(const ImportPlan& plan, const std::vector<ImportedRow>& batch)>;

struct RefusedRow {
    std::uint64_t line = 0;
    std::uint64_t offset = 0;
    std::string code;
    std::string sentence; ///< names file, line and reason
};

struct ImportReport {
    ImportPlan plan;
    std::uint64_t kept = 0;
    std::uint64_t heldOut = 0;
    std::uint64_t refused = 0;
    std::vector<RefusedRow> refusals; ///< the first ImportOptions::listed
    std::map<std::string, std::uint64_t> refusedByCode; ///< exact
    std::uint64_t rowsWithDuplicateKeys = 0;
    std::uint64_t rowsWithReplacedSurrogates = 0;
    std::uint64_t rowsWithUnreadableMetadata = 0;
    std::map<std::string, std::uint64_t> keptBySource;
    std::uint64_t bytes = 0;
    std::string sha256; ///< of the file
    double seconds = 0;
};

/// Throws Error for what concerns the file as a whole (format_faults, mapping_faults, reading) and Error{Cancelled}; the
/// sink's owner then rolls back. A bad row never ends an import.
ImportReport importFile(const std::filesystem::path& file, const ImportOptions& options, const ImportSink& sink);

struct PreviewRow {
    std::uint64_t line = 0;
    MappedRow row;
    std::string problem; ///< the refusal's sentence; empty: kept
};

/// The first rows as an import would see them.
struct ImportPreview {
    ImportPlan plan;
    RowSample sample;
    std::vector<std::string> unmapped; ///< fields no role uses
    std::vector<PreviewRow> rows;
    std::uint64_t kept = 0; ///< of `rows`
};

ImportPreview previewImport(const std::filesystem::path& file, const ImportOptions& options, std::size_t rows);

} // namespace core::data
