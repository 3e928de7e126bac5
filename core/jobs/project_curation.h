// SPDX-License-Identifier: Apache-2.0
// A recipe applied to a dataset of the project and its clustering: previewed, stored as a curated dataset, exported with
// its card.
#pragma once

#include "core/curate/apply_recipe.h"
#include "core/curate/mix.h"
#include "core/jobs/project_export.h"
#include "core/store/project_curations.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace core::jobs {

struct CurateRequest {
    std::string clustering; ///< its run's dataset is curated
    std::string dataset; ///< in its place, for recipes that ask for no clusters
    curate::Recipe recipe;
    std::string name; ///< of the curated dataset; not used by previewRecipe
};

struct CurationReport {
    std::string name;
    std::string parent; ///< dataset that was curated
    std::string clustering; ///< empty: none
    curate::Recipe recipe;
    curate::CuratedRows curated;
    curate::Mix mix;
    std::string rowsSha256; ///< of the stored form of the list: equal lists, equal hashes
    bool alreadyThere = false; ///< there was such a curated dataset with the very same rows
};

/// What a recipe would make, from the annotations of now. Throws Error{BadInput} as applyRecipe, and for names that are not
/// there.
CurationReport previewRecipe(const store::ProjectSession& session, const CurateRequest& request);
/// The same, stored. A curated dataset of that name with the same clustering, recipe and rows is left as it is; any other
/// of the name is refused.
CurationReport curateDataset(store::ProjectSession& session, const CurateRequest& request);

OrderedJson reportJson(const CurationReport& report);
/// The report of a stored curated dataset; without `curated.rows`. Throws Error{BadFile} for a record that does not fit.
CurationReport storedReport(const store::ProjectSession& session, const store::CurationRecord& record);

struct CurationExport {
    std::string curation; ///< name
    std::filesystem::path target;
    curate::ExportLayout layout = curate::ExportLayout::AsImported;
    std::string format; ///< "" (as imported), "jsonl", "json", "csv", "tsv"
    std::string program; ///< name and version of what writes, for the manifest
};
struct CurationExportResult {
    ExportResult file;
    std::uint64_t heldOutLeft = 0; ///< held-out rows that were not written
};
/// Rows to train on, each as often as it has copies; held-out rows are left out. Beside it a card and a manifest with
/// hashes, seeds, versions and the commands that write the same bytes again: from the stored list, and from the clustering.
CurationExportResult exportCuration(store::ProjectSession& session, const CurationExport& request);

} // namespace core::jobs
