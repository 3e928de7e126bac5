// SPDX-License-Identifier: Apache-2.0
// compare: two evaluations item by item, or two arms of an experiment over their seeds.
#include "app/cli/invocation.h"
#include "app/cli/run_following.h"
#include "app/cli/summary_output.h"
#include "core/analysis/summary_text.h"
#include "core/jobs/experiment_data.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <set>

namespace cli {

namespace {

using core::analysis::ExperimentData;
using core::analysis::SummarySettings;

struct CompareOptions {
    std::string project;
    std::string first;
    std::string second;
    std::string experiment;
    SummaryFiles files;
};

/// "experiment/arm" as its two halves; empty where there is no slash.
std::pair<std::string, std::string> halves(const std::string& name)
{
    const auto slash = name.find('/');
    return slash == std::string::npos ? std::pair<std::string, std::string>{}
                                      : std::pair{ name.substr(0, slash), name.substr(slash + 1) };
}

struct Compared {
    ExperimentData data;
    SummarySettings settings;
};

Compared armsOf(core::store::ProjectSession& session, const std::string& experiment, const std::string& first,
    const std::string& second, const core::CancelToken& cancel)
{
    const auto run = session.run(experiment);
    core::jobs::checkContamination(session, run.id, cancel);
    Compared compared{ core::jobs::experimentData(session, run.id), {} };
    compared.settings.pairs = { { armNumber(compared.data, first), armNumber(compared.data, second) } };
    compared.settings.against = compared.settings.pairs.front().second;
    return compared;
}

Compared find(core::store::ProjectSession& session, const CompareOptions& options, const core::CancelToken& cancel)
{
    if (!options.experiment.empty())
        return armsOf(session, options.experiment, options.first, options.second, cancel);
    const auto first = session.findRun(options.first);
    const auto second = session.findRun(options.second);
    if (!first || !second) {
        const auto [experiment, arm] = halves(options.first);
        const auto [other, otherArm] = halves(options.second);
        if (!experiment.empty() && experiment == other && session.findRun(experiment))
            return armsOf(session, experiment, arm, otherArm, cancel);
    }
    const auto left = session.run(options.first); // throws, naming what there is
    const auto right = session.run(options.second);
    for (const auto id : { left.id, right.id })
        core::jobs::checkContamination(session, id, cancel);
    Compared compared{ core::jobs::evaluationData(session, { left.id, right.id }), {} };
    compared.settings.pairs = { { 0, 1 } };
    return compared;
}

int compare(const Invocation& invocation, const CompareOptions& options)
{
    for (const std::string& name : std::set<std::string>{ options.experiment, options.first, options.second })
        ingestBeforeReading(invocation, options.project, name);
    auto session = openToCheck(options.project);
    const Compared compared = find(session, options, invocation.cancel);
    const auto summary = core::analysis::summarize(compared.data, compared.settings);
    writeSummaryFiles(summary, options.files);
    invocation.answer(core::analysis::summaryJson(summary), summaryLines(summary));
    return exitDone;
}

} // namespace

void addCompareVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb
        = program.add_subcommand("compare", "Two evaluations, or two arms of an experiment, with paired statistics");
    const auto options = std::make_shared<CompareOptions>();
    verb->add_option(
            "first", options->first, "An evaluation, a fine-tune run, a cell (experiment/arm-seed) or experiment/arm")
        ->required();
    verb->add_option("second", options->second, "What it is compared with")->required();
    verb->add_option("--project", options->project, "The project file")->required();
    verb->add_option("--experiment", options->experiment, "The experiment whose arms are named");
    addSummaryFiles(*verb, options->files);
    verb->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return compare(invocation, *options); }; });
}

} // namespace cli
