// SPDX-License-Identifier: Apache-2.0
// From a dataset of a project to a run that can be started: the rows as content-addressed files, the spec, the run's
// record; and back: whatever the run folder tells, taken into the project.
#pragma once

#include "core/jobs/launcher.h"
#include "core/protocol/job_spec.h"
#include "core/store/project_session.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace core::jobs {

struct RunRequest {
    protocol::JobKind kind = protocol::JobKind::Proxy;
    std::string name; ///< empty: freeRunName()
    DatasetId dataset;
    std::filesystem::path model; ///< Tokenize: a folder with a tokenizer is enough
    protocol::TextSettings text;
    protocol::TrainSettings train;
    std::int64_t recordingPoints = 10;
    bool keepRecordingWeights = true;
    protocol::ResourceSettings resources;
};

struct PreparedRun {
    RunId id; ///< 0: not recorded by us
    std::string name;
    std::filesystem::path folder;
    protocol::JobSpec spec;
};

/// Writes the snapshot of the dataset's rows (or finds the one of an earlier run) and the run folder, and records the run
/// as queued. With a read-only session (another process holds the project) the folder alone is made: the holder, or
/// whoever writes the project next, records it (adoptRuns). Throws Error{BadInput} naming every setting that is not allowed
/// or a name that is taken; nothing is left behind then.
PreparedRun prepareRun(store::ProjectSession& session, const RunRequest& request);

/// The same for a job that names its files already, as an experiment does.
PreparedRun prepareRun(store::ProjectSession& session, const protocol::JobSpec& spec, DatasetId dataset);

/// The dataset's texts, and its list of (id, copies, held out), as content-addressed files beside the project.
protocol::FileReference writeRows(const store::ProjectSession& session, DatasetId dataset);
protocol::FileReference writeList(const store::ProjectSession& session, DatasetId dataset);
protocol::FileReference writeList(const store::ProjectSession& session, std::span<const data::DatasetRow> rows);
/// Rows to be measured: a list for every source, of at most `most` of its rows that are not held out, evenly spread.
std::vector<protocol::CurveReference> writeSourceCurves(
    const store::ProjectSession& session, DatasetId dataset, std::int64_t most);

/// "proxy-1", "tokenize-2": the kind with the first number that neither a record nor a folder has.
std::string freeRunName(const store::ProjectSession& session, protocol::JobKind kind);

/// The folder of a recorded run.
std::filesystem::path runFolder(const store::ProjectSession& session, const store::RunRecord& run);

} // namespace core::jobs
