// SPDX-License-Identifier: Apache-2.0
// Chosen rows of a project as a dataset file with a manifest beside it that says how it came about.
#pragma once

#include "core/curate/row_layout.h"
#include "core/store/project_session.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace core::jobs {

struct ExportResult {
    std::int64_t rows = 0;
    std::string sha256;
    std::string format; ///< "jsonl", "json", "csv"
    std::filesystem::path manifest; ///< target + ".manifest.json"
    std::filesystem::path card; ///< target + ".md"; empty without one
};

struct ExportRequest {
    std::filesystem::path target;
    std::vector<ExampleId> examples; ///< in the order to be written, an example as often as it has copies
    std::string what; ///< for people: "cluster hard of clustering proxy-1-raw"
    Json origin; ///< what the manifest says of the choice: run, clustering, settings, selection
    curate::ExportLayout layout = curate::ExportLayout::AsImported;
    std::optional<data::FormatChoice> format = std::nullopt; ///< absent: as imported where the rows share one, else JSONL
    OrderedJson provenance = OrderedJson::object(); ///< further entries of the manifest: versions, commands
    std::function<std::string(const ExportResult&)> card; ///< text of a dataset card; absent: none
};

/// Writes the file, its manifest and its card, all or none of them (an older export of that name stays), and records it.
/// Needs a writing session. The file's bytes follow from the rows and the request alone. Throws Error{BadInput} when there
/// is nothing to write, when rows of files in different layouts are to be written as imported in no chosen format, or when
/// rows do not fit the layout.
ExportResult exportExamples(store::ProjectSession& session, const ExportRequest& request);

/// The rows of a stored clustering that are hard by their cluster or by a pin (`hard` false: easy), in dataset order; see
/// data::hardSet.
std::vector<ExampleId> clusterExamples(
    const store::ProjectSession& session, const store::ClusteringRecord& clustering, bool hard);

} // namespace core::jobs
