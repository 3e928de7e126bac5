// SPDX-License-Identifier: Apache-2.0
#include "core/store/example_facts.h"

#include "core/store/project_faults.h"

#include <bit>
#include <cstring>

namespace core::store {

static_assert(std::endian::native == std::endian::little, "blobs are written as they lie in memory");

std::vector<StoredFacts> readFactsPart(Database& database, std::int64_t part)
{
    Query query(database, "SELECT facts FROM example_facts WHERE part=?1");
    query.bind(part);
    if (!query.step())
        return {};
    const auto bytes = query.blob(0);
    if (bytes.size() % sizeof(StoredFacts) != 0 || bytes.size() / sizeof(StoredFacts) > std::size_t{ idsPerPart })
        throw refusal(project_faults::wrongLength, database.place("example facts part " + std::to_string(part)),
            std::to_string(bytes.size()) + " bytes");
    std::vector<StoredFacts> facts(bytes.size() / sizeof(StoredFacts));
    if (!facts.empty())
        std::memcpy(facts.data(), bytes.data(), bytes.size());
    return facts;
}

void writeFactsPart(Database& database, std::int64_t part, std::span<const StoredFacts> facts)
{
    const auto bytes = std::as_bytes(facts);
    Query(database, "INSERT OR REPLACE INTO example_facts(part, facts) VALUES(?1,?2)")
        .bind(part)
        .bindBlob({ reinterpret_cast<const char*>(bytes.data()), bytes.size() })
        .run();
}

const StoredFacts* FactsTable::find(ExampleId id)
{
    if (id.value < 0)
        return nullptr;
    const auto part = id.value / idsPerPart;
    if (part != lastPart_) {
        auto found = parts_.find(part);
        if (found == parts_.end())
            found = parts_.emplace(part, readFactsPart(database_, part)).first;
        last_ = &found->second;
        lastPart_ = part;
    }
    const auto offset = static_cast<std::size_t>(id.value % idsPerPart);
    return offset < last_->size() && (*last_)[offset].source != 0 ? &(*last_)[offset] : nullptr;
}

void FactsWriter::begin(Database& database, ExampleId next)
{
    part_ = next.value / idsPerPart;
    facts_ = readFactsPart(database, part_);
    facts_.resize(static_cast<std::size_t>(next.value % idsPerPart));
}

void FactsWriter::append(Database& database, const StoredFacts& facts)
{
    if (facts_.size() == std::size_t{ idsPerPart }) {
        flush(database);
        ++part_;
        facts_.clear();
    }
    facts_.push_back(facts);
}

void FactsWriter::flush(Database& database)
{
    if (!facts_.empty())
        writeFactsPart(database, part_, facts_);
}

} // namespace core::store
