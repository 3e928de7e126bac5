// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/calibration.h"

#include "core/analysis/distributions.h"
#include "core/analysis/paired_seeds.h"
#include "core/base/error.h"
#include "core/base/random.h"

#include <algorithm>
#include <cmath>

namespace core::analysis {

namespace {

constexpr double level = 0.05;
constexpr std::size_t mostSignFlips = 12; ///< more would make a simulation slow

bool excludesZero(const Interval& interval)
{
    return interval.low > 0 || interval.high < 0;
}

TestRate exactRate(const char* test, double rate, bool used)
{
    return { test, rate, { rate, rate }, used };
}

/// Counts the rejections of the tests over seeds.
class SeedTests {
public:
    explicit SeedTests(const SimulationSettings& settings)
        : settings_(settings)
    {
    }

    void judge(std::span<const double> differences, std::span<const std::int32_t> bases)
    {
        ++simulations_;
        flips_ = flips_ && differences.size() <= mostSignFlips;
        shared_ = shared_ || !bases.empty();
        paired_ += rejects(compareSeeds(differences, bases));
        bySeed_ += !bases.empty() && rejects(compareSeeds(differences));
        flip_ += flips_ && signFlipTest(differences) < level;
        bootstrap_ += settings_.resamples > 0
            && excludesZero(seedBootstrap(differences, bases, settings_.resamples, settings_.seed + simulations_));
    }

    std::vector<TestRate> rates() const
    {
        std::vector<TestRate> rates{ rate("paired-t", paired_, true) };
        if (shared_)
            rates.push_back(rate("paired-t-by-seed", bySeed_, false));
        if (flips_)
            rates.push_back(rate("sign-flip", flip_, false));
        if (settings_.resamples > 0)
            rates.push_back(rate("percentile-bootstrap", bootstrap_, false));
        return rates;
    }

private:
    const SimulationSettings& settings_;
    std::uint64_t simulations_ = 0;
    std::uint64_t paired_ = 0;
    std::uint64_t bySeed_ = 0;
    std::uint64_t flip_ = 0;
    std::uint64_t bootstrap_ = 0;
    bool flips_ = true;
    bool shared_ = false;

    static bool rejects(const SeedComparison& comparison) { return comparison.p && *comparison.p < level; }
    TestRate rate(const char* test, std::uint64_t rejections, bool used) const
    {
        return { test, static_cast<double>(rejections) / static_cast<double>(simulations_), wilson(rejections, simulations_),
            used };
    }
};

/// Share of items answered right by a run of that true accuracy: the normal approximation of a binomial, in whole items.
double measured(double accuracy, std::uint64_t items, RandomStream& random)
{
    const auto n = static_cast<double>(items);
    const double p = std::clamp(accuracy, 0.0, 1.0);
    const double right = std::round(n * p + std::sqrt(n * p * (1 - p)) * random.normal());
    return std::clamp(right, 0.0, n) / n;
}

} // namespace

void SeedWorld::validate() const
{
    const bool fits = seeds >= 2 && seeds <= 1000 && bases <= seeds && bases != 1 && items >= 1 && accuracy > 0
        && accuracy < 1 && seedDeviation >= 0 && baseDeviation >= 0 && std::abs(effect) < 1;
    if (!fits)
        throw Error(ErrorKind::BadInput,
            "a simulated experiment has 2 to 1000 seeds, no bases or 2 up to as many, at least one item, an accuracy "
            "between "
            "0 and 1 and spreads of at least 0");
}

std::vector<TestRate> itemNullRates(const PairedCounts& counts)
{
    const std::uint64_t discordant = counts.onlyFirst + counts.onlySecond;
    double exact = 0;
    double mid = 0;
    double bootstrap = 0;
    for (std::uint64_t first = 0; 2 * first <= discordant; ++first) {
        const PairedCounts swapped{ counts.items, first, discordant - first };
        const double both = (2 * first == discordant ? 1 : 2) * fairBinomial(first, discordant);
        if (both < 1e-12)
            continue;
        const McNemar test = mcNemar(swapped);
        exact += test.exact < level ? both : 0;
        mid += test.mid < level ? both : 0;
        bootstrap += excludesZero(pairedBootstrap(swapped).interval) ? both : 0;
    }
    return { exactRate("mcnemar-exact", exact, true), exactRate("mcnemar-mid", mid, false),
        exactRate("percentile-bootstrap", bootstrap, false) };
}

std::vector<TestRate> seedRates(const SeedWorld& world, const SimulationSettings& settings)
{
    world.validate();
    if (settings.simulations == 0)
        throw Error(ErrorKind::BadInput, "a calibration needs simulations");
    RandomStream random(settings.seed, "analysis/calibration");
    SeedTests tests(settings);
    std::vector<double> differences(world.seeds);
    std::vector<std::int32_t> bases;
    for (std::size_t seed = 0; world.bases > 0 && seed < world.seeds; ++seed)
        bases.push_back(static_cast<std::int32_t>(seed % world.bases));
    std::vector<double> ofBase(world.bases == 0 ? world.seeds : world.bases);
    for (std::uint32_t simulation = 0; simulation < settings.simulations; ++simulation) {
        if (simulation % 256 == 0)
            settings.cancel.check();
        for (double& difference : ofBase)
            difference = world.effect + world.baseDeviation * random.normal();
        for (std::size_t seed = 0; seed < world.seeds; ++seed) {
            const double first = world.accuracy + ofBase[seed % ofBase.size()] + world.seedDeviation * random.normal();
            const double second = world.accuracy + world.seedDeviation * random.normal();
            differences[seed] = measured(first, world.items, random) - measured(second, world.items, random);
        }
        tests.judge(differences, bases);
    }
    return tests.rates();
}

std::vector<TestRate> seedNullRates(std::span<const double> accuracies, const SimulationSettings& settings)
{
    if (accuracies.size() < 4 || settings.simulations == 0)
        throw Error(ErrorKind::BadInput, "the seeds' own null needs at least four runs of one arm, and simulations");
    RandomStream random(settings.seed, "analysis/seed-null");
    SeedTests tests(settings);
    std::vector<double> runs(accuracies.begin(), accuracies.end());
    std::vector<double> differences(runs.size() / 2);
    for (std::uint32_t simulation = 0; simulation < settings.simulations; ++simulation) {
        if (simulation % 256 == 0)
            settings.cancel.check();
        random.shuffle(runs);
        for (std::size_t pair = 0; pair < differences.size(); ++pair)
            differences[pair] = runs[2 * pair] - runs[2 * pair + 1];
        tests.judge(differences, {});
    }
    return tests.rates();
}

} // namespace core::analysis
