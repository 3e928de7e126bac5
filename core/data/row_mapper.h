// SPDX-License-Identifier: Apache-2.0
// From the raw bytes of a row to its mapped text. Used by the import, by every later look at a row, and by no other path.
#pragma once

#include "core/base/error.h"
#include "core/data/example.h"
#include "core/data/mapping.h"
#include "core/data/row_format.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace core::data {

struct MappedRow {
    ExampleText text;
    std::string source; ///< empty where the row has none
    std::string externalId;
    std::string answer;
    friend bool operator==(const MappedRow&, const MappedRow&) = default;
};

/// Things that were put right in a row that is kept.
struct RowWarnings {
    bool duplicateKeys = false; ///< a key stands twice in one object: the last one counts
    bool replacedSurrogates = false; ///< a lone \\uD8xx escape became U+FFFD
    bool unreadableMetadata = false; ///< source, id or answer holds a list or an object: left empty
};

struct MapOutcome {
    const Fault* fault = nullptr; ///< of json_rows_faults, csv_rows_faults or mapping_faults; null: the row is kept
    std::string detail; ///< field or reason
    std::uint64_t offset = 0; ///< from the row's first byte, where known
    RowWarnings warnings;
};

/// Reuses its buffers from row to row; one thread at a time.
class RowMapper {
public:
    RowMapper(RowFormat format, Mapping mapping);
    ~RowMapper();
    RowMapper(RowMapper&&) noexcept;
    RowMapper& operator=(RowMapper&&) noexcept;

    /// Fills `row` (whole again on every call). `bytes` as in RawRow.
    MapOutcome map(std::string_view bytes, MappedRow& row);
    /// The same for a row that was kept before: throws Error naming `place` where it cannot be mapped.
    MappedRow mapped(std::string_view bytes, const Place& place);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace core::data
