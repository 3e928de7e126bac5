// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/training/trainer.h"
#include "core/worker/result_writer.h"
#include "core/worker/run_context.h"

#include <chrono>
#include <filesystem>
#include <vector>

namespace core::worker {

/// Turns what the trainer tells into events and result files. It also decides when checkpoints are written, because
/// everything told about the steps before must be on the disk first: a resumed worker never tells it again.
class RunObserver : public training::TrainingObserver {
public:
    /// `fromStep`: where this worker continues.
    RunObserver(RunContext& context, ResultWriter& results, std::vector<std::int64_t> recordingSteps, std::int64_t fromStep,
        std::filesystem::path modelFolder);

    void onStep(const training::StepReport& report) override;
    void onLossPart(std::size_t point, std::int64_t step, std::size_t part, std::span<const float> losses) override;
    bool lossPartDone(std::size_t point, std::size_t part) override;
    void onScoring(std::size_t point, std::int64_t step, std::size_t rowsDone, std::size_t rows) override;
    void onRecordingPoint(std::size_t point, std::int64_t step, const models::Model& model) override;
    void onCheckpoint(std::int64_t step) override;
    void onWarning(const std::string& sentence) override;
    training::Request poll() override;

    std::int64_t tokens() const { return tokens_; } ///< trained on by this worker

private:
    void flush();
    void giveBackMemory();
    bool isRecordingStep(std::int64_t step) const;
    std::string keepWeights(std::size_t point, std::int64_t step, const models::Model& model);

    RunContext& context_;
    ResultWriter& results_;
    std::vector<std::int64_t> recordingSteps_;
    std::filesystem::path modelFolder_;
    std::vector<TrainingLoss> losses_; ///< met in steps [chunkFrom_, step_]
    std::int64_t chunkFrom_;
    std::int64_t step_;
    std::int64_t tokens_ = 0;
    std::chrono::steady_clock::time_point lastCheckpoint_;
    std::chrono::steady_clock::time_point lastTrim_;
};

} // namespace core::worker
