// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/project_run.h"

#include "core/base/files.h"
#include "core/data/rows_snapshot.h"
#include "core/jobs/experiment_cells.h"
#include "core/jobs/run_origin.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <map>

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

/// Where the content-addressed files of the project's runs lie.
std::filesystem::path snapshotFolder(const store::ProjectSession& session)
{
    const auto folder = session.sideFolder() / "snapshots";
    createFolders(folder);
    return folder;
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
    spec.rows = writeRows(session, request.dataset);
    spec.list = writeList(session, request.dataset);
    return spec;
}

std::vector<std::filesystem::path> inputsOf(const protocol::JobSpec& spec)
{
    std::vector<std::filesystem::path> inputs;
    const auto add = [&inputs](const protocol::FileReference& file) {
        const bool known = std::find(inputs.begin(), inputs.end(), file.path) != inputs.end(); // a list may have two uses
        if (!file.sha256.empty() && !known)
            inputs.emplace_back(file.path);
    };
    if (spec.kind == protocol::JobKind::Experiment) {
        for (const protocol::FileReference& file : filesOf(spec.experiment))
            add(file);
        return inputs;
    }
    add(spec.rows);
    add(spec.list);
    add(spec.heldOut);
    for (const auto& curve : spec.curves)
        add(curve.list);
    for (const auto& benchmark : spec.benchmarks)
        add(benchmark.file);
    return inputs;
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
            createRunFolder(run.folder, run.spec, inputsOf(run.spec), origin);
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

void requireFreeName(const store::ProjectSession& session, const std::string& name)
{
    if (isTaken(session, name))
        throw Error(ErrorKind::BadInput, "a run named " + name + " exists already", "Choose another name.");
    if (name.empty() || name.find('/') != std::string::npos || name.front() == '.')
        throw Error(ErrorKind::BadInput, name + ": the name of a run is a file name without a leading dot");
}

PreparedRun record(store::ProjectSession& session, protocol::JobSpec spec, DatasetId id, bool nameIsOurs)
{
    const auto dataset = session.dataset(id);
    const RunOrigin origin{ dataset.id.value, dataset.name, dataset.rows, store::unixMilliseconds() };
    PreparedRun run;
    run.spec = std::move(spec);
    placeFolder(run, session, nameIsOurs, origin);
    if (session.readOnly())
        return run;
    try {
        run.id = session.insertRun(recordOf(run, origin));
        if (run.spec.kind == protocol::JobKind::Experiment)
            recordCells(session, run.id, run.spec);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove_all(run.folder, ignored);
        throw;
    }
    return run;
}

} // namespace

protocol::FileReference writeRows(const store::ProjectSession& session, DatasetId dataset)
{
    PendingSnapshot snapshot(snapshotFolder(session));
    session.forEachExample(dataset, [&snapshot](std::span<const store::MappedExample> batch) {
        for (const auto& example : batch)
            snapshot.writer().write(example.row.example, example.text);
        return true;
    });
    return snapshot.publish();
}

protocol::FileReference writeList(const store::ProjectSession& session, DatasetId dataset)
{
    return writeList(session, session.datasetRows(dataset));
}

protocol::FileReference writeList(const store::ProjectSession& session, std::span<const data::DatasetRow> rows)
{
    PendingSnapshot list(snapshotFolder(session));
    for (const data::DatasetRow& row : rows)
        list.writer().write(row);
    return list.publish();
}

std::vector<protocol::CurveReference> writeSourceCurves(
    const store::ProjectSession& session, DatasetId dataset, std::int64_t most)
{
    const auto labels = session.sourceLabels();
    std::map<std::uint32_t, std::vector<data::DatasetRow>> sources;
    const auto rows = session.datasetRows(dataset);
    const auto facts = session.exampleFacts(dataset);
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (!rows[i].heldOut)
            sources[facts[i].label].push_back(rows[i]);
    std::vector<protocol::CurveReference> curves;
    for (const auto& [label, all] : sources) {
        PendingSnapshot list(snapshotFolder(session));
        const auto count = std::min(static_cast<std::size_t>(most), all.size());
        for (std::size_t i = 0; i < count; ++i)
            list.writer().write(all[i * all.size() / count]);
        const std::string& name = labels[label];
        curves.push_back({ name.empty() ? "no source" : name, list.publish() });
    }
    return curves;
}

PreparedRun prepareRun(store::ProjectSession& session, const RunRequest& asked)
{
    RunRequest request = asked;
    const bool nameIsOurs = request.name.empty();
    if (nameIsOurs)
        request.name = freeRunName(session, request.kind);
    requireFreeName(session, request.name);
    return record(session, specOf(session, request), request.dataset, nameIsOurs);
}

PreparedRun prepareRun(store::ProjectSession& session, const protocol::JobSpec& spec, DatasetId dataset)
{
    requireFreeName(session, spec.name);
    requireValid(spec);
    return record(session, spec, dataset, false);
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
