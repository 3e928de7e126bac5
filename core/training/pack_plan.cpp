// SPDX-License-Identifier: Apache-2.0
#include "core/training/pack_plan.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>

namespace core::training {

namespace {

/// The text of a kernel file; empty where there is none.
std::string kernelText(const std::filesystem::path& file)
{
    std::string text(4096, '\0');
    try {
        InputFile input(file);
        std::size_t length = 0;
        while (const std::size_t read = input.read(text.data() + length, text.size() - length))
            length += read;
        text.resize(length);
        return text;
    } catch (const Error&) {
        return {};
    }
}

std::optional<std::uint64_t> numberIn(std::string_view text)
{
    const std::size_t begin = text.find_first_of("0123456789");
    std::uint64_t value = 0;
    if (begin == std::string_view::npos
        || std::from_chars(text.data() + begin, text.data() + text.size(), value).ec != std::errc())
        return std::nullopt;
    return value;
}

/// What the machine can still give without swapping.
std::uint64_t availableBytes()
{
    const std::string text = kernelText("/proc/meminfo");
    const std::size_t line = text.find("MemAvailable:");
    if (line == std::string::npos)
        return std::uint64_t{ 2 } << 30U;
    return numberIn(std::string_view(text).substr(line)).value_or(2U << 20U) * 1024;
}

/// What this process's control group (version 2, else version 1) still allows.
std::uint64_t controlGroupBytes()
{
    constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();
    const std::string text = kernelText("/proc/self/cgroup");
    const std::size_t line = text.find("0::");
    std::filesystem::path folder = "/sys/fs/cgroup";
    if (line != std::string::npos) {
        const std::string own = text.substr(line + 3, text.find('\n', line) - line - 3);
        if (std::filesystem::exists(folder.string() + own + "/memory.max"))
            folder = folder.string() + own;
    }
    const auto rest = [&](const char* limitName, const char* usedName) {
        const auto limit = numberIn(kernelText(folder / limitName));
        const auto used = numberIn(kernelText(folder / usedName));
        return limit && used ? *limit - std::min(*limit, *used) : unlimited;
    };
    // files in memory count as used, but make room at once
    const std::string statistics = kernelText(folder / "memory.stat");
    const std::size_t cached = statistics.find("inactive_file ");
    const std::uint64_t reclaimable
        = cached == std::string::npos ? 0 : numberIn(std::string_view(statistics).substr(cached)).value_or(0);
    const std::uint64_t second = rest("memory.max", "memory.current");
    const std::uint64_t first = rest("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes");
    return std::min(second == unlimited ? unlimited : second + reclaimable, first);
}

/// fp32 numbers of one token that a forward pass holds: with gradients every layer's, without them one layer's.
std::uint64_t numbersPerToken(const formats::ModelConfig& config, bool gradients)
{
    const auto width = static_cast<std::uint64_t>(config.width);
    const std::uint64_t layer = 16 * width + 3 * static_cast<std::uint64_t>(config.feedForward);
    return (gradients ? static_cast<std::uint64_t>(config.layers) * layer : layer) + 4 * width;
}

std::uint64_t headBytes(const formats::ModelConfig& config, std::int64_t rows)
{
    return static_cast<std::uint64_t>(rows) * static_cast<std::uint64_t>(config.vocabulary) * sizeof(float);
}

} // namespace

OrderedJson toJson(const PackPlan& plan)
{
    return { { "training_tokens", plan.trainingTokens }, { "scoring_tokens", plan.scoringTokens },
        { "head_rows", plan.head.rows }, { "head_columns", plan.head.columns } };
}

PackPlan packPlan(const JsonFields& fields)
{
    constexpr std::int64_t most = std::int64_t{ 1 } << 30U;
    return { fields.integer("training_tokens", 1, most), fields.integer("scoring_tokens", 1, most),
        { fields.integer("head_rows", 1, most), fields.integer("head_columns", 1, most) } };
}

std::uint64_t defaultMemoryBytes()
{
    return std::min(availableBytes(), controlGroupBytes()) / 2;
}

std::uint64_t trainingBytes(const formats::ModelConfig& config, std::int64_t tokens)
{
    return static_cast<std::uint64_t>(tokens) * numbersPerToken(config, true) * sizeof(float);
}

std::uint64_t weightBytes(const formats::ModelConfig& config)
{
    const auto width = static_cast<std::uint64_t>(config.width);
    const std::uint64_t tables = (config.tiedHead ? 1U : 2U) * static_cast<std::uint64_t>(config.vocabulary) * width;
    const std::uint64_t layer = 4 * width * width + 2 * width * static_cast<std::uint64_t>(config.feedForward) + 16 * width;
    // weights, gradients, two moments; and the embedding's gradient of one pack before it is added
    return (4 * (tables + static_cast<std::uint64_t>(config.layers) * layer) + tables / 2) * sizeof(float);
}

std::uint64_t packBytes(const formats::ModelConfig& config, const PackPlan& plan, std::int64_t tokens)
{
    return trainingBytes(config, tokens) + headBytes(config, plan.head.rows);
}

PackPlan planPacks(const formats::ModelConfig& config, std::uint64_t memoryBytes, std::int64_t longestRow)
{
    constexpr std::int64_t enough = 8192; // longer packs are no faster
    const std::uint64_t budget = memoryBytes == 0 ? defaultMemoryBytes() : memoryBytes;
    PackPlan plan;
    const auto needed = [&](std::int64_t tokens) { return weightBytes(config) + packBytes(config, plan, tokens); };
    const auto fits = [&](std::int64_t tokens) { return needed(tokens) <= budget; };
    const std::int64_t least = std::max<std::int64_t>(longestRow, 1);
    while (!fits(least) && plan.head.rows > 32)
        plan.head.rows /= 2;
    if (!fits(least)) {
        throw Error(ErrorKind::OutOfMemory,
            "training this model needs at least " + std::to_string(needed(least) >> 20U) + " MiB; "
                + std::to_string(budget >> 20U) + " MiB are allowed",
            "Allow more memory, use a smaller model, or lower the maximum number of tokens.");
    }
    plan.trainingTokens = enough;
    while (plan.trainingTokens > least && !fits(plan.trainingTokens))
        plan.trainingTokens = std::max(least, plan.trainingTokens / 2);
    plan.scoringTokens = plan.trainingTokens;
    return plan;
}

} // namespace core::training
