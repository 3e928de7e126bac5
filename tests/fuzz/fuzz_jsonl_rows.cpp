// SPDX-License-Identifier: Apache-2.0
// JSON lines and lists, detected and mapped as an import does.
#include "core/data/import_file.h"
#include "tests/fuzz/fuzzing.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return fuzzing::answers([&] {
        const fuzzing::MemoryFile file(data, size);
        core::data::ImportOptions options;
        if (size > 0 && (data[size - 1] & 1) == 0)
            options.format = core::data::parseFormatChoice("json");
        core::data::importFile(
            file.path(), options, [](const core::data::ImportPlan&, const std::vector<core::data::ImportedRow>&) {});
    });
}
