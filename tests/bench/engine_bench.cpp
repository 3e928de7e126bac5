// SPDX-License-Identifier: Apache-2.0
// Scoring and training speed of the engine on real rows, and what they cost beside the matrix products:
// engine_bench ROWS.jsonl TOKENIZER-FOLDER COUNT THREADS [small|pythia] [head rows] [head columns] [pack tokens] [FOLDER]
// FOLDER gets rows, model and figures for engine_vs_transformers.py.
#include "core/base/files.h"
#include "core/models/device.h"
#include "core/models/model_files.h"
#include "core/models/parameters.h"
#include "core/optim/optimizer.h"
#include "core/text/example_encoder.h"
#include "core/text/tokenizer_file.h"
#include "core/training/packer.h"
#include "core/training/scorer.h"
#include "core/training/step_gradient.h"

#include <ATen/core/grad_mode.h>
#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <numeric>
#include <string>

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Wall and processor time from its construction on.
class Stopwatch {
public:
    double wall() const { return secondsSince(begin_); }
    double processor() const { return static_cast<double>(std::clock() - processorBegin_) / CLOCKS_PER_SEC; }

private:
    Clock::time_point begin_ = Clock::now();
    std::clock_t processorBegin_ = std::clock();
};

double peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

core::text::EncodedRows readRows(const std::string& file, const std::string& tokenizerFolder, std::size_t count)
{
    std::vector<core::data::ExampleText> examples;
    std::ifstream input(file);
    for (std::string line; examples.size() < count && std::getline(input, line);) {
        const core::Json json = core::parseJson(line, file);
        core::data::ExampleText example;
        example.instruction = json.at("instruction").get<std::string>();
        example.response = json.at("output").get<std::string>();
        examples.push_back(std::move(example));
    }
    const auto tokenizer = core::text::loadTokenizer(tokenizerFolder);
    return core::text::encodeRows(*tokenizer, examples, {}, tokenizer->idOf("<|endoftext|>"));
}

core::formats::ModelConfig shapeNamed(const std::string& name)
{
    core::formats::ModelConfig config;
    config.family = "gpt_neox";
    config.layers = 6;
    config.width = name == "pythia" ? 512 : 128;
    config.feedForward = 4 * config.width;
    config.heads = config.keyValueHeads = name == "pythia" ? 8 : 4;
    config.headSize = config.width / config.heads;
    config.vocabulary = 50304;
    config.maximumPositions = 2048;
    config.rotary.share = 0.25;
    config.parallelResidual = true;
    return config;
}

struct Work {
    double tokens = 0;
    double responses = 0;
    double squares = 0; ///< Σ length²
};

Work workOf(const core::text::EncodedRows& rows)
{
    Work work;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto length = static_cast<double>(rows.length(i));
        work.tokens += length;
        work.responses += static_cast<double>(rows.responseCount(i));
        work.squares += length * length;
    }
    return work;
}

/// Floating-point operations of one forward pass: trunk, causal attention, head at response positions.
double forwardOperations(const core::formats::ModelConfig& c, const Work& work)
{
    const auto layers = static_cast<double>(c.layers);
    const auto width = static_cast<double>(c.width);
    const double trunk = layers * 2 * (4 * width * width + 2 * width * static_cast<double>(c.feedForward));
    return work.tokens * trunk + layers * 2 * width * work.squares
        + work.responses * 2 * width * static_cast<double>(c.vocabulary);
}

/// GFLOP per processor second are what counts on a machine that others use too.
void report(const char* what, const Stopwatch& watch, const Work& work, double operations, double rate)
{
    const double seconds = watch.wall();
    std::printf("%-6s %8.2f s (processor %8.2f s)  %7.0f tokens/s  %6.0f response tokens/s  %6.1f GFLOP/s = %4.1f %% of the "
                "matmul rate; %.1f GFLOP per processor second\n",
        what, seconds, watch.processor(), work.tokens / seconds, work.responses / seconds, operations / seconds * 1e-9,
        100 * operations / seconds * 1e-9 / rate, operations / watch.processor() * 1e-9);
}

/// The rows as transformers_speed.py reads them, and the model before it is trained.
void dump(const core::text::EncodedRows& rows, const core::models::Model& model, const std::string& folder)
{
    core::createFolders(folder);
    std::ofstream output(folder + "/rows.jsonl");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto ids = rows.tokens(i);
        const auto mask = rows.mask(i);
        output << core::Json{ { "ids", std::vector<std::int64_t>(ids.begin(), ids.end()) },
            { "response", std::vector<int>(mask.begin(), mask.end()) } }
                      .dump()
               << '\n';
    }
    core::models::saveModel(model, folder + "/model");
}

void bench(const core::text::EncodedRows& rows, const core::formats::ModelConfig& config,
    const core::training::PackPlan& plan, const std::string& folder)
{
    const Work work = workOf(rows);
    const Stopwatch matmul;
    const double rate = core::models::measureMatmulRate(at::kFloat, 1);
    std::printf("matmul on %.1f of the processors\n", matmul.processor() / matmul.wall());
    std::printf("%zu rows, %.0f tokens, %.0f of them response; matmul %.1f GFLOP/s; packs of %lld, head %lld x %lld\n",
        rows.size(), work.tokens, work.responses, rate, static_cast<long long>(plan.trainingTokens),
        static_cast<long long>(plan.head.rows), static_cast<long long>(plan.head.columns));
    core::models::Decoder decoder(core::models::newModel(config, 1));
    if (!folder.empty())
        dump(rows, decoder.model(), folder);
    std::vector<std::size_t> items(rows.size());
    std::iota(items.begin(), items.end(), std::size_t{ 0 });

    core::training::Scorer scorer(plan);
    scorer.score(decoder, rows, std::span(items).first(std::min<std::size_t>(32, items.size())));
    const Stopwatch scoring;
    const std::vector<float> losses = scorer.score(decoder, rows, items);
    core::Json figures{ { "tokens", work.tokens }, { "score_seconds", scoring.wall() },
        { "score_processor", scoring.processor() }, { "score_peak_memory_bytes", peakMegabytes() * 1024 * 1024 } };
    for (const float loss : losses) // null: no response token
        figures["losses"].push_back(std::isnan(loss) ? core::Json() : core::Json(loss));
    report("score", scoring, work, forwardOperations(config, work), rate);

    const Stopwatch trunk;
    {
        const at::NoGradGuard noGradients;
        for (const auto& group : core::training::groupByTokens(rows, items, plan.scoringTokens))
            decoder.responseHidden(core::training::makePack(rows, items, group));
    }
    std::printf("  trunk alone %.2f s (processor %.2f s)\n", trunk.wall(), trunk.processor());

    const auto optimizer = core::optim::makeOptimizer({}, decoder.parameters());
    core::training::StepGradient gradient(plan);
    double gradientSeconds = 0;
    const Stopwatch training;
    std::size_t steps = 0;
    for (std::size_t at = 0; at < items.size(); at += 16, ++steps) {
        const auto batch = std::span(items).subspan(at, std::min<std::size_t>(16, items.size() - at));
        optimizer->step(
            decoder.parameters(),
            [&] {
                const auto inner = Clock::now();
                const double loss = gradient.evaluate(decoder, rows, batch, core::protocol::GradientWeighting::Tokens).loss;
                gradientSeconds += secondsSince(inner);
                return loss;
            },
            1e-3);
    }
    report("train", training, work, 3 * forwardOperations(config, work), rate);
    std::printf("  optimizer and clipping %.2f s in %zu steps; peak memory %.0f MB; first losses %.5f %.5f\n",
        training.wall() - gradientSeconds, steps, peakMegabytes(), static_cast<double>(losses[0]),
        static_cast<double>(losses[1]));
    figures["train_seconds"] = training.wall();
    figures["train_processor"] = training.processor();
    figures["peak_memory_bytes"] = peakMegabytes() * 1024 * 1024;
    figures["matmul_gigaflops"] = rate;
    if (!folder.empty())
        core::writeFileAtomically(folder + "/engine.json", figures.dump());
}

} // namespace

int main(int count, char** arguments)
{
    if (count < 5) {
        std::cerr << "engine_bench ROWS.jsonl TOKENIZER-FOLDER COUNT THREADS [small|pythia] [head rows] [head columns] "
                     "[pack tokens] [FOLDER]\n";
        return 2;
    }
    const auto number = [&](int index, long absent) { return count > index ? std::atol(arguments[index]) : absent; };
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    core::models::setUpTorch(number(4, 1));
    core::training::PackPlan plan;
    plan.head = { number(6, plan.head.rows), number(7, plan.head.columns) };
    plan.trainingTokens = plan.scoringTokens = number(8, plan.trainingTokens);
    const auto rows = readRows(arguments[1], arguments[2], static_cast<std::size_t>(number(3, 500)));
    bench(rows, shapeNamed(count > 5 ? arguments[5] : "small"), plan, count > 9 ? arguments[9] : "");
    return 0;
}
