// SPDX-License-Identifier: Apache-2.0
// project new/info/check/compact/undo/redo/history P.datalever
#include "app/cli/invocation.h"
#include "app/cli/project_history.h"
#include "app/cli/text.h"
#include "core/store/project_session.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cli {

namespace {

using core::OrderedJson;
using core::store::OpenMode;
using core::store::ProjectSession;

OrderedJson datasetsJson(const ProjectSession& session)
{
    OrderedJson list = OrderedJson::array();
    for (const auto& dataset : session.listDatasets())
        list.push_back({ { "name", dataset.name }, { "rows", dataset.rows }, { "held_out", dataset.heldOut },
            { "rule", OrderedJson(dataset.rule) } });
    return list;
}

OrderedJson runsJson(const ProjectSession& session)
{
    OrderedJson list = OrderedJson::array();
    for (const auto& run : session.listRuns())
        list.push_back({ { "name", run.name }, { "kind", run.kind }, { "state", name(run.state) }, { "note", run.note } });
    return list;
}

OrderedJson clusteringsJson(const ProjectSession& session)
{
    OrderedJson list = OrderedJson::array();
    for (const auto& clustering : session.listClusterings())
        list.push_back({ { "name", clustering.name }, { "run", session.run(clustering.run).name },
            { "settings", OrderedJson(clustering.settings) } });
    return list;
}

std::string infoText(const core::store::ProjectSummary& summary, const ProjectSession& session)
{
    std::string text = summary.path.string() + ", " + bytesText(summary.fileBytes) + ", schema "
        + std::to_string(summary.schemaVersion) + (summary.readOnly ? ", read-only" : "") + "\n"
        + countText(summary.examples) + " examples from " + countText(summary.sources) + " files\n";
    if (summary.datasets > 0) {
        Table table({ "dataset", ">rows", ">held out" });
        for (const auto& dataset : session.listDatasets())
            table.add({ dataset.name, countText(dataset.rows), countText(dataset.heldOut) });
        text += "\n" + table.text();
    }
    if (summary.runs > 0) {
        Table table({ "run", "kind", "state", "note" });
        for (const auto& run : session.listRuns())
            table.add({ run.name, run.kind, std::string(name(run.state)), run.note });
        text += "\n" + table.text();
    }
    if (summary.clusterings > 0) {
        Table table({ "clustering", "run", "features" });
        for (const auto& clustering : session.listClusterings())
            table.add({ clustering.name, session.run(clustering.run).name, clustering.settings.value("features", "") });
        text += "\n" + table.text();
    }
    return text;
}

int showInfo(const Invocation& invocation, const std::string& path)
{
    const auto session = ProjectSession::open(path, OpenMode::ReadOnly);
    const auto summary = session.summary();
    for (const auto& warning : summary.warnings)
        invocation.remark(warning);
    invocation.answer(
        { { "path", summary.path.string() }, { "bytes", summary.fileBytes }, { "schema", summary.schemaVersion },
            { "examples", summary.examples }, { "sources", summary.sources }, { "exports", summary.exports },
            { "selections", summary.selections }, { "datasets", datasetsJson(session) }, { "runs", runsJson(session) },
            { "clusterings", clusteringsJson(session) } },
        infoText(summary, session));
    return exitDone;
}

int checkProject(const Invocation& invocation, const std::string& path)
{
    const auto session = ProjectSession::open(path, OpenMode::ReadOnly);
    const auto problems = session.check(invocation.cancel);
    std::string text = problems.empty() ? "sound: pages, references, counts and side folder agree" : "";
    for (const auto& problem : problems)
        text += problem + "\n";
    invocation.answer({ { "sound", problems.empty() }, { "problems", problems } }, text);
    return problems.empty() ? exitDone : exitFailed;
}

int compactProject(const Invocation& invocation, const std::string& path)
{
    auto session = ProjectSession::open(path, OpenMode::ReadWrite);
    const auto before = session.summary().fileBytes;
    session.compact();
    session.close();
    const auto after = static_cast<std::uint64_t>(std::filesystem::file_size(path));
    invocation.answer(
        { { "bytes_before", before }, { "bytes_after", after } }, "from " + bytesText(before) + " to " + bytesText(after));
    return exitDone;
}

} // namespace

void addProjectVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("project", "Make, summarise, verify or compact a project file; undo and redo");
    verb->require_subcommand(1);
    const auto path = std::make_shared<std::string>();
    const auto add = [&](const char* name, const char* what) {
        CLI::App* action = verb->add_subcommand(name, what);
        action->add_option("project", *path, "The project file, NAME.datalever")->required();
        return action;
    };
    add("new", "Make an empty project")->callback([&invocation, path] {
        invocation.run = [&invocation, path] {
            auto session = ProjectSession::create(*path);
            session.close();
            invocation.answer({ { "path", *path } }, "made " + *path);
            return exitDone;
        };
    });
    add("info", "What the project holds")->callback([&invocation, path] {
        invocation.run = [&invocation, path] { return showInfo(invocation, *path); };
    });
    add("check", "Verify pages, references, counts and the files beside it")->callback([&invocation, path] {
        invocation.run = [&invocation, path] { return checkProject(invocation, *path); };
    });
    add("compact", "Give unused space back to the disk")->callback([&invocation, path] {
        invocation.run = [&invocation, path] { return compactProject(invocation, *path); };
    });
    const auto addTurn = [&](const char* name, const char* what, int (*turn)(const Invocation&, const std::string&)) {
        add(name, what)->callback([&invocation, path, turn] {
            invocation.run = [&invocation, path, turn] { return turn(invocation, *path); };
        });
    };
    addTurn("undo", "Take back what was last said of rows or a mapping", undoCommand);
    addTurn("redo", "Do again what was undone last", redoCommand);
    addTurn("history", "What can be undone and redone, the oldest first", showHistory);
}

} // namespace cli
