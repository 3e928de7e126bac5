// SPDX-License-Identifier: Apache-2.0
// Chosen rows of a project as a dataset file with a manifest beside it that says how it came about.
#pragma once

#include "core/curate/export_rows.h"
#include "core/store/project_session.h"

#include <filesystem>
#include <string>
#include <vector>

namespace core::jobs {

struct ExportRequest {
    std::filesystem::path target;
    std::vector<ExampleId> examples; ///< in the order to be written
    std::string what; ///< for people: "cluster hard of clustering proxy-1-raw"
    Json origin; ///< what the manifest says of the choice: run, clustering, settings, selection
    bool mapped = false; ///< mapped JSONL instead of the layout of import
};

struct ExportResult {
    std::int64_t rows = 0;
    std::string sha256;
    std::filesystem::path manifest; ///< target + ".manifest.json"
};

/// Writes the file, then its manifest, and records the export. Needs a writing session. Throws Error{BadInput} when there
/// is nothing to write, or when rows of files in different layouts are to be written as imported.
ExportResult exportExamples(store::ProjectSession& session, const ExportRequest& request);

/// The rows of a stored clustering that are hard by their cluster or by a pin (`hard` false: easy), in dataset order; see
/// data::hardSet.
std::vector<ExampleId> clusterExamples(
    const store::ProjectSession& session, const store::ClusteringRecord& clustering, bool hard);

} // namespace core::jobs
