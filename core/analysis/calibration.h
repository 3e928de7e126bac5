// SPDX-License-Identifier: Apache-2.0
// How often the tests that experiments rely on claim something when there is nothing, and how often they see what is there.
#pragma once

#include "core/analysis/paired_items.h"
#include "core/base/cancel_token.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace core::analysis {

/// How often a test rejected at 5 %.
struct TestRate {
    std::string test; ///< "paired-t", "sign-flip", "percentile-bootstrap"; "mcnemar-exact", "mcnemar-mid"
    double rate = 0;
    Interval interval; ///< Wilson, of the simulation; low = high = rate where the rate is exact
    bool used = false; ///< the one that verdicts stand on
};

/// The rates on the items' own null: which of two models answered an item right is swapped at random within every item, so
/// that only the number of discordant items stays. Exact, without simulation. Throws Error{BadInput}.
std::vector<TestRate> itemNullRates(const PairedCounts& counts);

/// A world in which two arms are trained over seeds: every run has an accuracy of its own, measured on the same number of
/// items. Shares, not points.
struct SeedWorld {
    std::size_t seeds = 5;
    std::size_t bases = 0; ///< different base models, in turn; 0: every seed has its own
    std::uint64_t items = 670;
    double accuracy = 0.6; ///< of both arms
    double seedDeviation = 0.02; ///< of a run's true accuracy between seeds
    double baseDeviation = 0; ///< of the true difference of the arms between base models
    double effect = 0; ///< planted difference of the arms; 0: the null
    void validate() const; ///< throws Error{BadInput}
};

struct SimulationSettings {
    std::uint32_t simulations = 10'000;
    std::uint64_t seed = 0;
    std::uint32_t resamples = 400; ///< of the percentile bootstrap
    CancelToken cancel = {};
};

/// How often each test finds a difference in that world: its false positives where the effect is 0, else its power.
/// "paired-t" takes the bases as units where seeds share them; "paired-t-by-seed" and "sign-flip" do not.
std::vector<TestRate> seedRates(const SeedWorld& world, const SimulationSettings& settings);

/// The rates on the seeds' own null from runs that were made: accuracies of one arm with different seeds, split at random
/// into two groups that are paired. Needs at least 4 runs. Throws Error{BadInput}.
std::vector<TestRate> seedNullRates(std::span<const double> accuracies, const SimulationSettings& settings);

} // namespace core::analysis
