// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/kmeans.h"

#include "core/analysis/kmeans_rows.h"
#include "core/analysis/kmeans_seeding.h"
#include "core/analysis/lloyd.h"
#include "core/base/error.h"

#include <utility>

namespace core::analysis {
namespace {

constexpr std::size_t mostClusters = 1000;

void checkFeatures(const FeatureMatrix& features)
{
    if (features.dimension == 0 || features.values.size() != features.rows.size() * features.dimension)
        throw Error(ErrorKind::BadInput, "k-means needs one value for every row and dimension");
    if (features.rows.empty())
        throw Error(ErrorKind::BadInput, "there is no scored row to cluster",
            "wait until the run has recorded losses, or choose another window");
}

void checkClusters(std::size_t clusters, const FeatureMatrix& features)
{
    if (clusters < 1 || clusters > mostClusters)
        throw Error(ErrorKind::BadInput,
            "the number of clusters must be 1 to " + std::to_string(mostClusters) + ", not " + std::to_string(clusters));
    if (clusters > features.size())
        throw Error(ErrorKind::BadInput,
            std::to_string(clusters) + " clusters were asked for, but only " + std::to_string(features.size())
                + " rows are scored",
            "ask for fewer clusters");
}

KMeansResult resultOf(LloydFit fit)
{
    KMeansResult result;
    result.labels = std::move(fit.labels);
    result.centroids = std::move(fit.centroids);
    result.sizes = std::move(fit.sizes);
    result.inertia = fit.inertia;
    result.iterations = fit.iterations;
    result.converged = fit.converged;
    return result;
}

} // namespace

KMeansResult kMeans(
    const FeatureMatrix& features, const KMeansSettings& settings, const CancelToken& cancel, const ProgressSink& progress)
{
    checkFeatures(features);
    if (settings.clusters < 1)
        throw Error(ErrorKind::BadInput, "the number of clusters must be at least 1");
    const auto clusters = static_cast<std::size_t>(settings.clusters);
    checkClusters(clusters, features);
    if (settings.restarts < 1 || settings.maximumIterations < 1)
        throw Error(ErrorKind::BadInput, "restarts and iterations of k-means must be at least 1");

    const PaddedRows rows(features);
    KMeansResult best;
    for (int restart = 0; restart < settings.restarts; ++restart) {
        RandomStream random(settings.seed, "k-means restart " + std::to_string(restart));
        LloydFit fit = lloyd(rows, seedCentroids(rows, clusters, random, cancel), settings.maximumIterations, cancel);
        if (restart == 0 || fit.inertia < best.inertia) {
            best = resultOf(std::move(fit));
            best.restart = restart;
        }
        if (progress)
            progress({ static_cast<std::uint64_t>(restart) + 1, static_cast<std::uint64_t>(settings.restarts) });
    }
    best.seed = settings.seed;
    return best;
}

KMeansResult kMeansFrom(
    const FeatureMatrix& features, std::span<const double> centroids, int maximumIterations, const CancelToken& cancel)
{
    checkFeatures(features);
    if (centroids.size() % features.dimension != 0)
        throw Error(ErrorKind::BadInput, "the centroids to start from have another dimension than the features");
    if (maximumIterations < 1)
        throw Error(ErrorKind::BadInput, "iterations of k-means must be at least 1");
    checkClusters(centroids.size() / features.dimension, features);
    return resultOf(
        lloyd(PaddedRows(features), std::vector<double>(centroids.begin(), centroids.end()), maximumIterations, cancel));
}

} // namespace core::analysis
