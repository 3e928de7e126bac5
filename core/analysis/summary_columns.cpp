// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/summary_columns.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

namespace core::analysis {

namespace {

/// In the order in which they first occur.
std::vector<std::string> sourcesOf(const SummaryBenchmark& benchmark)
{
    std::vector<std::string> sources;
    for (const std::string& source : benchmark.sources)
        if (!source.empty() && std::find(sources.begin(), sources.end(), source) == sources.end())
            sources.push_back(source);
    return sources;
}

/// As a hint.
std::string knownSources(const ExperimentData& data)
{
    std::string names;
    for (const SummaryBenchmark& benchmark : data.benchmarks)
        for (const std::string& source :
            benchmark.kind == ScoreKind::Share ? sourcesOf(benchmark) : std::vector<std::string>{})
            names += (names.empty() ? "There are: " : ", ") + source;
    return names.empty() ? "The items have no sources." : names + ".";
}

} // namespace

SummaryColumns::SummaryColumns(const ExperimentData& data, const std::vector<SourceGroup>& groups)
    : data_(data)
{
    std::vector<Part> shares;
    for (std::size_t i = 0; i < data.benchmarks.size(); ++i)
        if (data.benchmarks[i].kind == ScoreKind::Share)
            shares.push_back({ i, {} });
    if (shares.size() >= 2)
        add({ ColumnKind::Macro, "macro accuracy", std::nullopt, ScoreKind::Share, 0 }, shares);
    for (const SourceGroup& group : groups)
        add({ ColumnKind::Group, group.name, std::nullopt, ScoreKind::Share, 0 }, partsOf(group));
    for (std::size_t i = 0; i < data.benchmarks.size(); ++i)
        add({ ColumnKind::Benchmark, data.benchmarks[i].name, i, data.benchmarks[i].kind, 0 }, { Part{ i, {} } });
    for (std::size_t i = 0; i < data.benchmarks.size(); ++i) {
        const auto sources = sourcesOf(data.benchmarks[i]);
        for (const std::string& source : sources.size() > 1 ? sources : std::vector<std::string>{})
            for (Part& part : partsOf(source, false))
                if (part.benchmark == i)
                    add({ ColumnKind::Source, source, i, data.benchmarks[i].kind, 0 }, { std::move(part) });
    }
}

std::vector<SummaryColumns::Part> SummaryColumns::partsOf(const SourceGroup& group) const
{
    std::vector<Part> parts;
    for (const std::string& source : std::set<std::string>(group.sources.begin(), group.sources.end())) {
        auto found = partsOf(source, true);
        if (found.empty())
            throw Error(ErrorKind::BadInput,
                "the group " + group.name + ": no item of a benchmark has the source \"" + source + "\"",
                knownSources(data_));
        std::move(found.begin(), found.end(), std::back_inserter(parts));
    }
    return parts;
}

std::vector<SummaryColumns::Part> SummaryColumns::partsOf(const std::string& source, bool sharesOnly) const
{
    std::vector<Part> parts;
    for (std::size_t i = 0; i < data_.benchmarks.size(); ++i) {
        const SummaryBenchmark& benchmark = data_.benchmarks[i];
        if (sharesOnly && benchmark.kind != ScoreKind::Share)
            continue;
        Part part{ i, {} };
        for (std::size_t item = 0; item < benchmark.sources.size(); ++item)
            if (benchmark.sources[item] == source)
                part.items.push_back(item);
        if (!part.items.empty())
            parts.push_back(std::move(part));
    }
    return parts;
}

void SummaryColumns::add(SummaryColumn column, std::vector<Part> parts)
{
    for (const Part& part : parts)
        column.items += static_cast<std::int64_t>(
            part.items.empty() ? data_.benchmarks[part.benchmark].sources.size() : part.items.size());
    columns_.push_back(std::move(column));
    parts_.push_back(std::move(parts));
}

std::optional<SummaryColumns::Sum> SummaryColumns::sumOf(const SummaryCell& cell, const Part& part) const
{
    const std::vector<float>& scores = cell.scores[part.benchmark];
    Sum sum;
    const auto take = [&](std::size_t item) {
        if (std::isnan(scores[item]))
            return;
        ++sum.items;
        sum.score += static_cast<double>(scores[item]);
    };
    if (scores.empty())
        return std::nullopt;
    for (const std::size_t item : part.items)
        take(item);
    for (std::size_t item = 0; item < scores.size() && part.items.empty(); ++item)
        take(item);
    return sum.items == 0 ? std::nullopt : std::optional(sum);
}

std::optional<double> SummaryColumns::valueOf(const SummaryCell& cell, std::size_t column) const
{
    double means = 0;
    for (const Part& part : parts_[column]) {
        const auto sum = sumOf(cell, part);
        if (!sum)
            return std::nullopt;
        means += sum->score / static_cast<double>(sum->items);
    }
    if (!std::isfinite(means))
        return std::nullopt;
    return means / static_cast<double>(parts_[column].size());
}

std::optional<Interval> SummaryColumns::intervalOf(const SummaryCell& cell, std::size_t column) const
{
    if (parts_[column].size() != 1 || columns_[column].scoreKind != ScoreKind::Share)
        return std::nullopt;
    const auto sum = sumOf(cell, parts_[column].front());
    if (!sum)
        return std::nullopt;
    return wilson(static_cast<std::uint64_t>(std::llround(sum->score)), static_cast<std::uint64_t>(sum->items));
}

bool SummaryColumns::comparesItems(std::size_t column) const
{
    const ColumnKind kind = columns_[column].kind;
    return (kind == ColumnKind::Macro || kind == ColumnKind::Benchmark) && columns_[column].scoreKind == ScoreKind::Share;
}

const SummaryCell* SummaryColumns::find(std::size_t arm, std::uint64_t seed) const
{
    const auto found = std::find_if(data_.cells.begin(), data_.cells.end(),
        [&](const SummaryCell& cell) { return cell.arm == arm && cell.seed == seed; });
    return found == data_.cells.end() ? nullptr : &*found;
}

std::pair<std::vector<std::uint8_t>, std::vector<std::uint8_t>> SummaryColumns::pairedRights(
    const ArmComparison& comparison, std::uint64_t seed) const
{
    std::pair<std::vector<std::uint8_t>, std::vector<std::uint8_t>> rights;
    const SummaryCell* first = find(comparison.first, seed);
    const SummaryCell* second = find(comparison.second, seed);
    for (const Part& part : parts_[comparison.column]) {
        for (std::size_t item = 0; item < first->scores[part.benchmark].size(); ++item) {
            const float one = first->scores[part.benchmark][item];
            const float other = second->scores[part.benchmark][item];
            if (std::isnan(one) || std::isnan(other))
                continue;
            rights.first.push_back(one > 0.5F ? 1 : 0);
            rights.second.push_back(other > 0.5F ? 1 : 0);
        }
    }
    return rights;
}

} // namespace core::analysis
