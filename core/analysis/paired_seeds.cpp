// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/paired_seeds.h"

#include "core/analysis/distributions.h"
#include "core/base/error.h"
#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace core::analysis {

namespace {

void requireDifferences(std::span<const double> differences, std::span<const std::int32_t> bases)
{
    if (differences.empty())
        throw Error(ErrorKind::BadInput, "a comparison over seeds needs at least one seed");
    if (!bases.empty() && bases.size() != differences.size())
        throw Error(ErrorKind::BadInput, "a comparison over seeds needs the base of every seed, or of none");
    if (!std::all_of(differences.begin(), differences.end(), [](double value) { return std::isfinite(value); }))
        throw Error(ErrorKind::BadInput, "a difference between two arms is not a finite number");
}

/// The differences of each base; without bases each difference alone.
std::vector<std::vector<double>> byBase(std::span<const double> differences, std::span<const std::int32_t> bases)
{
    std::map<std::int64_t, std::vector<double>> groups;
    for (std::size_t i = 0; i < differences.size(); ++i)
        groups[bases.empty() ? static_cast<std::int64_t>(i) : bases[i]].push_back(differences[i]);
    std::vector<std::vector<double>> lists;
    for (auto& [base, list] : groups)
        lists.push_back(std::move(list));
    return lists;
}

double meanOf(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// What rounding alone can make of values that are equal, or that cancel out.
double roundingOf(double mean)
{
    return 1e-12 * std::max(1.0, std::abs(mean));
}

double pOf(const MeanInterval& units)
{
    const auto n = static_cast<double>(units.count);
    if (units.deviation > 0)
        return studentTwoSided(units.mean / (units.deviation / std::sqrt(n)), n - 1);
    return std::abs(units.mean) <= roundingOf(0) ? 1 : std::exp2(1 - n);
}

} // namespace

MeanInterval meanInterval(std::span<const double> values)
{
    if (values.empty())
        throw Error(ErrorKind::BadInput, "a mean needs values");
    constexpr double infinity = std::numeric_limits<double>::infinity();
    MeanInterval result{ meanOf(values), 0, { -infinity, infinity }, values.size() };
    if (values.size() < 2)
        return result;
    double squares = 0;
    for (const double value : values)
        squares += (value - result.mean) * (value - result.mean);
    const auto n = static_cast<double>(values.size());
    result.deviation = std::sqrt(squares / (n - 1));
    if (result.deviation <= roundingOf(result.mean))
        result.deviation = 0; // shares that are equal but for the last bits of their differences
    const double half = studentTwoSidedQuantile(0.05, n - 1) * result.deviation / std::sqrt(n);
    result.interval = { result.mean - half, result.mean + half };
    return result;
}

MeanInterval unitInterval(std::span<const double> values, std::span<const std::int32_t> bases)
{
    requireDifferences(values, bases);
    std::vector<double> units;
    for (const auto& group : byBase(values, bases))
        units.push_back(meanOf(group));
    return meanInterval(units);
}

SeedComparison compareSeeds(std::span<const double> differences, std::span<const std::int32_t> bases)
{
    SeedComparison result;
    result.difference = unitInterval(differences, bases);
    result.seeds = differences.size();
    result.units = result.difference.count;
    result.bases = result.units;
    result.positive = static_cast<std::size_t>(
        std::count_if(differences.begin(), differences.end(), [](double value) { return value > roundingOf(0); }));
    result.negative = static_cast<std::size_t>(
        std::count_if(differences.begin(), differences.end(), [](double value) { return value < -roundingOf(0); }));
    if (result.units >= 2)
        result.p = pOf(result.difference);
    return result;
}

Interval seedBootstrap(
    std::span<const double> differences, std::span<const std::int32_t> bases, std::uint32_t resamples, std::uint64_t seed)
{
    requireDifferences(differences, bases);
    if (resamples == 0)
        throw Error(ErrorKind::BadInput, "a bootstrap needs resamples");
    const auto groups = byBase(differences, bases);
    RandomStream random(seed, "analysis/seed-bootstrap");
    std::vector<double> means(resamples);
    for (double& mean : means) {
        double sum = 0;
        for (std::size_t unit = 0; unit < groups.size(); ++unit) {
            const auto& group = groups[static_cast<std::size_t>(random.below(groups.size()))];
            double inside = 0;
            for (std::size_t i = 0; i < group.size(); ++i)
                inside += group[group.size() == 1 ? 0 : static_cast<std::size_t>(random.below(group.size()))];
            sum += inside / static_cast<double>(group.size());
        }
        mean = sum / static_cast<double>(groups.size());
    }
    std::sort(means.begin(), means.end());
    const auto at = [&](double share) {
        return means[static_cast<std::size_t>(std::ceil(share * static_cast<double>(means.size()))) - 1];
    };
    return { at(0.025), at(0.975) };
}

double signFlipTest(std::span<const double> differences)
{
    requireDifferences(differences, {});
    if (differences.size() > 20)
        throw Error(ErrorKind::BadInput, "flipping signs in all ways is for at most 20 differences");
    const double observed = std::abs(std::accumulate(differences.begin(), differences.end(), 0.0));
    const double least = observed * (1 - 1e-12); // equal sums in another order of adding are equal
    const std::uint32_t ways = 1U << differences.size();
    std::uint32_t asFar = 0;
    for (std::uint32_t way = 0; way < ways; ++way) {
        double sum = 0;
        for (std::size_t i = 0; i < differences.size(); ++i)
            sum += (way >> i) & 1U ? -differences[i] : differences[i];
        asFar += std::abs(sum) >= least;
    }
    return static_cast<double>(asFar) / ways;
}

std::vector<double> holmAdjusted(std::span<const double> p)
{
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{ 0 });
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) { return p[left] < p[right]; });
    std::vector<double> adjusted(p.size());
    double least = 0;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        least = std::max(least, std::min(1.0, p[order[rank]] * static_cast<double>(p.size() - rank)));
        adjusted[order[rank]] = least;
    }
    return adjusted;
}

} // namespace core::analysis
