// SPDX-License-Identifier: Apache-2.0
#include "core/store/schema.h"

#include "core/base/files.h"
#include "core/store/fill_example_facts.h"
#include "core/store/project_faults.h"
#include "core/store/project_records.h"

#include <sqlite3.h>

#include <fcntl.h>
#include <unistd.h>

#include <set>

namespace core::store {

namespace {

// Text of rows stands in examples.raw and nowhere else. raw is the last column, so that the numbers before it are read
// without following its overflow pages. Lists of one entry a row are blobs of up to 4,096 rows, little-endian.
// Foreign keys that would cost a look-up per imported row are verified by `project check` instead.
constexpr const char* version1 = R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE sources(id INTEGER PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL, format TEXT NOT NULL,
  mapping TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, kept INTEGER NOT NULL, refused INTEGER NOT NULL,
  report TEXT NOT NULL, first_example INTEGER NOT NULL, imported_at INTEGER NOT NULL) STRICT;
CREATE INDEX sources_by_sha256 ON sources(sha256);
CREATE TABLE source_labels(code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE examples(id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL, line INTEGER NOT NULL, "offset" INTEGER NOT NULL,
  label INTEGER NOT NULL, prompt_hash INTEGER NOT NULL, held_out INTEGER NOT NULL, prompt_characters INTEGER NOT NULL,
  response_characters INTEGER NOT NULL, parent_id INTEGER, raw BLOB NOT NULL) STRICT;
CREATE TABLE datasets(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  parent_id INTEGER REFERENCES datasets(id), rule TEXT NOT NULL, rows INTEGER NOT NULL, held_out INTEGER NOT NULL,
  created_at INTEGER NOT NULL) STRICT;
CREATE TABLE dataset_rows(dataset_id INTEGER NOT NULL REFERENCES datasets(id), part INTEGER NOT NULL, rows BLOB NOT NULL,
  PRIMARY KEY(dataset_id, part)) STRICT;
CREATE TABLE runs(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  dataset_id INTEGER NOT NULL REFERENCES datasets(id), folder TEXT NOT NULL, spec TEXT NOT NULL, state TEXT NOT NULL,
  generation INTEGER NOT NULL, event_offset INTEGER NOT NULL, event_sequence INTEGER NOT NULL,
  created_at INTEGER NOT NULL, started_at INTEGER NOT NULL, finished_at INTEGER NOT NULL, summary TEXT NOT NULL,
  note TEXT NOT NULL) STRICT;
CREATE TABLE step_metrics(run_id INTEGER NOT NULL REFERENCES runs(id), step INTEGER NOT NULL, loss REAL,
  learning_rate REAL, gradient_norm REAL, tokens INTEGER NOT NULL, response_tokens INTEGER NOT NULL, seconds REAL,
  PRIMARY KEY(run_id, step)) STRICT, WITHOUT ROWID;
CREATE TABLE recording_points(run_id INTEGER NOT NULL REFERENCES runs(id), point INTEGER NOT NULL, step INTEGER NOT NULL,
  PRIMARY KEY(run_id, point)) STRICT, WITHOUT ROWID;
CREATE TABLE loss_parts(run_id INTEGER NOT NULL REFERENCES runs(id), point INTEGER NOT NULL, part INTEGER NOT NULL,
  losses BLOB NOT NULL, PRIMARY KEY(run_id, point, part)) STRICT;
CREATE TABLE training_losses(run_id INTEGER NOT NULL REFERENCES runs(id), from_step INTEGER NOT NULL,
  to_step INTEGER NOT NULL, losses BLOB NOT NULL, PRIMARY KEY(run_id, from_step)) STRICT;
CREATE TABLE token_counts(run_id INTEGER NOT NULL REFERENCES runs(id), part INTEGER NOT NULL, counts BLOB NOT NULL,
  PRIMARY KEY(run_id, part)) STRICT;
CREATE TABLE clusterings(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, run_id INTEGER NOT NULL REFERENCES runs(id),
  settings TEXT NOT NULL, quality TEXT NOT NULL, clusters INTEGER NOT NULL, hard_clusters BLOB NOT NULL,
  created_at INTEGER NOT NULL, assignment BLOB NOT NULL) STRICT;
CREATE TABLE selections(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, rule TEXT NOT NULL, created_at INTEGER NOT NULL,
  examples BLOB NOT NULL) STRICT;
CREATE TABLE exports(id INTEGER PRIMARY KEY, path TEXT NOT NULL, what TEXT NOT NULL, sha256 TEXT NOT NULL,
  manifest TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
INSERT INTO source_labels(code, name) VALUES (0, '');
)sql";

// `examples` keeps what never changes; what follows from the mapping stands in example_facts. Annotations are sets of
// examples: a mark (1 excluded, 2 pinned easy, 3 pinned hard, from 16 on the label or note of annotation_texts) has the ids
// of one part as members. undo_log.inverse holds the members that a command changed.
constexpr const char* version2 = R"sql(
ALTER TABLE examples RENAME TO examples_of_version_1;
CREATE TABLE examples(id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL, line INTEGER NOT NULL, "offset" INTEGER NOT NULL,
  parent_id INTEGER, raw BLOB NOT NULL) STRICT;
CREATE TABLE example_facts(part INTEGER PRIMARY KEY, facts BLOB NOT NULL) STRICT;
CREATE TABLE annotation_texts(mark INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, UNIQUE(kind, text)) STRICT;
CREATE TABLE annotation_marks(part INTEGER NOT NULL, mark INTEGER NOT NULL, members BLOB NOT NULL,
  PRIMARY KEY(part, mark)) STRICT, WITHOUT ROWID;
CREATE TABLE undo_log(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, arguments TEXT NOT NULL, inverse BLOB NOT NULL,
  undone INTEGER NOT NULL, created_at INTEGER NOT NULL) STRICT;
)sql";
constexpr const char* version2Then = R"sql(
INSERT INTO examples(id, source_id, line, "offset", parent_id, raw)
  SELECT id, source_id, line, "offset", parent_id, raw FROM examples_of_version_1;
DROP TABLE examples_of_version_1;
)sql";

// A curated dataset keeps the recipe by which it was made, so recipes can change and go. undo_log.inverse of a command on a
// recipe is JSON: the recipe before and after.
constexpr const char* version3 = R"sql(
CREATE TABLE recipes(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, recipe TEXT NOT NULL, created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL) STRICT;
CREATE TABLE curations(id INTEGER PRIMARY KEY, dataset_id INTEGER NOT NULL UNIQUE REFERENCES datasets(id),
  clustering_id INTEGER REFERENCES clusterings(id), recipe TEXT NOT NULL, outcome TEXT NOT NULL,
  created_at INTEGER NOT NULL) STRICT;
)sql";

// A cell is a run of its own. What stands once a benchmark (texts) and once a model (answers) are tables of their own;
// evaluation_parts.scores is a float an item, so that means and pairs are read without the texts.
constexpr const char* version4 = R"sql(
CREATE TABLE cells(run_id INTEGER PRIMARY KEY REFERENCES runs(id), experiment_id INTEGER NOT NULL REFERENCES runs(id),
  number INTEGER NOT NULL, name TEXT NOT NULL, arm TEXT NOT NULL, seed TEXT NOT NULL, UNIQUE(experiment_id, number)) STRICT;
CREATE TABLE benchmarks(id INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, measure TEXT NOT NULL,
  items INTEGER NOT NULL, created_at INTEGER NOT NULL, UNIQUE(name, sha256)) STRICT;
CREATE TABLE benchmark_items(benchmark_id INTEGER NOT NULL REFERENCES benchmarks(id), item INTEGER NOT NULL,
  key TEXT NOT NULL, source TEXT NOT NULL, question TEXT NOT NULL, gold TEXT NOT NULL,
  PRIMARY KEY(benchmark_id, item)) STRICT, WITHOUT ROWID;
CREATE TABLE evaluations(id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES runs(id),
  benchmark_id INTEGER NOT NULL REFERENCES benchmarks(id), UNIQUE(run_id, benchmark_id)) STRICT;
CREATE TABLE evaluation_parts(evaluation_id INTEGER NOT NULL REFERENCES evaluations(id), part INTEGER NOT NULL,
  items INTEGER NOT NULL, counted INTEGER NOT NULL, score REAL NOT NULL, scores BLOB NOT NULL,
  PRIMARY KEY(evaluation_id, part)) STRICT;
CREATE TABLE answers(evaluation_id INTEGER NOT NULL REFERENCES evaluations(id), item INTEGER NOT NULL, text TEXT NOT NULL,
  ended TEXT NOT NULL, tokens INTEGER NOT NULL, answer TEXT NOT NULL, PRIMARY KEY(evaluation_id, item)) STRICT;
CREATE TABLE curve_points(run_id INTEGER NOT NULL REFERENCES runs(id), curve TEXT NOT NULL, step INTEGER NOT NULL,
  loss REAL, scored INTEGER NOT NULL, PRIMARY KEY(run_id, curve, step)) STRICT, WITHOUT ROWID;
CREATE TABLE contaminations(benchmark_id INTEGER NOT NULL REFERENCES benchmarks(id),
  dataset_id INTEGER NOT NULL REFERENCES datasets(id), rows INTEGER NOT NULL, equal INTEGER NOT NULL,
  overlapping INTEGER NOT NULL, checked_at INTEGER NOT NULL, PRIMARY KEY(benchmark_id, dataset_id)) STRICT;
)sql";

// A program of version 1 would show the labels and splits of an old mapping, so it may not read version 2; one
// of version 2 does not know the commands on recipes; one of version 3 would list an experiment's cells as runs.
constexpr Migration migrations[]
    = { { 1, 1, version1 }, { 2, 2, version2, fillExampleFacts, version2Then }, { 3, 3, version3 }, { 4, 4, version4 } };

using SchemaEntries = std::set<std::string>;

SchemaEntries schemaOf(SQLite::Database& database)
{
    SchemaEntries entries;
    SQLite::Statement statement(
        database, "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
    while (statement.executeStep())
        entries.insert(statement.getColumn(0).getString() + " " + statement.getColumn(1).getString() + " on "
            + statement.getColumn(2).getString() + ": " + statement.getColumn(3).getString());
    return entries;
}

std::string nameIn(const std::string& entry)
{
    return entry.substr(0, entry.find(" on "));
}

void syncFile(const std::filesystem::path& file)
{
    const FileDescriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.valid() || ::fsync(descriptor.get()) != 0)
        throw Error(ErrorKind::Storage, file.string() + ": the backup could not be written to the disk");
}

void backUp(Database& database, std::int64_t version)
{
    auto target = database.file();
    target += ".backup-" + std::to_string(version);
    auto temporary = target;
    temporary += ".tmp";
    std::error_code ignored;
    std::filesystem::remove(temporary, ignored);
    {
        SQLite::Statement statement(database.raw(), "VACUUM INTO ?1");
        statement.bind(1, temporary.string());
        statement.exec();
    }
    syncFile(temporary);
    std::error_code failure;
    std::filesystem::rename(temporary, target, failure);
    if (failure)
        throw Error(ErrorKind::Storage, target.string() + ": the backup could not be named: " + failure.message());
    syncFolder(target.parent_path().empty() ? "." : target.parent_path());
}

} // namespace

std::span<const Migration> schemaMigrations()
{
    return migrations;
}

void migrate(Database& database, std::span<const Migration> all)
{
    const auto version = database.integer("PRAGMA user_version");
    if (version >= all.back().version)
        return;
    if (database.integer("SELECT count(*) FROM sqlite_schema") > 0)
        backUp(database, version);
    Transaction transaction(database, Durability::Edit);
    for (const auto& migration : all) {
        if (migration.version <= version)
            continue;
        database.execute(migration.sql);
        if (migration.fill != nullptr)
            migration.fill(database);
        if (migration.then != nullptr)
            database.execute(migration.then);
        database.execute(("PRAGMA user_version=" + std::to_string(migration.version)).c_str());
        SQLite::Statement minimum(
            database.raw(), "INSERT OR REPLACE INTO meta(key, value) VALUES('min_reader_version', ?1)");
        minimum.bind(1, std::to_string(migration.minimumReaderVersion));
        minimum.exec();
    }
    if (version == 0) {
        SQLite::Statement created(database.raw(), "INSERT INTO meta(key, value) VALUES('created', ?1)");
        created.bind(1, std::to_string(unixMilliseconds()));
        created.exec();
    }
    transaction.commit();
}

void verifySchema(Database& database, std::span<const Migration> all)
{
    SQLite::Database expected(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (const auto& migration : all) {
        expected.exec(migration.sql);
        if (migration.then != nullptr)
            expected.exec(migration.then);
    }
    const auto ours = schemaOf(expected);
    const auto found = schemaOf(database.raw());
    for (const auto& entry : found)
        if (!ours.contains(entry))
            throw refusal(project_faults::foreignSchema, database.place(nameIn(entry)));
    for (const auto& entry : ours)
        if (!found.contains(entry))
            throw refusal(project_faults::damaged, database.place(nameIn(entry)), "it is missing");
}

void verifyNewerSchema(Database& database)
{
    for (const auto& entry : schemaOf(database.raw()))
        if (entry.starts_with("trigger ") || entry.starts_with("view "))
            throw refusal(project_faults::foreignSchema, database.place(nameIn(entry)));
}

} // namespace core::store
