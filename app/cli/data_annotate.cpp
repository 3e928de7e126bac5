// SPDX-License-Identifier: Apache-2.0
// data annotate: exclude, pin, label rows and write notes on them; one command of the undo log.
#include "app/cli/data_actions.h"
#include "app/cli/project_history.h"
#include "app/cli/text.h"
#include "core/store/project_session.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cli {

namespace {

using core::store::AnnotationChange;
using core::store::AnnotationKind;
using core::store::OpenMode;
using core::store::ProjectSession;

struct AnnotateOptions {
    std::string project;
    std::string dataset;
    RowOptions rows;
    bool exclude = false;
    bool include = false;
    bool unpin = false;
    std::string pin;
    std::string label;
    std::string unlabel;
    std::string note;
};

AnnotationChange changeOf(const AnnotateOptions& options)
{
    if (options.exclude)
        return { AnnotationKind::Exclude, {} };
    if (options.include)
        return { AnnotationKind::Include, {} };
    if (options.unpin)
        return { AnnotationKind::Unpin, {} };
    if (!options.pin.empty())
        return { options.pin == "hard" ? AnnotationKind::PinHard : AnnotationKind::PinEasy, {} };
    if (!options.label.empty())
        return { AnnotationKind::AddLabel, options.label };
    if (!options.unlabel.empty())
        return { AnnotationKind::RemoveLabel, options.unlabel };
    return { AnnotationKind::SetNote, options.note };
}

int annotateRows(const Invocation& invocation, const AnnotateOptions& options)
{
    const auto request = rowsRequest(options.rows, options.dataset);
    if (!request.restricted())
        throw core::Error(core::ErrorKind::BadInput, "nothing says which rows are meant",
            "Give --rows 1,2,5-9, --where CONDITION, --facet NAME=VALUE or --selection NAME.");
    auto session = ProjectSession::open(options.project, OpenMode::ReadWrite);
    const auto asked = core::store::askRows(session, request, invocation.cancel);
    const auto examples = asked.examples();
    const auto command = session.annotate(changeOf(options), examples);
    session.close();
    const auto found = static_cast<std::int64_t>(examples.size());
    invocation.answer({ { "rows", found }, { "changed", command ? command->rows : 0 },
                          { "command", command ? core::OrderedJson(name(command->kind)) : core::OrderedJson(nullptr) } },
        command ? commandText(*command) + " (of " + countText(found) + " asked for); take it back with: project undo "
                + options.project
                : "nothing to change: it is so already");
    return exitDone;
}

} // namespace

void addDataAnnotate(CLI::App& verb, Invocation& invocation)
{
    CLI::App* sub = verb.add_subcommand("annotate", "Exclude, pin or label rows, or write a note on them");
    const auto options = std::make_shared<AnnotateOptions>();
    sub->add_option("--project", options->project, "The project file")->required();
    sub->add_option("--dataset", options->dataset, "The dataset whose rows are meant")->required();
    addRowOptions(*sub, options->rows);
    CLI::Option_group* action = sub->add_option_group("action");
    action->add_flag("--exclude", options->exclude, "Leave the rows out of clusterings and exports");
    action->add_flag("--include", options->include, "Take excluded rows in again");
    action->add_option("--pin", options->pin, "Hard or easy, whatever a clustering says")
        ->check(CLI::IsMember({ "hard", "easy" }));
    action->add_flag("--unpin", options->unpin, "Let the clustering say it again");
    action->add_option("--label", options->label, "Add this label");
    action->add_option("--unlabel", options->unlabel, "Take this label off");
    action->add_option("--note", options->note, "Write this note in place of the one that is there; empty: none");
    action->require_option(1);
    sub->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return annotateRows(invocation, *options); }; });
}

} // namespace cli
