// SPDX-License-Identifier: Apache-2.0
// The half of ProjectSession that is about sources, datasets and their text.
#include "core/data/columns.h"
#include "core/store/columns_snapshot.h"
#include "core/store/example_tables.h"
#include "core/store/example_texts.h"
#include "core/store/named_rows.h"
#include "core/store/project_session.h"
#include "core/store/store.h"
#include "core/store/text_scan.h"

namespace core::store {

namespace {

constexpr std::int64_t batchRows = 1024;

/// Examples and, where `texts` does not know them yet, their sources.
std::vector<ExampleRecord> fetch(
    Database& database, std::span<const ExampleId> ids, const std::string& referrer, ExampleTexts& texts)
{
    auto examples = readExamples(database, ids, referrer);
    for (const auto& example : examples)
        if (!texts.knows(example.source))
            texts.add(readSource(database, example.source));
    return examples;
}

struct FetchedRows {
    std::vector<data::DatasetRow> rows;
    std::vector<ExampleRecord> examples;
};

std::vector<MappedExample> mappedBatch(
    Store& store, DatasetId id, std::int64_t first, std::int64_t count, ExampleTexts& texts)
{
    const auto fetched = store.read([&](Database& database) {
        FetchedRows result;
        result.rows = readDatasetRows(database, id, first, count);
        std::vector<ExampleId> ids;
        for (const auto& row : result.rows)
            ids.push_back(row.example);
        result.examples = fetch(database, ids, "dataset " + std::to_string(id.value), texts);
        return result;
    });
    std::vector<MappedExample> mapped;
    mapped.reserve(fetched.rows.size());
    for (std::size_t i = 0; i < fetched.rows.size(); ++i)
        mapped.push_back({ fetched.rows[i], fetched.examples[i].label, texts.text(fetched.examples[i]) });
    return mapped;
}

} // namespace

std::vector<SourceRecord> ProjectSession::listSources() const
{
    return store_->read([](Database& database) { return core::store::listSources(database); });
}

SourceRecord ProjectSession::source(SourceId id) const
{
    return store_->read([&](Database& database) { return readSource(database, id); });
}

std::optional<SourceRecord> ProjectSession::findSourceBySha256(const std::string& sha256) const
{
    return store_->read([&](Database& database) { return core::store::findSourceBySha256(database, sha256); });
}

std::vector<std::string> ProjectSession::sourceLabels() const
{
    return store_->read([](Database& database) { return core::store::sourceLabels(database); });
}

std::vector<DatasetRecord> ProjectSession::listDatasets() const
{
    return store_->read([](Database& database) { return core::store::listDatasets(database); });
}

std::optional<DatasetRecord> ProjectSession::findDataset(const std::string& nameOrId) const
{
    return store_->read([&](Database& database) {
        const auto id = findId(database, datasetNames, nameOrId);
        return id ? std::optional(readDataset(database, { *id })) : std::nullopt;
    });
}

DatasetRecord ProjectSession::dataset(const std::string& nameOrId) const
{
    return store_->read(
        [&](Database& database) { return readDataset(database, { requireId(database, datasetNames, nameOrId) }); });
}

DatasetRecord ProjectSession::dataset(DatasetId id) const
{
    return store_->read([&](Database& database) { return readDataset(database, id); });
}

DatasetId ProjectSession::insertDataset(const DatasetRecord& record, std::span<const data::DatasetRow> rows)
{
    return store_->write(
        Durability::Edit, [&](Database& database) { return core::store::insertDataset(database, record, rows, false); });
}

std::vector<data::DatasetRow> ProjectSession::datasetRows(DatasetId id) const
{
    return store_->read([&](Database& database) { return readDatasetRows(database, readDataset(database, id)); });
}

std::vector<ExampleFacts> ProjectSession::exampleFacts(DatasetId id) const
{
    return store_->read([&](Database& database) {
        const auto dataset = readDataset(database, id);
        return readFacts(database, readDatasetRows(database, dataset), "dataset " + dataset.name);
    });
}

std::shared_ptr<const data::Columns> ProjectSession::columns(DatasetId id) const
{
    return columns(ColumnsRequest{ .dataset = id });
}

std::shared_ptr<const data::Columns> ProjectSession::columns(const ColumnsRequest& request) const
{
    return buildColumns(store_->read([&](Database& database) { return readColumnsParts(database, request); }));
}

std::vector<ExampleRecord> ProjectSession::examples(std::span<const ExampleId> ids) const
{
    return store_->read([&](Database& database) { return readExamples(database, ids, {}); });
}

std::vector<data::ExampleText> ProjectSession::exampleTexts(std::span<const ExampleId> ids) const
{
    ExampleTexts texts(store_->file().string());
    const auto examples = store_->read([&](Database& database) { return fetch(database, ids, {}, texts); });
    std::vector<data::ExampleText> result;
    result.reserve(examples.size());
    for (const auto& example : examples)
        result.push_back(texts.text(example));
    return result;
}

std::vector<MappedExample> ProjectSession::mappedExamples(DatasetId id, std::int64_t first, std::int64_t count) const
{
    ExampleTexts texts(store_->file().string());
    return mappedBatch(*store_, id, first, count, texts);
}

void ProjectSession::forEachExample(DatasetId id, const MappedBatch& batch) const
{
    ExampleTexts texts(store_->file().string());
    for (std::int64_t first = 0;; first += batchRows) {
        const auto mapped = mappedBatch(*store_, id, first, batchRows, texts);
        if (mapped.empty() || !batch(mapped))
            return;
    }
}

std::vector<SearchHit> ProjectSession::search(
    DatasetId id, const std::string& needle, std::int64_t limit, const CancelToken& cancel) const
{
    std::vector<SearchHit> hits;
    const data::TextNeedle wanted(needle);
    TextScan scan(*store_, id, needle);
    for (std::vector<ScannedRow> rows; static_cast<std::int64_t>(hits.size()) < limit && scan.next(rows);) {
        cancel.check();
        for (const auto& scanned : rows) {
            auto hit = findIn(scanned.text, wanted);
            if (!hit || static_cast<std::int64_t>(hits.size()) >= limit)
                continue;
            hit->row = scanned.row;
            hit->example = scanned.example;
            hits.push_back(std::move(*hit));
        }
    }
    cancel.check();
    return hits;
}

void ProjectSession::searchRows(
    DatasetId id, const data::TextFilter& filter, const SearchSink& sink, const CancelToken& cancel) const
{
    const data::TextNeedle wanted(filter.text);
    TextScan scan(*store_, id, filter.text);
    for (std::vector<ScannedRow> rows; !wanted.empty() && scan.next(rows);) {
        cancel.check();
        SearchBatch batch{ scan.searched(), scan.total(), {} };
        for (const auto& scanned : rows)
            if (isIn(scanned.text, filter.field, wanted))
                batch.hits.push_back(static_cast<std::uint32_t>(scanned.row));
        if (!sink(batch))
            return;
    }
}

} // namespace core::store
