// SPDX-License-Identifier: Apache-2.0
// How jobs name their inputs: by content, with the place where it was last seen.
#pragma once

#include "core/base/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace core::protocol {

namespace reference_faults {
inline constexpr Fault badHash{ "job/bad-hash", ErrorKind::BadFile, "64 hexadecimal digits of a SHA-256 were expected" };
inline constexpr Fault all[] = { badHash };
} // namespace reference_faults

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

/// Items to be answered (core/benchmarks/benchmark.h).
struct BenchmarkReference {
    std::string name; ///< for people; unique within a job
    FileReference file;
    friend bool operator==(const BenchmarkReference&, const BenchmarkReference&) = default;
};

/// Rows whose mean loss is a measured curve: those of a source, a skill, the whole dataset.
struct CurveReference {
    std::string name; ///< for people; unique within a job
    FileReference list; ///< (id, copies, held out); copies and held out do not count here
    friend bool operator==(const CurveReference&, const CurveReference&) = default;
};

/// What a job's results call the held-out rows; no benchmark of an evaluation may have this name.
inline constexpr std::string_view heldOutBenchmark = "held-out loss";

OrderedJson toJson(const FileReference&);
OrderedJson toJson(const ModelReference&);
OrderedJson toJson(const std::vector<BenchmarkReference>&);
OrderedJson toJson(const std::vector<CurveReference>&);

/// Throw Error of reference_faults, json_faults and settings_faults.
FileReference fileReference(const JsonFields&);
ModelReference modelReference(const JsonFields&);
/// The list in a field of that name; an absent one is empty. `file` names it in refusals.
std::vector<BenchmarkReference> benchmarkReferences(const JsonFields& parent, const std::string& file);
std::vector<CurveReference> curveReferences(const JsonFields& parent, const std::string& file);

/// Names that are empty, too long, repeated, or heldOutBenchmark; as sentences.
std::vector<std::string> validate(const std::vector<BenchmarkReference>&);
std::vector<std::string> validate(const std::vector<CurveReference>&);

/// Takes the recorded places out of the JSON of whatever holds references: what is left names the work alone.
void erasePaths(OrderedJson& json);

} // namespace core::protocol
