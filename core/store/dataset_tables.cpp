// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset_rows.h"
#include "core/store/example_tables.h"
#include "core/store/named_rows.h"
#include "core/store/project_faults.h"
#include "core/store/run_records.h"

#include <algorithm>

namespace core::store {

namespace {

constexpr std::string_view kinds[] = { "import", "subset", "curated" };

DatasetRecord datasetOf(Database& database, Query& query)
{
    DatasetRecord dataset;
    dataset.id = { query.integer(0) };
    const auto item = "dataset " + std::to_string(dataset.id.value);
    dataset.name = query.text(1);
    const auto found = std::find(std::begin(kinds), std::end(kinds), query.text(2));
    if (found == std::end(kinds))
        throw refusal(project_faults::wrongValue, database.place(item), "kind " + query.text(2).substr(0, 40));
    dataset.kind = static_cast<DatasetKind>(found - std::begin(kinds));
    if (!query.isNull(3))
        dataset.parent = DatasetId{ query.integer(3) };
    dataset.rule = fromText(database, query.text(4), item + " rule");
    dataset.rows = query.integer(5, 0, std::int64_t{ 1 } << 40);
    dataset.heldOut = query.integer(6, 0, dataset.rows);
    dataset.createdAt = query.integer(7);
    return dataset;
}

void requireExamples(Database& database, std::span<const data::DatasetRow> rows)
{
    for (const auto& row : rows) {
        Query query(database, "SELECT 1 FROM examples WHERE id=?1");
        query.bind(row.example.value);
        if (!query.step())
            throw Error(ErrorKind::BadInput,
                database.file().string() + ": there is no example " + std::to_string(row.example.value));
    }
}

void writeRows(Database& database, DatasetId id, std::span<const data::DatasetRow> rows)
{
    Query query(database, "INSERT OR REPLACE INTO dataset_rows(dataset_id, part, rows) VALUES(?1,?2,?3)");
    for (std::size_t first = 0; first < rows.size(); first += rowsPerPart) {
        const auto count = std::min<std::size_t>(rowsPerPart, rows.size() - first);
        const auto bytes = data::encodeDatasetRows(rows.subspan(first, count));
        query.bind(id.value).bind(static_cast<std::int64_t>(first) / rowsPerPart).bindBlob(bytes).run();
    }
}

std::string itemOf(DatasetId id, std::int64_t part)
{
    return "dataset " + std::to_string(id.value) + " part " + std::to_string(part);
}

} // namespace

std::string_view name(DatasetKind kind)
{
    return kinds[static_cast<std::size_t>(kind)];
}

std::vector<DatasetRecord> listDatasets(Database& database)
{
    std::vector<DatasetRecord> datasets;
    Query query(database, "SELECT id, name, kind, parent_id, rule, rows, held_out, created_at FROM datasets ORDER BY id");
    while (query.step())
        datasets.push_back(datasetOf(database, query));
    return datasets;
}

DatasetRecord readDataset(Database& database, DatasetId id)
{
    Query query(database, "SELECT id, name, kind, parent_id, rule, rows, held_out, created_at FROM datasets WHERE id=?1");
    query.bind(id.value);
    if (!query.step())
        throw refusal(project_faults::missingRow, database.place("dataset " + std::to_string(id.value)));
    return datasetOf(database, query);
}

DatasetId insertDataset(Database& database, const DatasetRecord& record, std::span<const data::DatasetRow> rows, bool known)
{
    requireFreeName(database, datasetNames, record.name);
    if (rows.empty())
        throw Error(ErrorKind::BadInput, "the dataset \"" + record.name + "\" would hold no rows");
    if (!known)
        requireExamples(database, rows);
    const auto heldOut = std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.heldOut; });
    {
        Query query(database,
            "INSERT INTO datasets(name, kind, parent_id, rule, rows, held_out, created_at) VALUES(?1,?2,?3,?4,?5,?6,?7)");
        query.bind(record.name).bind(name(record.kind));
        query.bind(record.parent ? std::optional(record.parent->value) : std::nullopt).bind(toText(record.rule));
        query.bind(static_cast<std::int64_t>(rows.size())).bind(static_cast<std::int64_t>(heldOut));
        query.bind(record.createdAt).run();
    }
    const DatasetId id{ database.raw().getLastInsertRowid() };
    writeRows(database, id, rows);
    return id;
}

void replaceDatasetRows(Database& database, DatasetId id, std::span<const data::DatasetRow> rows, std::int64_t heldOut)
{
    writeRows(database, id, rows);
    Query(database, "UPDATE datasets SET held_out=?2 WHERE id=?1").bind(id.value).bind(heldOut).run();
}

std::vector<data::DatasetRow> readDatasetRows(Database& database, DatasetId id, std::int64_t first, std::int64_t count)
{
    const auto total = readDataset(database, id).rows;
    if (first < 0 || count < 0)
        throw Error(ErrorKind::BadInput, "dataset rows are counted from 0");
    const auto end = first >= total ? first : first + std::min(count, total - first);
    std::vector<data::DatasetRow> rows;
    for (auto at = first; at < end;) {
        const auto part = at / rowsPerPart;
        const auto item = itemOf(id, part);
        Query query(database, "SELECT rows FROM dataset_rows WHERE dataset_id=?1 AND part=?2");
        query.bind(id.value).bind(part);
        if (!query.step())
            throw refusal(project_faults::missingRow, database.place(item));
        const auto decoded = data::decodeDatasetRows(query.blob(0), database.file().string() + ", " + item);
        const auto partFirst = part * rowsPerPart;
        if (static_cast<std::int64_t>(decoded.size()) != std::min(rowsPerPart, total - partFirst))
            throw refusal(project_faults::wrongLength, database.place(item), std::to_string(decoded.size()) + " rows");
        const auto stop = std::min(end, partFirst + rowsPerPart);
        rows.insert(rows.end(), decoded.begin() + (at - partFirst), decoded.begin() + (stop - partFirst));
        at = stop;
    }
    return rows;
}

std::vector<data::DatasetRow> readDatasetRows(Database& database, const DatasetRecord& dataset)
{
    return readDatasetRows(database, dataset.id, 0, dataset.rows);
}

} // namespace core::store
