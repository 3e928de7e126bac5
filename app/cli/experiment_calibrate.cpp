// SPDX-License-Identifier: Apache-2.0
// experiment calibrate: how far the tests of experiments can be trusted, before one is run.
#include "app/cli/experiment_actions.h"
#include "app/cli/text.h"
#include "core/analysis/calibration.h"
#include "core/analysis/detectable_effect.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <memory>

namespace cli {

namespace {

using core::OrderedJson;
using core::analysis::SeedWorld;
using core::analysis::TestRate;

struct CalibrateOptions {
    std::vector<std::size_t> seeds{ 5, 6, 7, 8, 9, 10 };
    double discordant = 0.2; ///< share of items on which two models differ
    double effect = 0.04;
    SeedWorld world;
    core::analysis::SimulationSettings settings;
};

OrderedJson ratesJson(const std::vector<TestRate>& rates)
{
    OrderedJson list = OrderedJson::array();
    for (const TestRate& rate : rates)
        list.push_back({ { "test", rate.test }, { "rate", rate.rate }, { "low", rate.interval.low },
            { "high", rate.interval.high }, { "used", rate.used } });
    return list;
}

std::string rateText(const TestRate& rate)
{
    return percentText(rate.rate, 2) + (rate.used ? " *" : "");
}

/// Spread of the difference of two measured accuracies.
double deviationOf(const SeedWorld& world)
{
    const auto n = static_cast<double>(world.items);
    const double second = std::min(1.0, std::max(0.0, world.accuracy + world.effect));
    const double noise = (world.accuracy * (1 - world.accuracy) + second * (1 - second)) / n;
    const double perBase = world.bases == 0 ? 1 : static_cast<double>(world.seeds) / static_cast<double>(world.bases);
    return std::sqrt(
        world.baseDeviation * world.baseDeviation + (2 * world.seedDeviation * world.seedDeviation + noise) / perBase);
}

std::vector<TestRate> itemRates(const CalibrateOptions& options, OrderedJson& document, std::string& text)
{
    const auto differing
        = static_cast<std::uint64_t>(std::llround(options.discordant * static_cast<double>(options.world.items)));
    const auto rates = core::analysis::itemNullRates({ options.world.items, differing, 0 });
    const double detectable = core::analysis::detectableItemEffect(options.world.items, options.discordant);
    document["items"] = { { "items", options.world.items }, { "differing", differing }, { "null", ratesJson(rates) },
        { "detectable_effect", detectable } };
    text += "Two models on " + countText(static_cast<std::int64_t>(options.world.items)) + " items, of which "
        + countText(static_cast<std::int64_t>(differing)) + " differ; false positives when answers are swapped:\n";
    Table table({ "test", ">rate" });
    for (const TestRate& rate : rates)
        table.add({ rate.test, rateText(rate) });
    text += table.text() + "least difference seen four times of five: " + numberText(100 * detectable, 1) + " points\n\n";
    return rates;
}

void seedRow(const CalibrateOptions& options, std::size_t seeds, OrderedJson& list, Table& table)
{
    SeedWorld world = options.world;
    world.seeds = seeds;
    world.effect = 0;
    const auto null = core::analysis::seedRates(world, options.settings);
    world.effect = options.effect;
    auto withoutBootstrap = options.settings;
    withoutBootstrap.resamples = 0;
    const auto power = core::analysis::seedRates(world, withoutBootstrap);
    const std::size_t units = world.bases == 0 ? seeds : world.bases;
    const double detectable = core::analysis::detectableSeedEffect(deviationOf(world), units);
    list.push_back({ { "seeds", seeds }, { "bases", world.bases }, { "null", ratesJson(null) }, { "effect", options.effect },
        { "power", ratesJson(power) }, { "detectable_effect", detectable } });
    std::string others;
    for (const TestRate& rate : null)
        if (!rate.used)
            others += (others.empty() ? "" : ", ") + rate.test + " " + percentText(rate.rate, 1);
    table.add(
        { std::to_string(seeds), rateText(null[0]), percentText(power[0].rate), numberText(100 * detectable, 1), others });
}

int runCalibrate(const Invocation& invocation, const CalibrateOptions& options)
{
    OrderedJson document;
    std::string text;
    itemRates(options, document, text);
    Table table({ ">seeds", ">false positives", ">power", ">detectable points", "other tests, false positives" });
    OrderedJson list = OrderedJson::array();
    for (const std::size_t seeds : options.seeds)
        seedRow(options, seeds, list, table);
    document["seeds"] = list;
    document["simulations"] = options.settings.simulations;
    document["seed"] = std::to_string(options.settings.seed);
    text += "Two arms over seeds, the seed as the unit; power for a true difference of "
        + numberText(100 * options.effect, 1) + " points:\n" + table.text()
        + "* the test that verdicts stand on; it is meant to reject 5 % of the time when there is nothing\n";
    invocation.answer(document, text);
    return exitDone;
}

} // namespace

void addExperimentCalibrate(CLI::App& verb, Invocation& invocation)
{
    CLI::App* sub = verb.add_subcommand("calibrate", "How often the tests find something where there is nothing");
    const auto options = std::make_shared<CalibrateOptions>();
    SeedWorld& world = options->world;
    sub->add_option("--seeds", options->seeds, "Numbers of seeds to look at")->capture_default_str();
    sub->add_option("--bases", world.bases, "Base models that the seeds share in turn (0: one a seed)")
        ->capture_default_str();
    sub->add_option("--items", world.items, "Items of the benchmark")->capture_default_str();
    sub->add_option("--accuracy", world.accuracy, "Accuracy of both arms, as a share")->capture_default_str();
    sub->add_option("--seed-spread", world.seedDeviation, "Standard deviation of a run's true accuracy over seeds")
        ->capture_default_str();
    sub->add_option("--base-spread", world.baseDeviation, "The same of the arms' difference over base models")
        ->capture_default_str();
    sub->add_option("--differing", options->discordant, "Share of items on which two models differ")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 1.0));
    sub->add_option("--effect", options->effect, "Planted difference, as a share")->capture_default_str();
    sub->add_option("--simulations", options->settings.simulations, "Simulated experiments")->capture_default_str();
    sub->add_option("--seed", options->settings.seed, "Seed of the simulation")->capture_default_str();
    sub->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return runCalibrate(invocation, *options); }; });
}

} // namespace cli
