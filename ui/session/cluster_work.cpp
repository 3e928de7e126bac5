// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/cluster_work.h"

#include "ui/session/cluster_figures.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace ui {

using namespace core::analysis;
using core::data::Columns;

ClusterInputPointer clusterInput(const ColumnsPointer& columns, const ClusterInputPointer& last)
{
    if (columns->losses.empty())
        throw core::Error(core::ErrorKind::BadInput, "the run has no complete recording point yet",
            "Clusters can be made as soon as the first one is scored.");
    auto input = std::make_shared<ClusterInput>();
    input->columns = columns;
    input->excludedRows = core::jobs::excludedFingerprint(*columns);
    if (last && last->columns->ids.sharesWith(columns->ids) && last->columns->tokens.sharesWith(columns->tokens))
        input->lengths = last->lengths;
    else
        input->lengths = std::make_shared<const core::data::LengthCodes>(core::data::lengthCodes(*columns));
    if (last && last->columns->losses.sharesWith(columns->losses) && last->columns->heldOut.sharesWith(columns->heldOut)
        && last->excludedRows == input->excludedRows) {
        input->losses = last->losses;
        input->heldOut = last->heldOut;
        input->excluded = last->excluded;
        return input;
    }
    std::vector<float> losses = columns->losses.copy();
    const std::size_t rows = columns->rows();
    for (std::size_t row = 0; row < rows; ++row) {
        if (!core::jobs::isLeftOut(*columns, row))
            continue;
        ++(columns->heldOut[row] != 0 ? input->heldOut : input->excluded);
        for (std::size_t point = 0; point < columns->points(); ++point)
            losses[point * rows + row] = std::numeric_limits<float>::quiet_NaN();
    }
    input->losses = std::make_shared<const std::vector<float>>(std::move(losses));
    return input;
}

namespace {

/// The snapshot with other clusters, and mean and variability over their window.
ColumnsPointer withClusters(const ClusterInput& input, const Clustering& clustering)
{
    auto columns = std::make_shared<Columns>(*input.columns);
    std::vector<std::uint16_t> codes(clustering.labels.size());
    for (std::size_t row = 0; row < codes.size(); ++row)
        codes[row] = clustering.labels[row] < 0 ? core::data::noCluster : static_cast<std::uint16_t>(clustering.labels[row]);
    columns->cluster = std::move(codes);
    columns->clusters = static_cast<std::uint32_t>(clustering.clusters.size());
    columns->hardClusters.assign(clustering.hardClusters.begin(), clustering.hardClusters.end());
    columns->origin.clustering.reset();
    const core::data::PointRange window{ clustering.window.first, clustering.window.last };
    if (columns->window != window || columns->meanLoss.empty()) {
        const LossView all{ { columns->losses.data(), columns->losses.size() }, columns->points(), columns->rows() };
        DataMap map = dataMap(all, clustering.window);
        columns->window = window;
        columns->meanLoss = std::move(map.mean);
        columns->variability = std::move(map.variability);
    }
    return columns;
}

void markHard(Clustering& clustering, int hardClusters)
{
    const int clusters = static_cast<int>(clustering.clusters.size());
    if (hardClusters < 1 || hardClusters >= std::max(clusters, 2))
        throw core::Error(core::ErrorKind::BadInput,
            "hard clusters: " + std::to_string(hardClusters) + "; allowed: 1 to " + std::to_string(clusters - 1));
    clustering.hardClusters.clear();
    for (int cluster = clusters - hardClusters; cluster < clusters; ++cluster)
        clustering.hardClusters.push_back(cluster);
}

template <typename Value> ValueRange rangeOf(const Value* values, const std::vector<std::int32_t>& labels)
{
    ValueRange range{ std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity() };
    for (std::size_t row = 0; row < labels.size(); ++row)
        if (labels[row] >= 0) {
            range.low = std::min(range.low, static_cast<double>(values[row]));
            range.high = std::max(range.high, static_cast<double>(values[row]));
        }
    return range.low <= range.high ? range : ValueRange();
}

ClustersPointer finished(const ClusterInputPointer& input, const ClusterChoice& choice, Clustering clustering, bool preview,
    std::chrono::steady_clock::time_point start)
{
    auto clusters = std::make_shared<Clusters>();
    clusters->choice = choice;
    clusters->input = input;
    clusters->preview = preview;
    clusters->points = input->columns->points();
    markHard(clustering, choice.boundary ? 1 : choice.hardClusters);
    clusters->columns = withClusters(*input, clustering);
    clusters->meanLoss = rangeOf(clusters->columns->meanLoss.data(), clustering.labels);
    clusters->lastLoss = rangeOf(input->view().point(clustering.window.last).data(), clustering.labels);
    clusters->report.clustering = std::move(clustering);
    countFigures(clusters->report, *input);
    clusters->milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return clusters;
}

/// Where the middles of the last clusters lie among the features of now: a start that fits any window and any feature.
std::vector<double> middlesOf(const FeatureMatrix& features, const std::vector<std::int32_t>& labels, std::size_t clusters)
{
    std::vector<double> sums(clusters * features.dimension);
    std::vector<double> counts(clusters);
    for (std::size_t i = 0; i < features.size(); ++i) {
        const std::int32_t label = labels[features.rows[i]];
        if (label < 0)
            continue;
        const auto cluster = static_cast<std::size_t>(label);
        ++counts[cluster];
        for (std::size_t d = 0; d < features.dimension; ++d)
            sums[cluster * features.dimension + d] += static_cast<double>(features.row(i)[d]);
    }
    for (std::size_t cluster = 0; cluster < clusters; ++cluster) {
        if (counts[cluster] == 0)
            return {};
        for (std::size_t d = 0; d < features.dimension; ++d)
            sums[cluster * features.dimension + d] /= counts[cluster];
    }
    return sums;
}

/// Centroids to start from; empty: there is nothing that fits.
std::vector<double> warmStart(const ClusterInput& input, const ClusterChoice& choice, const ClustersPointer& last)
{
    if (!last || last->clustering().labels.size() != input.columns->rows()
        || static_cast<int>(last->clustering().clusters.size()) != choice.clusters)
        return {};
    const bool sameFeatures = last->choice.features == choice.features && !last->choice.boundary
        && last->choice.windowOf(last->points) == choice.windowOf(input.columns->points());
    if (sameFeatures && !last->clustering().centroids.empty())
        return last->clustering().centroids;
    return middlesOf(buildFeatures(input.view(), { choice.features, choice.window }), last->clustering().labels,
        static_cast<std::size_t>(choice.clusters));
}

} // namespace

ClustersPointer previewOf(const ClusterInputPointer& input, const ClusterChoice& choice, const ClustersPointer& last,
    const core::CancelToken& cancel)
{
    const auto start = std::chrono::steady_clock::now();
    const auto request = choice.request({});
    if (request.threshold)
        return finished(input, choice, clusterByThreshold(input->view(), *request.threshold), true, start);
    return finished(input, choice, previewClusters(input->view(), request.settings, warmStart(*input, choice, last), cancel),
        true, start);
}

ClustersPointer clustersOf(const ClusterInputPointer& input, const ClusterChoice& choice, const core::CancelToken& cancel)
{
    const auto start = std::chrono::steady_clock::now();
    const auto request = choice.request({});
    return finished(input, choice,
        request.threshold ? clusterByThreshold(input->view(), *request.threshold)
                          : clusterRows(input->view(), request.settings, cancel),
        false, start);
}

ClusterChanges changesBetween(const Clustering& left, const Clustering& right)
{
    ClusterChanges changes;
    changes.agreement = adjustedRandIndex(left.labels, right.labels);
    changes.rows = core::data::Selection::where(left.labels.size(), [&](std::size_t row) {
        if (left.labels[row] < 0 || right.labels[row] < 0)
            return false;
        ++changes.compared;
        const bool before = left.isHard(row);
        const bool after = right.isHard(row);
        changes.toHard += after && !before;
        changes.toEasy += before && !after;
        const bool between
            = before == after && left.clusters.size() == right.clusters.size() && left.labels[row] != right.labels[row];
        changes.between += between;
        return before != after || between;
    });
    return changes;
}

} // namespace ui
