// SPDX-License-Identifier: Apache-2.0
// Resume checkpoints: weights, optimizer state and a JSON state in a folder of its own, which appears whole or not at all.
//   step-0000000123/manifest.json  sizes and SHA-256 of the other files
//                   state.json     step and what the trainer adds
//                   weights.safetensors optimizer.safetensors
#pragma once

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/models/model_files.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace core::training {

namespace checkpoint_faults {
inline constexpr Fault noManifest{ "checkpoint/no-manifest", ErrorKind::BadFile, "the checkpoint has no readable manifest" };
inline constexpr Fault wrongVersion{ "checkpoint/wrong-version", ErrorKind::Unsupported,
    "the checkpoint was written by another version of the program" };
inline constexpr Fault missingFile{ "checkpoint/missing-file", ErrorKind::BadFile, "a file of the checkpoint is missing" };
inline constexpr Fault wrongSize{ "checkpoint/wrong-size", ErrorKind::BadFile,
    "the file is not as long as the manifest says" };
inline constexpr Fault wrongHash{ "checkpoint/wrong-hash", ErrorKind::BadFile,
    "the file's content is not what was written" };
inline constexpr Fault otherRun{ "checkpoint/other-run", ErrorKind::BadFile, "the checkpoint does not fit this run" };
inline constexpr Fault all[] = { noManifest, wrongVersion, missingFile, wrongSize, wrongHash, otherRun };
} // namespace checkpoint_faults

struct Checkpoint {
    std::int64_t step = 0; ///< optimizer steps done
    std::vector<models::NamedTensor> weights;
    std::vector<models::NamedTensor> optimizer;
    Json state = Json::object();
};

/// Checks every file against the manifest before any is parsed. Throws Error of checkpoint_faults.
Checkpoint readCheckpoint(const std::filesystem::path& folder);

/// The checkpoints of one run; only its trainer writes here.
class CheckpointStore {
public:
    explicit CheckpointStore(std::filesystem::path folder);

    /// Writes to a temporary folder, syncs, renames; then removes all but the last two. Error{Storage} leaves the old
    /// ones as they were. A checkpoint of the same step is left alone.
    void write(const Checkpoint& checkpoint);
    /// The newest one that is whole. Damaged ones are renamed "damaged-…" and a sentence each is added to `complaints`.
    std::optional<Checkpoint> readNewest(std::vector<std::string>& complaints);

private:
    std::filesystem::path folder_;

    std::vector<std::filesystem::path> list() const; ///< newest first
    void removeDrafts() const;
};

} // namespace core::training
