// SPDX-License-Identifier: Apache-2.0
// cluster: easy and hard rows of a run, how far to trust them, and what they hold.
#include "app/cli/invocation.h"
#include "app/cli/progress_bar.h"
#include "app/cli/run_following.h"
#include "app/cli/text.h"
#include "core/jobs/project_clustering.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <memory>

namespace cli {

namespace {

using core::jobs::ClusterReport;
using core::store::ProjectSession;

struct ClusterOptions {
    std::string project;
    std::string features = "raw";
    std::vector<std::size_t> window;
    std::string assign = "auto";
    std::string statistic = "mean";
    double threshold = std::nan("");
    core::jobs::ClusterRequest request;
};

core::jobs::ClusterRequest requestOf(const ClusterOptions& options)
{
    core::jobs::ClusterRequest request = options.request;
    request.settings.features.kind = *core::analysis::featureKind(options.features);
    std::optional<core::analysis::Window> window;
    if (options.window.size() == 2)
        window = core::analysis::Window{ options.window[0], options.window[1] };
    request.settings.features.window = window;
    if (options.assign == "manual") {
        if (std::isnan(options.threshold))
            throw core::Error(core::ErrorKind::BadInput, "--assign manual needs --threshold LOSS");
        request.threshold = core::analysis::ThresholdSettings{ options.statistic == "last"
                ? core::analysis::ThresholdStatistic::Last
                : core::analysis::ThresholdStatistic::WindowMean,
            options.threshold, window };
    }
    return request;
}

std::string clustersTable(const ClusterReport& report)
{
    Table table({ "cluster", ">rows", ">mean loss", ">tokens", ">response tokens", ">cut" });
    const auto& hard = report.clustering.hardClusters;
    for (std::size_t i = 0; i < report.contents.size(); ++i) {
        const auto& content = report.contents[i];
        const bool isHard = std::find(hard.begin(), hard.end(), static_cast<std::int32_t>(i)) != hard.end();
        table.add({ std::to_string(i)
                + (isHard        ? " hard"
                        : i == 0 ? " easy"
                                 : ""),
            countText(static_cast<std::int64_t>(content.summary.rows)), numberText(content.summary.meanLoss, 3),
            numberText(content.meanTokens, 1), numberText(content.meanResponseTokens, 1),
            percentText(content.truncatedShare) });
    }
    return table.text();
}

std::string sharesTable(const char* what, const std::vector<core::jobs::NamedShare>& shares)
{
    Table table({ what, ">rows", ">hard", ">share", "95 % interval" });
    for (const auto& named : shares) {
        const auto& share = named.share.share;
        table.add({ named.name, countText(static_cast<std::int64_t>(named.share.rows)),
            countText(static_cast<std::int64_t>(share.hard)), percentText(share.share),
            percentText(share.interval.low) + " to " + percentText(share.interval.high) });
    }
    return table.text();
}

std::string reportText(const ClusterReport& report)
{
    const auto& share = report.hardShare;
    std::string text = "clustering " + report.name + "\nhard share " + percentText(share.share) + " of "
        + countText(static_cast<std::int64_t>(share.scored)) + " scored rows (95 % interval "
        + percentText(share.interval.low) + " to " + percentText(share.interval.high) + "), "
        + percentText(report.hardTokenShare.share) + " of their response tokens; left out: " + countText(report.heldOut)
        + " held out, " + countText(report.excluded) + " excluded, " + countText(report.unscored) + " unscored\n";
    text += "silhouette " + numberText(report.silhouette.value, 3)
        + (report.silhouette.sampled
                ? " (on a seeded sample of " + countText(static_cast<std::int64_t>(report.silhouette.rowsUsed)) + " rows)"
                : "");
    if (report.seeds)
        text += "; agreement between " + std::to_string(report.seeds->seeds) + " seeds "
            + numberText(report.seeds->meanAdjustedRandIndex, 3) + " (least " + numberText(report.seeds->least, 3)
            + ", adjusted Rand index)";
    text += "\n";
    if (!report.windows.empty()) {
        text += "agreement of growing windows with the whole:";
        for (const auto& window : report.windows)
            text += " " + numberText(window.withWhole, 2);
        text += "\n";
    }
    text += "\n" + clustersTable(report) + "\n" + sharesTable("source", report.sources);
    return report.lengths.empty() ? text : text + "\n" + sharesTable("length, from", report.lengths);
}

int runCluster(const Invocation& invocation, const ClusterOptions& options)
{
    ingestNow(options.project, options.request.run);
    auto session = ProjectSession::open(options.project, core::store::OpenMode::ReadWrite);
    const auto request = requestOf(options);
    ProgressBar bar(invocation, "clustering");
    const ClusterReport report = core::jobs::clusterRun(session, request, invocation.cancel, bar.sink());
    session.close();
    invocation.answer({ { "name", report.name }, { "run", request.run }, { "settings", settingsJson(request) },
                          { "quality", qualityJson(report) } },
        reportText(report));
    return exitDone;
}

} // namespace

void addClusterVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("cluster", "Cluster a run's loss trajectories into easy and hard");
    const auto options = std::make_shared<ClusterOptions>();
    auto& request = options->request;
    std::vector<std::string> kinds;
    for (const auto kind : core::analysis::allFeatureKinds)
        kinds.emplace_back(name(kind));
    verb->add_option("--project", options->project, "The project file")->required();
    verb->add_option("--run", request.run, "The run")->required();
    verb->add_option("--name", request.name, "Name of the clustering (default: run and features)");
    verb->add_option("--features", options->features, "What of a trajectory is looked at")
        ->capture_default_str()
        ->check(CLI::IsMember(kinds));
    verb->add_option("--window", options->window, "First and last recording point, from 0")->expected(2);
    verb->add_option("--k", request.settings.kmeans.clusters, "Clusters")->capture_default_str();
    verb->add_option("--hard-clusters", request.hardClusters, "How many of the hardest count as hard")
        ->capture_default_str();
    verb->add_option("--seed", request.settings.kmeans.seed, "Seed of k-means++")->capture_default_str();
    verb->add_option("--restarts", request.settings.kmeans.restarts, "Restarts")->capture_default_str();
    verb->add_option("--agreement-seeds", request.agreementSeeds, "Seeds compared (0: none)")->capture_default_str();
    verb->add_option("--assign", options->assign, "auto (k-means) or manual (a threshold)")
        ->capture_default_str()
        ->check(CLI::IsMember({ "auto", "manual" }));
    verb->add_option("--threshold", options->threshold, "Loss from which a row is hard (manual)");
    verb->add_option("--statistic", options->statistic, "Loss that the threshold is for: mean or last")
        ->capture_default_str()
        ->check(CLI::IsMember({ "mean", "last" }));
    verb->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return runCluster(invocation, *options); }; });
}

} // namespace cli
