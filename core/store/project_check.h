// SPDX-License-Identifier: Apache-2.0
// Whether what a project says of itself is true. Internal to core/store; on the store thread.
#pragma once

#include "core/base/cancel_token.h"
#include "core/store/database.h"

#include <string>
#include <vector>

namespace core::store {

/// Sentences, empty = sound: SQLite's own check, references between tables, counts, and every stored list.
std::vector<std::string> checkDatabase(Database& database, const CancelToken& cancel);

/// Files of snapshots/ whose name begins with a SHA-256 and whose content has another; runs without their folder. No
/// database needed.
std::vector<std::string> checkSideFolder(
    const std::filesystem::path& side, const std::vector<std::string>& runFolders, const CancelToken& cancel);

} // namespace core::store
