// SPDX-License-Identifier: Apache-2.0
// What a run will be and cost, said before it is started: steps, tokens, time, memory, disk. Planned, not promised: tokens
// are counted or sampled, rates are measured on this machine, the rest is arithmetic.
#pragma once

#include "core/base/cancel_token.h"
#include "core/jobs/project_run.h"
#include "core/jobs/session_client.h"

#include <cstdint>
#include <vector>

namespace core::jobs {

/// The dataset under a tokenizer and text settings.
struct TextFigures {
    std::int64_t rows = 0;
    std::int64_t trainableRows = 0; ///< with copies: not held out, with a response token
    std::int64_t tokens = 0; ///< of all rows
    std::int64_t responseTokens = 0;
    std::int64_t trainableTokens = 0; ///< of an epoch
    std::int64_t truncated = 0; ///< rows
    std::int64_t dropped = 0; ///< rows
    std::int64_t unscored = 0; ///< rows
    std::int64_t longestRow = 1; ///< tokens; the longest allowed where rows were only sampled
    std::int64_t textBytes = 0; ///< of the rows' texts
    std::int64_t sampledRows = 0; ///< 0: every row was counted, by an earlier run
};

/// The model on this machine.
struct ModelFigures {
    std::uint64_t weightFileBytes = 0; ///< of one copy of the weights
    std::uint64_t otherFileBytes = 0; ///< tokenizer and configuration, copied with the weights
    std::uint64_t weightBytes = 0; ///< in memory, with gradients and moments
    std::uint64_t packBytes = 0; ///< activations of what is worked on at once
    std::uint64_t budgetBytes = 0; ///< that the run may use
    double trainingTokensPerSecond = 0;
    double scoringTokensPerSecond = 0;
    std::int64_t measuredAt = 0; ///< when the rates were measured, milliseconds since 1970
    std::int64_t threads = 0;
};

struct DiskFigures {
    std::uint64_t recordingWeights = 0;
    std::uint64_t losses = 0; ///< in the run folder and in the project
    std::uint64_t checkpoints = 0; ///< the two that are kept and the one being written
    std::uint64_t inputs = 0; ///< rows and list
    std::uint64_t events = 0;

    std::uint64_t total() const { return recordingWeights + losses + checkpoints + inputs + events; }
};

struct RunEstimate {
    TextFigures text;
    ModelFigures model;
    std::int64_t steps = 0;
    std::vector<std::int64_t> recordingSteps;
    std::int64_t trainedTokens = 0; ///< all epochs
    std::int64_t scoredTokens = 0; ///< all recording points
    double trainingSeconds = 0;
    double scoringSeconds = 0;
    std::uint64_t memoryBytes = 0;
    DiskFigures disk;
    std::uint64_t freeBytes = 0; ///< where the run folder will be

    double seconds() const { return trainingSeconds + scoringSeconds; }
    bool fitsDisk() const { return disk.total() <= freeBytes; }
};

/// The arithmetic alone.
RunEstimate estimateRun(
    const RunRequest& request, const TextFigures& text, const ModelFigures& model, std::uint64_t freeBytes);

/// Counts of an earlier run of the dataset with the same tokenizer and text settings, else those of a sample of rows.
TextFigures textFigures(
    const store::ProjectSession& session, SessionClient& worker, const RunRequest& request, const CancelToken& cancel = {});

/// All of it; the first time for a model's shape this measures for `seconds`. Throws Error{BadInput} naming the settings
/// that are not allowed, Error{OutOfMemory} with both figures when the model does not fit, and what the worker refuses.
RunEstimate estimateRun(const store::ProjectSession& session, SessionClient& worker, const RunRequest& request,
    const CancelToken& cancel = {}, double seconds = 2);

} // namespace core::jobs
