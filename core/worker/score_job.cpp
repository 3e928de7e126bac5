// SPDX-License-Identifier: Apache-2.0
// Losses of every row under one model: a single recording point at step 0.
#include "core/models/decoder.h"
#include "core/models/device.h"
#include "core/models/model_files.h"
#include "core/training/scorer.h"
#include "core/worker/run_context.h"
#include "core/worker/run_inputs.h"

#include <algorithm>

namespace core::worker {

namespace {

struct Stopped { };

} // namespace

RunEnd runScoreJob(RunContext& context)
{
    const RunInputs inputs
        = readInputs(context.folder, context.spec, static_cast<int>(context.resolved.threads), context.control);
    const auto rows = static_cast<std::int64_t>(inputs.dataset.size());
    ResultWriter results(context.folder, context.events, rows);
    protocol::PlanEvent plan = planOf(inputs);
    plan.recordingSteps = { 0 };
    plan.parts = results.parts();
    results.writeTokenCounts(tokenCountsOf(inputs));
    context.events.write(plan);

    training::Scorer scorer(settledPackPlan(context, inputs.config, inputs.longestRow));
    context.control.enter(protocol::Phase::Loading);
    const models::Decoder decoder(models::loadModel(inputs.model, models::deviceOf(context.resolved.device)));
    context.control.enter(protocol::Phase::Scoring);
    for (std::int64_t part = 0; part < results.parts(); ++part) {
        if (results.announceLossPart(0, 0, part))
            continue;
        const std::int64_t first = part * protocol::lossPartRows;
        std::vector<std::size_t> items;
        for (std::int64_t row = first; row < std::min(rows, first + protocol::lossPartRows); ++row)
            items.push_back(inputs.dataset[static_cast<std::size_t>(row)].row);
        std::int64_t tokens = 0;
        const auto onProgress = [&](const training::ScoreProgress& progress) {
            tokens = progress.tokens;
            context.control.at(0, first + static_cast<std::int64_t>(progress.rows), rows);
            context.control.poll();
            if (context.control.stopRequested())
                throw Stopped{};
        };
        try {
            results.writeLossPart(0, 0, part, scorer.score(decoder, *inputs.rows, items, onProgress));
        } catch (const Stopped&) {
            return RunEnd::Stopped;
        }
        context.tokens += tokens;
    }
    context.events.write(protocol::RecordingPointEvent{ 0, 0, {} });
    return RunEnd::Finished;
}

} // namespace core::worker
