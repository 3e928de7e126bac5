// SPDX-License-Identifier: Apache-2.0
// What the mapping in force makes of each example, in blobs of 4,096 consecutive ids: narrow to read (10 MB for 262,144
// rows) where `examples` is wide. Rows are immutable, facts follow the mapping. Internal to core/store.
#pragma once

#include "core/store/database.h"
#include "core/store/project_records.h"

#include <span>
#include <unordered_map>
#include <vector>

namespace core::store {

/// As it lies in the blob, little-endian. `source` 0: there is no such example.
struct StoredFacts {
    std::uint64_t promptHash = 0;
    std::uint64_t responseHash = 0;
    std::uint64_t line = 0;
    std::uint32_t source = 0;
    std::uint32_t label = 0;
    std::uint32_t promptCharacters = 0;
    std::uint32_t responseCharacters = 0;
    friend bool operator==(const StoredFacts&, const StoredFacts&) = default;
};
static_assert(sizeof(StoredFacts) == 40);

inline constexpr std::int64_t idsPerPart = 4096;

/// Empty where the project has no such part.
std::vector<StoredFacts> readFactsPart(Database& database, std::int64_t part);
void writeFactsPart(Database& database, std::int64_t part, std::span<const StoredFacts> facts);

/// Looks up facts by id; every part is read once.
class FactsTable {
public:
    explicit FactsTable(Database& database)
        : database_(database)
    {
    }
    /// Null where there is no such example. Valid as long as the table.
    const StoredFacts* find(ExampleId id);

private:
    Database& database_;
    std::unordered_map<std::int64_t, std::vector<StoredFacts>> parts_;
    std::int64_t lastPart_ = -1;
    const std::vector<StoredFacts>* last_ = nullptr;
};

/// Facts of consecutive ids, as an import writes them.
class FactsWriter {
public:
    void begin(Database& database, ExampleId next);
    void append(Database& database, const StoredFacts& facts);
    void flush(Database& database);

private:
    std::int64_t part_ = 0;
    std::vector<StoredFacts> facts_;
};

} // namespace core::store
