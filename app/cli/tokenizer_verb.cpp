// SPDX-License-Identifier: Apache-2.0
// tokenizer verify/encode/decode: questions to the worker.
#include "app/cli/invocation.h"
#include "app/cli/text.h"
#include "core/jobs/session_client.h"

#include <CLI/CLI.hpp>

#include <fstream>
#include <memory>

namespace cli {

namespace {

struct TokenizerOptions {
    std::string folder;
    std::string vectors;
    std::string text;
    std::vector<std::int64_t> ids;
};

std::string absoluteFolder(const TokenizerOptions& options)
{
    return std::filesystem::absolute(options.folder).lexically_normal().string();
}

core::Json idsOf(const core::Json& tokens)
{
    core::Json ids = core::Json::array();
    for (const auto& token : tokens)
        ids.push_back(token.at("id"));
    return ids;
}

int encode(const Invocation& invocation, const TokenizerOptions& options)
{
    core::jobs::SessionClient session;
    const auto answer = session.ask(
        "tokenize", { { "folder", absoluteFolder(options) }, { "texts", { options.text } } }, invocation.cancel);
    const core::Json ids = idsOf(answer.at("rows").at(0));
    std::string text;
    for (const auto& id : ids)
        text += (text.empty() ? "" : " ") + id.dump();
    invocation.answer({ { "ids", ids } }, text);
    return exitDone;
}

int decode(const Invocation& invocation, const TokenizerOptions& options)
{
    core::jobs::SessionClient session;
    const auto answer = session.ask("decode",
        { { "folder", absoluteFolder(options) }, { "rows", core::Json::array({ options.ids }) } }, invocation.cancel);
    const std::string text = answer.at("texts").at(0);
    invocation.answer({ { "text", text } }, text);
    return exitDone;
}

/// Each line of vectors.jsonl: text, ids, decoded.
int verify(const Invocation& invocation, const TokenizerOptions& options)
{
    std::ifstream input(options.vectors);
    std::vector<core::Json> vectors;
    core::Json texts = core::Json::array();
    core::Json rows = core::Json::array();
    for (std::string line; std::getline(input, line);) {
        vectors.push_back(core::parseJson(line, options.vectors));
        texts.push_back(vectors.back().at("text"));
        rows.push_back(vectors.back().at("ids"));
    }
    core::jobs::SessionClient session;
    const auto folder = absoluteFolder(options);
    const auto encoded = session.ask("tokenize", { { "folder", folder }, { "texts", texts } }, invocation.cancel).at("rows");
    const auto decoded = session.ask("decode", { { "folder", folder }, { "rows", rows } }, invocation.cancel).at("texts");
    std::size_t met = 0;
    std::string failures;
    for (std::size_t i = 0; i < vectors.size(); ++i) {
        const bool equal = idsOf(encoded.at(i)) == vectors[i].at("ids") && decoded.at(i) == vectors[i].at("decoded");
        met += equal ? 1 : 0;
        if (!equal)
            failures += "line " + std::to_string(i + 1) + " differs: " + cellText(vectors[i].at("text"), 60) + "\n";
    }
    invocation.answer({ { "vectors", vectors.size() }, { "met", met } },
        failures + std::to_string(met) + " of " + std::to_string(vectors.size()) + " vectors met");
    return met == vectors.size() ? exitDone : exitFailed;
}

} // namespace

void addTokenizerVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("tokenizer", "Text to token ids and back, or verify a tokenizer");
    verb->require_subcommand(1);
    const auto options = std::make_shared<TokenizerOptions>();
    using Action = int (*)(const Invocation&, const TokenizerOptions&);
    const auto add = [&](const char* name, const char* what, Action action) {
        CLI::App* sub = verb->add_subcommand(name, what);
        sub->add_option("folder", options->folder, "Folder with tokenizer.json")->required();
        sub->callback([&invocation, options, action] {
            invocation.run = [&invocation, options, action] { return action(invocation, *options); };
        });
        return sub;
    };
    add("encode", "Ids of a text", encode)->add_option("--text", options->text, "The text")->required();
    add("decode", "Text of ids", decode)->add_option("--ids", options->ids, "The ids")->required();
    add("verify", "Compare with known ids", verify)
        ->add_option("--vectors", options->vectors, "JSONL of text, ids, decoded")
        ->required()
        ->check(CLI::ExistingFile);
}

} // namespace cli
