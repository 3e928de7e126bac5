// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/project_run.h"

#include "core/base/files.h"
#include "core/data/rows_snapshot.h"
#include "core/jobs/run_origin.h"

#include <unistd.h>

#include <atomic>

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
    static std::atomic<int>& counter()
    {
        static std::atomic<int> count = 0;
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

bool isTaken(const store::ProjectSession& session, const std::string& name)
{
    return session.findRun(name).has_value() || std::filesystem::exists(session.sideFolder() / "runs" / name);
}

protocol::JobSpec specOf(const store::ProjectSession& session, const RunRequest& request)
{
    protocol::JobSpec spec;
    spec.kind = request.kind;
    spec.name = request.name;
    const bool tokensOnly = request.kind == protocol::JobKind::Tokenize;
    spec.model = { std::filesystem::absolute(request.model).lexically_normal().string(),
        tokensOnly ? protocol::tokenizerFingerprint(request.model) : protocol::modelFingerprint(request.model) };
    spec.text = request.text;
    spec.train = request.train;
    spec.recordingPoints = request.recordingPoints;
    spec.keepRecordingWeights = request.keepRecordingWeights;
    spec.resources = request.resources;
    requireValid(spec);
    const auto snapshots = session.sideFolder() / "snapshots";
    createFolders(snapshots);
    spec.rows = writeRows(session, request.dataset, snapshots);
    spec.list = writeList(session, request.dataset, snapshots);
    return spec;
}

/// Makes the run's folder; a name that was chosen for the user gives way to a run that another process just made.
void placeFolder(PreparedRun& run, const store::ProjectSession& session, bool nameIsOurs, const RunOrigin& origin)
{
    const auto runs = session.sideFolder() / "runs";
    createFolders(runs);
    for (;;) {
        run.name = run.spec.name;
        run.folder = runs / run.name;
        try {
            createRunFolder(run.folder, run.spec, { run.spec.rows.path, run.spec.list.path }, origin);
            return;
        } catch (const Error&) {
            if (!nameIsOurs || !isTaken(session, run.name))
                throw;
            run.spec.name = freeRunName(session, run.spec.kind);
        }
    }
}

store::RunRecord recordOf(const PreparedRun& run, const RunOrigin& origin)
{
    store::RunRecord record;
    record.name = run.name;
    record.kind = nameOf(run.spec.kind);
    record.dataset = { origin.dataset };
    record.folder = "runs/" + run.name;
    record.spec = toJson(run.spec);
    record.createdAt = origin.createdAt;
    return record;
}

} // namespace

PreparedRun prepareRun(store::ProjectSession& session, const RunRequest& asked)
{
    RunRequest request = asked;
    if (request.name.empty())
        request.name = freeRunName(session, request.kind);
    else if (isTaken(session, request.name))
        throw Error(ErrorKind::BadInput, "a run named " + request.name + " exists already", "Choose another name.");
    if (request.name.find('/') != std::string::npos || request.name.front() == '.')
        throw Error(ErrorKind::BadInput, request.name + ": the name of a run is a file name without a leading dot");
    const auto dataset = session.dataset(request.dataset);
    const RunOrigin origin{ dataset.id.value, dataset.name, dataset.rows, store::unixMilliseconds() };
    PreparedRun run;
    run.spec = specOf(session, request);
    placeFolder(run, session, asked.name.empty(), origin);
    if (session.readOnly())
        return run;
    try {
        run.id = session.insertRun(recordOf(run, origin));
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove_all(run.folder, ignored);
        throw;
    }
    return run;
}

std::string freeRunName(const store::ProjectSession& session, protocol::JobKind kind)
{
    for (std::int64_t number = 1;; ++number) {
        const std::string name = std::string(nameOf(kind)) + "-" + std::to_string(number);
        if (!isTaken(session, name))
            return name;
    }
}

std::filesystem::path runFolder(const store::ProjectSession& session, const store::RunRecord& run)
{
    return session.sideFolder() / run.folder;
}

} // namespace core::jobs
