// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/experiment_estimate.h"

#include "core/protocol/experiment_cell.h"

#include <algorithm>

namespace core::jobs {

namespace {

constexpr std::uint64_t answerBytes = 400; ///< an item's line: its text, answer and verdict

std::uint64_t unsignedOf(std::int64_t value)
{
    return static_cast<std::uint64_t>(std::max<std::int64_t>(value, 0));
}

} // namespace

ExperimentEstimate estimateExperiment(
    const RunEstimate& run, const protocol::TrainSettings& train, const ExperimentShape& shape)
{
    ExperimentEstimate estimate;
    const std::int64_t trained = shape.arms * shape.seeds;
    estimate.cells = trained + shape.bases * shape.seeds;
    estimate.steps = protocol::matchedSteps(run.text.trainableRows, train);
    estimate.answers = estimate.cells * shape.items;
    estimate.memoryBytes = run.memoryBytes;
    estimate.freeBytes = run.freeBytes;
    const auto rows = static_cast<double>(std::max<std::int64_t>(run.text.rows, 1));
    const auto points = static_cast<std::int64_t>(run.recordingSteps.size());
    const double scoring = run.model.scoringTokensPerSecond;
    const double tokensPerRow = static_cast<double>(run.text.tokens) / rows;
    const auto secondsOf = [&](double scoredRows) { return scoring > 0 ? scoredRows * tokensPerRow / scoring : 0; };
    const double training
        = run.steps > 0 ? run.trainingSeconds * static_cast<double>(estimate.steps) / static_cast<double>(run.steps) : 0;
    const auto measured = static_cast<double>(shape.measuredRows);
    estimate.secondsPerCell = training + secondsOf(static_cast<double>(points) * measured);
    estimate.seconds = static_cast<double>(trained) * estimate.secondsPerCell
        + static_cast<double>(shape.bases * shape.seeds) * secondsOf(measured);
    const std::uint64_t weights = run.model.weightFileBytes + run.model.otherFileBytes;
    const std::uint64_t losses
        = unsignedOf(points * shape.measuredRows) * 4 + unsignedOf(estimate.steps * train.batchSize) * 12;
    const std::uint64_t cell = weights + losses + run.disk.events;
    estimate.diskBytes = unsignedOf(trained) * cell + unsignedOf(estimate.answers) * answerBytes
        + unsignedOf(shape.newModels) * weights + run.disk.checkpoints + run.disk.inputs;
    return estimate;
}

} // namespace core::jobs
