// SPDX-License-Identifier: Apache-2.0
#include "core/training/measure_rates.h"

#include "core/base/folders.h"
#include "core/base/random.h"
#include "core/training/trainer.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <numeric>

namespace core::training {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Rows of random tokens, as many as a step has.
std::shared_ptr<const text::EncodedRows> madeUpRows(const RateSample& sample, std::int64_t vocabulary)
{
    RandomStream random(1, "rates");
    auto rows = std::make_shared<text::EncodedRows>();
    for (std::int64_t row = 0; row < std::max<std::int64_t>(sample.train.batchSize, 16); ++row) {
        text::EncodedExample example;
        for (std::int64_t i = 0; i < std::max<std::int64_t>(sample.tokens, 2); ++i) {
            example.ids.push_back(static_cast<text::TokenId>(random.below(static_cast<std::uint64_t>(vocabulary))));
            example.response.push_back(i >= sample.tokens - sample.responseTokens ? 1 : 0);
        }
        rows->append(example);
    }
    return rows;
}

struct Enough { };

/// Ends the training by an exception once the time is used up: nothing is written.
class Stopwatch : public TrainingObserver {
public:
    explicit Stopwatch(double seconds)
        : seconds_(seconds)
    {
    }
    void onStep(const StepReport& report) override
    {
        if (report.step > 1) { // the first one also allocates
            tokens_ += report.tokens;
            spent_ += report.seconds;
        }
        if (report.step > 2 && secondsSince(begin_) >= seconds_)
            throw Enough{};
    }
    void onLossPart(std::size_t, std::int64_t, std::size_t, std::span<const float>) override { }
    bool lossPartDone(std::size_t, std::size_t) override { return true; }
    void onScoring(std::size_t, std::int64_t, std::size_t, std::size_t) override { }
    void onRecordingPoint(std::size_t, std::int64_t, const models::Model&) override { }
    void onCheckpoint(std::int64_t) override { }
    void onWarning(const std::string&) override { }
    Request poll() override { return Request::Continue; }

    double rate() const { return spent_ > 0 ? static_cast<double>(tokens_) / spent_ : 0; }

private:
    double seconds_;
    Clock::time_point begin_ = Clock::now();
    std::int64_t tokens_ = 0;
    double spent_ = 0;
};

double scoringRate(const models::Decoder& decoder, const text::EncodedRows& rows, const PackPlan& plan, double seconds)
{
    std::vector<std::size_t> items(rows.size());
    std::iota(items.begin(), items.end(), std::size_t{ 0 });
    Scorer scorer(plan);
    scorer.score(decoder, rows, items); // allocates
    const auto begin = Clock::now();
    std::uint64_t tokens = 0;
    do {
        scorer.score(decoder, rows, items);
        tokens += rows.ids.size();
    } while (secondsSince(begin) < seconds);
    return static_cast<double>(tokens) / secondsSince(begin);
}

} // namespace

MeasuredRates measureRates(models::Model model, const RateSample& sample, double seconds)
{
    TrainingTask task;
    task.rows = madeUpRows(sample, model.config.vocabulary);
    for (std::size_t row = 0; row < task.rows->size(); ++row)
        task.dataset.push_back({ row, ExampleId{ static_cast<std::int64_t>(row) }, 1, false });
    task.settings = sample.train;
    task.settings.epochs = 10000;
    task.settings.optimizer.learningRate = 1e-6; // made-up rows must not make it diverge
    task.plan = sample.plan;
    task.checkpointFolder = runtimeFolder() / ("rates-" + std::to_string(::getpid())); // nothing is written there
    task.checkpointSeconds = 1e9;
    const auto rows = task.rows;
    Stopwatch watch(seconds);
    Trainer trainer(std::move(model), std::move(task), watch);
    try {
        trainer.run();
    } catch (const Enough&) {
    }
    return { watch.rate(), scoringRate(trainer.decoder(), *rows, sample.plan, seconds / 3) };
}

} // namespace core::training
