// SPDX-License-Identifier: Apache-2.0
// The part of the migration to version 2 that needs the rows' text. Internal to core/store.
#pragma once

#include "core/store/database.h"

namespace core::store {

/// From examples_of_version_1 into example_facts, with the response hashes that version 1 did not have. A row that cannot
/// be mapped any more keeps its other facts and has the hash 0, which is no duplicate of anything.
void fillExampleFacts(Database& database);

} // namespace core::store
