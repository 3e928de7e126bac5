// SPDX-License-Identifier: Apache-2.0
#include "core/store/example_tables.h"

#include "core/data/prompt.h"
#include "core/store/example_facts.h"
#include "core/store/named_rows.h"
#include "core/store/project_faults.h"

#include <limits>

namespace core::store {

namespace {

constexpr auto most64 = std::numeric_limits<std::int64_t>::max();

SourceRecord sourceOf(Database& database, Query& query)
{
    SourceRecord source;
    source.id = { query.integer(0) };
    const auto item = "sources " + std::to_string(source.id.value);
    source.name = query.text(1);
    source.path = query.text(2);
    source.format = fromText(database, query.text(3), item + " format");
    source.mapping = fromText(database, query.text(4), item + " mapping");
    source.sha256 = query.text(5);
    source.bytes = static_cast<std::uint64_t>(query.integer(6, 0, most64));
    source.kept = query.integer(7, 0, most64);
    source.refused = query.integer(8, 0, most64);
    source.report = fromText(database, query.text(9), item + " report");
    source.firstExample = { query.integer(10) };
    source.importedAt = query.integer(11);
    return source;
}

/// Runs `row(query, position)` for every id in order; neighbours in the table are read in one go.
template <typename Row>
void forExamples(Database& database, const char* sql, std::span<const ExampleId> ids, const std::string& referrer, Row row)
{
    for (std::size_t first = 0; first < ids.size();) {
        std::size_t last = first;
        while (last + 1 < ids.size() && ids[last].value < most64 && ids[last + 1].value == ids[last].value + 1)
            ++last;
        Query query(database, sql);
        query.bind(ids[first].value).bind(ids[last].value);
        for (std::size_t position = first; position <= last; ++position) {
            if (query.step() && query.integer(0) == ids[position].value) {
                row(query, position);
                continue;
            }
            const auto number = std::to_string(ids[position].value);
            if (referrer.empty())
                throw Error(ErrorKind::BadInput, database.file().string() + ": there is no example " + number);
            throw refusal(project_faults::missingRow, database.place(referrer), "example " + number);
        }
        first = last + 1;
    }
}

const StoredFacts& factsOf(Database& database, FactsTable& facts, ExampleId id, const std::string& referrer)
{
    const auto* found = facts.find(id);
    if (found == nullptr)
        throw refusal(project_faults::missingRow, database.place(referrer), "example " + std::to_string(id.value));
    return *found;
}

} // namespace

std::vector<SourceRecord> listSources(Database& database)
{
    std::vector<SourceRecord> sources;
    Query query(database,
        "SELECT id, name, path, format, mapping, sha256, bytes, kept, refused, report, first_example, imported_at"
        " FROM sources WHERE imported_at > 0 ORDER BY id");
    while (query.step())
        sources.push_back(sourceOf(database, query));
    return sources;
}

SourceRecord readSource(Database& database, SourceId id)
{
    Query query(database,
        "SELECT id, name, path, format, mapping, sha256, bytes, kept, refused, report, first_example, imported_at"
        " FROM sources WHERE id=?1");
    query.bind(id.value);
    if (!query.step())
        throw refusal(project_faults::missingRow, database.place("source " + std::to_string(id.value)));
    return sourceOf(database, query);
}

std::optional<SourceRecord> findSourceBySha256(Database& database, const std::string& sha256)
{
    Query query(database,
        "SELECT id, name, path, format, mapping, sha256, bytes, kept, refused, report, first_example, imported_at"
        " FROM sources WHERE sha256=?1 AND imported_at > 0 ORDER BY id LIMIT 1");
    query.bind(sha256);
    return query.step() ? std::optional(sourceOf(database, query)) : std::nullopt;
}

std::vector<std::string> sourceLabels(Database& database)
{
    std::vector<std::string> labels;
    Query query(database, "SELECT code, name FROM source_labels ORDER BY code");
    while (query.step()) {
        query.integer(0, static_cast<std::int64_t>(labels.size()), static_cast<std::int64_t>(labels.size()));
        labels.push_back(query.text(1));
    }
    return labels;
}

std::vector<ExampleRecord> readExamples(Database& database, std::span<const ExampleId> ids, const std::string& referrer)
{
    std::vector<ExampleRecord> examples(ids.size());
    FactsTable facts(database);
    const char* sql = "SELECT id, source_id, line, \"offset\", parent_id, raw FROM examples WHERE id BETWEEN ?1 AND ?2"
                      " ORDER BY id";
    forExamples(database, sql, ids, referrer, [&](Query& query, std::size_t position) {
        auto& example = examples[position];
        example.id = { query.integer(0) };
        example.source = { query.integer(1) };
        example.line = static_cast<std::uint64_t>(query.integer(2, 0, most64));
        example.offset = static_cast<std::uint64_t>(query.integer(3, 0, most64));
        if (!query.isNull(4))
            example.parent = ExampleId{ query.integer(4) };
        example.raw = query.blob(5);
        const auto& known = factsOf(database, facts, example.id, "example facts");
        example.label = known.label;
        example.promptHash = known.promptHash;
        example.promptCharacters = known.promptCharacters;
        example.responseCharacters = known.responseCharacters;
        example.heldOut = data::isHeldOut(known.promptHash);
    });
    return examples;
}

void forRawExamples(Database& database, std::span<const data::DatasetRow> rows, const UseRaw& use)
{
    std::vector<ExampleId> ids;
    ids.reserve(rows.size());
    for (const auto& row : rows)
        ids.push_back(row.example);
    const char* sql = "SELECT id, source_id, raw FROM examples WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
    forExamples(database, sql, ids, "dataset rows",
        [&](Query& query, std::size_t position) { use(position, { query.integer(1) }, query.blob(2)); });
}

std::vector<ExampleFacts> readFacts(Database& database, std::span<const data::DatasetRow> rows, const std::string& referrer)
{
    std::vector<ExampleFacts> facts(rows.size());
    FactsTable table(database);
    for (std::size_t position = 0; position < rows.size(); ++position) {
        const auto& row = rows[position];
        const auto& known = factsOf(database, table, row.example, referrer);
        facts[position] = { .id = row.example,
            .source = { known.source },
            .label = known.label,
            .copies = row.copies,
            .heldOut = row.heldOut,
            .promptHash = known.promptHash,
            .responseHash = known.responseHash,
            .promptCharacters = known.promptCharacters,
            .responseCharacters = known.responseCharacters,
            .line = known.line };
    }
    return facts;
}

} // namespace core::store
