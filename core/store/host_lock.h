// SPDX-License-Identifier: Apache-2.0
// Who may write a project: the one process that holds host.lock in its side folder. Internal to core/store.
#pragma once

#include "core/base/files.h"

#include <filesystem>

namespace core::store {

/// Takes the lock and writes program, process and time into it. Error{Busy} names the holder.
FileLock takeHostLock(const std::filesystem::path& project, const std::filesystem::path& sideFolder);

} // namespace core::store
