// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset_rows.h"
#include "core/data/import_file.h"
#include "core/data/rows_snapshot.h"
#include "core/protocol/control.h"
#include "core/protocol/event_codec.h"
#include "core/protocol/job_spec.h"
#include "core/protocol/run_folder.h"
#include "core/protocol/run_settings.h"
#include "tests/malformed/case.h"

namespace malformed {

using namespace core;
using namespace core::data;

namespace {

Case snapshot(const std::string& name, const Fault& fault, const std::string& bytes)
{
    return { "snapshot: " + name, fault.code,
        [bytes](const std::filesystem::path& folder) { readRowsSnapshot(put(folder, "rows.jsonl", bytes)); } };
}

Case list(const std::string& name, const Fault& fault, const std::string& bytes)
{
    return { "row list: " + name, fault.code,
        [bytes](const std::filesystem::path& folder) { readRowList(put(folder, "list.jsonl", bytes)); } };
}

Case stored(const std::string& name, const Fault& fault, const std::string& bytes)
{
    return { "stored list: " + name, fault.code,
        [bytes](const std::filesystem::path&) { decodeDatasetRows(bytes, "dataset 1"); } };
}

} // namespace

std::vector<Reader> sharedReaders()
{
    return { { "json", json_faults::all }, { "format", format_faults::all }, { "json rows", json_rows_faults::all },
        { "csv rows", csv_rows_faults::all }, { "mapping", mapping_faults::all }, { "snapshot", snapshot_faults::all },
        { "dataset", dataset_faults::all }, { "settings", protocol::settings_faults::all },
        { "job", protocol::job_faults::all }, { "reference", protocol::reference_faults::all },
        { "event", protocol::event_faults::all }, { "control", protocol::control_faults::all },
        { "run folder", protocol::run_folder_faults::all } };
}

std::vector<Case> snapshotCases()
{
    using namespace snapshot_faults;
    const std::string row = R"({"id":1,"instruction":"a","input":"","response":"b"})";
    const std::string encoded = encodeDatasetRows(std::vector<DatasetRow>{ { ExampleId{ 1 }, 2, false } });
    std::string negative = encoded;
    negative[19] = '\xff'; // the id's top byte
    return {
        snapshot("not JSON", notJson, row + "\nx\n" + row + "\n"),
        snapshot("a list", notJson, "[1]\n"),
        snapshot("cut short", torn, row.substr(0, 20)),
        snapshot("a line of 65 MiB", tooLong, "{\"id\":1,\"text\":\"" + std::string(longFiller) + "\"}\n"),
        snapshot("no id", badId,
            R"({"text":"a"})"
            "\n"),
        snapshot("an id below 0", badId,
            R"({"id":-1,"text":"a"})"
            "\n"),
        snapshot("an id of 64 bits", badId,
            R"({"id":18446744073709551615,"text":"a"})"
            "\n"),
        snapshot("an id twice", repeatedId, row + "\n" + row + "\n"),
        snapshot("two shapes", badShape,
            R"({"id":1,"text":"a","response":"b"})"
            "\n"),
        snapshot("a key twice", badShape,
            R"({"id":1,"text":"a","text":"b"})"
            "\n"),
        snapshot("a text that is a number", badField,
            R"({"id":1,"text":7})"
            "\n"),
        snapshot("messages that are no list", badField,
            R"({"id":1,"messages":7})"
            "\n"),
        list("negative copies", badCopies,
            R"({"id":1,"copies":-1,"held_out":false})"
            "\n"),
        list("2^32 copies", badCopies,
            R"({"id":1,"copies":4294967296,"held_out":false})"
            "\n"),
        list("held out is a number", badField,
            R"({"id":1,"copies":1,"held_out":0})"
            "\n"),
        list("another field", badShape,
            R"({"id":1,"copies":1,"held_out":false,"x":1})"
            "\n"),
        stored("empty", dataset_faults::notAList, ""),
        stored("another magic", dataset_faults::notAList, "DLRX" + encoded.substr(4)),
        stored("cut short", dataset_faults::wrongLength, encoded.substr(0, encoded.size() - 1)),
        stored("one byte more", dataset_faults::wrongLength, encoded + "x"),
        stored("a count of all bits", dataset_faults::wrongLength, "DLR1" + std::string(8, '\xff')),
        stored("a negative id", dataset_faults::badRow, negative),
        { "subset of more rows than there are", dataset_faults::subsetTooLarge.code,
            [](const std::filesystem::path&) { stratifiedSubset({}, 1, 0); } },
    };
}

} // namespace malformed
