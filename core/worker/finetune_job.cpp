// SPDX-License-Identifier: Apache-2.0
// Fine-tunes a model for a fixed number of steps, measures curves on the way, and evaluates what came out.
#include "core/base/files.h"
#include "core/models/device.h"
#include "core/models/model_files.h"
#include "core/training/trainer.h"
#include "core/worker/evaluate_model.h"
#include "core/worker/run_context.h"
#include "core/worker/run_inputs.h"
#include "core/worker/run_observer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>

namespace core::worker {

namespace {

/// The rows of one curve: [begin, end) of all measured rows.
struct MeasuredCurve {
    std::string name;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Everything that the job's lists name.
struct FineTuneRows {
    RunInputs inputs;
    HeldOut heldOut;
    std::vector<MeasuredCurve> curves;
    std::vector<std::size_t> measured; ///< of all curves, one after the other; in EncodedRows
};

void refuseOverlap(const FineTuneRows& rows)
{
    std::unordered_set<std::int64_t> heldOut;
    for (const training::TrainingRow& row : rows.heldOut.rows)
        heldOut.insert(row.example.value);
    for (const training::TrainingRow& row : rows.inputs.dataset) {
        if (!row.heldOut && row.copies > 0 && heldOut.count(row.example.value) != 0)
            throw Error(ErrorKind::BadInput,
                "example " + std::to_string(row.example.value) + " is held out, yet the list trains on it",
                "Leave the held-out examples out of what is trained on.");
    }
}

FineTuneRows readRows(RunContext& context)
{
    FineTuneRows rows;
    rows.inputs = readInputs(context.folder, context.spec, static_cast<int>(context.resolved.threads), context.control);
    if (!context.spec.heldOut.sha256.empty()) {
        for (const training::TrainingRow& row : readList(rows.inputs, context.folder.findInput(context.spec.heldOut))) {
            if (row.heldOut)
                rows.heldOut.rows.push_back(row);
        }
        if (rows.heldOut.rows.empty())
            context.events.write(protocol::WarningEvent{ "No row is held out: there is no held-out loss." });
    }
    refuseOverlap(rows);
    for (const protocol::CurveReference& curve : context.spec.curves) {
        const std::size_t begin = rows.measured.size();
        for (const training::TrainingRow& row : readList(rows.inputs, context.folder.findInput(curve.list)))
            rows.measured.push_back(row.row);
        rows.curves.push_back({ curve.name, begin, rows.measured.size() });
    }
    rows.heldOut.encoded = rows.inputs.rows;
    rows.heldOut.longestRow = rows.inputs.longestRow;
    return rows;
}

training::TrainingTask taskOf(RunContext& context, const FineTuneRows& rows)
{
    training::TrainingTask task;
    task.rows = rows.inputs.rows;
    task.dataset = rows.inputs.dataset;
    task.settings = context.spec.train;
    task.steps = context.spec.steps;
    task.scored = rows.measured;
    task.recordingSteps = protocol::recordingSteps(context.spec.steps, context.spec.recordingPoints);
    task.plan = settledPackPlan(context, rows.inputs.config, rows.inputs.longestRow);
    task.checkpointFolder = context.folder.checkpoints();
    task.checkpointSeconds = std::numeric_limits<double>::infinity(); // RunObserver asks for them
    return task;
}

/// The losses of all measured rows at a recording point, from the parts that are safe on the disk.
std::vector<float> measuredLosses(const protocol::RunFolder& folder, std::int64_t point, std::size_t rows)
{
    std::vector<float> losses(rows);
    for (std::size_t begin = 0; begin < rows; begin += training::lossPartRows) {
        const auto part = static_cast<std::int64_t>(begin / training::lossPartRows);
        const auto file = folder.path() / protocol::RunFolder::lossPartName(point, part);
        const std::size_t bytes = std::min(training::lossPartRows, rows - begin) * sizeof(float);
        InputFile(file).readAt(0, reinterpret_cast<char*>(losses.data() + begin), bytes);
    }
    return losses;
}

/// The mean over the rows that have a loss; NaN when none has.
OrderedJson pointOf(const MeasuredCurve& curve, std::int64_t step, const std::vector<float>& losses)
{
    double sum = 0;
    std::int64_t scored = 0;
    for (std::size_t row = curve.begin; row < curve.end; ++row) {
        if (std::isnan(losses[row]))
            continue;
        sum += static_cast<double>(losses[row]);
        ++scored;
    }
    const double mean = scored == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(scored);
    return { { "step", step }, { "loss", jsonNumber(mean) }, { "scored", scored } };
}

/// curves.json: {"curves": [{"name", "rows", "points": [{"step", "loss", "scored"}]}]}; the rows' own losses stay in
/// losses/.
void writeCurves(const protocol::RunFolder& folder, const FineTuneRows& rows, const std::vector<std::int64_t>& steps)
{
    OrderedJson curves = OrderedJson::array();
    for (const MeasuredCurve& curve : rows.curves)
        curves.push_back(
            { { "name", curve.name }, { "rows", curve.end - curve.begin }, { "points", OrderedJson::array() } });
    for (std::size_t point = 0; point < steps.size(); ++point) {
        const auto losses = measuredLosses(folder, static_cast<std::int64_t>(point), rows.measured.size());
        for (std::size_t i = 0; i < rows.curves.size(); ++i)
            curves[i]["points"].push_back(pointOf(rows.curves[i], steps[point], losses));
    }
    writeFileAtomically(folder.curves(), OrderedJson{ { "curves", curves } }.dump(2) + "\n");
}

training::Outcome train(RunContext& context, const FineTuneRows& rows, training::TrainingTask task, std::int64_t& lastStep)
{
    ResultWriter results(context.folder, context.events, static_cast<std::int64_t>(rows.measured.size()));
    protocol::PlanEvent plan;
    if (rows.inputs.rows)
        plan = planOf(rows.inputs);
    plan.steps = context.spec.steps;
    plan.recordingSteps = task.recordingSteps;
    plan.parts = results.parts();
    context.events.write(plan);
    if (!context.resolved.bitIdentical)
        forgetBeyond(context, plan);
    context.control.enter(protocol::Phase::Loading);
    createFolders(context.folder.checkpoints());
    createFolders(context.folder.recording());
    models::Model model = models::loadModel(rows.inputs.model, models::deviceOf(context.resolved.device));
    RunObserver observer(context, results, task.recordingSteps, context.fromStep, rows.inputs.model);
    training::Trainer trainer(std::move(model), std::move(task), observer);
    if (trainer.resume() != context.fromStep)
        throw Error(ErrorKind::Internal, "the checkpoint that the run continues from changed while it was read");
    lastStep = context.fromStep;
    context.control.allowCheckpoints();
    const auto outcome = trainer.run();
    context.control.allowCheckpoints(false);
    context.tokens = observer.tokens();
    lastStep = trainer.step();
    return outcome;
}

} // namespace

RunEnd runFineTuneJob(RunContext& context, std::int64_t& lastStep)
{
    FineTuneRows rows = readRows(context);
    training::TrainingTask task = taskOf(context, rows);
    const std::vector<std::int64_t> recorded = task.recordingSteps;
    if (train(context, rows, std::move(task), lastStep) == training::Outcome::Stopped)
        return RunEnd::Stopped;
    writeCurves(context.folder, rows, recorded);
    const auto last = static_cast<std::int64_t>(recorded.size()) - 1;
    const auto model
        = context.spec.steps == 0 ? rows.inputs.model : context.folder.path() / protocol::RunFolder::recordingName(last);
    return evaluateModel(context, model, std::move(rows.heldOut), context.spec.steps);
}

} // namespace core::worker
