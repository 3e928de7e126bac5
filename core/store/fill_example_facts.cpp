// SPDX-License-Identifier: Apache-2.0
#include "core/store/fill_example_facts.h"

#include "core/data/prompt.h"
#include "core/store/example_facts.h"
#include "core/store/example_tables.h"
#include "core/store/example_texts.h"

#include <limits>

namespace core::store {

namespace {

constexpr auto most32 = std::int64_t{ std::numeric_limits<std::uint32_t>::max() };
constexpr auto most64 = std::numeric_limits<std::int64_t>::max();

std::uint64_t hashOfResponse(ExampleTexts& texts, const ExampleRecord& example)
{
    try {
        return data::responseHash(texts.text(example));
    } catch (const Error&) {
        return 0;
    }
}

} // namespace

void fillExampleFacts(Database& database)
{
    ExampleTexts texts(database.file().string());
    for (const auto& source : listSources(database))
        texts.add(source);
    std::vector<StoredFacts> facts;
    std::int64_t part = 0;
    Query query(database,
        "SELECT id, source_id, line, label, prompt_hash, prompt_characters, response_characters, raw"
        " FROM examples_of_version_1 ORDER BY id");
    while (query.step()) {
        ExampleRecord example;
        example.id = { query.integer(0, 1, most64) };
        example.source = { query.integer(1, 1, most32) };
        example.raw = query.blob(7);
        if (example.id.value / idsPerPart != part) {
            if (!facts.empty())
                writeFactsPart(database, part, facts);
            part = example.id.value / idsPerPart;
            facts.clear();
        }
        facts.resize(static_cast<std::size_t>(example.id.value % idsPerPart + 1));
        facts.back() = { .promptHash = static_cast<std::uint64_t>(query.integer(4)),
            .responseHash = texts.knows(example.source) ? hashOfResponse(texts, example) : 0,
            .line = static_cast<std::uint64_t>(query.integer(2, 0, most64)),
            .source = static_cast<std::uint32_t>(example.source.value),
            .label = static_cast<std::uint32_t>(query.integer(3, 0, most32)),
            .promptCharacters = static_cast<std::uint32_t>(query.integer(5, 0, most32)),
            .responseCharacters = static_cast<std::uint32_t>(query.integer(6, 0, most32)) };
    }
    if (!facts.empty())
        writeFactsPart(database, part, facts);
}

} // namespace core::store
