// SPDX-License-Identifier: Apache-2.0
// Counts the tokens of every row under a tokenizer and text settings; needs no model.
#include "core/worker/machine_facts.h"
#include "core/worker/run_context.h"
#include "core/worker/run_inputs.h"

namespace core::worker {

RunEnd runTokenizeJob(RunContext& context)
{
    const RunInputs inputs
        = readTokenizerInputs(context.folder, context.spec, static_cast<int>(context.resolved.threads), context.control);
    if (context.firstStart)
        writeResolved(context.folder, context.resolved);
    context.firstStart = false;
    ResultWriter results(context.folder, context.events, static_cast<std::int64_t>(inputs.dataset.size()));
    results.writeTokenCounts(tokenCountsOf(inputs));
    context.events.write(planOf(inputs));
    return RunEnd::Finished;
}

} // namespace core::worker
