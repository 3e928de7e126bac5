// SPDX-License-Identifier: Apache-2.0
// From stored bytes to mapped text, on the caller's thread. Internal to core/store.
#pragma once

#include "core/data/row_mapper.h"
#include "core/data/text_search.h"
#include "core/store/project_records.h"

#include <map>
#include <string>

namespace core::store {

/// Maps examples under the mappings of their sources, which are given once each.
class ExampleTexts {
public:
    explicit ExampleTexts(std::string projectFile);

    bool knows(SourceId id) const { return mappers_.contains(id); }
    void add(const SourceRecord& source);
    /// Throws Error (BadFile) naming project and example where the bytes do not fit the mapping.
    data::ExampleText text(const ExampleRecord& example);

private:
    std::string projectFile_;
    std::map<SourceId, data::RowMapper> mappers_;
};

/// The first field of `text` that holds `needle`.
std::optional<SearchHit> findIn(const data::ExampleText& text, const data::TextNeedle& needle);
/// Whether that part of the text holds it.
bool isIn(const data::ExampleText& text, data::TextField field, const data::TextNeedle& needle);

} // namespace core::store
