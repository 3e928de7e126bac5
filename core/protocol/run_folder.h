// SPDX-License-Identifier: Apache-2.0
// The names of everything in a run folder, and how a job's inputs are found.
#pragma once

#include "core/protocol/job_spec.h"

#include <filesystem>

namespace core::protocol {

namespace run_folder_faults {
inline constexpr Fault inputMissing{ "run-folder/input-missing", ErrorKind::BadFile,
    "an input of the run is neither in its inputs folder nor where it was",
    "Copy the file into the run's inputs folder under its hash." };
inline constexpr Fault inputChanged{ "run-folder/input-changed", ErrorKind::BadFile,
    "the input does not have the recorded SHA-256", "Copy the original file into the run's inputs folder under its hash." };
inline constexpr Fault modelChanged{ "run-folder/model-changed", ErrorKind::BadFile,
    "the model folder is not the one the run was set up with", "Start a new run with the changed model." };
inline constexpr Fault all[] = { inputMissing, inputChanged, modelChanged };
} // namespace run_folder_faults

class RunFolder {
public:
    explicit RunFolder(std::filesystem::path folder);

    const std::filesystem::path& path() const { return folder_; }
    std::string name() const { return folder_.filename().string(); }

    std::filesystem::path job() const { return folder_ / "job.json"; }
    std::filesystem::path origin() const { return folder_ / "origin.json"; } ///< host side: run_origin.h of core/jobs
    std::filesystem::path resolved() const { return folder_ / "resolved.json"; }
    std::filesystem::path worker() const { return folder_ / "worker.json"; }
    std::filesystem::path events() const { return folder_ / "events.jsonl"; }
    std::filesystem::path control() const { return folder_ / "control.jsonl"; }
    std::filesystem::path lock() const { return folder_ / "lock"; }
    std::filesystem::path log() const { return folder_ / "stderr.log"; }
    std::filesystem::path inputs() const { return folder_ / "inputs"; }
    std::filesystem::path losses() const { return folder_ / "losses"; }
    std::filesystem::path evaluation() const { return folder_ / "evaluation"; }
    std::filesystem::path checkpoints() const { return folder_ / "checkpoints"; }
    std::filesystem::path recording() const { return folder_ / "recording"; }
    std::filesystem::path curves() const { return folder_ / "curves.json"; } ///< of a FineTune job: curve_file.h
    std::filesystem::path cells() const { return folder_ / "cells"; } ///< of an experiment: a run folder a cell
    std::filesystem::path models() const { return folder_ / "models"; } ///< of an experiment: new ones, by seed

    // Relative to the folder, as events name them.
    static std::string tokenCountsName() { return "losses/tokens.i32"; }
    static std::string lossPartName(std::int64_t point, std::int64_t part);
    static std::string trainingLossesName(std::int64_t fromStep);
    static std::string evaluationPartName(std::int64_t benchmark, std::int64_t part);
    static std::string recordingName(std::int64_t point);

    /// inputs/<sha256>.jsonl, else the recorded path; the content's hash is checked. Throws Error of run_folder_faults.
    std::filesystem::path findInput(const FileReference&) const;
    /// inputs/<sha256>/, else the recorded folder; its modelFingerprint() is checked. Throws Error of run_folder_faults.
    std::filesystem::path findModel(const ModelReference&) const;
    /// The same for a Tokenize job, whose folder has a tokenizerFingerprint().
    std::filesystem::path findTokenizer(const ModelReference&) const;

private:
    std::filesystem::path findFolder(const ModelReference&, std::string (*fingerprint)(const std::filesystem::path&)) const;

    std::filesystem::path folder_;
};

} // namespace core::protocol
