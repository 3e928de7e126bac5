// SPDX-License-Identifier: Apache-2.0
#include "core/base/machine_memory.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>

namespace core {

namespace {

constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t assumed = std::uint64_t{ 2 } << 30U;

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

/// A line of /proc/meminfo, which counts in KiB.
std::optional<std::uint64_t> lineBytes(std::string_view text, std::string_view name)
{
    const std::size_t line = text.find(name);
    if (line == std::string_view::npos)
        return std::nullopt;
    const auto kibibytes = numberIn(text.substr(line));
    return kibibytes ? std::optional(*kibibytes * 1024) : std::nullopt;
}

std::filesystem::path ownGroup()
{
    const std::filesystem::path root = "/sys/fs/cgroup";
    const std::string text = kernelText("/proc/self/cgroup");
    const std::size_t line = text.find("0::");
    if (line == std::string::npos)
        return root;
    const std::filesystem::path own = root.string() + text.substr(line + 3, text.find('\n', line) - line - 3);
    std::error_code code;
    return std::filesystem::exists(own / "memory.max", code) ? own : root;
}

/// What a control group's files say; `freed`: bytes that count as used and make room at once.
MachineMemory groupMemory(const std::filesystem::path& limitFile, const std::filesystem::path& usedFile, std::uint64_t freed)
{
    const auto limit = numberIn(kernelText(limitFile));
    const auto used = numberIn(kernelText(usedFile));
    if (!limit || !used)
        return { unlimited, unlimited };
    return { *limit, *limit - std::min(*limit, *used) + freed };
}

} // namespace

MachineMemory machineMemory()
{
    const std::string machine = kernelText("/proc/meminfo");
    const auto total = lineBytes(machine, "MemTotal:").value_or(assumed);
    const auto available = lineBytes(machine, "MemAvailable:").value_or(assumed);
    const std::filesystem::path group = ownGroup();
    // files in memory count as used, but make room at once
    const std::string statistics = kernelText(group / "memory.stat");
    const std::size_t cached = statistics.find("inactive_file ");
    const std::uint64_t reclaimable
        = cached == std::string::npos ? 0 : numberIn(std::string_view(statistics).substr(cached)).value_or(0);
    const MachineMemory second = groupMemory(group / "memory.max", group / "memory.current", reclaimable);
    const MachineMemory first
        = groupMemory(group / "memory/memory.limit_in_bytes", group / "memory/memory.usage_in_bytes", 0);
    return { std::min({ total, second.total, first.total }), std::min({ available, second.available, first.available }) };
}

} // namespace core
