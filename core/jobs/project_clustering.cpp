// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/project_clustering.h"

#include "core/base/hash.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>

namespace core::jobs {

namespace {

/// What clustering needs of a run, loaded once.
struct RunData {
    store::RunRecord run;
    store::LossMatrix losses; ///< held-out and excluded rows are NaN
    std::vector<store::ExampleFacts> facts;
    std::vector<store::TokenCount> tokens; ///< empty or one per row
    std::vector<std::string> labels;
    std::int64_t heldOut = 0;
    std::int64_t excluded = 0;
    std::string excludedRows;

    analysis::LossView view() const { return { losses.values, losses.steps.size(), static_cast<std::size_t>(losses.rows) }; }
};

RunData loadRun(const store::ProjectSession& session, const std::string& name)
{
    RunData data;
    data.run = session.run(name);
    data.losses = session.lossMatrix(data.run.id);
    if (data.losses.steps.empty())
        throw Error(ErrorKind::BadInput, "run " + name + " has no complete recording point yet",
            "Wait for the first one, or go on with the run: jobs resume " + name);
    data.facts = session.exampleFacts(data.run.dataset);
    data.tokens = session.tokenCounts(data.run.id);
    data.labels = session.sourceLabels();
    const auto rows = static_cast<std::size_t>(data.losses.rows);
    if (data.facts.size() != rows || (!data.tokens.empty() && data.tokens.size() != rows))
        throw Error(ErrorKind::BadFile, "the losses of run " + name + " do not fit its dataset",
            "Verify the project with: project check");
    const auto columns = session.columns(data.run.dataset);
    data.excludedRows = excludedFingerprint(*columns);
    for (std::size_t row = 0; row < rows; ++row) {
        if (!isLeftOut(*columns, row))
            continue;
        ++(data.facts[row].heldOut ? data.heldOut : data.excluded);
        for (std::size_t point = 0; point < data.losses.steps.size(); ++point)
            data.losses.values[point * rows + row] = std::numeric_limits<float>::quiet_NaN();
    }
    return data;
}

std::vector<ClusterContent> contentsOf(const RunData& data, const analysis::Clustering& clustering)
{
    std::vector<ClusterContent> contents(clustering.clusters.size());
    for (std::size_t cluster = 0; cluster < contents.size(); ++cluster)
        contents[cluster].summary = clustering.clusters[cluster];
    for (std::size_t row = 0; row < data.tokens.size(); ++row) {
        if (clustering.labels[row] == analysis::unscored)
            continue;
        ClusterContent& content = contents[static_cast<std::size_t>(clustering.labels[row])];
        content.meanTokens += data.tokens[row].total;
        content.meanResponseTokens += data.tokens[row].response;
        content.truncatedShare += data.tokens[row].flags & 1U;
    }
    for (ClusterContent& content : contents) {
        const double rows = std::max<double>(1, static_cast<double>(content.summary.rows));
        content.meanTokens /= rows;
        content.meanResponseTokens /= rows;
        content.truncatedShare /= rows;
    }
    return contents;
}

/// The name that stands for a row's source: its own label, else that of the imported file.
std::vector<NamedShare> sourceShares(const RunData& data, const analysis::Clustering& clustering)
{
    std::vector<std::int32_t> codes;
    codes.reserve(data.facts.size());
    for (const auto& fact : data.facts)
        codes.push_back(static_cast<std::int32_t>(fact.label));
    std::vector<NamedShare> shares;
    for (const auto& share : analysis::hardShareByGroup(clustering, codes)) {
        const std::string& label = data.labels.at(static_cast<std::size_t>(share.group));
        shares.push_back({ label.empty() ? "(no source)" : label, share });
    }
    std::sort(shares.begin(), shares.end(),
        [](const NamedShare& left, const NamedShare& right) { return left.share.rows > right.share.rows; });
    return shares;
}

/// Where the worker has not counted tokens yet there is nothing to go by.
std::vector<NamedShare> lengthShares(const RunData& data, const analysis::Clustering& clustering)
{
    std::vector<std::uint32_t> tokens;
    for (const auto& count : data.tokens)
        tokens.push_back(count.total);
    return tokens.empty() ? std::vector<NamedShare>() : hardShareByLength(clustering, data::lengthCodes(tokens));
}

void judge(ClusterReport& report, const RunData& data, const ClusterRequest& request, const CancelToken& cancel)
{
    const auto view = data.view();
    std::vector<std::uint32_t> responseTokens;
    for (const auto& count : data.tokens)
        responseTokens.push_back(count.response);
    report.contents = contentsOf(data, report.clustering);
    report.hardShare = analysis::hardShare(report.clustering);
    if (!responseTokens.empty())
        report.hardTokenShare = analysis::hardTokenShare(report.clustering, responseTokens);
    report.sources = sourceShares(data, report.clustering);
    report.lengths = lengthShares(data, report.clustering);
    const auto features = analysis::buildFeatures(view, featuresToJudge(request));
    report.silhouette = analysis::silhouette(features, analysis::labelsOf(features, report.clustering.labels),
        request.settings.kmeans.seed, analysis::silhouetteExactRows, cancel);
    if (request.threshold)
        return;
    if (request.agreementSeeds > 1)
        report.seeds = analysis::agreementBetweenSeeds(view, request.settings, request.agreementSeeds, 1, cancel);
    report.windows = analysis::agreementBetweenWindows(view, request.settings, cancel);
}

void markHard(analysis::Clustering& clustering, int hardClusters)
{
    const int clusters = static_cast<int>(clustering.clusters.size());
    if (hardClusters < 1 || hardClusters >= std::max(clusters, 2))
        throw Error(ErrorKind::BadInput,
            "hard clusters: " + std::to_string(hardClusters) + "; allowed: 1 to " + std::to_string(clusters - 1));
    clustering.hardClusters.clear();
    for (int cluster = clusters - hardClusters; cluster < clusters; ++cluster)
        clustering.hardClusters.push_back(cluster);
}

void storeClustering(store::ProjectSession& session, const ClusterReport& report, const ClusterRequest& request, RunId run)
{
    store::ClusteringRecord record;
    record.name = report.name;
    record.run = run;
    record.settings = settingsJson(request);
    record.quality = qualityJson(report);
    record.clusters = static_cast<std::int64_t>(report.clustering.clusters.size());
    for (const std::int32_t label : report.clustering.labels)
        record.assignment.push_back(
            label == analysis::unscored ? store::unscoredCluster : static_cast<std::uint16_t>(label));
    for (const std::int32_t cluster : report.clustering.hardClusters)
        record.hardClusters.push_back(static_cast<std::uint16_t>(cluster));
    record.createdAt = store::unixMilliseconds();
    session.insertClustering(record);
}

OrderedJson shareJson(const analysis::Share& share)
{
    return { { "hard", share.hard }, { "scored", share.scored }, { "share", jsonNumber(share.share) },
        { "low", jsonNumber(share.interval.low) }, { "high", jsonNumber(share.interval.high) } };
}

OrderedJson sharesJson(const std::vector<NamedShare>& shares, const char* key)
{
    OrderedJson list = OrderedJson::array();
    for (const NamedShare& named : shares) {
        OrderedJson entry = shareJson(named.share.share);
        entry[key] = named.name;
        entry["rows"] = named.share.rows;
        list.push_back(entry);
    }
    return list;
}

OrderedJson windowJson(const std::optional<analysis::Window>& window)
{
    return window ? OrderedJson{ window->first, window->last } : OrderedJson(nullptr);
}

OrderedJson contentsJson(const std::vector<ClusterContent>& contents)
{
    OrderedJson list = OrderedJson::array();
    for (const ClusterContent& content : contents)
        list.push_back({ { "rows", content.summary.rows }, { "mean_loss", jsonNumber(content.summary.meanLoss) },
            { "mean_tokens", content.meanTokens }, { "mean_response_tokens", content.meanResponseTokens },
            { "truncated_share", content.truncatedShare } });
    return list;
}

} // namespace

analysis::FeatureSettings featuresToJudge(const ClusterRequest& request)
{
    if (!request.threshold)
        return request.settings.features;
    const auto& window = request.threshold->window;
    return { window ? analysis::FeatureKind::Window : analysis::FeatureKind::Raw, window };
}

std::vector<NamedShare> hardShareByLength(const analysis::Clustering& clustering, const data::LengthCodes& lengths)
{
    std::vector<NamedShare> shares;
    for (const auto& share : analysis::hardShareByGroup(clustering, lengths.codes))
        shares.push_back({ lengths.values[static_cast<std::size_t>(share.group)], share });
    return shares;
}

bool isLeftOut(const data::Columns& columns, std::size_t row)
{
    return columns.heldOut[row] != 0 || columns.hasMark(row, data::RowMark::Excluded);
}

std::string excludedFingerprint(const data::Columns& columns)
{
    std::vector<std::uint64_t> ids;
    for (std::size_t row = 0; row < columns.rows(); ++row)
        if (columns.hasMark(row, data::RowMark::Excluded))
            ids.push_back(static_cast<std::uint64_t>(columns.ids[row].value));
    if (ids.empty())
        return {};
    std::array<char, 20> text{};
    std::snprintf(text.data(), text.size(), "%016llx",
        static_cast<unsigned long long>(xxh3(std::string_view(reinterpret_cast<const char*>(ids.data()), ids.size() * 8))));
    return text.data();
}

ClusterReport clusterRun(
    store::ProjectSession& session, const ClusterRequest& request, const CancelToken& cancel, const ProgressSink& progress)
{
    const RunData data = loadRun(session, request.run);
    ClusterReport report;
    report.clustering = request.threshold ? analysis::clusterByThreshold(data.view(), *request.threshold)
                                          : analysis::clusterRows(data.view(), request.settings, cancel, progress);
    markHard(report.clustering, request.hardClusters);
    report.heldOut = data.heldOut;
    report.excluded = data.excluded;
    report.excludedRows = data.excludedRows;
    report.unscored
        = data.losses.rows - data.heldOut - data.excluded - static_cast<std::int64_t>(report.clustering.scoredRows);
    judge(report, data, request, cancel);
    const std::string kind = request.threshold ? "threshold" : std::string(name(request.settings.features.kind));
    report.name = request.name.empty() ? session.freeClusteringName(request.run + "-" + kind) : request.name;
    storeClustering(session, report, request, data.run.id);
    return report;
}

OrderedJson settingsJson(const ClusterRequest& request)
{
    if (request.threshold)
        return { { "assign", "manual" },
            { "statistic", request.threshold->statistic == analysis::ThresholdStatistic::Last ? "last" : "mean" },
            { "threshold", request.threshold->threshold }, { "window", windowJson(request.threshold->window) } };
    const auto& settings = request.settings;
    return { { "assign", "auto" }, { "features", name(settings.features.kind) },
        { "window", windowJson(settings.features.window) }, { "k", settings.kmeans.clusters },
        { "seed", std::to_string(settings.kmeans.seed) }, { "restarts", settings.kmeans.restarts },
        { "hard_clusters", request.hardClusters } };
}

OrderedJson qualityJson(const ClusterReport& report)
{
    OrderedJson windows = OrderedJson::array();
    for (const auto& window : report.windows)
        windows.push_back({ { "last_point", window.lastPoint }, { "with_whole", jsonNumber(window.withWhole) },
            { "with_previous", jsonNumber(window.withPrevious) }, { "hard_share", jsonNumber(window.hardShare) } });
    OrderedJson quality{ { "hard_share", shareJson(report.hardShare) },
        { "hard_token_share", shareJson(report.hardTokenShare) }, { "clusters", contentsJson(report.contents) },
        { "sources", sharesJson(report.sources, "source") }, { "lengths", sharesJson(report.lengths, "length") },
        { "held_out", report.heldOut }, { "excluded", report.excluded }, { "excluded_rows", report.excludedRows },
        { "unscored", report.unscored }, { "inertia", jsonNumber(report.clustering.inertia) },
        { "silhouette",
            { { "value", jsonNumber(report.silhouette.value) }, { "rows", report.silhouette.rowsUsed },
                { "sampled", report.silhouette.sampled } } },
        { "windows", windows } };
    if (report.seeds)
        quality["seeds"] = { { "seeds", report.seeds->seeds }, { "mean", jsonNumber(report.seeds->meanAdjustedRandIndex) },
            { "least", jsonNumber(report.seeds->least) } };
    return quality;
}

} // namespace core::jobs
