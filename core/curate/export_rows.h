// SPDX-License-Identifier: Apache-2.0
// Chosen rows as a dataset file: in the layout they came in, byte for byte, or as mapped JSONL.
#pragma once

#include "core/data/example.h"
#include "core/data/row_format.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace core::curate {

enum class ExportLayout {
    AsImported, ///< the rows' own bytes between the separators of their format; all must have one format
    MappedJsonl, ///< {"id", "source", "instruction", "input"?, "output"} or {"text"} or {"messages"}, one a line
};

/// Writes one file, all or nothing. Errors: Storage.
class RowExporter {
public:
    /// `format` is used by AsImported only.
    RowExporter(std::filesystem::path target, ExportLayout layout, data::RowFormat format);
    ~RowExporter();
    RowExporter(const RowExporter&) = delete;
    RowExporter& operator=(const RowExporter&) = delete;

    /// A row's raw bytes as the project keeps them (AsImported).
    void addRaw(std::string_view raw);
    /// A row's mapped text (MappedJsonl).
    void addMapped(ExampleId id, std::string_view source, const data::ExampleText& text);
    /// Publishes the file; its SHA-256.
    std::string commit();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A row of a delimited file: fields quoted where RFC 4180 demands it, without line end.
std::string csvRow(const std::vector<std::string>& fields, char delimiter);

} // namespace core::curate
