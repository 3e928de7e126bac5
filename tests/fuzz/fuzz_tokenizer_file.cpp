// SPDX-License-Identifier: Apache-2.0
#include "core/text/gzip.h"
#include "core/text/tokenizer_file.h"
#include "tests/fuzz/fuzzing.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return fuzzing::answers([&] {
        const std::string_view bytes = fuzzing::textOf(data, size);
        core::text::gunzip(bytes, 1 << 20);
        core::text::parseTokenizer(bytes, "tokenizer.json")->encode("abba \xff<end>");
    });
}
