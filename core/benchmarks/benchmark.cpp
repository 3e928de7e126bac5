// SPDX-License-Identifier: Apache-2.0
#include "core/benchmarks/benchmark.h"

#include "core/base/files.h"
#include "core/base/json.h"

#include <unordered_set>

namespace core::benchmarks {

namespace {

constexpr std::uint64_t longestFile = 256U << 20U;

/// Text, or a number as it is written.
std::string textOrNumber(const JsonFields& fields, std::string_view name)
{
    const Json& value = fields.at(name);
    return value.is_number() ? value.dump() : fields.string(name);
}

BenchmarkItem itemOf(const JsonFields& fields)
{
    BenchmarkItem item;
    item.id = textOrNumber(fields, "id");
    item.source = fields.string("source", "");
    item.instruction = fields.string("instruction");
    item.answer = textOrNumber(fields, "answer");
    return item;
}

} // namespace

std::vector<BenchmarkItem> readBenchmark(const std::filesystem::path& file)
{
    const std::string bytes = readFile(file, longestFile);
    std::vector<BenchmarkItem> items;
    std::unordered_set<std::string> ids;
    std::uint64_t number = 0;
    for (std::string_view rest = bytes; !rest.empty();) {
        ++number;
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        const Place place{ file.string(), number, std::nullopt, {} };
        const std::string where = file.string() + ", line " + std::to_string(number);
        const Json json = parseJson(line, where);
        BenchmarkItem item = itemOf(JsonFields(json, where));
        if (item.instruction.empty() || item.answer.empty())
            throw refusal(benchmark_faults::nothingToAsk, place, item.id);
        if (!ids.insert(item.id).second)
            throw refusal(benchmark_faults::repeatedId, place, item.id);
        items.push_back(std::move(item));
    }
    if (items.empty())
        throw refusal(benchmark_faults::noItems, { file.string() });
    return items;
}

} // namespace core::benchmarks
