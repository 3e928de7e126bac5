// SPDX-License-Identifier: Apache-2.0
// Two models on the same items of a benchmark, each answered right or wrong. What is found holds for these two models, not
// for the ways in which they were trained: for those see paired_seeds.h.
#pragma once

#include "core/analysis/intervals.h"

#include <cstdint>
#include <span>
#include <vector>

namespace core::analysis {

struct PairedCounts {
    std::uint64_t items = 0;
    std::uint64_t onlyFirst = 0; ///< answered right by the first model alone
    std::uint64_t onlySecond = 0;
    friend bool operator==(const PairedCounts&, const PairedCounts&) = default;
};

/// `first`, `second`: 1 = right, one entry per item in the same order. Throws Error{BadInput} for unequal lengths.
PairedCounts countPairs(std::span<const std::uint8_t> first, std::span<const std::uint8_t> second);

/// McNemar's test (1947) with the exact binomial distribution of the discordant items; two-sided.
struct McNemar {
    double exact = 1; ///< min(1, 2 P(X <= min)), never rejects more often than it says: what verdicts stand on
    double mid = 1; ///< the same minus P(X = min): less conservative (Fagerland, Lydersen, Laake 2013)
};
McNemar mcNemar(const PairedCounts& counts);

/// The difference of two means over items, and what resampling the items says of it.
struct PairedBootstrap {
    double difference = 0; ///< first minus second, per item
    double standardError = 0; ///< of the resampled difference
    Interval interval; ///< its 2.5 and 97.5 percentiles
    double shareNotAboveZero = 0; ///< of the resamples
};

/// For right and wrong answers the distribution under resampling is that of a sum of draws of +1, 0, -1: computed exactly,
/// so there is no seed. Throws Error{BadInput} for counts that do not fit.
PairedBootstrap pairedBootstrap(const PairedCounts& counts);

struct BootstrapSettings {
    std::uint32_t resamples = 10'000;
    std::uint64_t seed = 0;
};
/// For any differences per item (means over several seeds, partial credit): by seeded resampling.
PairedBootstrap pairedBootstrap(std::span<const double> differences, const BootstrapSettings& settings);

} // namespace core::analysis
