// SPDX-License-Identifier: Apache-2.0
// model new/info/verify: questions to the worker, which alone reads weights.
#include "app/cli/invocation.h"
#include "app/cli/model_folder.h"
#include "app/cli/text.h"
#include "core/base/files.h"
#include "core/jobs/model_presets.h"
#include "core/jobs/session_client.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cli {

namespace {

struct NewModelOptions {
    std::string preset;
    std::string family = "gpt_neox";
    std::string config;
    std::string tokenizer = "bytes";
    std::string out;
    std::uint64_t seed = 0;
    std::int64_t layers = 0;
    std::int64_t width = 0;
    std::int64_t heads = 0;
    std::int64_t keyValueHeads = 0;
    std::int64_t feedForward = 0;
    bool tiedHead = false;
};

std::string absolutePath(const std::string& path)
{
    return std::filesystem::absolute(path).lexically_normal().string();
}

/// The preset's shape in the family asked for, the user's config.json, or a small shape; the worker checks it.
core::Json startingConfig(const NewModelOptions& options)
{
    if (!options.config.empty())
        return core::parseJson(core::readFile(options.config, 1U << 20U), options.config);
    const auto& preset = core::jobs::modelPreset(options.preset.empty() ? "tiny" : options.preset);
    core::Json config = core::jobs::configOf(preset);
    if (config.at("model_type") != options.family)
        config = { { "model_type", options.family }, { "num_hidden_layers", preset.layers }, { "hidden_size", preset.width },
            { "num_attention_heads", preset.heads }, { "max_position_embeddings", preset.positions } };
    return config;
}

/// The usual width of the feed-forward part: gated ones have three matrices instead of two, so 8/3 of the width, in eights.
std::int64_t usualFeedForward(const core::Json& config)
{
    const auto width = config.at("hidden_size").get<std::int64_t>();
    return config.value("model_type", "") == "gpt_neox" ? 4 * width : (8 * width + 23) / 24 * 8;
}

core::Json configOf(const NewModelOptions& options)
{
    core::Json config = startingConfig(options);
    const auto set = [&config](const char* field, std::int64_t value) {
        if (value > 0)
            config[field] = value;
    };
    if (options.width > 0 && options.config.empty())
        config.erase("intermediate_size");
    set("num_hidden_layers", options.layers);
    set("hidden_size", options.width);
    set("num_attention_heads", options.heads);
    set("num_key_value_heads", options.keyValueHeads);
    set("intermediate_size", options.feedForward);
    if (!config.contains("model_type"))
        config["model_type"] = options.family;
    if (options.tiedHead)
        config["tie_word_embeddings"] = true;
    if (!config.contains("intermediate_size") && config.contains("hidden_size") && config["hidden_size"].is_number_integer())
        config["intermediate_size"] = usualFeedForward(config);
    return config;
}

int makeModel(const Invocation& invocation, const NewModelOptions& options)
{
    if (!options.preset.empty() && core::jobs::modelPreset(options.preset).needsTokenizer && options.tokenizer == "bytes")
        throw core::Error(core::ErrorKind::BadInput, "the preset " + options.preset + " needs a tokenizer",
            "Give a folder with tokenizer.json: --tokenizer DIR");
    const core::Json config = configOf(options);
    core::Json arguments{ { "config", config }, { "seed", std::to_string(options.seed) },
        { "out", absolutePath(options.out) },
        { "tokenizer", options.tokenizer == "bytes" ? options.tokenizer : absolutePath(options.tokenizer) } };
    core::jobs::SessionClient session;
    const core::Json answer = session.ask("model-new", arguments, invocation.cancel);
    invocation.answer(answer,
        "made " + options.out + ": " + config.value("model_type", options.family) + ", "
            + countText(answer.at("parameters").get<std::int64_t>()) + " parameters");
    return exitDone;
}

int showModel(const Invocation& invocation, const std::string& folder)
{
    core::jobs::SessionClient session;
    const core::Json answer = session.ask("model-info", { { "folder", absolutePath(folder) } }, invocation.cancel);
    std::string text = folder + ": " + countText(answer.at("parameters").get<std::int64_t>()) + " parameters, "
        + bytesText(answer.at("weightBytes").get<std::uint64_t>()) + " of weights"
        + (isUntrained(folder) ? ", untrained" : "") + "\n";
    for (const auto& [field, value] : answer.at("config").items())
        text += "  " + field + ": " + value.dump() + "\n";
    text += "  tokenizer: " + answer.at("tokenizer").dump() + "\n";
    invocation.answer(answer, text);
    return exitDone;
}

int verifyModel(const Invocation& invocation, const std::string& folder, const std::string& reference)
{
    core::jobs::SessionClient session;
    const core::Json answer = session.ask(
        "model-verify", { { "folder", absolutePath(folder) }, { "reference", absolutePath(reference) } }, invocation.cancel);
    Table table({ "check", ">measured", ">allowed", "" });
    for (const auto& check : answer.at("checks"))
        table.add({ check.at("name"), check.at("measured").dump(), check.at("allowed").dump(),
            check.at("passed").get<bool>() ? "met" : "NOT MET" });
    const bool passed = answer.at("passed");
    invocation.answer(answer, table.text() + (passed ? "equal to the reference" : "differs from the reference"));
    return passed ? exitDone : exitFailed;
}

void addNewModel(CLI::App& verb, Invocation& invocation)
{
    CLI::App* action = verb.add_subcommand("new", "Initialise an untrained model");
    const auto options = std::make_shared<NewModelOptions>();
    std::string presets;
    for (const auto& preset : core::jobs::modelPresets())
        presets += "\n" + std::string(preset.id) + ": " + std::string(preset.description);
    CLI::Option* preset = action->add_option("--preset", options->preset, "A shape to start from:" + presets);
    action->add_option("--family", options->family, "model_type, where config.json names none")->capture_default_str();
    action->add_option("--config", options->config, "config.json to start from")->check(CLI::ExistingFile)->excludes(preset);
    action->add_option("--layers", options->layers, "Layers");
    action->add_option("--width", options->width, "Width of the hidden states");
    action->add_option("--heads", options->heads, "Attention heads");
    action->add_option("--key-value-heads", options->keyValueHeads, "Heads of keys and values (default: as many; llama)");
    action->add_option("--feed-forward", options->feedForward,
        "Width of the feed-forward part (default: 4 x width; of llama 8/3, in eights)");
    action->add_flag("--tied-head", options->tiedHead, "The output head is the embedding");
    action->add_option("--tokenizer", options->tokenizer, "bytes, or a folder with tokenizer.json")->capture_default_str();
    action->add_option("--seed", options->seed, "Seed of the weights")->capture_default_str();
    action->add_option("--out", options->out, "Folder to make")->required();
    action->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return makeModel(invocation, *options); }; });
}

} // namespace

bool isUntrained(const std::filesystem::path& folder)
{
    const auto file = folder / "datalever.json";
    if (!std::filesystem::exists(file))
        return false;
    const core::Json note = core::parseJson(core::readFile(file, 1U << 16U), file.string());
    return core::JsonFields(note, file.string()).boolean("untrained", false);
}

void addModelVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("model", "Make, inspect or verify a model folder");
    verb->require_subcommand(1);
    addNewModel(*verb, invocation);
    const auto folder = std::make_shared<std::string>();
    const auto reference = std::make_shared<std::string>();
    CLI::App* info = verb->add_subcommand("info", "Family, sizes, tensors, tokenizer");
    info->add_option("folder", *folder, "Model folder")->required();
    info->callback(
        [&invocation, folder] { invocation.run = [&invocation, folder] { return showModel(invocation, *folder); }; });
    CLI::App* verify = verb->add_subcommand("verify", "Compare losses, logits and greedy text with a reference");
    verify->add_option("folder", *folder, "Model folder")->required();
    verify->add_option("--reference", *reference, "reference.json (default: the one in the folder)");
    verify->callback([&invocation, folder, reference] {
        invocation.run = [&invocation, folder, reference] {
            const auto file = reference->empty() ? (std::filesystem::path(*folder) / "reference.json").string() : *reference;
            return verifyModel(invocation, *folder, file);
        };
    });
}

} // namespace cli
