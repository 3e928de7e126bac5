// SPDX-License-Identifier: Apache-2.0
// The tables of a project, as numbered migrations. `user_version` is the number of the last one that ran. Internal.
#pragma once

#include "core/store/database.h"

#include <cstdint>
#include <span>

namespace core::store {

inline constexpr std::int64_t applicationId = 0x444C5652; ///< "DLVR"

struct Migration {
    std::int64_t version = 0; ///< 1, 2, 3, ... without gaps
    std::int64_t minimumReaderVersion = 0; ///< the oldest version that can still read the result
    const char* sql = nullptr;
    void (*fill)(Database&) = nullptr; ///< moves what SQL cannot, before `then`
    const char* then = nullptr;
};

std::span<const Migration> schemaMigrations();

/// Brings an open project up to the last migration in one transaction. A project that holds something is copied to
/// name.datalever.backup-<old version> first.
void migrate(Database& database, std::span<const Migration> migrations);

/// Refuses (project_faults::foreignSchema) whatever those migrations do not make.
void verifySchema(Database& database, std::span<const Migration> migrations);
/// The same for a project of a newer version: refuses what could run by itself.
void verifyNewerSchema(Database& database);

} // namespace core::store
