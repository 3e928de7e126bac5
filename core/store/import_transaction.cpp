// SPDX-License-Identifier: Apache-2.0
#include "core/store/import_transaction.h"

#include "core/store/example_facts.h"
#include "core/store/example_tables.h"
#include "core/store/named_rows.h"
#include "core/store/store.h"

#include <deque>
#include <unordered_map>

namespace core::store {

namespace {

constexpr std::size_t batchesUnderWay = 3;

} // namespace

struct ImportTransaction::State {
    std::shared_ptr<Store> store;
    std::deque<std::future<void>> underWay;
    bool open = false;
    // below: on the store thread only
    bool wasInWal = false;
    SourceId source;
    std::int64_t firstExample = 0;
    std::int64_t nextExample = 0;
    std::vector<data::DatasetRow> rows;
    FactsWriter facts;
    std::unordered_map<std::string, std::uint32_t> labels;

    void begin(Database& database);
    void write(Database& database, const std::vector<NewExample>& batch);
    std::uint32_t labelCode(Database& database, const std::string& label);
    ImportResult conclude(Database& database, SourceRecord record, const std::string& datasetName);
    void end(Database& database);
    void waitForOldest();
};

void ImportTransaction::State::begin(Database& database)
{
    wasInWal = database.inWal();
    database.leaveWal(); // the rollback journal writes new pages once, a WAL twice
    database.execute("PRAGMA synchronous=FULL");
    database.execute("BEGIN IMMEDIATE");
    // The place holder is not listed (imported_at 0); it gives the examples their source.
    database.execute("INSERT INTO sources(name, path, format, mapping, sha256, bytes, kept, refused, report, first_example,"
                     " imported_at) VALUES('', '', 'null', 'null', '', 0, 0, 0, 'null', 0, 0)");
    source = { database.raw().getLastInsertRowid() };
    firstExample = database.integer("SELECT coalesce(max(id), 0) + 1 FROM examples");
    nextExample = firstExample;
    const auto known = sourceLabels(database);
    for (std::size_t code = 0; code < known.size(); ++code)
        labels.emplace(known[code], static_cast<std::uint32_t>(code));
    facts.begin(database, { firstExample });
}

std::uint32_t ImportTransaction::State::labelCode(Database& database, const std::string& label)
{
    const auto [entry, isNew] = labels.try_emplace(label, static_cast<std::uint32_t>(labels.size()));
    if (isNew)
        Query(database, "INSERT INTO source_labels(code, name) VALUES(?1,?2)")
            .bind(std::int64_t{ entry->second })
            .bind(label)
            .run();
    return entry->second;
}

void ImportTransaction::State::write(Database& database, const std::vector<NewExample>& batch)
{
    Query query(database, "INSERT INTO examples(id, source_id, line, \"offset\", raw) VALUES(?1,?2,?3,?4,?5)");
    for (const auto& row : batch) {
        query.bind(nextExample).bind(source.value).bind(static_cast<std::int64_t>(row.line));
        query.bind(static_cast<std::int64_t>(row.offset)).bindBlob(row.raw).run();
        facts.append(database,
            { .promptHash = row.promptHash,
                .responseHash = row.responseHash,
                .line = row.line,
                .source = static_cast<std::uint32_t>(source.value),
                .label = labelCode(database, row.label),
                .promptCharacters = row.promptCharacters,
                .responseCharacters = row.responseCharacters });
        rows.push_back({ .example = { nextExample }, .copies = 1, .heldOut = row.heldOut });
        ++nextExample;
    }
}

ImportResult ImportTransaction::State::conclude(Database& database, SourceRecord record, const std::string& datasetName)
{
    facts.flush(database);
    record.id = source;
    record.kept = static_cast<std::int64_t>(rows.size());
    record.firstExample = { firstExample };
    if (record.importedAt <= 0)
        record.importedAt = unixMilliseconds();
    Query(database,
        "UPDATE sources SET name=?2, path=?3, format=?4, mapping=?5, sha256=?6, bytes=?7, kept=?8, refused=?9, report=?10,"
        " first_example=?11, imported_at=?12 WHERE id=?1")
        .bind(record.id.value)
        .bind(record.name)
        .bind(record.path)
        .bind(toText(record.format))
        .bind(toText(record.mapping))
        .bind(record.sha256)
        .bind(static_cast<std::int64_t>(record.bytes))
        .bind(record.kept)
        .bind(record.refused)
        .bind(toText(record.report))
        .bind(record.firstExample.value)
        .bind(record.importedAt)
        .run();
    DatasetRecord dataset;
    dataset.name = datasetName;
    dataset.kind = DatasetKind::Import;
    dataset.rule = Json{ { "import", record.name }, { "source", record.id.value }, { "sha256", record.sha256 } };
    dataset.createdAt = record.importedAt;
    const auto id = insertDataset(database, dataset, rows, true);
    database.execute("COMMIT");
    return { record, readDataset(database, id) };
}

void ImportTransaction::State::end(Database& database)
{
    if (database.inTransaction())
        database.execute("ROLLBACK");
    if (wasInWal)
        database.enterWal();
}

void ImportTransaction::State::waitForOldest()
{
    auto oldest = std::move(underWay.front());
    underWay.pop_front();
    oldest.get();
}

ImportTransaction::ImportTransaction(ProjectSession& session)
    : state_(std::make_unique<State>())
{
    state_->store = session.store_;
    auto& store = *state_->store;
    store.requireWritable();
    store.thread().run(Lane::Write, [&] {
        store.onDatabase([&](Database& database) {
            try {
                state_->begin(database);
            } catch (...) {
                state_->end(database);
                throw;
            }
        });
        store.thread().holdWriters(true);
    });
    state_->open = true;
}

ImportTransaction::~ImportTransaction()
{
    if (!state_->open)
        return;
    auto& store = *state_->store;
    store.thread().run(Lane::Import, [&] {
        try {
            store.onDatabase([&](Database& database) { state_->end(database); });
        } catch (const Error&) {
            // the journal stays and the next opening rolls back
        }
        store.thread().holdWriters(false);
    });
}

void ImportTransaction::append(std::vector<NewExample> rows)
{
    auto* state = state_.get();
    state->underWay.push_back(state->store->thread().start(Lane::Import, [state, rows = std::move(rows)] {
        state->store->onDatabase([&](Database& database) {
            if (!database.inTransaction())
                throw Error(ErrorKind::Cancelled, "the import ended when an earlier part of it failed");
            state->write(database, rows);
        });
    }));
    while (state->underWay.size() >= batchesUnderWay)
        state->waitForOldest();
}

ImportResult ImportTransaction::finish(const SourceRecord& source, const std::string& datasetName)
{
    while (!state_->underWay.empty())
        state_->waitForOldest();
    auto& store = *state_->store;
    auto result = store.thread().run(Lane::Import, [&] {
        auto stored = store.onDatabase([&](Database& database) {
            auto concluded = state_->conclude(database, source, datasetName);
            state_->end(database);
            return concluded;
        });
        store.thread().holdWriters(false);
        return stored;
    });
    state_->open = false;
    return result;
}

} // namespace core::store
