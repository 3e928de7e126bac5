// SPDX-License-Identifier: Apache-2.0
// An experiment as somebody sets it up, choice by choice, before any file of it is hashed.
#pragma once

#include "core/protocol/generation_settings.h"
#include "core/protocol/run_settings.h"
#include "core/store/project_session.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace core::jobs {

struct ExperimentDraft {
    struct Arm {
        std::string name;
        std::string dataset; ///< of the project, by name; empty: nothing is trained (the base)
        friend bool operator==(const Arm&, const Arm&) = default;
    };
    struct SeededFolder {
        std::uint64_t seed = 0;
        std::filesystem::path model;
        friend bool operator==(const SeededFolder&, const SeededFolder&) = default;
    };
    struct Benchmark {
        std::string name;
        std::filesystem::path file;
        friend bool operator==(const Benchmark&, const Benchmark&) = default;
    };

    std::string name;
    std::string dataset; ///< by name: whose rows and held-out rows are used
    std::vector<Arm> arms;
    std::vector<std::uint64_t> seeds;
    std::string preset; ///< of the target; else one of the next two
    std::filesystem::path tokenizer; ///< of a preset that needs one
    std::filesystem::path folder;
    std::vector<SeededFolder> folders;
    protocol::TextSettings text;
    protocol::TrainSettings train;
    std::int64_t recordingPoints = 10;
    std::int64_t sourceCurveRows = 0; ///< at most so many rows of every source are measured; 0: no curves
    std::vector<Benchmark> benchmarks;
    protocol::GenerationSettings generation;
    protocol::ResourceSettings resources;
    friend bool operator==(const ExperimentDraft&, const ExperimentDraft&) = default;
};

/// As experiment_request.h reads it, with absolute paths.
OrderedJson writtenForm(const ExperimentDraft& draft);

/// What the project says of the rows that a draft names.
struct DraftRows {
    std::vector<std::int64_t> trained; ///< per arm: rows of an epoch, copies counted; 0 of a base
    std::int64_t measured = 0; ///< of all curves
    std::int64_t sources = 0; ///< of the dataset
    std::int64_t heldOut = 0; ///< of the dataset
};
/// Throws Error{BadInput} for a dataset that is not there.
DraftRows rowsOf(const store::ProjectSession& session, const ExperimentDraft& draft);

/// The model folders directly below `parent` in the order of their names (numbers by value), one for each seed. Fewer than
/// seeds: as many as there are. Reads the disk.
std::vector<ExperimentDraft::SeededFolder> folderASeed(
    const std::filesystem::path& parent, const std::vector<std::uint64_t>& seeds);

} // namespace core::jobs
