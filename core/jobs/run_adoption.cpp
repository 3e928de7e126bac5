// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/run_adoption.h"

#include "core/jobs/run_origin.h"
#include "core/protocol/run_folder.h"

#include <algorithm>
#include <set>

namespace core::jobs {

namespace {

/// The record for a folder; throws Error when it does not belong to this project.
store::RunRecord recordOf(const store::ProjectSession& session, const protocol::RunFolder& folder, const RunOrigin& origin)
{
    const auto spec = protocol::readJobSpec(folder.job());
    const auto datasets = session.listDatasets();
    const auto dataset = std::ranges::find_if(datasets, [&](const store::DatasetRecord& record) {
        return record.id.value == origin.dataset && record.name == origin.datasetName && record.rows == origin.rows;
    });
    if (dataset == datasets.end())
        throw Error(ErrorKind::BadFile,
            folder.path().string() + ": the run works on a dataset \"" + origin.datasetName
                + "\" that this project does not have",
            "Move the folder to the project that it was made in.");
    store::RunRecord record;
    record.name = spec.name;
    record.kind = nameOf(spec.kind);
    record.dataset = dataset->id;
    record.folder = "runs/" + folder.name();
    record.spec = protocol::toJson(spec);
    record.createdAt = origin.createdAt;
    return record;
}

/// Folders of runs that say where they come from and that no record names.
std::vector<std::filesystem::path> unrecordedFolders(const store::ProjectSession& session)
{
    std::set<std::string> known;
    for (const auto& run : session.listRuns())
        known.insert(run.folder);
    std::vector<std::filesystem::path> folders;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(session.sideFolder() / "runs", code)) {
        const std::string name = entry.path().filename().string();
        std::error_code missing;
        if (name.front() != '.' && !known.contains("runs/" + name)
            && std::filesystem::exists(protocol::RunFolder(entry.path()).origin(), missing))
            folders.push_back(entry.path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

} // namespace

bool hasRunsToAdopt(const store::ProjectSession& session)
{
    return !unrecordedFolders(session).empty();
}

Adoption adoptRuns(store::ProjectSession& session)
{
    Adoption adoption;
    for (const auto& path : unrecordedFolders(session)) {
        const protocol::RunFolder folder(path);
        try {
            if (const auto origin = readRunOrigin(folder.origin()))
                adoption.adopted.push_back(session.insertRun(recordOf(session, folder, *origin)));
        } catch (const Error& error) {
            adoption.problems.push_back(error.message());
        }
    }
    return adoption;
}

} // namespace core::jobs
