// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/open_project.h"

#include "core/base/files.h"

namespace ui {

using core::ErrorKind;
using core::store::OpenMode;
using core::store::ProjectSession;

namespace {

OpenedSession opened(ProjectSession session)
{
    OpenedSession result;
    result.session = std::make_shared<ProjectSession>(std::move(session));
    result.summary = result.session->summary();
    return result;
}

/// Whether a project that cannot be written can still be read.
bool mayBeRead(const core::Error& error)
{
    return error.kind() == ErrorKind::Busy || error.kind() == ErrorKind::Storage || error.kind() == ErrorKind::Unsupported;
}

} // namespace

OpenedSession createSession(const std::filesystem::path& file)
{
    return opened(ProjectSession::create(file));
}

OpenedSession openSession(const std::filesystem::path& file)
{
    std::optional<core::Error> why;
    try {
        return opened(ProjectSession::open(file, OpenMode::ReadWrite));
    } catch (const core::Error& error) {
        if (!mayBeRead(error))
            throw;
        why = error;
    }
    auto result = opened(ProjectSession::open(file, OpenMode::ReadOnly));
    result.whyReadOnly = why;
    return result;
}

std::optional<OpenedSession> takeOver(const std::filesystem::path& file)
{
    auto lock = file;
    lock += ".d/host.lock";
    if (core::FileLock::isHeld(lock))
        return std::nullopt;
    try {
        return opened(ProjectSession::open(file, OpenMode::ReadWrite));
    } catch (const core::Error& error) {
        if (error.kind() == ErrorKind::Busy) // somebody was quicker
            return std::nullopt;
        throw;
    }
}

} // namespace ui
