// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/experiment_cell.h"

#include <cmath>

namespace core::protocol {

std::vector<ExperimentCell> cellsOf(const ExperimentSpec& spec)
{
    std::vector<ExperimentCell> cells;
    for (const std::uint64_t seed : spec.seeds) {
        for (std::size_t arm = 0; arm < spec.arms.size(); ++arm)
            cells.push_back({ arm, seed });
    }
    return cells;
}

std::string nameOf(const ExperimentSpec& spec, const ExperimentCell& cell)
{
    return spec.arms.at(cell.arm).name + "-" + std::to_string(cell.seed);
}

std::int64_t matchedSteps(std::int64_t examples, const TrainSettings& train)
{
    const double batches = train.epochs * static_cast<double>(examples) / static_cast<double>(train.batchSize);
    return static_cast<std::int64_t>(std::ceil(batches - 1e-9));
}

JobSpec jobOf(const JobSpec& experiment, const ExperimentCell& cell, const ModelReference& model, std::int64_t steps)
{
    const ExperimentSpec& spec = experiment.experiment;
    JobSpec job;
    job.kind = JobKind::FineTune;
    job.name = nameOf(spec, cell);
    job.model = model;
    job.rows = spec.rows;
    job.list = listOf(spec.arms.at(cell.arm), cell.seed);
    job.text = spec.text;
    job.train = spec.train;
    job.train.seed = cell.seed;
    job.recordingPoints = spec.recordingPoints;
    job.keepRecordingWeights = false;
    job.benchmarks = spec.benchmarks;
    job.generation = spec.generation;
    job.steps = job.list.sha256.empty() ? 0 : steps;
    job.method = spec.method;
    job.heldOut = spec.heldOut;
    job.curves = spec.curves;
    job.resources = experiment.resources;
    return job;
}

} // namespace core::protocol
