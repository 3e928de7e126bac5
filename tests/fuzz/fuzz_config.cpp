// SPDX-License-Identifier: Apache-2.0
#include "core/formats/hf_config.h"
#include "tests/fuzz/fuzzing.h"

/// What is read can be written and is read again as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return fuzzing::answers([&] {
        const auto read = [](std::string_view text) {
            return core::formats::parseModelConfig(core::parseJson(text, "config.json"), "config.json");
        };
        const core::formats::ModelConfig config = read(fuzzing::textOf(data, size));
        if (!(read(core::formats::writeModelConfig(config).dump()) == config))
            std::abort();
    });
}
