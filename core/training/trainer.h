// SPDX-License-Identifier: Apache-2.0
// The training loop of one run: steps, recording points, resume checkpoints.
#pragma once

#include "core/models/decoder.h"
#include "core/optim/optimizer.h"
#include "core/protocol/run_settings.h"
#include "core/text/encoded_rows.h"
#include "core/training/checkpoint.h"
#include "core/training/order.h"
#include "core/training/pack_plan.h"
#include "core/training/scorer.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core::training {

/// Rows of a recording point that are scored and delivered together.
inline constexpr std::size_t lossPartRows = 4096;

/// The loss of one example as training itself met it (before its step's update).
struct RowLoss {
    std::size_t datasetRow = 0; ///< index into TrainingTask::dataset
    float loss = 0;
};

struct StepReport {
    std::int64_t step = 0; ///< steps done, this one included
    std::int64_t steps = 0;
    double loss = 0; ///< of the step's gradient: mean over its response tokens, or rows
    double gradientNorm = 0;
    double learningRate = 0;
    std::int64_t examples = 0;
    std::int64_t tokens = 0;
    std::int64_t responseTokens = 0;
    double seconds = 0; ///< wall time of the step
    std::span<const RowLoss> rows;
};

enum class Request { Continue, Checkpoint, Stop };

/// What the trainer tells and asks; all calls come from the training thread. An exception ends the run as it is.
class TrainingObserver {
public:
    virtual ~TrainingObserver() = default;

    virtual void onStep(const StepReport& report) = 0;
    /// Losses of the dataset's (or the scored) rows [part × lossPartRows, …) at recording point `point` (0 first), NaN where
    /// unscored.
    virtual void onLossPart(std::size_t point, std::int64_t step, std::size_t part, std::span<const float> losses) = 0;
    /// Whether the part is already stored (by a process before this one): it is not scored again.
    virtual bool lossPartDone(std::size_t point, std::size_t part) = 0;
    /// Progress within a recording point: rows scored of all, in this part and those before it.
    virtual void onScoring(std::size_t point, std::int64_t step, std::size_t rowsDone, std::size_t rows) = 0;
    /// Every part of the point was delivered; the weights are those of the step. Repeated after a resume: idempotent.
    virtual void onRecordingPoint(std::size_t point, std::int64_t step, const models::Model& model) = 0;
    virtual void onCheckpoint(std::int64_t step) = 0;
    /// Something the user should read although the run goes on (a damaged checkpoint, a smaller pack).
    virtual void onWarning(const std::string& sentence) = 0;
    /// Asked after every step and between packs of a recording point; blocks while the run is paused.
    virtual Request poll() = 0;
};

struct TrainingTask {
    std::shared_ptr<const text::EncodedRows> rows;
    std::vector<TrainingRow> dataset; ///< what is scored, in order; all but the held-out rows are trained on. With 0 steps
                                      ///< it may be empty
    protocol::TrainSettings settings;
    std::optional<std::int64_t> steps; ///< all with full batches, whatever the epochs; absent: those of settings.epochs
    std::optional<std::vector<std::size_t>> scored; ///< rows of recording points, instead of the dataset's
    std::vector<std::int64_t> recordingSteps; ///< ascending, within [0, steps]
    PackPlan plan;
    std::filesystem::path checkpointFolder;
    double checkpointSeconds = 60; ///< wall time between two; 0: after every step
};

/// Optimizer steps of a task; Error{BadInput} when no row can be trained on.
std::int64_t stepsOf(const TrainingTask& task);

enum class Outcome { Finished, Stopped };

class Trainer {
public:
    /// `model`: the weights before the first step. Error{BadInput} names invalid settings.
    Trainer(models::Model model, TrainingTask task, TrainingObserver& observer);
    ~Trainer();

    /// Continues from the newest whole checkpoint of the folder; returns its step, 0 when there is none.
    std::int64_t resume();
    /// To the end, or to a stop (then a checkpoint was written). Errors: non-finite loss or gradient (Error{BadInput}
    /// naming step and examples; the weights are those before the step), Error{Storage}, Error{OutOfMemory}.
    Outcome run();

    std::int64_t step() const;
    const models::Decoder& decoder() const;
    const optim::Optimizer& optimizer() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace core::training
