// SPDX-License-Identifier: Apache-2.0
// Greedy decoding: batched against one prompt at a time, same text. Writes what decoding_vs_transformers.py needs to do the
// same: the model folder, the prompts' ids, ours.
//
//     decoding_bench ROWS.jsonl TOKENIZER_FOLDER COUNT NEW_TOKENS BATCH THREADS gpt_neox|llama OUT_FOLDER
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/evaluate/generate.h"
#include "core/models/device.h"
#include "core/models/model_files.h"
#include "core/text/tokenizer_file.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <vector>

namespace {

using core::text::TokenId;

core::formats::ModelConfig shapeOf(const std::string& family, std::int64_t vocabulary)
{
    core::formats::ModelConfig config;
    config.family = family;
    config.layers = 6;
    config.width = 512;
    config.heads = config.keyValueHeads = 8;
    config.headSize = 64;
    config.feedForward = 2048;
    config.vocabulary = (vocabulary + 127) / 128 * 128;
    config.maximumPositions = 2048;
    config.initializerRange = 0.1; // text that does not repeat one token
    if (family == "gpt_neox") {
        config.rotary.share = 0.25;
        config.parallelResidual = true;
        return config;
    }
    config.keyValueHeads = 2;
    config.feedForward = 1368;
    config.activation = core::formats::Activation::Silu;
    config.norm = core::formats::NormKind::RootMeanSquare;
    config.gatedFeedForward = config.tiedHead = true;
    config.attentionBias = config.feedForwardBias = false;
    return config;
}

std::vector<std::string> promptsOf(const std::string& file, std::size_t count)
{
    std::vector<std::string> prompts;
    std::ifstream input(file);
    for (std::string line; prompts.size() < count && std::getline(input, line);)
        prompts.push_back(
            core::evaluate::renderedPrompt(core::parseJson(line, file).at("instruction").get<std::string>(), "alpaca"));
    return prompts;
}

double processorSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds
        = [](const timeval& time) { return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec); };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Measured {
    std::vector<std::vector<TokenId>> ids;
    double seconds = 0;
    double processor = 0;
};

Measured measure(const core::evaluate::Generator& generator, const std::vector<std::string>& prompts)
{
    Measured measured;
    measured.ids.resize(prompts.size());
    const auto begin = std::chrono::steady_clock::now();
    const double processor = processorSeconds();
    generator.run(prompts, std::uint64_t{ 8 } << 30U,
        [&](std::size_t prompt, const core::evaluate::Generation& made) { measured.ids[prompt] = made.ids; });
    measured.processor = processorSeconds() - processor;
    measured.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return measured;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 9) {
        std::fprintf(stderr, "%s ROWS.jsonl TOKENIZER COUNT NEW_TOKENS BATCH THREADS gpt_neox|llama OUT_FOLDER\n", argv[0]);
        return 2;
    }
    const std::filesystem::path out = argv[8];
    core::models::setUpTorch(std::atoll(argv[6]));
    const auto tokenizer = core::text::loadTokenizer(argv[2]);
    const std::vector<std::string> prompts = promptsOf(argv[1], static_cast<std::size_t>(std::atoll(argv[3])));
    const core::models::Decoder decoder(core::models::newModel(shapeOf(argv[7], tokenizer->vocabularySize()), 1));
    core::models::saveModel(decoder.model(), out / "model");
    core::protocol::GenerationSettings settings;
    settings.maximumNewTokens = std::atoll(argv[4]);
    const auto generatorOf = [&](std::int64_t batch) {
        settings.batch = batch;
        return core::evaluate::Generator(decoder, *tokenizer, -1, settings); // no end token: every text has its full length
    };
    const std::int64_t batch = std::atoll(argv[5]);
    measure(generatorOf(batch), { prompts.front() }); // what is set up at first use
    const Measured together = measure(generatorOf(batch), prompts);
    const Measured alone = measure(generatorOf(1), prompts);
    if (together.ids != alone.ids) {
        std::fprintf(stderr, "batched and single decoding differ\n");
        return 1;
    }
    core::Json promptIds = core::Json::array();
    for (const std::string& prompt : prompts) {
        core::Json ids = core::Json::array();
        for (const core::text::Token& token : tokenizer->encode(prompt))
            ids.push_back(token.id);
        promptIds.push_back(std::move(ids));
    }
    const double tokens = static_cast<double>(prompts.size()) * static_cast<double>(settings.maximumNewTokens);
    const core::Json result{ { "prompts", promptIds }, { "ids", together.ids }, { "new_tokens", std::atoll(argv[4]) },
        { "batch", batch }, { "batched_seconds", together.seconds }, { "batched_processor", together.processor },
        { "single_seconds", alone.seconds }, { "single_processor", alone.processor } };
    core::writeFileAtomically(out / "decoding.json", result.dump());
    std::printf("batches of %lld: %.0f tokens/s (%.2f s, processor %.2f s); one at a time: %.0f tokens/s (%.2f s, processor "
                "%.2f s); same text\n",
        static_cast<long long>(batch), tokens / together.seconds, together.seconds, together.processor,
        tokens / alone.seconds, alone.seconds, alone.processor);
    return 0;
}
