// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/paired_items.h"

#include "core/analysis/distributions.h"
#include "core/base/error.h"
#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace core::analysis {

namespace {

/// Probabilities of the whole numbers from `first` on.
struct WholeDistribution {
    std::int64_t first = 0;
    std::vector<double> probabilities;
};

/// Drops ends that together hold less than 1e-17: far below what a percentile can see.
void trim(WholeDistribution& distribution)
{
    auto& all = distribution.probabilities;
    constexpr double negligible = 5e-18;
    std::size_t begin = 0;
    double lost = 0;
    while (begin + 1 < all.size() && lost + all[begin] < negligible)
        lost += all[begin++];
    std::size_t end = all.size();
    lost = 0;
    while (end > begin + 1 && lost + all[end - 1] < negligible)
        lost += all[--end];
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(end), all.end());
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(begin));
    distribution.first += static_cast<std::int64_t>(begin);
}

WholeDistribution sumOf(const WholeDistribution& left, const WholeDistribution& right)
{
    WholeDistribution sum{ left.first + right.first,
        std::vector<double>(left.probabilities.size() + right.probabilities.size() - 1) };
    for (std::size_t i = 0; i < left.probabilities.size(); ++i)
        for (std::size_t j = 0; j < right.probabilities.size(); ++j)
            sum.probabilities[i + j] += left.probabilities[i] * right.probabilities[j];
    trim(sum);
    return sum;
}

/// Of the sum of `draws` independent draws, by repeated doubling.
WholeDistribution sumOfDraws(WholeDistribution one, std::uint64_t draws)
{
    WholeDistribution sum{ 0, { 1 } };
    for (; draws > 0; draws /= 2) {
        if (draws % 2 == 1)
            sum = sumOf(sum, one);
        if (draws > 1)
            one = sumOf(one, one);
    }
    return sum;
}

/// The least value at or below which at least `share` lies.
std::int64_t percentile(const WholeDistribution& distribution, double share)
{
    double below = 0;
    for (std::size_t i = 0; i < distribution.probabilities.size(); ++i) {
        below += distribution.probabilities[i];
        if (below >= share)
            return distribution.first + static_cast<std::int64_t>(i);
    }
    return distribution.first + static_cast<std::int64_t>(distribution.probabilities.size()) - 1;
}

void requireFitting(const PairedCounts& counts)
{
    if (counts.onlyFirst > counts.items || counts.onlySecond > counts.items - counts.onlyFirst)
        throw Error(ErrorKind::BadInput, "a paired comparison needs at least as many items as differ");
}

} // namespace

PairedCounts countPairs(std::span<const std::uint8_t> first, std::span<const std::uint8_t> second)
{
    if (first.size() != second.size())
        throw Error(ErrorKind::BadInput,
            "a paired comparison needs the same items on both sides, not " + std::to_string(first.size()) + " and "
                + std::to_string(second.size()));
    PairedCounts counts{ first.size(), 0, 0 };
    for (std::size_t i = 0; i < first.size(); ++i) {
        counts.onlyFirst += first[i] != 0 && second[i] == 0;
        counts.onlySecond += first[i] == 0 && second[i] != 0;
    }
    return counts;
}

McNemar mcNemar(const PairedCounts& counts)
{
    requireFitting(counts);
    const std::uint64_t discordant = counts.onlyFirst + counts.onlySecond;
    const std::uint64_t least = std::min(counts.onlyFirst, counts.onlySecond);
    if (discordant == 0)
        return {};
    double tail = 0;
    for (std::uint64_t k = 0; k <= least; ++k)
        tail += fairBinomial(k, discordant);
    return { std::min(1.0, 2 * tail), std::min(1.0, 2 * tail - fairBinomial(least, discordant)) };
}

PairedBootstrap pairedBootstrap(const PairedCounts& counts)
{
    requireFitting(counts);
    if (counts.items == 0)
        throw Error(ErrorKind::BadInput, "a bootstrap needs items");
    const auto n = static_cast<double>(counts.items);
    const double up = static_cast<double>(counts.onlyFirst) / n;
    const double down = static_cast<double>(counts.onlySecond) / n;
    const auto sum = sumOfDraws({ -1, { down, 1 - up - down, up } }, counts.items);
    PairedBootstrap result;
    result.difference = up - down;
    result.standardError = std::sqrt(std::max(0.0, up + down - result.difference * result.difference) / n);
    result.interval = { static_cast<double>(percentile(sum, 0.025)) / n, static_cast<double>(percentile(sum, 0.975)) / n };
    for (std::size_t i = 0; i < sum.probabilities.size() && sum.first + static_cast<std::int64_t>(i) <= 0; ++i)
        result.shareNotAboveZero += sum.probabilities[i];
    result.shareNotAboveZero = std::min(1.0, result.shareNotAboveZero);
    return result;
}

PairedBootstrap pairedBootstrap(std::span<const double> differences, const BootstrapSettings& settings)
{
    if (differences.empty() || settings.resamples == 0)
        throw Error(ErrorKind::BadInput, "a bootstrap needs items and resamples");
    const auto n = static_cast<double>(differences.size());
    RandomStream random(settings.seed, "analysis/paired-bootstrap");
    std::vector<double> means(settings.resamples);
    for (double& mean : means) {
        double sum = 0;
        for (std::size_t i = 0; i < differences.size(); ++i)
            sum += differences[static_cast<std::size_t>(random.below(differences.size()))];
        mean = sum / n;
    }
    std::sort(means.begin(), means.end());
    PairedBootstrap result;
    result.difference = std::accumulate(differences.begin(), differences.end(), 0.0) / n;
    double squares = 0;
    for (const double difference : differences)
        squares += (difference - result.difference) * (difference - result.difference);
    result.standardError = std::sqrt(squares) / n;
    const auto at = [&](double share) {
        return means[static_cast<std::size_t>(std::ceil(share * static_cast<double>(means.size()))) - 1];
    };
    result.interval = { at(0.025), at(0.975) };
    const auto above = std::upper_bound(means.begin(), means.end(), 0.0);
    result.shareNotAboveZero = static_cast<double>(above - means.begin()) / static_cast<double>(means.size());
    return result;
}

} // namespace core::analysis
