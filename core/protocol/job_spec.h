// SPDX-License-Identifier: Apache-2.0
// job.json: what a run shall do. Written once by the host, read by the worker, here or on a machine it was copied to.
#pragma once

#include "core/protocol/experiment_spec.h"
#include "core/protocol/generation_settings.h"
#include "core/protocol/references.h"
#include "core/protocol/run_settings.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace core::protocol {

inline constexpr std::string_view protocolName = "datalever-run";
inline constexpr std::int64_t protocolVersion = 1;

namespace job_faults {
inline constexpr Fault otherProtocol{ "job/other-protocol", ErrorKind::BadFile, "this is not a DataLever job" };
inline constexpr Fault otherVersion{ "job/other-version", ErrorKind::Unsupported,
    "the job was written for another version of the run protocol", "Use the DataLever version that wrote it." };
inline constexpr Fault unknownKind{ "job/unknown-kind", ErrorKind::Unsupported,
    "this version does not know this kind of job" };
inline constexpr Fault badSetting{ "job/bad-setting", ErrorKind::BadFile, "a setting is not allowed" };
inline constexpr Fault all[] = { otherProtocol, otherVersion, unknownKind, badSetting };
} // namespace job_faults

enum class JobKind {
    Proxy, ///< train on the list, score all its rows at every recording point
    Score, ///< score the list's rows once; no training
    Tokenize, ///< count the list's tokens; `model` may be a folder with nothing but a tokenizer
    Evaluate, ///< answer the benchmarks' items; rows and list, where given, for the mean loss of the held-out rows
    FineTune, ///< train on the list for `steps` steps, measuring the curves on the way, then evaluate
    Experiment, ///< fine-tune a model once for every arm and seed, each in a folder below cells/
};

struct JobSpec {
    JobKind kind = JobKind::Proxy;
    std::string name; ///< of the run, for people
    ModelReference model;
    FileReference
        rows; ///< texts: a snapshot of core/data/rows_snapshot.h; of an Evaluate or FineTune job they may be absent
    FileReference list; ///< (id, copies, held out) in dataset order; of a FineTune job without steps absent
    TextSettings text;
    TrainSettings train;
    std::int64_t recordingPoints = 10; ///< Proxy only; see recordingSteps()
    bool keepRecordingWeights = true; ///< false: only the last recording point's weights stay
    std::vector<BenchmarkReference> benchmarks; ///< Evaluate and FineTune
    GenerationSettings generation; ///< Evaluate and FineTune
    std::int64_t steps = 0; ///< FineTune only: optimizer steps, all of batchSize examples; 0: nothing is trained
    std::string method = "full"; ///< FineTune only: which weights are trained; "full" is all of them
    FileReference heldOut; ///< FineTune only, may be absent: a list whose held-out rows are scored in the end
    std::vector<CurveReference> curves; ///< FineTune only: what is measured at the recording points
    ExperimentSpec experiment; ///< Experiment only, which uses nothing else but name and resources
    ResourceSettings resources;
    friend bool operator==(const JobSpec&, const JobSpec&) = default;
};

/// Problems as sentences; empty when valid.
std::vector<std::string> validate(const JobSpec&);

OrderedJson toJson(const JobSpec&);
/// Throws Error of job_faults and json_faults; `file` names it in refusals.
JobSpec parseJobSpec(std::string_view text, const std::string& file);
JobSpec readJobSpec(const std::filesystem::path& file);
void writeJobSpec(const std::filesystem::path& file, const JobSpec&);

/// SHA-256 of what decides the results: everything but the run's name, paths and the resource settings' thread count,
/// memory and checkpoint interval. Two equal hashes are the same work. An experiment's seeds and what belongs to one seed
/// alone are left out too, so that seeds can be added to one that has begun: every cell has a hash of its own.
std::string hashOf(const JobSpec&);

/// SHA-256 over the names and hashes of a model folder's config.json, tokenizer files and weights. Reads the whole files
/// but does not parse them. Throws Error{BadFile} when config.json or the weights are missing.
std::string modelFingerprint(const std::filesystem::path& folder);

/// The same over what decides a row's tokens: the tokenizer's files, and the configurations that name the end token. Throws
/// Error{BadFile} when there is no tokenizer.
std::string tokenizerFingerprint(const std::filesystem::path& folder);

std::string_view nameOf(JobKind);

} // namespace core::protocol
