// SPDX-License-Identifier: Apache-2.0
// A dataset file into a project: core/data reads and maps on the calling thread while the store thread writes.
#pragma once

#include "core/data/import_file.h"
#include "core/store/import_transaction.h"

#include <filesystem>
#include <optional>
#include <string>

namespace core::store {

struct ProjectImportOptions {
    std::string name; ///< of the dataset; empty: the file's name without its ending, made unique
    data::ImportOptions reading;
    std::string recordedPath = {}; ///< that the source keeps; empty: where the file lies
    bool again = false; ///< import a file whose bytes the project holds already
};

struct ProjectImport {
    SourceRecord source;
    DatasetRecord dataset;
    bool alreadyThere = false; ///< the same bytes were imported before: these are that source and its dataset
    std::optional<data::ImportReport> report; ///< absent when already there
};

/// All kept rows, or on failure and on cancel nothing. BadInput: no row was kept, or the name is taken. Not to be called
/// from a posted task.
ProjectImport importFile(ProjectSession& session, const std::filesystem::path& file, const ProjectImportOptions& options);

/// What is stored of a report, without the plan, which the source keeps.
Json reportJson(const data::ImportReport& report);

} // namespace core::store
