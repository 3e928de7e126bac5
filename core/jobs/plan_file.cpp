// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/plan_file.h"

#include "core/base/files.h"

#include <limits>

namespace core::jobs {

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

std::filesystem::path fileIn(const std::filesystem::path& runFolder)
{
    return runFolder / "plan.json";
}

std::uint64_t bytes(const JsonFields& fields, std::string_view name)
{
    return static_cast<std::uint64_t>(fields.integer(name, 0, most));
}

} // namespace

void writePlan(const std::filesystem::path& runFolder, const RunEstimate& estimate)
{
    const DiskFigures& disk = estimate.disk;
    const OrderedJson plan{ { "steps", estimate.steps }, { "trained_tokens", estimate.trainedTokens },
        { "scored_tokens", estimate.scoredTokens }, { "training_seconds", estimate.trainingSeconds },
        { "scoring_seconds", estimate.scoringSeconds }, { "memory_bytes", estimate.memoryBytes },
        { "disk",
            { { "recording_weights", disk.recordingWeights }, { "losses", disk.losses }, { "checkpoints", disk.checkpoints },
                { "inputs", disk.inputs }, { "events", disk.events } } },
        { "free_bytes", estimate.freeBytes } };
    writeFileAtomically(fileIn(runFolder), plan.dump(2) + "\n");
}

std::optional<RunEstimate> readPlan(const std::filesystem::path& runFolder)
{
    constexpr double longest = 1e12; // seconds
    const auto file = fileIn(runFolder);
    std::error_code missing;
    if (!std::filesystem::exists(file, missing))
        return std::nullopt;
    const Json json = parseJson(readFile(file, 1U << 16U), file.string());
    const JsonFields fields(json, file.string());
    RunEstimate plan;
    plan.steps = fields.integer("steps", 0, most);
    plan.trainedTokens = fields.integer("trained_tokens", 0, most);
    plan.scoredTokens = fields.integer("scored_tokens", 0, most);
    plan.trainingSeconds = fields.number("training_seconds", 0, longest);
    plan.scoringSeconds = fields.number("scoring_seconds", 0, longest);
    plan.memoryBytes = bytes(fields, "memory_bytes");
    const auto disk = fields.object("disk");
    plan.disk = { bytes(disk, "recording_weights"), bytes(disk, "losses"), bytes(disk, "checkpoints"), bytes(disk, "inputs"),
        bytes(disk, "events") };
    plan.freeBytes = bytes(fields, "free_bytes");
    return plan;
}

} // namespace core::jobs
