// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/project_run.h"

#include "core/base/files.h"
#include "core/data/rows_snapshot.h"

#include <unistd.h>

namespace core::jobs {

namespace {

/// A snapshot file under a name of its own until its hash, and so its name, is known.
class PendingSnapshot {
public:
    explicit PendingSnapshot(std::filesystem::path folder)
        : folder_(std::move(folder))
        , pending_(folder_ / ("pending-" + std::to_string(::getpid()) + "-" + std::to_string(counter()++)))
        , writer_(pending_)
    {
    }
    data::SnapshotWriter& writer() { return writer_; }

    /// Puts the file under its hash; one that is already there has the same content.
    protocol::FileReference publish()
    {
        const std::string sha256 = writer_.commit();
        const auto target = folder_ / (sha256 + ".jsonl");
        std::error_code code;
        std::filesystem::rename(pending_, target, code);
        if (code)
            throw Error(ErrorKind::Storage, target.string() + ": could not be put in place (" + code.message() + ")");
        syncFolder(folder_);
        return { sha256, std::filesystem::absolute(target).string() };
    }

private:
    static int& counter()
    {
        static int count = 0;
        return count;
    }

    std::filesystem::path folder_;
    std::filesystem::path pending_;
    data::SnapshotWriter writer_;
};

protocol::FileReference writeRows(
    const store::ProjectSession& session, DatasetId dataset, const std::filesystem::path& folder)
{
    PendingSnapshot snapshot(folder);
    session.forEachExample(dataset, [&snapshot](std::span<const store::MappedExample> batch) {
        for (const auto& example : batch)
            snapshot.writer().write(example.row.example, example.text);
        return true;
    });
    return snapshot.publish();
}

protocol::FileReference writeList(
    const store::ProjectSession& session, DatasetId dataset, const std::filesystem::path& folder)
{
    PendingSnapshot list(folder);
    for (const data::DatasetRow& row : session.datasetRows(dataset))
        list.writer().write(row);
    return list.publish();
}

void requireValid(const protocol::JobSpec& spec)
{
    std::string problems;
    for (const std::string& problem : validate(spec))
        problems += (problems.empty() ? "" : "; ") + problem;
    if (!problems.empty())
        throw Error(ErrorKind::BadInput, "the run cannot be started: " + problems);
}

} // namespace

PreparedRun prepareRun(store::ProjectSession& session, const RunRequest& request)
{
    PreparedRun run;
    const std::string kind(nameOf(request.kind));
    run.name = request.name.empty() ? session.freeRunName(kind + "-1") : request.name;
    if (session.findRun(run.name))
        throw Error(ErrorKind::BadInput, "a run named " + run.name + " exists already", "Give another name with --name.");
    run.spec.kind = request.kind;
    run.spec.name = run.name;
    run.spec.model = { std::filesystem::absolute(request.model).string(), protocol::modelFingerprint(request.model) };
    run.spec.text = request.text;
    run.spec.train = request.train;
    run.spec.recordingPoints = request.recordingPoints;
    run.spec.keepRecordingWeights = request.keepRecordingWeights;
    run.spec.resources = request.resources;

    const auto snapshots = session.sideFolder() / "snapshots";
    createFolders(snapshots);
    run.spec.rows = writeRows(session, request.dataset, snapshots);
    run.spec.list = writeList(session, request.dataset, snapshots);
    requireValid(run.spec);

    const std::string relative = "runs/" + run.name;
    run.folder = session.sideFolder() / relative;
    createFolders(run.folder.parent_path());
    createRunFolder(run.folder, run.spec, { run.spec.rows.path, run.spec.list.path });

    store::RunRecord record;
    record.name = run.name;
    record.kind = kind;
    record.dataset = request.dataset;
    record.folder = relative;
    record.spec = toJson(run.spec);
    record.createdAt = store::unixMilliseconds();
    try {
        run.id = session.insertRun(record);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove_all(run.folder, ignored);
        throw;
    }
    return run;
}

std::filesystem::path runFolder(const store::ProjectSession& session, const store::RunRecord& run)
{
    return session.sideFolder() / run.folder;
}

} // namespace core::jobs
