// SPDX-License-Identifier: Apache-2.0
#include "core/store/example_tables.h"

#include "core/store/named_rows.h"
#include "core/store/project_faults.h"

#include <limits>

namespace core::store {

namespace {

constexpr auto most32 = std::int64_t{ std::numeric_limits<std::uint32_t>::max() };
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
    const char* sql = "SELECT id, source_id, line, \"offset\", label, prompt_hash, held_out, prompt_characters,"
                      " response_characters, parent_id, raw FROM examples WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
    forExamples(database, sql, ids, referrer, [&](Query& query, std::size_t position) {
        auto& example = examples[position];
        example.id = { query.integer(0) };
        example.source = { query.integer(1) };
        example.line = static_cast<std::uint64_t>(query.integer(2, 0, most64));
        example.offset = static_cast<std::uint64_t>(query.integer(3, 0, most64));
        example.label = static_cast<std::uint32_t>(query.integer(4, 0, most32));
        example.promptHash = static_cast<std::uint64_t>(query.integer(5));
        example.heldOut = query.integer(6, 0, 1) != 0;
        example.promptCharacters = static_cast<std::uint32_t>(query.integer(7, 0, most32));
        example.responseCharacters = static_cast<std::uint32_t>(query.integer(8, 0, most32));
        if (!query.isNull(9))
            example.parent = ExampleId{ query.integer(9) };
        example.raw = query.blob(10);
    });
    return examples;
}

std::vector<ExampleFacts> readFacts(Database& database, std::span<const data::DatasetRow> rows, const std::string& referrer)
{
    std::vector<ExampleFacts> facts(rows.size());
    std::vector<ExampleId> ids;
    ids.reserve(rows.size());
    for (const auto& row : rows)
        ids.push_back(row.example);
    const char* sql = "SELECT id, source_id, line, label, prompt_hash, prompt_characters, response_characters"
                      " FROM examples WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
    forExamples(database, sql, ids, referrer, [&](Query& query, std::size_t position) {
        auto& fact = facts[position];
        fact.id = rows[position].example;
        fact.copies = rows[position].copies;
        fact.heldOut = rows[position].heldOut;
        fact.source = { query.integer(1) };
        fact.line = static_cast<std::uint64_t>(query.integer(2, 0, most64));
        fact.label = static_cast<std::uint32_t>(query.integer(3, 0, most32));
        fact.promptHash = static_cast<std::uint64_t>(query.integer(4));
        fact.promptCharacters = static_cast<std::uint32_t>(query.integer(5, 0, most32));
        fact.responseCharacters = static_cast<std::uint32_t>(query.integer(6, 0, most32));
    });
    return facts;
}

} // namespace core::store
