// SPDX-License-Identifier: Apache-2.0
#include "core/training/trainer.h"

#include "core/training/step_gradient.h"

#include "core/optim/schedule.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <map>
#include <optional>

namespace core::training {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// The rows that can be trained on: not held out, with a response token. `row` becomes the index into the dataset.
std::vector<TrainingRow> trainableRows(const TrainingTask& task)
{
    std::vector<TrainingRow> rows;
    for (std::size_t i = 0; i < task.dataset.size(); ++i) {
        const TrainingRow& row = task.dataset[i];
        if (row.row >= task.rows->size())
            throw Error(ErrorKind::Internal, "the dataset names a row that has no tokens");
        if (!row.heldOut && row.copies > 0 && task.rows->responseCount(row.row) > 0)
            rows.push_back({ i, row.example, row.copies, false });
    }
    if (rows.empty() && task.steps != 0)
        throw Error(ErrorKind::BadInput,
            "no row of the dataset can be trained on: all are held out or have no response token",
            "Look at the rows' responses, or raise the maximum number of tokens.");
    return rows;
}

DataOrder orderOf(const TrainingTask& task)
{
    return DataOrder(trainableRows(task), task.settings.seed, task.settings.batchSize,
        task.steps ? EpochEnd::FullBatch : EpochEnd::ShortBatch);
}

/// Rows that a recording point scores.
std::vector<std::size_t> scoredRows(const TrainingTask& task)
{
    if (task.scored)
        return *task.scored;
    std::vector<std::size_t> rows;
    for (const TrainingRow& row : task.dataset)
        rows.push_back(row.row);
    return rows;
}

void checkSettings(const TrainingTask& task)
{
    std::string sentence;
    for (const std::string& problem : protocol::validate(task.settings))
        sentence += (sentence.empty() ? "" : "; ") + problem;
    if (!sentence.empty())
        throw Error(ErrorKind::BadInput, sentence);
}

/// Thrown by the scorer's sink to leave a recording point.
struct StopScoring { };

} // namespace

struct Trainer::State {
    models::Decoder decoder;
    TrainingTask task;
    TrainingObserver& observer;
    DataOrder order;
    std::vector<std::size_t> scored;
    std::int64_t steps;
    std::unique_ptr<optim::Optimizer> optimizer;
    StepGradient gradient;
    Scorer scorer;
    CheckpointStore checkpoints;
    std::int64_t step = 0;
    std::int64_t savedStep = 0; ///< the newest checkpoint's; step 0 needs none
    Clock::time_point savedAt = Clock::now();

    State(models::Model model, TrainingTask given, TrainingObserver& watcher)
        : decoder(std::move(model))
        , task(std::move(given))
        , observer(watcher)
        , order(orderOf(task))
        , scored(scoredRows(task))
        , steps(task.steps.value_or(order.steps(task.settings.epochs)))
        , optimizer(optim::makeOptimizer(task.settings.optimizer, decoder.parameters()))
        , gradient(task.plan, [this](const std::string& sentence) { observer.onWarning(sentence); })
        , scorer(task.plan)
        , checkpoints(task.checkpointFolder)
    {
    }

    /// What must be equal for a checkpoint to belong to this run.
    Json identity() const
    {
        return { { "steps", steps }, { "examples_per_epoch", order.examplesPerEpoch() },
            { "train", protocol::toJson(task.settings) } };
    }

    void save()
    {
        if (step == savedStep)
            return;
        Checkpoint checkpoint;
        checkpoint.step = step;
        for (const models::Parameter* parameter : models::distinctTrainable(decoder.parameters()))
            checkpoint.weights.push_back({ parameter->name, parameter->tensor });
        checkpoint.optimizer = optimizer->state();
        checkpoint.state = { { "run", identity() }, { "plan", toJson(gradient.plan()) } };
        checkpoints.write(checkpoint);
        savedStep = step;
        savedAt = Clock::now();
        observer.onCheckpoint(step);
    }

    void restore(const Checkpoint& checkpoint)
    {
        const JsonFields fields(checkpoint.state, "state.json");
        if (fields.at("run") != identity())
            throw refusal(checkpoint_faults::otherRun, { task.checkpointFolder.string() });
        std::map<std::string, at::Tensor> stored;
        for (const models::NamedTensor& named : checkpoint.weights)
            stored[named.name] = named.tensor;
        const at::NoGradGuard noGradients;
        for (const models::Parameter* parameter : models::distinctTrainable(decoder.parameters())) {
            const auto found = stored.find(parameter->name);
            if (found == stored.end() || found->second.sizes() != parameter->tensor.sizes())
                throw refusal(checkpoint_faults::otherRun, { task.checkpointFolder.string() }, parameter->name);
            at::Tensor(parameter->tensor).copy_(found->second);
        }
        optimizer->restore(checkpoint.optimizer);
        task.plan = packPlan(fields.object("plan"));
        gradient = StepGradient(task.plan, [this](const std::string& sentence) { observer.onWarning(sentence); });
        step = checkpoint.step;
        savedStep = step;
    }

    [[noreturn]] void refuseStep(const optim::StepResult& result, const std::vector<TrainingRow>& batch) const
    {
        std::string ids;
        for (const TrainingRow& row : batch)
            ids += (ids.empty() ? "" : ", ") + std::to_string(row.example.value);
        throw Error(ErrorKind::BadInput,
            "step " + std::to_string(step + 1) + ": loss " + std::to_string(result.loss) + ", gradient norm "
                + std::to_string(result.gradientNorm)
                + ", which is not finite; the weights are those before the step. Examples: " + ids,
            "Lower the learning rate, lengthen the warm-up, or look at these examples.");
    }

    void train()
    {
        const Clock::time_point begin = Clock::now();
        const std::vector<TrainingRow> batch = order.batch(step);
        std::vector<std::size_t> items;
        for (const TrainingRow& row : batch)
            items.push_back(task.dataset[row.row].row);
        StepLoss loss;
        const auto evaluate = [&] {
            loss = gradient.evaluate(decoder, *task.rows, items, task.settings.weighting);
            return loss.loss;
        };
        const double rate = optim::learningRateAt(task.settings.schedule, task.settings.optimizer.learningRate, step, steps);
        const optim::StepResult result = optimizer->step(decoder.parameters(), evaluate, rate);
        if (!result.applied)
            refuseStep(result, batch);
        ++step;
        std::vector<RowLoss> rowLosses;
        for (std::size_t i = 0; i < batch.size(); ++i)
            rowLosses.push_back({ batch[i].row, loss.rowLosses[i] });
        observer.onStep({ step, steps, result.loss, result.gradientNorm, rate, static_cast<std::int64_t>(batch.size()),
            loss.tokens, loss.responseTokens, secondsSince(begin), rowLosses });
    }

    /// Scores and delivers one part; false when it was stopped.
    bool recordPart(std::size_t point, std::size_t part)
    {
        const std::size_t begin = part * lossPartRows;
        const std::size_t end = std::min(begin + lossPartRows, scored.size());
        const auto items = std::span(scored).subspan(begin, end - begin);
        const auto sink = [&](const ScoreProgress& progress) {
            observer.onScoring(point, step, begin + progress.rows, scored.size());
            if (answer() == Request::Stop)
                throw StopScoring{};
        };
        try {
            const std::vector<float> losses = scorer.score(decoder, *task.rows, items, sink);
            observer.onLossPart(point, step, part, losses);
            return true;
        } catch (const StopScoring&) {
            return false;
        }
    }

    bool record(std::size_t point)
    {
        save(); // scoring takes long: what was trained is safe first
        const std::size_t parts = (scored.size() + lossPartRows - 1) / lossPartRows;
        for (std::size_t part = 0; part < parts; ++part) {
            if (!observer.lossPartDone(point, part) && !recordPart(point, part))
                return false;
        }
        observer.onRecordingPoint(point, step, decoder.model());
        savedAt = Clock::now();
        return true;
    }

    Request answer()
    {
        const Request request = observer.poll();
        if (request != Request::Continue)
            save();
        return request;
    }

    bool recordIfDue()
    {
        const auto found = std::find(task.recordingSteps.begin(), task.recordingSteps.end(), step);
        return found == task.recordingSteps.end() || record(static_cast<std::size_t>(found - task.recordingSteps.begin()));
    }
};

std::int64_t stepsOf(const TrainingTask& task)
{
    checkSettings(task);
    return task.steps ? *task.steps : orderOf(task).steps(task.settings.epochs);
}

Trainer::Trainer(models::Model model, TrainingTask task, TrainingObserver& observer)
{
    checkSettings(task);
    state_ = std::make_unique<State>(std::move(model), std::move(task), observer);
}

Trainer::~Trainer() = default;

std::int64_t Trainer::resume()
{
    std::vector<std::string> complaints;
    const std::optional<Checkpoint> checkpoint = state_->checkpoints.readNewest(complaints);
    for (const std::string& complaint : complaints)
        state_->observer.onWarning(complaint);
    if (checkpoint)
        state_->restore(*checkpoint);
    return state_->step;
}

Outcome Trainer::run()
{
    State& state = *state_;
    state.savedAt = Clock::now();
    for (;;) {
        if (!state.recordIfDue())
            return Outcome::Stopped;
        if (state.step == state.steps)
            return Outcome::Finished;
        state.train();
        if (state.answer() == Request::Stop)
            return Outcome::Stopped;
        if (secondsSince(state.savedAt) >= state.task.checkpointSeconds)
            state.save();
    }
}

std::int64_t Trainer::step() const
{
    return state_->step;
}

const models::Decoder& Trainer::decoder() const
{
    return state_->decoder;
}

const optim::Optimizer& Trainer::optimizer() const
{
    return *state_->optimizer;
}

} // namespace core::training
