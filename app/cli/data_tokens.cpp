// SPDX-License-Identifier: Apache-2.0
// data tokens: how many tokens each row has under a tokenizer, and what the longest length does to them.
#include "app/cli/data_actions.h"
#include "app/cli/run_start.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cli {

void addDataTokens(CLI::App& verb, Invocation& invocation)
{
    CLI::App* sub = verb.add_subcommand("tokens", "Count every row's tokens and store the counts");
    const auto options = std::make_shared<RunOptions>();
    options->request.kind = core::protocol::JobKind::Tokenize;
    addTokenOptions(*sub, *options);
    CLI::Option* model = sub->add_option("--model", options->model, "Model folder whose tokenizer is used");
    CLI::Option* tokenizer = sub->add_option("--tokenizer", options->model, "Folder with tokenizer.json");
    for (CLI::Option* option : { model, tokenizer })
        option->check(CLI::ExistingDirectory);
    model->excludes(tokenizer);
    sub->callback([&invocation, options] {
        if (options->model.empty())
            throw CLI::RequiredError("--model or --tokenizer");
        invocation.run = [&invocation, options] { return startRun(invocation, *options); };
    });
}

} // namespace cli
