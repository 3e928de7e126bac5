// SPDX-License-Identifier: Apache-2.0
// Benchmark files: JSON lines of {"id", "source", "instruction", "answer"}; other fields are ignored.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace core::benchmarks {

namespace benchmark_faults {
inline constexpr Fault noItems{ "benchmark/no-items", ErrorKind::BadFile, "the file holds no item",
    "A benchmark has one JSON object a line with id, instruction and answer." };
inline constexpr Fault repeatedId{ "benchmark/repeated-id", ErrorKind::BadFile, "the id is another item's" };
inline constexpr Fault nothingToAsk{ "benchmark/nothing-to-ask", ErrorKind::BadFile, "instruction or answer is empty" };
inline constexpr Fault all[] = { noItems, repeatedId, nothingToAsk };
} // namespace benchmark_faults

struct BenchmarkItem {
    std::string id;
    std::string source; ///< the benchmark's name; decides the rule of its answers; may be empty
    std::string instruction;
    std::string answer; ///< gold; a number stands as text
};

/// At most 256 MiB. Refused in words: benchmark_faults and json_faults, with the line.
std::vector<BenchmarkItem> readBenchmark(const std::filesystem::path& file);

} // namespace core::benchmarks
