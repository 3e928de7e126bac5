// SPDX-License-Identifier: Apache-2.0
// The rows of one file under another mapping: computed outside a transaction, stored in one. Internal to core/store.
#pragma once

#include "core/store/example_facts.h"
#include "core/store/mapping_change.h"
#include "core/store/store.h"

namespace core::store {

struct RemappedSource {
    SourceRecord source; ///< as it was when the rows were read
    data::Mapping mapping; ///< the new one
    std::vector<StoredFacts> facts; ///< of its examples in order; `label` counts in `labels`
    std::vector<std::string> labels;
    std::int64_t unreadable = 0;
    std::vector<std::string> problems;
};

RemappedSource remap(Store& store, SourceId source, const data::Mapping& mapping, const CancelToken& cancel = {},
    const ProgressSink& progress = {});
MappingEffect effectOf(Database& database, const RemappedSource& remapped);
/// In a transaction of the caller. BadInput with the effect's refusal.
MappingEffect storeRemapped(Database& database, const RemappedSource& remapped);

} // namespace core::store
