// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/cluster_figures.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {

using namespace core::analysis;
using core::Json;
using core::data::Columns;
using core::store::ClusteringRecord;

namespace {

std::vector<core::jobs::ClusterContent> contentsOf(const Columns& columns, const Clustering& clustering)
{
    std::vector<core::jobs::ClusterContent> contents(clustering.clusters.size());
    for (std::size_t cluster = 0; cluster < contents.size(); ++cluster)
        contents[cluster].summary = clustering.clusters[cluster];
    for (std::size_t row = 0; row < columns.tokens.size(); ++row) {
        if (clustering.labels[row] < 0)
            continue;
        auto& content = contents[static_cast<std::size_t>(clustering.labels[row])];
        content.meanTokens += columns.tokens[row];
        content.meanResponseTokens += columns.responseTokens[row];
        content.truncatedShare += columns.hasFlag(row, core::data::RowFlag::Truncated);
    }
    for (auto& content : contents) {
        const double rows = std::max<double>(1, static_cast<double>(content.summary.rows));
        content.meanTokens /= rows;
        content.meanResponseTokens /= rows;
        content.truncatedShare /= rows;
    }
    return contents;
}

std::vector<core::jobs::NamedShare> sourceShares(const Columns& columns, const Clustering& clustering)
{
    const std::vector<std::int32_t> codes(columns.source.codes.begin(), columns.source.codes.end());
    std::vector<core::jobs::NamedShare> shares;
    for (const GroupShare& share : hardShareByGroup(clustering, codes))
        shares.push_back({ columns.source.names[static_cast<std::size_t>(share.group)], share });
    std::stable_sort(shares.begin(), shares.end(),
        [](const auto& left, const auto& right) { return left.share.rows > right.share.rows; });
    return shares;
}

double numberAt(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : std::numeric_limits<double>::quiet_NaN();
}

/// Whether all of the slower figures were stored.
bool readFigures(const Json& quality, const ClusterChoice& choice, core::jobs::ClusterReport& report)
{
    const auto silhouette = quality.find("silhouette");
    if (silhouette == quality.end() || !silhouette->is_object())
        return false;
    report.silhouette = { numberAt(*silhouette, "value"), silhouette->value("rows", std::size_t{ 0 }),
        silhouette->value("sampled", false) };
    if (const auto seeds = quality.find("seeds"); seeds != quality.end())
        report.seeds = SeedAgreement{ numberAt(*seeds, "mean"), numberAt(*seeds, "least"), seeds->value("seeds", 0) };
    if (const auto windows = quality.find("windows"); windows != quality.end())
        for (const Json& window : *windows)
            report.windows.push_back({ window.value("last_point", std::size_t{ 0 }), numberAt(window, "with_whole"),
                numberAt(window, "with_previous"), numberAt(window, "hard_share") });
    return choice.boundary || (report.seeds && !report.windows.empty());
}

Clustering storedClusters(const ClusterInput& input, const ClusterChoice& choice, const Columns& columns)
{
    Clustering clustering;
    clustering.window = choice.windowOf(input.columns->points());
    clustering.hardClusters.assign(columns.hardClusters.begin(), columns.hardClusters.end());
    clustering.clusters.resize(columns.clusters);
    clustering.labels.assign(columns.rows(), unscored);
    const std::vector<float> means = meanLosses(input.view(), clustering.window);
    for (std::size_t row = 0; row < columns.rows(); ++row) {
        if (columns.cluster[row] == core::data::noCluster)
            continue;
        clustering.labels[row] = columns.cluster[row];
        ++clustering.scoredRows;
        ++clustering.clusters[columns.cluster[row]].rows;
        clustering.clusters[columns.cluster[row]].meanLoss += static_cast<double>(means[row]);
    }
    for (ClusterSummary& summary : clustering.clusters)
        summary.meanLoss = summary.rows > 0 ? summary.meanLoss / static_cast<double>(summary.rows)
                                            : std::numeric_limits<double>::quiet_NaN();
    return clustering;
}

void countUnscored(core::jobs::ClusterReport& report)
{
    report.unscored = static_cast<std::int64_t>(report.clustering.labels.size()) - report.heldOut - report.excluded
        - static_cast<std::int64_t>(report.clustering.scoredRows);
}

} // namespace

void countFigures(core::jobs::ClusterReport& report, const ClusterInput& input)
{
    const Columns& columns = *input.columns;
    report.contents = contentsOf(columns, report.clustering);
    report.hardShare = hardShare(report.clustering);
    if (!columns.responseTokens.empty())
        report.hardTokenShare
            = hardTokenShare(report.clustering, { columns.responseTokens.data(), columns.responseTokens.size() });
    report.sources = sourceShares(columns, report.clustering);
    report.lengths = core::jobs::hardShareByLength(report.clustering, *input.lengths);
    report.heldOut = input.heldOut;
    report.excluded = input.excluded;
    report.excludedRows = input.excludedRows;
    countUnscored(report);
}

ClustersPointer clustersOf(const ClusterInputPointer& input, const ClusteringRecord& record, const ColumnsPointer& columns)
{
    auto clusters = std::make_shared<Clusters>();
    clusters->choice = choiceOf(record.settings).value_or(ClusterChoice());
    clusters->input = input;
    clusters->columns = columns;
    clusters->points = pointsOf(record).value_or(columns->points());
    clusters->report.name = record.name;
    clusters->report.clustering = storedClusters(*input, clusters->choice, *columns);
    countFigures(clusters->report, *input);
    clusters->report.excluded
        = record.quality.is_object() ? record.quality.value("excluded", std::int64_t{ 0 }) : 0; // as they were then
    clusters->report.excludedRows = excludedRowsOf(record);
    countUnscored(clusters->report);
    clusters->judged = readFigures(record.quality, clusters->choice, clusters->report);
    const auto& labels = clusters->clustering().labels;
    ValueRange mean{ 1e300, -1e300 };
    ValueRange last = mean;
    const std::vector<float> means = meanLosses(input->view(), clusters->clustering().window);
    for (std::size_t row = 0; row < labels.size(); ++row) {
        if (labels[row] < 0 || std::isnan(means[row]))
            continue;
        const auto lastLoss = static_cast<double>(input->view().at(clusters->clustering().window.last, row));
        mean = { std::min(mean.low, static_cast<double>(means[row])), std::max(mean.high, static_cast<double>(means[row])) };
        last = { std::min(last.low, lastLoss), std::max(last.high, lastLoss) };
    }
    if (mean.low <= mean.high) {
        clusters->meanLoss = mean;
        clusters->lastLoss = last;
    }
    return clusters;
}

ClustersPointer judged(const ClustersPointer& clusters, Judgement judgement, const core::CancelToken& cancel)
{
    auto better = std::make_shared<Clusters>(*clusters);
    const LossView view = better->input->view();
    const auto request = better->choice.request({});
    const auto& settings = request.settings;
    if (judgement == Judgement::Silhouette) {
        const FeatureMatrix features = buildFeatures(view, core::jobs::featuresToJudge(request));
        better->report.silhouette = silhouette(
            features, labelsOf(features, better->clustering().labels), settings.kmeans.seed, silhouetteExactRows, cancel);
        better->judged = better->choice.boundary.has_value();
    } else if (judgement == Judgement::Seeds && !better->choice.boundary) {
        better->report.seeds = agreementBetweenSeeds(view, settings, 5, 1, cancel);
    } else if (judgement == Judgement::Windows && !better->choice.boundary) {
        better->report.windows = agreementBetweenWindows(view, settings, cancel);
        better->judged = true;
    }
    return better;
}

ClusteringRecord recordOf(const Clusters& clusters, core::RunId run, const std::string& runName)
{
    ClusteringRecord record;
    record.name = clusters.report.name;
    record.run = run;
    record.settings = core::jobs::settingsJson(clusters.choice.request(runName));
    core::OrderedJson quality = core::jobs::qualityJson(clusters.report);
    if (!clusters.judged) {
        quality.erase("silhouette");
        quality.erase("seeds");
        quality.erase("windows");
    }
    quality["points"] = clusters.points;
    record.quality = quality;
    record.clusters = static_cast<std::int64_t>(clusters.clustering().clusters.size());
    record.assignment = clusters.columns->cluster.copy();
    record.hardClusters = clusters.columns->hardClusters;
    record.createdAt = core::store::unixMilliseconds();
    return record;
}

std::optional<std::size_t> pointsOf(const ClusteringRecord& record)
{
    if (record.quality.contains("points"))
        return record.quality.at("points").get<std::size_t>();
    const auto windows = record.quality.find("windows");
    const bool all = record.settings.contains("window") && record.settings.at("window").is_null();
    if (all && windows != record.quality.end() && !windows->empty())
        return windows->back().value("last_point", std::size_t{ 0 }) + 1;
    return std::nullopt;
}

std::string excludedRowsOf(const ClusteringRecord& record)
{
    return record.quality.is_object() ? record.quality.value("excluded_rows", std::string()) : std::string();
}

} // namespace ui
