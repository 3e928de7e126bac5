// SPDX-License-Identifier: Apache-2.0
// data show/search/subset
#include "app/cli/data_actions.h"
#include "app/cli/text.h"
#include "core/data/prompt.h"
#include "core/store/project_session.h"
#include "core/store/subset.h"

namespace cli {

namespace {

using core::OrderedJson;
using core::data::ExampleShape;
using core::data::ExampleText;
using core::store::OpenMode;
using core::store::ProjectSession;

} // namespace

OrderedJson textJson(const ExampleText& text)
{
    if (text.shape == ExampleShape::Text)
        return { { "text", text.text } };
    if (text.shape == ExampleShape::Conversation) {
        OrderedJson messages = OrderedJson::array();
        for (const auto& message : text.messages)
            messages.push_back({ { "role", message.role }, { "content", message.content } });
        return { { "messages", messages } };
    }
    return { { "instruction", text.instruction }, { "input", text.input }, { "response", text.response } };
}

int showRow(const Invocation& invocation, const DataOptions& options)
{
    const auto session = ProjectSession::open(options.project, OpenMode::ReadOnly);
    const core::ExampleId id{ options.example };
    const auto record = session.examples(std::span(&id, 1)).at(0);
    const auto text = session.exampleTexts(std::span(&id, 1)).at(0);
    const auto source = session.source(record.source);
    OrderedJson document{ { "id", id.value }, { "file", source.name }, { "line", record.line }, { "offset", record.offset },
        { "source", session.sourceLabels().at(record.label) }, { "held_out", record.heldOut } };
    document.update(textJson(text));
    document["raw"] = record.raw;
    if (options.raw) {
        invocation.answer(document, record.raw);
        return exitDone;
    }
    invocation.answer(document,
        "example " + std::to_string(id.value) + ": " + source.name + ", line "
            + countText(static_cast<std::int64_t>(record.line)) + ", source " + session.sourceLabels().at(record.label)
            + (record.heldOut ? ", held out" : "") + "\n\n" + core::data::promptText(text) + "\n\n--- response ---\n\n"
            + core::data::responseText(text));
    return exitDone;
}

int searchRows(const Invocation& invocation, const DataOptions& options)
{
    const bool save = !options.name.empty();
    auto session = ProjectSession::open(options.project, save ? OpenMode::ReadWrite : OpenMode::ReadOnly);
    const auto datasets = session.listDatasets();
    if (datasets.empty())
        throw core::Error(core::ErrorKind::BadInput, "the project has no rows yet", "Start with: data import FILE");
    const auto dataset = options.dataset.empty() ? datasets.back() : session.dataset(options.dataset);
    const std::int64_t most = save ? dataset.rows : options.limit;
    const auto hits = session.search(dataset.id, options.text, most, invocation.cancel);
    Table table({ ">row", ">id", "field", "excerpt" });
    OrderedJson list = OrderedJson::array();
    std::vector<core::ExampleId> examples;
    for (const auto& hit : hits) {
        examples.push_back(hit.example);
        if (static_cast<std::int64_t>(list.size()) >= options.limit)
            continue;
        table.add({ countText(hit.row + 1), std::to_string(hit.example.value), hit.field, cellText(hit.excerpt, 80) });
        list.push_back(
            { { "row", hit.row + 1 }, { "id", hit.example.value }, { "field", hit.field }, { "excerpt", hit.excerpt } });
    }
    if (save) {
        core::store::SelectionRecord record;
        record.name = options.name;
        record.rule = { { "search", options.text }, { "dataset", dataset.name } };
        record.examples = examples;
        record.createdAt = core::store::unixMilliseconds();
        session.insertSelection(record);
        session.close();
    }
    invocation.answer({ { "dataset", dataset.name }, { "hits", list }, { "found", hits.size() } },
        table.text() + countText(static_cast<std::int64_t>(hits.size()))
            + (save ? " hits, stored as " + options.name : " hits"));
    return exitDone;
}

int makeSubset(const Invocation& invocation, const DataOptions& options)
{
    const auto request = rowsRequest(options.rows, options.dataset);
    auto session = ProjectSession::open(options.project, OpenMode::ReadWrite);
    const auto asked = core::store::askRows(session, request, invocation.cancel);
    const core::store::SubsetWish wish{ options.name, options.count, options.seed, options.bySource, options.withoutExcluded,
        request.restricted() ? "chosen rows" : "all rows" };
    const auto plan = core::store::planSubset(*asked.columns, asked.dataset, asked.selection(), wish);
    const auto made = session.dataset(session.insertDataset(plan.record, plan.rows));
    session.close();
    invocation.answer({ { "dataset", made.name }, { "rows", made.rows }, { "held_out", made.heldOut } },
        made.name + ": " + countText(made.rows) + " rows of " + asked.dataset.name + ", " + countText(made.heldOut)
            + " held out");
    return exitDone;
}

} // namespace cli
