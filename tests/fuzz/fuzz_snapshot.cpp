// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset_rows.h"
#include "core/data/rows_snapshot.h"
#include "tests/fuzz/fuzzing.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const fuzzing::MemoryFile file(data, size);
    fuzzing::answers([&] { core::data::readRowsSnapshot(file.path()); });
    fuzzing::answers([&] { core::data::readRowList(file.path()); });
    return fuzzing::answers([&] { core::data::decodeDatasetRows(fuzzing::textOf(data, size), "dataset 1"); });
}
