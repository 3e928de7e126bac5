// SPDX-License-Identifier: Apache-2.0
// Rows as a dataset file: JSONL, a JSON list or a delimited table, written whole or not at all.
#pragma once

#include "core/base/json.h"
#include "core/data/row_format.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace core::curate {

/// Writes one file. Rows are given as their bytes in the file's own format, as objects, or as cells. Errors: Storage.
class RowExporter {
public:
    /// A Csv format names its columns; they are written first.
    RowExporter(std::filesystem::path target, data::RowFormat format);
    ~RowExporter();
    RowExporter(const RowExporter&) = delete;
    RowExporter& operator=(const RowExporter&) = delete;

    /// A row of that format, as the project keeps it: byte for byte. Into JSONL a JSON row of several lines is written in
    /// one.
    void addRaw(std::string_view raw);
    void addObject(const OrderedJson& object); ///< Jsonl and JsonArray
    void addCells(const std::vector<std::string>& cells); ///< Csv: one a column
    /// Ends the file, still under a temporary name; its SHA-256.
    std::string finish();
    /// Publishes the finished file.
    void commit();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A row of a delimited file: fields quoted where RFC 4180 demands it, without line end.
std::string csvRow(const std::vector<std::string>& fields, char delimiter);
/// The same JSON without white space between its parts; strings and numbers stay as they are written.
std::string compactJson(std::string_view json);

} // namespace core::curate
