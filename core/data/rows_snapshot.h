// SPDX-License-Identifier: Apache-2.0
// The rows a run works on, as files that travel with its folder. Goal: content-addressed, readable by people, any worker
// needs nothing else. Rows: JSONL {"id":N,"instruction":..,"input":..,"response":..} or {"id":N,"text":..} or
// {"id":N,"messages":[{"role":..,"content":..}]}. Lists: JSONL {"id":N,"copies":C,"held_out":bool}.
#pragma once

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/data/example.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace core::data {

namespace snapshot_faults {
inline constexpr Fault notJson{ "snapshot/not-json", ErrorKind::BadFile, "the line is not a JSON object" };
inline constexpr Fault tooLong{ "snapshot/too-long", ErrorKind::BadFile, "the line is longer than 64 MiB" };
inline constexpr Fault torn{ "snapshot/torn", ErrorKind::BadFile, "the file ends inside a line" };
inline constexpr Fault badId{ "snapshot/bad-id", ErrorKind::BadFile, "the id is not a whole number of at least 0" };
inline constexpr Fault repeatedId{ "snapshot/repeated-id", ErrorKind::BadFile, "the id stands twice" };
inline constexpr Fault badShape{ "snapshot/bad-shape", ErrorKind::BadFile, "the fields are not those of one kind of row" };
inline constexpr Fault badField{ "snapshot/bad-field", ErrorKind::BadFile, "a field has the wrong type" };
inline constexpr Fault badCopies{ "snapshot/bad-copies", ErrorKind::BadFile, "the number of copies is out of range" };
inline constexpr Fault all[] = { notJson, tooLong, torn, badId, repeatedId, badShape, badField, badCopies };
} // namespace snapshot_faults

struct SnapshotRow {
    ExampleId id;
    ExampleText text;
    friend bool operator==(const SnapshotRow&, const SnapshotRow&) = default;
};

/// The text's fields as a row of the first kind of file has them, without the id.
OrderedJson exampleJson(const ExampleText& text);

/// Writes either kind of file, whole or not at all. Throws Error{Storage}.
class SnapshotWriter {
public:
    explicit SnapshotWriter(std::filesystem::path target);

    void write(ExampleId id, const ExampleText& text);
    void write(const DatasetRow& row);
    /// Publishes the file; its SHA-256.
    std::string commit();

private:
    AtomicFile file_;
    Sha256 hash_;
    void append(const OrderedJson& json);
};

/// In file order; ids are unique. Throws Error of snapshot_faults.
std::vector<SnapshotRow> readRowsSnapshot(const std::filesystem::path& file);
std::vector<DatasetRow> readRowList(const std::filesystem::path& file);

} // namespace core::data
