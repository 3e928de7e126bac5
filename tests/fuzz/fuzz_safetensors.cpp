// SPDX-License-Identifier: Apache-2.0
#include "core/formats/safetensors.h"
#include "tests/fuzz/fuzzing.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return fuzzing::answers([&] {
        const fuzzing::MemoryFile file(data, size);
        const core::formats::SafetensorsFile tensors(file.path());
        for (const core::formats::TensorEntry& entry : tensors.entries()) {
            std::string bytes(entry.bytes, '\0');
            tensors.read(entry, bytes.data());
        }
    });
}
