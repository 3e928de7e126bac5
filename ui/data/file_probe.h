// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a dataset file before it is imported, or of an imported one before its mapping changes: format, fields,
// mapping, the first rows under it. Reads files and waits for the store: not in the GUI thread.
#pragma once

#include "core/base/cancel_token.h"
#include "core/data/import_file.h"
#include "core/store/project_session.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <filesystem>
#include <optional>
#include <vector>

namespace ui {

/// What a person decided so far; absent parts are detected.
struct ImportChoice {
    std::filesystem::path file;
    core::data::FormatChoice format;
    std::optional<core::data::Mapping> mapping;
};

struct FileProbe {
    static constexpr std::size_t previewRows = 50;

    core::data::RowFormat format;
    std::uint64_t bytes = 0;
    QStringList fields; ///< in order of first appearance
    core::data::Mapping mapping; ///< chosen, else detected; with all roles empty where none was recognised
    QString problem; ///< why the mapping cannot be used; empty: it can
    std::vector<core::data::PreviewRow> rows;
};

/// Throws core::Error for what concerns the file as a whole.
FileProbe probeFile(const ImportChoice& choice);
/// The same of a file that is in the project: its stored rows.
FileProbe probeSource(
    const core::store::ProjectSession& session, core::SourceId source, const std::optional<core::data::Mapping>& mapping);

/// The imported source with the same bytes.
std::optional<core::store::SourceRecord> sameFile(
    const core::store::ProjectSession& session, const std::filesystem::path& file);

/// Empty: the roles go together.
QString mappingProblem(const core::data::Mapping& mapping);

} // namespace ui
