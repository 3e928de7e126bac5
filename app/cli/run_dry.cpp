// SPDX-License-Identifier: Apache-2.0
#include "app/cli/run_dry.h"

#include "app/cli/text.h"
#include "core/jobs/run_estimate.h"

#include <cmath>

namespace cli {

namespace {

core::OrderedJson documentOf(const core::jobs::RunEstimate& plan)
{
    const auto& text = plan.text;
    return { { "rows", text.rows }, { "trainable_rows", text.trainableRows }, { "tokens", text.tokens },
        { "response_tokens", text.responseTokens }, { "truncated", text.truncated }, { "dropped", text.dropped },
        { "unscored", text.unscored }, { "sampled_rows", text.sampledRows }, { "steps", plan.steps },
        { "recording_steps", plan.recordingSteps }, { "trained_tokens", plan.trainedTokens },
        { "scored_tokens", plan.scoredTokens }, { "training_tokens_per_second", plan.model.trainingTokensPerSecond },
        { "scoring_tokens_per_second", plan.model.scoringTokensPerSecond }, { "rates_measured_at", plan.model.measuredAt },
        { "training_seconds", plan.trainingSeconds }, { "scoring_seconds", plan.scoringSeconds },
        { "seconds", plan.seconds() }, { "memory_bytes", plan.memoryBytes },
        { "memory_budget_bytes", plan.model.budgetBytes },
        { "disk",
            { { "recording_weights", plan.disk.recordingWeights }, { "losses", plan.disk.losses },
                { "checkpoints", plan.disk.checkpoints }, { "inputs", plan.disk.inputs }, { "events", plan.disk.events },
                { "total", plan.disk.total() } } },
        { "free_bytes", plan.freeBytes } };
}

std::string textOf(const core::jobs::RunEstimate& plan)
{
    const auto& text = plan.text;
    std::string lines = "planned, nothing was started:\n";
    lines += "  rows    " + countText(text.rows) + ", " + countText(text.trainableRows) + " of them trained on; "
        + countText(text.truncated) + " cut, " + countText(text.unscored) + " unscored ("
        + (text.sampledRows == 0 ? "counted" : "from " + countText(text.sampledRows) + " sampled rows") + ")\n";
    lines += "  steps   " + countText(plan.steps) + ", recorded at";
    for (const auto step : plan.recordingSteps)
        lines += " " + countText(step);
    lines += "\n  tokens  " + countText(plan.trainedTokens) + " trained on, " + countText(plan.scoredTokens) + " scored\n";
    lines += "  time    " + durationText(plan.seconds()) + ": " + durationText(plan.trainingSeconds) + " training at "
        + countText(std::llround(plan.model.trainingTokensPerSecond)) + " tokens/s, " + durationText(plan.scoringSeconds)
        + " scoring at " + countText(std::llround(plan.model.scoringTokensPerSecond)) + " (measured here, "
        + countText(plan.model.threads) + " threads)\n";
    lines += "  memory  " + bytesText(plan.memoryBytes) + "; " + bytesText(plan.model.budgetBytes) + " are allowed\n";
    lines += "  disk    " + bytesText(plan.disk.total()) + ": weights " + bytesText(plan.disk.recordingWeights)
        + ", checkpoints " + bytesText(plan.disk.checkpoints) + ", losses " + bytesText(plan.disk.losses) + ", rows "
        + bytesText(plan.disk.inputs + plan.disk.events) + "; " + bytesText(plan.freeBytes) + " are free"
        + (plan.fitsDisk() ? "\n" : ": NOT ENOUGH\n");
    return lines;
}

} // namespace

int planRun(const Invocation& invocation, const RunOptions& options)
{
    const auto session = core::store::ProjectSession::open(options.project, core::store::OpenMode::ReadOnly);
    core::jobs::SessionClient worker;
    const auto plan = core::jobs::estimateRun(session, worker, requestOf(session, options), invocation.cancel);
    invocation.answer(documentOf(plan), textOf(plan));
    return exitDone;
}

} // namespace cli
