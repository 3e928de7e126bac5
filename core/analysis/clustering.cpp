// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/clustering.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

namespace core::analysis {
namespace {

/// Clusters by rising mean raw loss over the window (empty ones first): new number of each old one.
std::vector<std::int32_t> numberByLoss(const std::vector<ClusterSummary>& clusters)
{
    std::vector<std::size_t> order(clusters.size());
    std::iota(order.begin(), order.end(), std::size_t{ 0 });
    const auto key = [&](std::size_t cluster) {
        return clusters[cluster].rows > 0 ? clusters[cluster].meanLoss : -std::numeric_limits<double>::infinity();
    };
    std::stable_sort(
        order.begin(), order.end(), [&](std::size_t left, std::size_t right) { return key(left) < key(right); });
    std::vector<std::int32_t> numbers(clusters.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        numbers[order[i]] = static_cast<std::int32_t>(i);
    return numbers;
}

std::vector<ClusterSummary> summarise(
    const std::vector<std::int32_t>& labels, std::size_t clusters, const LossView& losses, Window window)
{
    constexpr std::size_t blockRows = 2048; // of the matrix that is stored point by point, so that a block stays in cache
    std::vector<ClusterSummary> summaries(clusters);
    std::vector<double> sums(blockRows);
    for (std::size_t begin = 0; begin < labels.size(); begin += blockRows) {
        const std::size_t rows = std::min(blockRows, labels.size() - begin);
        std::fill(sums.begin(), sums.end(), 0.0);
        for (std::size_t point = window.first; point <= window.last; ++point) {
            const float* here = losses.point(point).data() + begin;
            for (std::size_t i = 0; i < rows; ++i)
                sums[i] += static_cast<double>(here[i]);
        }
        for (std::size_t i = 0; i < rows; ++i) {
            if (labels[begin + i] < 0)
                continue;
            ClusterSummary& summary = summaries[static_cast<std::size_t>(labels[begin + i])];
            ++summary.rows;
            summary.meanLoss += sums[i] / static_cast<double>(window.size());
        }
    }
    for (ClusterSummary& summary : summaries)
        summary.meanLoss = summary.rows > 0 ? summary.meanLoss / static_cast<double>(summary.rows)
                                            : std::numeric_limits<double>::quiet_NaN();
    return summaries;
}

Clustering named(const LossView& losses, Window window, const FeatureMatrix& features, KMeansResult fit)
{
    const std::size_t clusters = fit.sizes.size();
    Clustering result;
    result.window = window;
    result.scoredRows = features.size();
    result.dimension = features.dimension;
    result.labels.assign(losses.rows, unscored);
    for (std::size_t i = 0; i < features.size(); ++i)
        result.labels[features.rows[i]] = fit.labels[i];
    const std::vector<ClusterSummary> summaries = summarise(result.labels, clusters, losses, window);
    const std::vector<std::int32_t> numbers = numberByLoss(summaries);
    for (std::int32_t& label : result.labels)
        label = label < 0 ? unscored : numbers[static_cast<std::size_t>(label)];
    result.clusters.resize(clusters);
    result.centroids.resize(fit.centroids.size());
    for (std::size_t c = 0; c < clusters; ++c) {
        const auto number = static_cast<std::size_t>(numbers[c]);
        result.clusters[number] = summaries[c];
        std::copy_n(fit.centroids.begin() + static_cast<std::ptrdiff_t>(c * features.dimension), features.dimension,
            result.centroids.begin() + static_cast<std::ptrdiff_t>(number * features.dimension));
    }
    result.hardClusters = { static_cast<std::int32_t>(clusters) - 1 };
    result.inertia = fit.inertia;
    result.iterations = fit.iterations;
    result.converged = fit.converged;
    result.seed = fit.seed;
    result.restart = fit.restart;
    return result;
}

} // namespace

bool Clustering::isHard(std::size_t row) const
{
    return labels[row] >= 0 && std::binary_search(hardClusters.begin(), hardClusters.end(), labels[row]);
}

Clustering clusterRows(
    const LossView& losses, const ClusterSettings& settings, const CancelToken& cancel, const ProgressSink& progress)
{
    const FeatureMatrix features = buildFeatures(losses, settings.features);
    const Window window = resolveWindow(settings.features, losses.points);
    const bool exact = features.dimension == 1;
    KMeansResult fit = exact ? kMeansOneDimension(features, settings.kmeans.clusters, cancel)
                             : kMeans(features, settings.kmeans, cancel, progress);
    fit.seed = settings.kmeans.seed;
    Clustering result = named(losses, window, features, std::move(fit));
    result.exact = exact;
    return result;
}

Clustering previewClusters(
    const LossView& losses, const ClusterSettings& settings, std::span<const double> centroids, const CancelToken& cancel)
{
    const FeatureMatrix features = buildFeatures(losses, settings.features);
    const Window window = resolveWindow(settings.features, losses.points);
    KMeansSettings once = settings.kmeans;
    once.restarts = 1;
    const bool warm = settings.kmeans.clusters > 0
        && centroids.size() == static_cast<std::size_t>(settings.kmeans.clusters) * features.dimension;
    return named(losses, window, features,
        warm ? kMeansFrom(features, centroids, once.maximumIterations, cancel) : kMeans(features, once, cancel));
}

Clustering clusterByThreshold(const LossView& losses, const ThresholdSettings& settings)
{
    if (!std::isfinite(settings.threshold))
        throw Error(ErrorKind::BadInput, "the threshold must be a number");
    losses.validate();
    FeatureSettings features;
    features.kind = settings.window ? FeatureKind::Window : FeatureKind::Raw;
    features.window = settings.window;
    Clustering result;
    result.window = resolveWindow(features, losses.points);
    result.labels.assign(losses.rows, unscored);
    const std::vector<float> means = meanLosses(losses, result.window);
    for (std::size_t row = 0; row < losses.rows; ++row) {
        if (std::isnan(means[row]))
            continue;
        const float value = settings.statistic == ThresholdStatistic::Last ? losses.at(result.window.last, row) : means[row];
        result.labels[row] = static_cast<double>(value) >= settings.threshold ? 1 : 0;
        ++result.scoredRows;
    }
    result.clusters = summarise(result.labels, 2, losses, result.window);
    result.hardClusters = { 1 };
    return result;
}

std::vector<std::uint8_t> hardMask(const Clustering& clustering)
{
    std::vector<std::uint8_t> mask(clustering.labels.size());
    for (std::size_t row = 0; row < mask.size(); ++row)
        mask[row] = clustering.isHard(row) ? 1 : 0;
    return mask;
}

} // namespace core::analysis
