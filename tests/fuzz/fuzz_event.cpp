// SPDX-License-Identifier: Apache-2.0
// Lines of a run folder: events, requests, jobs.
#include "core/protocol/control.h"
#include "core/protocol/event_codec.h"
#include "core/protocol/job_spec.h"
#include "tests/fuzz/fuzzing.h"

using namespace core::protocol;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = fuzzing::textOf(data, size);
    fuzzing::answers([&] { decodeControl(text, { "control.jsonl", 1 }); });
    fuzzing::answers([&] { parseJobSpec(text, "job.json"); });
    return fuzzing::answers([&] {
        const JobEvent event = decodeEvent(text, { "events.jsonl", 1 });
        const std::string line = encodeEvent(event);
        decodeEvent(std::string_view(line).substr(0, line.size() - 1), { "events.jsonl", 1 });
    });
}
