// SPDX-License-Identifier: Apache-2.0
// data import/list/show/search/subset/annotate/mapping/contamination/tokens
#include "app/cli/data_actions.h"
#include "app/cli/invocation.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cli {

namespace {

using Action = int (*)(const Invocation&, const DataOptions&);

CLI::App* addAction(CLI::App& verb, Invocation& invocation, const std::shared_ptr<DataOptions>& options, const char* name,
    const char* what, Action action)
{
    CLI::App* sub = verb.add_subcommand(name, what);
    sub->add_option("--project", options->project, "The project file")->required();
    sub->callback([&invocation, options, action] {
        invocation.run = [&invocation, options, action] { return action(invocation, *options); };
    });
    return sub;
}

} // namespace

void addDataVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("data", "Import, look at, search, annotate, subset and tokenize rows");
    verb->require_subcommand(1);
    const auto options = std::make_shared<DataOptions>();

    CLI::App* import = addAction(*verb, invocation, options, "import", "Take files into the project", importFiles);
    import->add_option("files", options->files, "JSONL, JSON, CSV or TSV files")->required();
    import->add_option("--name", options->name, "Name of the dataset (default: the file's name)");
    import->add_option("--format", options->format, "auto, jsonl, json, csv or tsv")->capture_default_str();
    import->add_option("--map", options->mapping, "Fields, as prompt=question,response=answer,source=topic");
    import->add_option("--preview", options->preview, "Only show the first N rows as they would be imported");
    import->add_option("--report", options->report, "Write every refused row (line, offset, reason) to this JSONL file");

    import->add_flag("--again", options->again, "Import a file although the project holds its bytes already");

    CLI::App* list = addAction(*verb, invocation, options, "list", "Datasets, or the rows of one", listData);
    list->add_option("--dataset", options->dataset, "List this dataset's rows and sources");
    addRowOptions(*list, options->rows);
    addOrderOptions(*list, options->rows);
    list->add_option("--limit", options->limit, "Rows to list; 0: all")->capture_default_str();
    list->add_option("--first", options->first, "Rows to pass over before the first that is listed");
    list->add_option("--save", options->name, "Store the rows as a selection of this name");

    CLI::App* show = addAction(*verb, invocation, options, "show", "One row in full", showRow);
    show->add_option("example", options->example, "Id of the example")->required();
    show->add_flag("--raw", options->raw, "The row's own bytes");

    CLI::App* search = addAction(*verb, invocation, options, "search", "Rows that hold a text", searchRows);
    search->add_option("text", options->text, "The text; case of ASCII letters does not matter")->required();
    search->add_option("--dataset", options->dataset, "The dataset (default: the newest)");
    search->add_option("--limit", options->limit, "Hits to list")->capture_default_str();
    search->add_option("--save", options->name, "Store the hits as a selection of this name");

    CLI::App* subset = addAction(*verb, invocation, options, "subset", "A seeded part, stratified by source", makeSubset);
    subset->add_option("--dataset", options->dataset, "The dataset to take from")->required();
    addRowOptions(*subset, options->rows);
    subset->add_option("--count", options->count, "Rows (default: all that there are to choose from)")
        ->check(CLI::PositiveNumber);
    subset->add_flag("!--any-source", options->bySource, "Choose without regard to sources");
    subset->add_flag("--without-excluded", options->withoutExcluded, "Leave out excluded rows");
    subset->add_option("--seed", options->seed, "Seed of the choice")->capture_default_str();
    subset->add_option("--name", options->name, "Name of the subset")->required();

    addDataAnnotate(*verb, invocation);
    addDataMapping(*verb, invocation);
    addDataContamination(*verb, invocation);
    addDataTokens(*verb, invocation);
}

} // namespace cli
