// SPDX-License-Identifier: Apache-2.0
// The options that every verb which starts a run shares.
#pragma once

#include "core/jobs/project_run.h"

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace cli {

struct RunOptions {
    std::string project;
    std::string dataset;
    std::string name;
    std::string model;
    std::string overlong = "truncate-end";
    std::string precision = "float32";
    std::string memory;
    std::optional<double> learningRate; ///< absent: by the kind of model
    std::string weighting = "tokens";
    bool detach = false;
    core::jobs::RunRequest request; ///< the options that need no translation are bound to its fields
};

/// Declares --project, --dataset, --name, text options, --threads, --detach.
void addTokenOptions(CLI::App& verb, RunOptions& options);
/// The same and --model and resource options.
void addRunOptions(CLI::App& verb, RunOptions& options);

/// Declares what decides a training: --epochs, --lr, --batch-size, --seed, --checkpoints, ...
void addTrainingOptions(CLI::App& verb, RunOptions& options);
/// Learning rate and weighting as the options say, the rate else by whether the model was trained before.
void settleTraining(RunOptions& options);

/// The request that the options stand for, for the given dataset of the project. Throws Error{BadInput}.
core::jobs::RunRequest requestOf(const core::store::ProjectSession& session, const RunOptions& options);

/// "2 GB", "500MB", "1073741824" in bytes. Throws Error{BadInput}.
std::int64_t parseBytes(const std::string& text);

} // namespace cli
