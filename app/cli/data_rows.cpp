// SPDX-License-Identifier: Apache-2.0
// data list/show/search/subset
#include "app/cli/data_actions.h"
#include "app/cli/text.h"
#include "core/data/dataset_rows.h"
#include "core/data/prompt.h"
#include "core/store/project_session.h"

#include <map>

namespace cli {

namespace {

using core::OrderedJson;
using core::data::ExampleShape;
using core::data::ExampleText;
using core::store::OpenMode;
using core::store::ProjectSession;

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

int listDatasets(const Invocation& invocation, const ProjectSession& session)
{
    Table table({ "dataset", ">rows", ">held out", "rule" });
    OrderedJson list = OrderedJson::array();
    for (const auto& dataset : session.listDatasets()) {
        table.add({ dataset.name, countText(dataset.rows), countText(dataset.heldOut), cellText(dataset.rule.dump(), 70) });
        list.push_back({ { "name", dataset.name }, { "rows", dataset.rows }, { "held_out", dataset.heldOut },
            { "rule", OrderedJson(dataset.rule) } });
    }
    invocation.answer(list, list.empty() ? "no datasets yet; start with: data import FILE" : table.text());
    return exitDone;
}

/// Rows, held-out rows and mean lengths of every source of a dataset.
std::string sourcesText(const ProjectSession& session, core::DatasetId dataset, OrderedJson& document)
{
    struct Count {
        std::int64_t rows = 0;
        std::int64_t heldOut = 0;
        std::int64_t prompt = 0;
        std::int64_t response = 0;
    };
    std::map<std::uint32_t, Count> counts;
    for (const auto& fact : session.exampleFacts(dataset)) {
        Count& count = counts[fact.label];
        ++count.rows;
        count.heldOut += fact.heldOut ? 1 : 0;
        count.prompt += fact.promptCharacters;
        count.response += fact.responseCharacters;
    }
    const auto labels = session.sourceLabels();
    Table table({ "source", ">rows", ">held out", ">prompt characters", ">response characters" });
    document = OrderedJson::array();
    for (const auto& [label, count] : counts) {
        const std::string name = labels.at(label).empty() ? "(no source)" : labels.at(label);
        table.add({ name, countText(count.rows), countText(count.heldOut), countText(count.prompt / count.rows),
            countText(count.response / count.rows) });
        document.push_back({ { "source", name }, { "rows", count.rows }, { "held_out", count.heldOut },
            { "mean_prompt_characters", count.prompt / count.rows },
            { "mean_response_characters", count.response / count.rows } });
    }
    return table.text();
}

} // namespace

int listData(const Invocation& invocation, const DataOptions& options)
{
    const auto session = ProjectSession::open(options.project, OpenMode::ReadOnly);
    if (options.dataset.empty())
        return listDatasets(invocation, session);
    const auto dataset = session.dataset(options.dataset);
    const auto labels = session.sourceLabels();
    Table table({ ">row", ">id", "source", "prompt", "response" });
    OrderedJson rows = OrderedJson::array();
    std::int64_t row = options.first;
    for (const auto& example : session.mappedExamples(dataset.id, options.first, options.limit)) {
        table.add({ countText(row), std::to_string(example.row.example.value), labels.at(example.label),
            cellText(core::data::promptText(example.text), 50), cellText(core::data::responseText(example.text), 40) });
        OrderedJson entry{ { "row", row }, { "id", example.row.example.value }, { "source", labels.at(example.label) },
            { "copies", example.row.copies }, { "held_out", example.row.heldOut } };
        entry.update(textJson(example.text));
        rows.push_back(entry);
        ++row;
    }
    OrderedJson sources;
    const std::string sourceTable = sourcesText(session, dataset.id, sources);
    invocation.answer({ { "dataset", dataset.name }, { "rows", dataset.rows }, { "sources", sources }, { "listed", rows } },
        sourceTable + "\n" + table.text());
    return exitDone;
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
        table.add({ countText(hit.row), std::to_string(hit.example.value), hit.field, cellText(hit.excerpt, 80) });
        list.push_back(
            { { "row", hit.row }, { "id", hit.example.value }, { "field", hit.field }, { "excerpt", hit.excerpt } });
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
    auto session = ProjectSession::open(options.project, OpenMode::ReadWrite);
    const auto parent = session.dataset(options.dataset);
    const auto facts = session.exampleFacts(parent.id);
    std::vector<core::data::SubsetRow> rows;
    rows.reserve(facts.size());
    for (const auto& fact : facts)
        rows.push_back({ { fact.id, fact.copies, fact.heldOut }, fact.label });
    const auto chosen = core::data::stratifiedSubset(rows, options.count, options.seed);
    core::store::DatasetRecord record;
    record.name = options.name;
    record.kind = core::store::DatasetKind::Subset;
    record.parent = parent.id;
    record.rule = { { "subset_of", parent.name }, { "count", options.count }, { "seed", std::to_string(options.seed) },
        { "stratified_by", "source" } };
    record.createdAt = core::store::unixMilliseconds();
    const auto made = session.dataset(session.insertDataset(record, chosen));
    session.close();
    invocation.answer({ { "dataset", made.name }, { "rows", made.rows }, { "held_out", made.heldOut } },
        made.name + ": " + countText(made.rows) + " rows of " + parent.name + ", " + countText(made.heldOut) + " held out");
    return exitDone;
}

} // namespace cli
