// SPDX-License-Identifier: Apache-2.0
// An experiment: a target model is fine-tuned once for every arm and seed, with equally many steps and examples per step,
// and every result is evaluated in the same way.
#pragma once

#include "core/protocol/generation_settings.h"
#include "core/protocol/references.h"
#include "core/protocol/run_settings.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::protocol {

struct ExperimentArm {
    struct SeededList {
        std::uint64_t seed = 0;
        FileReference list;
        friend bool operator==(const SeededList&, const SeededList&) = default;
    };
    std::string name; ///< letters, digits, '.', '_' and '-': it names folders; unique
    FileReference list = {}; ///< what is trained on, whatever the seed
    std::vector<SeededList> lists = {}; ///< in its place: a list a seed (chosen by a proxy of that seed, say)
    friend bool operator==(const ExperimentArm&, const ExperimentArm&) = default;
};

/// Without a list nothing is trained: the target is evaluated as it is (the base).
bool trains(const ExperimentArm& arm);
/// What the arm's cell of this seed is trained on; absent where it is not trained.
FileReference listOf(const ExperimentArm& arm, std::uint64_t seed);

/// What is fine-tuned: exactly one of the three.
struct ExperimentTarget {
    struct SeededModel {
        std::uint64_t seed = 0;
        ModelReference model;
        friend bool operator==(const SeededModel&, const SeededModel&) = default;
    };
    ModelReference folder; ///< the same model for every seed
    std::vector<SeededModel> folders; ///< a model a seed
    Json config; ///< config.json of a new model, initialised by each seed; null where one of the others is given
    ModelReference tokenizer; ///< of the new model, with its tokenizerFingerprint(); absent: the bytes are the tokens
    friend bool operator==(const ExperimentTarget&, const ExperimentTarget&) = default;
};

struct ExperimentSpec {
    std::vector<ExperimentArm> arms;
    std::vector<std::uint64_t> seeds; ///< of the data order, and of a new model's weights
    ExperimentTarget target;
    FileReference rows; ///< the texts that the lists name; may be absent when no list is given
    FileReference heldOut; ///< a list whose held-out rows are scored in the end and never trained on; may be absent
    TextSettings text;
    TrainSettings train; ///< epochs: of the largest arm; the seed is the cell's
    std::int64_t steps = 0; ///< of every arm that is trained; 0: the epochs of the largest one
    std::string method = "full";
    std::int64_t recordingPoints = 10;
    std::vector<CurveReference> curves;
    std::vector<BenchmarkReference> benchmarks;
    GenerationSettings generation;
    friend bool operator==(const ExperimentSpec&, const ExperimentSpec&) = default;
};

/// Problems as sentences; empty when valid.
std::vector<std::string> validate(const ExperimentSpec&);

OrderedJson toJson(const ExperimentSpec&);
/// Absent settings keep their defaults. Throws Error of reference_faults, settings_faults and json_faults; `file` names it
/// in refusals.
ExperimentSpec experimentSpec(const JsonFields&, const std::string& file);

/// Every file that the experiment reads, models apart.
std::vector<FileReference> filesOf(const ExperimentSpec&);

} // namespace core::protocol
