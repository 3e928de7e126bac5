// SPDX-License-Identifier: Apache-2.0
// proxy run: trains a proxy on a dataset and records every example's loss trajectory.
#include "app/cli/invocation.h"
#include "app/cli/run_dry.h"
#include "app/cli/run_options.h"
#include "app/cli/run_start.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cli {

namespace {

struct ProxyOptions {
    RunOptions run;
    bool pruneWeights = false;
    bool dryRun = false;
};

int runProxy(const Invocation& invocation, ProxyOptions options)
{
    settleTraining(options.run);
    options.run.request.keepRecordingWeights = !options.pruneWeights;
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
    addTrainingOptions(*run, options->run);
    run->add_flag("--dry-run", options->dryRun, "Only say what would be done, and what it takes");
    run->add_flag("--prune-weights", options->pruneWeights, "Keep only the last recording point's weights");
    run->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return runProxy(invocation, *options); }; });
}

} // namespace cli
