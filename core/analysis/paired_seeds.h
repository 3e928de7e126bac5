// SPDX-License-Identifier: Apache-2.0
// Two ways of training over several seeds, the seed as the unit: what a comparison of arms may claim.
#pragma once

#include "core/analysis/intervals.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace core::analysis {

/// With fewer independent units an interval is shown and nothing is claimed.
inline constexpr std::size_t leastUnitsForClaim = 5;

/// Mean, spread over values and the 95 % t interval of the mean (all numbers for fewer than two values).
struct MeanInterval {
    double mean = 0;
    double deviation = 0; ///< standard deviation, n - 1; 0 where only rounding tells the values apart
    Interval interval;
    std::size_t count = 0;
};
/// Throws Error{BadInput} without values.
MeanInterval meanInterval(std::span<const double> values);

/// The same of values of seeds that may share a base model, `bases` as compareSeeds() takes them: the mean of each base
/// counts once. Throws Error{BadInput}.
MeanInterval unitInterval(std::span<const double> values, std::span<const std::int32_t> bases);

struct SeedComparison {
    std::size_t seeds = 0;
    std::size_t bases = 0; ///< different base models
    std::size_t units = 0; ///< independent ones: the bases where seeds share one, else the seeds
    std::size_t positive = 0; ///< seeds whose difference is above 0
    std::size_t negative = 0; ///< below 0
    MeanInterval difference; ///< over the units
    std::optional<double> p; ///< of the paired t test over the units, two-sided; absent below two units

    bool mayClaim() const { return units >= leastUnitsForClaim; }
};

/// `differences`: first arm minus second, one per seed. `bases`: the base model of each seed as any code; empty: each its
/// own. Seeds that share a base are not independent, so their mean is one unit. Where all units are equal (but for rounding)
/// and not 0, p is that of a sign test (there is no spread to judge by). Throws Error{BadInput}.
SeedComparison compareSeeds(std::span<const double> differences, std::span<const std::int32_t> bases = {});

/// Percentiles of the mean under resampling of bases, and of seeds within each: a picture of the spread beside the t
/// interval, not a test (for few units it is too narrow). Throws Error{BadInput}.
Interval seedBootstrap(
    std::span<const double> differences, std::span<const std::int32_t> bases, std::uint32_t resamples, std::uint64_t seed);

/// Two-sided p of flipping the signs of the differences, all 2^n ways (at most 20 differences). Throws Error{BadInput}.
double signFlipTest(std::span<const double> differences);

/// Holm's adjustment (1979) for several comparisons: in the order given, each at least the p it came from.
std::vector<double> holmAdjusted(std::span<const double> p);

} // namespace core::analysis
