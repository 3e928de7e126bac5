// SPDX-License-Identifier: GPL-3.0-or-later
// Opening a project as a window wants it: for writing, else for reading with the reason. Blocks; not for the window's
// thread.
#pragma once

#include "core/base/error.h"
#include "core/store/project_session.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace ui {

struct OpenedSession {
    std::shared_ptr<core::store::ProjectSession> session;
    core::store::ProjectSummary summary;
    std::optional<core::Error> whyReadOnly; ///< Busy: the lock will be free some day
};

OpenedSession createSession(const std::filesystem::path& file);
/// Throws Error when the project cannot even be read.
OpenedSession openSession(const std::filesystem::path& file);
/// For writing, when nobody holds the lock now; else nullopt.
std::optional<OpenedSession> takeOver(const std::filesystem::path& file);

} // namespace ui
