// SPDX-License-Identifier: Apache-2.0
// proxy run: trains a proxy on a dataset and records every example's loss trajectory.
#include "app/cli/invocation.h"
#include "app/cli/model_folder.h"
#include "app/cli/run_dry.h"
#include "app/cli/run_options.h"
#include "app/cli/run_start.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

namespace cli {

namespace {

struct ProxyOptions {
    RunOptions run;
    std::optional<double> learningRate; ///< absent: by the kind of model
    std::string weighting = "tokens";
    bool pruneWeights = false;
    bool dryRun = false;
};

void addTrainingOptions(CLI::App& verb, ProxyOptions& options)
{
    auto& train = options.run.request.train;
    auto& optimizer = train.optimizer;
    verb.add_option("--epochs", train.epochs, "Passes over the dataset")->capture_default_str();
    verb.add_option("--checkpoints", options.run.request.recordingPoints, "Recording points, step 0 included")
        ->capture_default_str();
    verb.add_option(
        "--lr", options.learningRate, "Learning rate (default: 1e-3 for a new model, 2e-5 for a pre-trained one)");
    verb.add_option("--batch-size", train.batchSize, "Examples per optimizer step")->capture_default_str();
    verb.add_option("--seed", train.seed, "Seed of the data order")->capture_default_str();
    verb.add_option("--schedule", train.schedule.name, "cosine or constant")->capture_default_str();
    verb.add_option("--warmup", train.schedule.warmupShare, "Share of the steps that warms up")->capture_default_str();
    verb.add_option("--beta1", optimizer.beta1, "AdamW")->capture_default_str();
    verb.add_option("--beta2", optimizer.beta2, "AdamW")->capture_default_str();
    verb.add_option("--weight-decay", optimizer.weightDecay, "Decoupled weight decay")->capture_default_str();
    verb.add_flag("!--no-decay-1d", optimizer.decayOneDimensional, "Leave biases and norm weights out of the decay");
    verb.add_option("--clip", optimizer.clipNorm, "Largest gradient norm (0: off)")->capture_default_str();
    verb.add_option("--weighting", options.weighting, "Gradient mean over response tokens or rows")
        ->capture_default_str()
        ->check(CLI::IsMember({ "tokens", "rows" }));
    verb.add_option("--checkpoint-seconds", options.run.request.resources.checkpointSeconds,
            "Seconds between two resume checkpoints")
        ->capture_default_str();
    verb.add_flag("--dry-run", options.dryRun, "Only say what would be done, and what it takes");
    verb.add_flag("--prune-weights", options.pruneWeights, "Keep only the last recording point's weights");
}

int runProxy(const Invocation& invocation, ProxyOptions options)
{
    auto& request = options.run.request;
    const bool fresh = isUntrained(options.run.model);
    request.train.optimizer.learningRate = options.learningRate.value_or(fresh ? 1e-3 : 2e-5);
    request.train.weighting
        = options.weighting == "rows" ? core::protocol::GradientWeighting::Rows : core::protocol::GradientWeighting::Tokens;
    request.keepRecordingWeights = !options.pruneWeights;
    return options.dryRun ? planRun(invocation, options.run) : startRun(invocation, options.run);
}

} // namespace

void addProxyVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("proxy", "Train a proxy and record loss trajectories");
    verb->require_subcommand(1);
    CLI::App* run = verb->add_subcommand("run", "Train on a dataset, scoring all its rows at every recording point");
    const auto options = std::make_shared<ProxyOptions>();
    options->run.request.kind = core::protocol::JobKind::Proxy;
    addRunOptions(*run, options->run);
    addTrainingOptions(*run, *options);
    run->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return runProxy(invocation, *options); }; });
}

} // namespace cli
