// SPDX-License-Identifier: Apache-2.0
#include "core/worker/run_observer.h"

#include "core/base/files.h"
#include "core/models/model_files.h"

#include <malloc.h>

#include <algorithm>

namespace core::worker {

namespace {

constexpr std::size_t mostLossesInMemory = 1U << 20U;

/// Packs have tensors of ever other sizes, whose gaps the allocator keeps: without giving them back a run of 300 steps on
/// 14 M parameters grew from 0.6 to 1.5 GB; with it, it stays below 0.8.
constexpr std::chrono::seconds timeBetweenTrims{ 1 };

/// What belongs to a model folder besides config.json and weights.
void copyTokenizer(const std::filesystem::path& from, const std::filesystem::path& to)
{
    for (const char* name : { "tokenizer.json", "tokenizer.json.gz", "tokenizer_config.json", "generation_config.json" }) {
        std::error_code missing;
        if (std::filesystem::exists(from / name, missing))
            writeFileAtomically(to / name, readFile(from / name, std::uint64_t{ 1 } << 30U));
    }
}

} // namespace

RunObserver::RunObserver(RunContext& context, ResultWriter& results, std::vector<std::int64_t> recordingSteps,
    std::int64_t fromStep, std::filesystem::path modelFolder)
    : context_(context)
    , results_(results)
    , recordingSteps_(std::move(recordingSteps))
    , modelFolder_(std::move(modelFolder))
    , chunkFrom_(fromStep + 1)
    , step_(fromStep)
    , lastCheckpoint_(std::chrono::steady_clock::now())
{
}

void RunObserver::onStep(const training::StepReport& report)
{
    step_ = report.step;
    tokens_ += report.tokens;
    context_.control.enter(protocol::Phase::Training);
    context_.control.at(report.step, report.step, report.steps);
    context_.events.write(protocol::StepEvent{ report.step, report.loss, report.learningRate, report.gradientNorm,
        report.tokens, report.responseTokens, report.seconds });
    for (const training::RowLoss& row : report.rows)
        losses_.push_back({ static_cast<std::int32_t>(report.step), static_cast<std::int32_t>(row.datasetRow), row.loss });
    if (isRecordingStep(report.step) || losses_.size() >= mostLossesInMemory)
        flush(); // the trainer writes a checkpoint before it records
    giveBackMemory();
}

void RunObserver::onLossPart(std::size_t point, std::int64_t step, std::size_t part, std::span<const float> losses)
{
    results_.writeLossPart(static_cast<std::int64_t>(point), step, static_cast<std::int64_t>(part), losses);
}

bool RunObserver::lossPartDone(std::size_t point, std::size_t part)
{
    return results_.announceLossPart(
        static_cast<std::int64_t>(point), recordingSteps_.at(point), static_cast<std::int64_t>(part));
}

void RunObserver::onScoring(std::size_t, std::int64_t step, std::size_t rowsDone, std::size_t rows)
{
    context_.control.enter(protocol::Phase::Scoring);
    context_.control.at(step, static_cast<std::int64_t>(rowsDone), static_cast<std::int64_t>(rows));
    giveBackMemory();
}

void RunObserver::onRecordingPoint(std::size_t point, std::int64_t step, const models::Model& model)
{
    const std::string weights = keepWeights(point, step, model);
    context_.events.write(protocol::RecordingPointEvent{ static_cast<std::int64_t>(point), step, weights });
    context_.events.sync();
}

void RunObserver::onCheckpoint(std::int64_t step)
{
    lastCheckpoint_ = std::chrono::steady_clock::now();
    context_.events.write(protocol::CheckpointEvent{ step });
}

void RunObserver::onWarning(const std::string& sentence)
{
    context_.events.write(protocol::WarningEvent{ sentence });
}

training::Request RunObserver::poll()
{
    context_.control.poll();
    const bool stop = context_.control.stopRequested();
    const auto since = std::chrono::steady_clock::now() - lastCheckpoint_;
    const bool due = std::chrono::duration<double>(since).count() >= context_.spec.resources.checkpointSeconds;
    const bool asked = context_.control.takeCheckpointRequest();
    if (!stop && !due && !asked)
        return training::Request::Continue;
    flush();
    lastCheckpoint_ = std::chrono::steady_clock::now();
    return stop ? training::Request::Stop : training::Request::Checkpoint;
}

void RunObserver::flush()
{
    if (chunkFrom_ <= step_)
        results_.writeTrainingLosses(chunkFrom_, step_, losses_);
    losses_.clear();
    chunkFrom_ = step_ + 1;
    context_.events.sync();
}

void RunObserver::giveBackMemory()
{
    const auto now = std::chrono::steady_clock::now();
    if (now - lastTrim_ < timeBetweenTrims)
        return;
    ::malloc_trim(0);
    lastTrim_ = now;
}

bool RunObserver::isRecordingStep(std::int64_t step) const
{
    return std::find(recordingSteps_.begin(), recordingSteps_.end(), step) != recordingSteps_.end();
}

std::string RunObserver::keepWeights(std::size_t point, std::int64_t step, const models::Model& model)
{
    if (!context_.spec.keepRecordingWeights
        && (step != recordingSteps_.back() || step == 0)) // those of step 0 are the model
        return {};
    const std::string name = protocol::RunFolder::recordingName(static_cast<std::int64_t>(point));
    const auto target = context_.folder.path() / name;
    std::error_code code;
    if (std::filesystem::exists(target, code))
        return name; // by a worker before this one
    const auto draft = context_.folder.recording() / "writing";
    std::filesystem::remove_all(draft, code);
    createFolders(draft);
    models::saveModel(model, draft);
    copyTokenizer(modelFolder_, draft);
    syncFolder(draft);
    std::filesystem::rename(draft, target, code);
    if (code)
        throw Error(
            ErrorKind::Storage, target.string() + ": the weights could not be put in place (" + code.message() + ")");
    syncFolder(context_.folder.recording());
    return name;
}

} // namespace core::worker
