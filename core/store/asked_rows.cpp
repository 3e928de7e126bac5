// SPDX-License-Identifier: Apache-2.0
#include "core/store/asked_rows.h"

#include "core/data/filter_expression.h"
#include "core/data/query_text.h"

#include <unordered_set>

namespace core::store {

namespace {

using data::Columns;
using data::ExampleFilter;
using data::Measure;
using data::Selection;

ColumnsRequest columnsRequest(const ProjectSession& session, const RowsRequest& request, DatasetId dataset)
{
    ColumnsRequest columns{ dataset };
    if (!request.clustering.empty())
        columns.clustering = session.clustering(request.clustering).id;
    if (!request.run.empty())
        columns.run = session.run(request.run).id;
    if (!request.tokens.empty())
        columns.tokens = session.run(request.tokens).id;
    return columns;
}

void requireKnown(const Columns& columns, Measure measure)
{
    if (data::hasMeasure(columns, measure))
        return;
    const std::string name(data::nameOf(measure));
    const bool length = measure == Measure::Tokens || measure == Measure::PromptTokens || measure == Measure::ResponseTokens;
    throw Error(ErrorKind::BadInput, name + " is not known of these rows",
        measure == Measure::Labels        ? "No row has a label yet."
            : measure == Measure::Cluster ? "Say which clustering is meant: --clustering NAME"
            : length                      ? "Say which run has counted tokens: --run NAME or --tokens NAME"
                                          : "Say which run is meant: --run NAME");
}

/// A condition for rows without a value asks nothing of the column.
void requireKnown(const Columns& columns, const RowsRequest& request)
{
    for (const auto& [measure, expression] : request.filter.numbers)
        if (!data::parseNumberCondition(expression, data::isWhole(measure)).missing)
            requireKnown(columns, measure);
    requireKnown(columns, request.sort.measure);
    if (columns.cluster.empty() && !request.filter.facetValues(data::FacetName::Cluster).empty())
        requireKnown(columns, Measure::Cluster);
}

Selection rowsOfSelection(const ProjectSession& session, const std::string& name, const Columns& columns)
{
    const auto selection = session.findSelection(name);
    if (!selection)
        throw Error(ErrorKind::BadInput, "there is no selection named " + name,
            "Make one with: data list --project P --dataset D --where ... --save NAME");
    std::unordered_set<std::int64_t> members;
    for (const ExampleId id : selection->examples)
        members.insert(id.value);
    return Selection::where(columns.rows(), [&](std::size_t row) { return members.contains(columns.ids[row].value); });
}

Selection rowsWithText(
    const ProjectSession& session, const Columns& columns, const data::TextFilter& filter, const CancelToken& cancel)
{
    Selection found(columns.rows());
    session.searchRows(
        columns.origin.dataset, filter,
        [&](const SearchBatch& batch) {
            for (const std::uint32_t row : batch.hits)
                found.set(row, true);
            return true;
        },
        cancel);
    return found;
}

} // namespace

Selection AskedRows::selection() const
{
    Selection selection(columns->rows());
    for (const std::uint32_t row : rows)
        selection.set(row, true);
    return selection;
}

std::vector<ExampleId> AskedRows::examples() const
{
    std::vector<ExampleId> ids;
    ids.reserve(rows.size());
    for (const std::uint32_t row : rows)
        ids.push_back(columns->ids[row]);
    return ids;
}

AskedRows askRows(const ProjectSession& session, const RowsRequest& request, const CancelToken& cancel)
{
    AskedRows asked;
    asked.dataset = session.dataset(request.dataset);
    asked.columns = session.columns(columnsRequest(session, request, asked.dataset.id));
    const Columns& columns = *asked.columns;
    requireKnown(columns, request);
    Selection among(columns.rows(), true);
    if (!request.rows.empty())
        among &= data::parseRowNumbers(request.rows, columns.rows());
    if (!request.selection.empty())
        among &= rowsOfSelection(session, request.selection, columns);
    std::vector<std::optional<Selection>> texts;
    for (const auto& text : request.filter.rows.texts)
        texts.emplace_back(rowsWithText(session, columns, text, cancel));
    among &= data::applyFilter(columns, request.filter, texts, among).visible;
    asked.rows = request.sort == data::SortKey()
        ? among.rows()
        : data::visibleOrder(
            data::orderOf(data::measureValues(columns, request.sort.measure), request.sort.ascending), among);
    return asked;
}

} // namespace core::store
