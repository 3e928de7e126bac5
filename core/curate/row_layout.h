// SPDX-License-Identifier: Apache-2.0
// The fields of exported rows: those of the file they came from, or one of ours.
#pragma once

#include "core/base/json.h"
#include "core/data/example.h"
#include "core/data/row_fields.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::curate {

enum class ExportLayout {
    AsImported, ///< the row's own fields; in the format it came in, its own bytes
    Mapped, ///< id, source, and instruction, input, output; or text; or messages
    Messages, ///< messages with role and content: a user turn and an assistant turn, or the conversation
};
inline constexpr ExportLayout allExportLayouts[]
    = { ExportLayout::AsImported, ExportLayout::Mapped, ExportLayout::Messages };

std::string_view nameOf(ExportLayout layout); ///< "as-imported", "mapped", "messages"
std::optional<ExportLayout> exportLayout(std::string_view name);

/// The row of a JSON file in the layouts Mapped and Messages. Throws Error{BadInput}: running text has no turns.
OrderedJson rowObject(ExportLayout layout, ExampleId id, std::string_view source, const data::ExampleText& text);

/// The columns of a table of mapped rows of that shape. Throws Error{BadInput}: conversations do not fit a table.
std::vector<std::string> mappedColumns(data::ExampleShape shape);
std::vector<std::string> mappedCells(ExampleId id, std::string_view source, const data::ExampleText& text);

/// The fields of an imported row for a table: as data::parseRow, but JSON's null is an empty text.
std::vector<data::RowField> tableFields(const data::RowFormat& format, std::string_view raw);
/// Such fields in a table of `columns`: empty where the row has none.
std::vector<std::string> cellsOf(const std::vector<data::RowField>& fields, const std::vector<std::string>& columns);
/// A table's row as an object of texts.
OrderedJson objectOf(const std::vector<data::RowField>& fields);

} // namespace core::curate
