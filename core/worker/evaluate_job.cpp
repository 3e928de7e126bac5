// SPDX-License-Identifier: Apache-2.0
// A model's answers to benchmarks, and its loss on the held-out rows.
#include "core/benchmarks/benchmark.h"
#include "core/benchmarks/exact_match.h"
#include "core/evaluate/generate.h"
#include "core/formats/model_text.h"
#include "core/models/device.h"
#include "core/models/model_files.h"
#include "core/text/tokenizer_file.h"
#include "core/training/scorer.h"
#include "core/worker/evaluate_model.h"
#include "core/worker/evaluation_parts.h"
#include "core/worker/machine_facts.h"
#include "core/worker/run_context.h"
#include "core/worker/run_inputs.h"

namespace core::worker {

namespace {

struct Stopped { };

struct Benchmark {
    std::string name;
    std::vector<benchmarks::BenchmarkItem> items;
};

std::vector<Benchmark> readBenchmarks(const RunContext& context)
{
    std::vector<Benchmark> benchmarks;
    for (const protocol::BenchmarkReference& reference : context.spec.benchmarks)
        benchmarks.push_back({ reference.name, benchmarks::readBenchmark(context.folder.findInput(reference.file)) });
    return benchmarks;
}

HeldOut readHeldOut(RunContext& context)
{
    HeldOut heldOut;
    if (context.spec.rows.sha256.empty())
        return heldOut;
    const RunInputs inputs
        = readInputs(context.folder, context.spec, static_cast<int>(context.resolved.threads), context.control);
    heldOut.encoded = inputs.rows;
    heldOut.longestRow = inputs.longestRow;
    for (const training::TrainingRow& row : inputs.dataset) {
        if (row.heldOut)
            heldOut.rows.push_back(row);
    }
    if (heldOut.rows.empty())
        context.events.write(protocol::WarningEvent{ "The dataset has no held-out rows: there is no held-out loss." });
    return heldOut;
}

/// One evaluation: what is answered, and how far it is.
class Evaluation {
public:
    Evaluation(RunContext& context, std::filesystem::path model, HeldOut heldOut, std::int64_t step)
        : context_(context)
        , benchmarks_(readBenchmarks(context))
        , heldOut_(std::move(heldOut))
        , folder_(std::move(model))
        , step_(step)
    {
        total_ = static_cast<std::int64_t>(heldOut_.rows.size());
        for (const Benchmark& benchmark : benchmarks_)
            total_ += static_cast<std::int64_t>(benchmark.items.size());
    }

    void announcePlan()
    {
        protocol::PlanEvent plan;
        plan.rows = total_;
        plan.heldOut = static_cast<std::int64_t>(heldOut_.rows.size());
        context_.events.write(plan);
    }

    void run()
    {
        const auto config = formats::readModelConfig(folder_ / "config.json");
        const training::PackPlan plan = planFor(config);
        const auto tokenizer = text::loadTokenizer(folder_);
        const auto endToken = formats::endToken(folder_, *tokenizer);
        formats::checkVocabulary(*tokenizer, endToken, config, folder_);
        const models::Decoder decoder(models::loadModel(folder_, models::deviceOf(context_.resolved.device)));
        context_.control.enter(protocol::Phase::Scoring);
        const evaluate::Generator generator(decoder, *tokenizer, endToken, context_.spec.generation);
        for (std::size_t number = 0; number < benchmarks_.size(); ++number)
            answer(generator, static_cast<std::int64_t>(number));
        score(decoder, plan);
    }

private:
    /// Packs are for the held-out rows; without them only the memory is settled, for the sequences at work.
    training::PackPlan planFor(const formats::ModelConfig& config)
    {
        if (!heldOut_.rows.empty())
            return settledPackPlan(context_, config, heldOut_.longestRow);
        if (context_.firstStart) {
            if (context_.resolved.memoryBytes == 0)
                context_.resolved.memoryBytes = static_cast<std::int64_t>(training::defaultMemoryBytes());
            writeResolved(context_.folder, context_.resolved);
            context_.firstStart = false;
        }
        return {};
    }

    void poll()
    {
        context_.control.at(step_, done_, total_);
        context_.control.poll();
        if (context_.control.stopRequested())
            throw Stopped{};
    }

    static OrderedJson lineOf(const benchmarks::BenchmarkItem& item, const evaluate::Generation& made)
    {
        const benchmarks::AnswerRule rule = benchmarks::ruleOf(item.source, item.answer);
        const benchmarks::Verdict verdict = benchmarks::judge(rule, made.text, item.answer);
        return { { "id", item.id }, { "text", made.text }, { "ended", evaluate::nameOf(made.ended) },
            { "tokens", made.ids.size() }, { "answer", verdict.answer }, { "gold", item.answer },
            { "rule", benchmarks::nameOf(rule) }, { "right", verdict.right } };
    }

    void answer(const evaluate::Generator& generator, std::int64_t number)
    {
        const Benchmark& benchmark = benchmarks_[static_cast<std::size_t>(number)];
        const auto count = static_cast<std::int64_t>(benchmark.items.size());
        EvaluationParts parts(context_.folder, context_.events, number, benchmark.name, count);
        const std::vector<std::size_t> missing = parts.missing();
        done_ += count - static_cast<std::int64_t>(missing.size());
        // Part by part, so that an answer's company, and with it its last bits, does not depend on where a worker was
        // killed.
        constexpr auto atOnce = static_cast<std::size_t>(protocol::evaluationPartItems);
        for (std::size_t begin = 0; begin < missing.size(); begin += atOnce)
            answerPart(
                generator, benchmark, parts, std::span(missing).subspan(begin, std::min(atOnce, missing.size() - begin)));
    }

    void answerPart(const evaluate::Generator& generator, const Benchmark& benchmark, EvaluationParts& parts,
        std::span<const std::size_t> items)
    {
        std::vector<std::string> prompts;
        for (const std::size_t item : items)
            prompts.push_back(
                evaluate::renderedPrompt(benchmark.items[item].instruction, context_.spec.generation.promptTemplate));
        const auto take = [&](std::size_t prompt, const evaluate::Generation& made) {
            parts.add(items[prompt], lineOf(benchmark.items[items[prompt]], made));
            context_.tokens += static_cast<std::int64_t>(made.ids.size());
            ++done_;
        };
        const auto memory = static_cast<std::uint64_t>(context_.resolved.memoryBytes);
        generator.run(prompts, memory, take, [this] { poll(); });
    }

    void score(const models::Decoder& decoder, const training::PackPlan& plan)
    {
        if (heldOut_.rows.empty())
            return;
        const auto count = static_cast<std::int64_t>(heldOut_.rows.size());
        EvaluationParts parts(context_.folder, context_.events, static_cast<std::int64_t>(benchmarks_.size()),
            std::string(protocol::heldOutBenchmark), count);
        training::Scorer scorer(plan);
        const std::vector<std::size_t> missing = parts.missing();
        done_ += count - static_cast<std::int64_t>(missing.size());
        constexpr auto atOnce = static_cast<std::size_t>(protocol::evaluationPartItems);
        for (std::size_t begin = 0; begin < missing.size(); begin += atOnce) {
            const std::size_t end = std::min(begin + atOnce, missing.size());
            std::vector<std::size_t> items;
            for (std::size_t i = begin; i < end; ++i)
                items.push_back(heldOut_.rows[missing[i]].row);
            const text::EncodedRows& rows = *heldOut_.encoded;
            const std::vector<float> losses
                = scorer.score(decoder, rows, items, [this](const training::ScoreProgress&) { poll(); });
            for (std::size_t i = 0; i < items.size(); ++i) {
                const training::TrainingRow& row = heldOut_.rows[missing[begin + i]];
                parts.add(missing[begin + i],
                    { { "id", row.example.value }, { "loss", jsonNumber(static_cast<double>(losses[i])) },
                        { "tokens", rows.responseCount(row.row) } });
                context_.tokens += rows.length(row.row);
            }
            done_ += static_cast<std::int64_t>(items.size());
        }
    }

    RunContext& context_;
    std::vector<Benchmark> benchmarks_;
    HeldOut heldOut_;
    std::filesystem::path folder_;
    std::int64_t step_; ///< of the training before, for heartbeats
    std::int64_t total_ = 0;
    std::int64_t done_ = 0; ///< of this run's items, those of earlier workers too
};

RunEnd finish(RunContext& context, Evaluation& evaluation)
{
    context.control.enter(protocol::Phase::Loading);
    try {
        evaluation.run();
    } catch (const Stopped&) {
        return RunEnd::Stopped;
    }
    return RunEnd::Finished;
}

} // namespace

RunEnd runEvaluateJob(RunContext& context)
{
    Evaluation evaluation(context, context.folder.findModel(context.spec.model), readHeldOut(context), 0);
    evaluation.announcePlan();
    return finish(context, evaluation);
}

RunEnd evaluateModel(RunContext& context, const std::filesystem::path& model, HeldOut heldOut, std::int64_t step)
{
    Evaluation evaluation(context, model, std::move(heldOut), step);
    return finish(context, evaluation);
}

} // namespace core::worker
