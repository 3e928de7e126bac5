// SPDX-License-Identifier: Apache-2.0
// data mapping show/set: which field of an imported file's rows is what, and another choice of it.
#include "app/cli/data_actions.h"
#include "app/cli/progress_bar.h"
#include "app/cli/project_history.h"
#include "app/cli/text.h"
#include "core/data/mapping.h"
#include "core/store/mapping_change.h"
#include "core/store/project_session.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cli {

namespace {

using core::OrderedJson;
using core::store::MappingEffect;
using core::store::OpenMode;
using core::store::ProjectSession;
using core::store::SourceRecord;

struct MappingOptions {
    std::string project;
    std::string file;
    std::string mapping;
    bool dryRun = false;
};

std::string mappingOf(const SourceRecord& source)
{
    return describeMapping(core::data::decodeMapping(source.mapping.dump()));
}

/// By name or id; the newest of those with one name. Without a name the project's only file.
SourceRecord chosenFile(const ProjectSession& session, const std::string& nameOrId)
{
    const auto sources = session.listSources();
    std::string names;
    for (auto source = sources.rbegin(); source != sources.rend(); ++source) {
        if (source->name == nameOrId || (nameOrId.empty() && sources.size() == 1))
            return *source;
        names += (names.empty() ? "" : ", ") + source->name;
    }
    for (const auto& source : sources)
        if (std::to_string(source.id.value) == nameOrId)
            return source;
    throw core::Error(core::ErrorKind::BadInput,
        nameOrId.empty() ? "nothing says which file is meant" : "no file named " + nameOrId + " was imported",
        names.empty() ? "Start with: data import FILE" : "There is: " + names);
}

int showMapping(const Invocation& invocation, const MappingOptions& options)
{
    const auto session = ProjectSession::open(options.project, OpenMode::ReadOnly);
    Table table({ ">id", "file", ">rows", "mapping" });
    OrderedJson list = OrderedJson::array();
    auto sources = session.listSources();
    if (!options.file.empty())
        sources = { chosenFile(session, options.file) };
    for (const auto& source : sources) {
        table.add({ std::to_string(source.id.value), source.name, countText(source.kept), mappingOf(source) });
        list.push_back({ { "id", source.id.value }, { "file", source.name }, { "rows", source.kept },
            { "mapping", mappingOf(source) } });
    }
    invocation.answer(list, list.empty() ? "no files yet; start with: data import FILE" : table.text());
    return exitDone;
}

OrderedJson effectJson(const MappingEffect& effect)
{
    return { { "rows", effect.rows }, { "unreadable", effect.unreadable }, { "prompts_changed", effect.promptsChanged },
        { "texts_changed", effect.textsChanged }, { "moved", effect.moved }, { "relabelled", effect.relabelled },
        { "runs", effect.runs }, { "refusal", effect.refusal }, { "way_out", effect.wayOut } };
}

std::string effectText(const MappingEffect& effect)
{
    std::string text = "of " + countText(effect.rows) + " rows: " + countText(effect.textsChanged) + " with another text, "
        + countText(effect.promptsChanged) + " of them with another prompt; " + countText(effect.relabelled)
        + " with another source; " + countText(effect.moved) + " on the other side of the held-out line\n";
    for (const std::string& problem : effect.problems)
        text += problem + "\n";
    return text + (effect.refusal.empty() ? "it can be done" : "it is refused: " + effect.refusal + ". " + effect.wayOut);
}

int setMapping(const Invocation& invocation, const MappingOptions& options)
{
    const auto mapping = core::data::parseWholeMapping(options.mapping);
    auto session = ProjectSession::open(options.project, options.dryRun ? OpenMode::ReadOnly : OpenMode::ReadWrite);
    const auto file = chosenFile(session, options.file);
    ProgressBar bar(invocation, "reading the rows of " + file.name);
    if (options.dryRun) {
        const auto effect = core::store::previewMapping(session, file.id, mapping, invocation.cancel, bar.sink());
        invocation.answer(effectJson(effect), effectText(effect));
        return effect.refusal.empty() ? exitDone : exitFailed;
    }
    const auto command = core::store::changeMapping(session, file.id, mapping, invocation.cancel, bar.sink());
    session.close();
    invocation.answer({ { "file", file.name }, { "mapping", describeMapping(mapping) }, { "before", mappingOf(file) },
                          { "changed", command.has_value() } },
        command ? commandText(*command) + "; take it back with: project undo " + options.project
                : "nothing to change: it is the mapping of " + file.name + " already");
    return exitDone;
}

} // namespace

void addDataMapping(CLI::App& verb, Invocation& invocation)
{
    CLI::App* sub = verb.add_subcommand("mapping", "Which field of a file's rows is what");
    sub->require_subcommand(1);
    const auto options = std::make_shared<MappingOptions>();
    const auto add = [&](const char* name, const char* what, int (*action)(const Invocation&, const MappingOptions&)) {
        CLI::App* part = sub->add_subcommand(name, what);
        part->add_option("--project", options->project, "The project file")->required();
        part->add_option("--file", options->file, "The imported file, by name or id (default: all, or the only one)");
        part->callback([&invocation, options, action] {
            invocation.run = [&invocation, options, action] { return action(invocation, *options); };
        });
        return part;
    };
    add("show", "The mapping of every imported file", showMapping);
    CLI::App* set = add("set", "Read an imported file's rows under another mapping", setMapping);
    set->add_option("--map", options->mapping, "The whole mapping, as prompt=question,response=answer,source=topic")
        ->required();
    set->add_flag("--dry-run", options->dryRun, "Only say what would change");
}

} // namespace cli
