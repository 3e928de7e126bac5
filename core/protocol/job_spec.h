// SPDX-License-Identifier: Apache-2.0
// job.json: what a run shall do. Written once by the host, read by the worker, here or on a machine it was copied to.
#pragma once

#include "core/protocol/generation_settings.h"
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
inline constexpr Fault badHash{ "job/bad-hash", ErrorKind::BadFile, "64 hexadecimal digits of a SHA-256 were expected" };
inline constexpr Fault badSetting{ "job/bad-setting", ErrorKind::BadFile, "a setting is not allowed" };
inline constexpr Fault all[] = { otherProtocol, otherVersion, unknownKind, badHash, badSetting };
} // namespace job_faults

enum class JobKind {
    Proxy, ///< train on the list, score all its rows at every recording point
    Score, ///< score the list's rows once; no training
    Tokenize, ///< count the list's tokens; `model` may be a folder with nothing but a tokenizer
    Evaluate, ///< answer the benchmarks' items; rows and list, where given, for the mean loss of the held-out rows
};

/// A file named by its content: looked up in the run's inputs/, then at `path` (see run_folder.h).
struct FileReference {
    std::string sha256; ///< 64 lower-case hexadecimal digits
    std::string path; ///< where it was when the job was written; absolute
    friend bool operator==(const FileReference&, const FileReference&) = default;
};

/// A model folder; `sha256` is modelFingerprint() of it, of a Tokenize job tokenizerFingerprint().
struct ModelReference {
    std::string path;
    std::string sha256;
    friend bool operator==(const ModelReference&, const ModelReference&) = default;
};

/// Items to be answered (core/evaluate/benchmark.h).
struct BenchmarkReference {
    std::string name; ///< for people; unique within a job
    FileReference file;
    friend bool operator==(const BenchmarkReference&, const BenchmarkReference&) = default;
};

/// What a job's results call the held-out rows; no benchmark of an evaluation may have this name.
inline constexpr std::string_view heldOutBenchmark = "held-out loss";

struct JobSpec {
    JobKind kind = JobKind::Proxy;
    std::string name; ///< of the run, for people
    ModelReference model;
    FileReference rows; ///< texts: a snapshot of core/data/rows_snapshot.h; of an Evaluate job it may be absent
    FileReference list; ///< (id, copies, held out) in dataset order
    TextSettings text;
    TrainSettings train;
    std::int64_t recordingPoints = 10; ///< Proxy only; see recordingSteps()
    bool keepRecordingWeights = true; ///< false: only the last recording point's weights stay
    std::vector<BenchmarkReference> benchmarks; ///< Evaluate only
    GenerationSettings generation; ///< Evaluate only
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
/// memory and checkpoint interval. Two equal hashes are the same work.
std::string hashOf(const JobSpec&);

/// SHA-256 over the names and hashes of a model folder's config.json, tokenizer files and weights. Reads the whole files
/// but does not parse them. Throws Error{BadFile} when config.json or the weights are missing.
std::string modelFingerprint(const std::filesystem::path& folder);

/// The same over what decides a row's tokens: the tokenizer's files, and the configurations that name the end token. Throws
/// Error{BadFile} when there is no tokenizer.
std::string tokenizerFingerprint(const std::filesystem::path& folder);

std::string_view nameOf(JobKind);

} // namespace core::protocol
