// SPDX-License-Identifier: Apache-2.0
// Opening a project file as what it is: untrusted input. Internal to core/store.
#pragma once

#include "core/base/files.h"
#include "core/store/database.h"
#include "core/store/project_session.h"
#include "core/store/schema.h"

#include <memory>
#include <string>
#include <vector>

namespace core::store {

struct OpenedProject {
    FileLock lock; ///< held when open for writing
    std::unique_ptr<Database> database;
    bool readOnly = false;
    std::vector<std::string> warnings;
};

/// name.datalever.d
std::filesystem::path sideFolderOf(const std::filesystem::path& file);

OpenedProject createProject(const std::filesystem::path& file);
/// `migrations`: what this version knows; tests pass others.
OpenedProject openProject(
    const std::filesystem::path& file, OpenMode mode, std::span<const Migration> migrations = schemaMigrations());
/// Leaves one whole file without WAL behind, and the lock free.
void closeProject(OpenedProject& project);

/// Whether statfs' f_type says that the file lies on another machine.
bool isNetworkFileSystem(std::uint64_t type);

} // namespace core::store
