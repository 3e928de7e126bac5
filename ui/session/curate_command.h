// SPDX-License-Identifier: GPL-3.0-or-later
// What the page Curate does, as commands of a terminal.
#pragma once

#include "core/jobs/project_curation.h"

#include <QtCore/QString>

namespace ui {

/// Makes and stores the curated dataset.
QString curateCommand(const std::filesystem::path& project, const core::jobs::CurateRequest& request);
/// Writes it to a file with card and manifest.
QString exportCurationCommand(const std::filesystem::path& project, const core::jobs::CurationExport& request);

} // namespace ui
