// SPDX-License-Identifier: Apache-2.0
// Trains a proxy and records every row's loss at the recording points.
#include "core/base/files.h"
#include "core/models/device.h"
#include "core/models/model_files.h"
#include "core/training/trainer.h"
#include "core/worker/run_context.h"
#include "core/worker/run_inputs.h"
#include "core/worker/run_observer.h"

#include <limits>

namespace core::worker {

namespace {

training::TrainingTask taskOf(RunContext& context, const RunInputs& inputs)
{
    training::TrainingTask task;
    task.rows = inputs.rows;
    task.dataset = inputs.dataset;
    task.settings = context.spec.train;
    task.recordingSteps = protocol::recordingSteps(training::stepsOf(task), context.spec.recordingPoints);
    task.plan = settledPackPlan(context, inputs.config, inputs.longestRow);
    task.checkpointFolder = context.folder.checkpoints();
    task.checkpointSeconds = std::numeric_limits<double>::infinity(); // RunObserver asks for them
    return task;
}

} // namespace

void forgetBeyond(const RunContext& context, const protocol::PlanEvent& plan)
{
    for (std::size_t point = 0; point < plan.recordingSteps.size(); ++point) {
        if (plan.recordingSteps[point] <= context.fromStep)
            continue;
        const auto number = static_cast<std::int64_t>(point);
        std::error_code ignored;
        std::filesystem::remove_all(context.folder.path() / protocol::RunFolder::recordingName(number), ignored);
        for (std::int64_t part = 0; part < plan.parts; ++part)
            std::filesystem::remove(context.folder.path() / protocol::RunFolder::lossPartName(number, part), ignored);
    }
    std::error_code ignored;
    if (context.fromStep < plan.steps) // the answers are those of a model that is trained again
        std::filesystem::remove_all(context.folder.evaluation(), ignored);
}

RunEnd runProxyJob(RunContext& context, std::int64_t& lastStep)
{
    const RunInputs inputs
        = readInputs(context.folder, context.spec, static_cast<int>(context.resolved.threads), context.control);
    training::TrainingTask task = taskOf(context, inputs);
    ResultWriter results(context.folder, context.events, static_cast<std::int64_t>(inputs.dataset.size()));
    protocol::PlanEvent plan = planOf(inputs);
    plan.steps = training::stepsOf(task);
    plan.recordingSteps = task.recordingSteps;
    plan.parts = results.parts();
    results.writeTokenCounts(tokenCountsOf(inputs));
    context.events.write(plan);
    if (!context.resolved.bitIdentical)
        forgetBeyond(context, plan);

    context.control.enter(protocol::Phase::Loading);
    createFolders(context.folder.checkpoints());
    createFolders(context.folder.recording());
    models::Model model = models::loadModel(inputs.model, models::deviceOf(context.resolved.device));
    RunObserver observer(context, results, task.recordingSteps, context.fromStep, inputs.model);
    training::Trainer trainer(std::move(model), std::move(task), observer);
    if (trainer.resume() != context.fromStep)
        throw Error(ErrorKind::Internal, "the checkpoint that the run continues from changed while it was read");
    context.control.allowCheckpoints();
    const auto outcome = trainer.run();
    context.tokens = observer.tokens();
    lastStep = trainer.step();
    return outcome == training::Outcome::Finished ? RunEnd::Finished : RunEnd::Stopped;
}

} // namespace core::worker
