// SPDX-License-Identifier: Apache-2.0
// data list: the datasets of a project, or rows of one: filtered, searched and sorted as a window shows them.
#include "app/cli/data_actions.h"
#include "app/cli/text.h"
#include "core/data/prompt.h"
#include "core/store/project_session.h"

#include <algorithm>
#include <map>

namespace cli {

namespace {

using core::OrderedJson;
using core::data::Columns;
using core::data::Measure;
using core::data::RowMark;
using core::store::AskedRows;
using core::store::OpenMode;
using core::store::ProjectSession;

constexpr std::size_t batchRows = 1024;

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
std::string sourcesText(const Columns& columns, OrderedJson& document)
{
    struct Count {
        std::int64_t rows = 0;
        std::int64_t heldOut = 0;
        std::int64_t prompt = 0;
        std::int64_t response = 0;
    };
    std::map<std::string, Count> counts;
    for (std::size_t row = 0; row < columns.rows(); ++row) {
        Count& count = counts[columns.source.names[columns.source.codes[row]]];
        ++count.rows;
        count.heldOut += columns.heldOut[row] != 0 ? 1 : 0;
        count.prompt += columns.promptCharacters[row];
        count.response += columns.responseCharacters[row];
    }
    Table table({ "source", ">rows", ">held out", ">prompt characters", ">response characters" });
    document = OrderedJson::array();
    for (const auto& [name, count] : counts) {
        table.add({ name, countText(count.rows), countText(count.heldOut), countText(count.prompt / count.rows),
            countText(count.response / count.rows) });
        document.push_back({ { "source", name }, { "rows", count.rows }, { "held_out", count.heldOut },
            { "mean_prompt_characters", count.prompt / count.rows },
            { "mean_response_characters", count.response / count.rows } });
    }
    return table.text();
}

const char* pinOf(const Columns& columns, std::size_t row)
{
    return columns.hasMark(row, RowMark::PinnedHard) ? "hard" : columns.hasMark(row, RowMark::PinnedEasy) ? "easy" : "";
}

std::string clusterText(const Columns& columns, std::size_t row)
{
    const auto code = columns.cluster[row];
    if (code == core::data::noCluster)
        return "-";
    return std::to_string(code) + (columns.isHardCluster(code) ? " hard" : "");
}

/// What is known of a row besides its text.
OrderedJson rowJson(const Columns& columns, std::size_t row)
{
    OrderedJson json{ { "row", row + 1 }, { "id", columns.ids[row].value },
        { "source", columns.source.names[columns.source.codes[row]] }, { "copies", columns.copies[row] },
        { "held_out", columns.heldOut[row] != 0 }, { "excluded", columns.hasMark(row, RowMark::Excluded) },
        { "pinned", pinOf(columns, row) } };
    OrderedJson labels = OrderedJson::array();
    if (!columns.labels.empty())
        for (const std::uint32_t label : columns.labels.sets[columns.labels.codes[row]])
            labels.push_back(columns.labels.names[label]);
    json["labels"] = labels;
    json["note"] = columns.notes.codes.empty() ? "" : columns.notes.names[columns.notes.codes[row]];
    if (!columns.tokens.empty()) {
        json["prompt_tokens"] = columns.tokens[row] - columns.responseTokens[row];
        json["response_tokens"] = columns.responseTokens[row];
    }
    if (!columns.cluster.empty()) {
        const auto code = columns.cluster[row];
        json["cluster"] = code == core::data::noCluster ? OrderedJson(nullptr) : OrderedJson(code);
        json["hard"] = columns.isHardCluster(code);
    }
    if (columns.points() > 0) {
        OrderedJson losses = OrderedJson::array();
        for (std::size_t point = 0; point < columns.points(); ++point)
            losses.push_back(OrderedJson(core::jsonNumber(static_cast<double>(columns.lossesAt(point)[row]))));
        json["losses"] = losses;
        json["learned_at"] = core::jsonNumber(measureValue(columns, Measure::LearnedAt, row));
    }
    return json;
}

/// The columns of the table that a window shows.
class RowTable {
public:
    explicit RowTable(const Columns& columns)
        : columns_(columns)
        , table_(headings(columns))
    {
    }

    void add(std::size_t row, const core::data::ExampleText& text)
    {
        std::vector<std::string> cells{ countText(static_cast<std::int64_t>(row) + 1),
            std::to_string(columns_.ids[row].value) };
        if (!columns_.cluster.empty())
            cells.push_back(clusterText(columns_, row));
        cells.push_back(columns_.source.names[columns_.source.codes[row]]);
        cells.push_back(cellText(core::data::promptText(text), 50));
        cells.push_back(cellText(core::data::responseText(text), 40));
        const bool tokens = !columns_.tokens.empty();
        for (const Measure measure : { tokens ? Measure::PromptTokens : Measure::PromptCharacters,
                 tokens ? Measure::ResponseTokens : Measure::ResponseCharacters })
            cells.push_back(numberText(measureValue(columns_, measure, row), 0));
        if (columns_.points() > 0) {
            cells.push_back(numberText(measureValue(columns_, Measure::LastLoss, row), 3));
            cells.push_back(numberText(measureValue(columns_, Measure::LearnedAt, row), 0));
        }
        std::string marks = columns_.hasMark(row, RowMark::Excluded) ? "excluded" : "";
        if (const std::string pin = pinOf(columns_, row); !pin.empty())
            marks += (marks.empty() ? "pinned " : ", pinned ") + pin;
        cells.push_back(marks);
        table_.add(std::move(cells));
    }
    std::string text() const { return table_.text(); }

private:
    static std::vector<std::string> headings(const Columns& columns)
    {
        std::vector<std::string> names{ ">row", ">id" };
        if (!columns.cluster.empty())
            names.emplace_back("cluster");
        const std::string unit = columns.tokens.empty() ? " characters" : " tokens";
        names.insert(names.end(), { "source", "prompt", "response", ">prompt" + unit, ">response" + unit });
        if (columns.points() > 0)
            names.insert(names.end(), { ">last loss", ">half learned at" });
        names.emplace_back("");
        return names;
    }

    const Columns& columns_;
    Table table_;
};

std::span<const std::uint32_t> listedRows(const AskedRows& asked, const DataOptions& options)
{
    const auto first = std::min(static_cast<std::size_t>(std::max<std::int64_t>(options.first, 0)), asked.rows.size());
    const auto rest = asked.rows.size() - first;
    const auto count = options.limit > 0 ? std::min(rest, static_cast<std::size_t>(options.limit)) : rest;
    return std::span(asked.rows).subspan(first, count);
}

void saveSelection(ProjectSession& session, const AskedRows& asked, const DataOptions& options)
{
    core::store::SelectionRecord record;
    record.name = options.name;
    record.rule = { { "dataset", asked.dataset.name }, { "where", options.rows.where }, { "facets", options.rows.facets },
        { "rows", options.rows.request.rows } };
    record.examples = core::store::AskedRows{ asked.dataset, asked.columns, asked.selection().rows() }.examples();
    record.createdAt = core::store::unixMilliseconds();
    session.insertSelection(record);
}

} // namespace

int listData(const Invocation& invocation, const DataOptions& options)
{
    const bool save = !options.name.empty();
    if (options.dataset.empty()) {
        if (save || rowsRequest(options.rows, {}).restricted())
            throw core::Error(
                core::ErrorKind::BadInput, "nothing says which dataset's rows are meant", "Give --dataset NAME.");
        return listDatasets(invocation, ProjectSession::open(options.project, OpenMode::ReadOnly));
    }
    const auto request = rowsRequest(options.rows, options.dataset);
    auto session = ProjectSession::open(options.project, save ? OpenMode::ReadWrite : OpenMode::ReadOnly);
    const auto asked = core::store::askRows(session, request, invocation.cancel);
    RowTable table(*asked.columns);
    OrderedJson rows = OrderedJson::array();
    const auto listed = listedRows(asked, options);
    for (std::size_t first = 0; first < listed.size(); first += batchRows) {
        invocation.cancel.check();
        const auto batch = listed.subspan(first, std::min(batchRows, listed.size() - first));
        std::vector<core::ExampleId> ids;
        for (const std::uint32_t row : batch)
            ids.push_back(asked.columns->ids[row]);
        const auto texts = session.exampleTexts(ids);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            table.add(batch[i], texts[i]);
            rows.push_back(rowJson(*asked.columns, batch[i]));
            rows.back().update(textJson(texts[i]));
        }
    }
    if (save)
        saveSelection(session, asked, options);
    session.close();
    OrderedJson document{ { "dataset", asked.dataset.name }, { "rows", asked.dataset.rows },
        { "found", asked.rows.size() } };
    std::string text;
    if (!request.restricted()) {
        text = sourcesText(*asked.columns, document["sources"]) + "\n";
    }
    document["listed"] = rows;
    text += table.text() + countText(static_cast<std::int64_t>(asked.rows.size())) + " of " + countText(asked.dataset.rows)
        + " rows" + (save ? ", stored as " + options.name : "");
    invocation.answer(document, text);
    return exitDone;
}

} // namespace cli
