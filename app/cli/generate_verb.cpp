// SPDX-License-Identifier: Apache-2.0
// generate: greedy text behind prompts; a question to the worker.
#include "app/cli/invocation.h"
#include "core/base/files.h"
#include "core/jobs/session_client.h"
#include "core/protocol/generation_settings.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cli {

namespace {

struct GenerateOptions {
    std::string model;
    std::vector<std::string> prompts;
    std::string promptFile;
    core::protocol::GenerationSettings settings;
};

/// The prompts of --prompt, then the lines of --prompt-file; empty lines ask nothing.
std::vector<std::string> promptsOf(const GenerateOptions& options)
{
    constexpr std::uint64_t longestFile = 64U << 20U;
    std::vector<std::string> prompts = options.prompts;
    if (options.promptFile.empty())
        return prompts;
    const std::string text = core::readFile(options.promptFile, longestFile);
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string line = text.substr(begin, end - begin);
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        if (!line.empty())
            prompts.push_back(std::move(line));
        begin = end + 1;
    }
    return prompts;
}

int generate(const Invocation& invocation, const GenerateOptions& options)
{
    const std::vector<std::string> prompts = promptsOf(options);
    if (prompts.empty())
        throw core::Error(core::ErrorKind::BadInput, "there is no prompt", "Give --prompt TEXT, or --prompt-file FILE.");
    if (const auto problems = core::protocol::validate(options.settings); !problems.empty())
        throw core::Error(core::ErrorKind::BadInput, problems.front());
    core::jobs::SessionClient session;
    const core::Json answer = session.ask("generate",
        { { "folder", std::filesystem::absolute(options.model).lexically_normal().string() }, { "prompts", prompts },
            { "settings", core::protocol::toJson(options.settings) } },
        invocation.cancel);
    core::OrderedJson document = core::OrderedJson::array();
    std::string text;
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        const core::Json& made = answer.at("texts").at(i);
        document.push_back({ { "prompt", prompts[i] }, { "text", made.at("text") }, { "tokens", made.at("tokens") },
            { "ended", made.at("ended") } });
        text += (i > 0 ? "\n" : "") + made.at("text").get<std::string>();
    }
    invocation.answer({ { "texts", document } }, text);
    return exitDone;
}

} // namespace

void addGenerateVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("generate", "Greedy text behind prompts");
    const auto options = std::make_shared<GenerateOptions>();
    options->settings.promptTemplate = "none";
    verb->add_option("--model", options->model, "Model folder")->required()->check(CLI::ExistingDirectory);
    verb->add_option("--prompt", options->prompts, "What the text continues; may be given several times")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    verb->add_option("--prompt-file", options->promptFile, "One prompt a line")->check(CLI::ExistingFile);
    verb->add_option("--template", options->settings.promptTemplate,
            "none, or the template that makes an instruction of a "
            "prompt: alpaca, plain")
        ->capture_default_str();
    verb->add_option("--max-new-tokens", options->settings.maximumNewTokens, "The longest text, in tokens")
        ->capture_default_str();
    verb->add_option("--stop", options->settings.stops, "The text ends before this string; may be given several times")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    verb->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return generate(invocation, *options); }; });
}

} // namespace cli
