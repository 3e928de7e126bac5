// SPDX-License-Identifier: Apache-2.0
// k-means: Lloyd's iteration made fast by exact bounds, k-means++ seeding with restarts, and the exact optimum in one
// dimension. Same arguments, same bits: whatever the number of threads.
#pragma once

#include "core/analysis/trajectories.h"
#include "core/base/cancel_token.h"
#include "core/base/progress.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace core::analysis {

struct KMeansSettings {
    int clusters = 2; ///< 1 to 1,000 and at most the number of rows
    std::uint64_t seed = 0; ///< of k-means++; restart r uses its own stream of it
    int restarts = 10; ///< the fit with the least inertia wins, the earliest of equals; at least 1
    int maximumIterations = 300;
    friend bool operator==(const KMeansSettings&, const KMeansSettings&) = default;
};

struct KMeansResult {
    std::vector<std::int32_t> labels; ///< one per feature row, 0 to clusters - 1
    std::vector<double> centroids; ///< clusters × dimension
    std::vector<std::size_t> sizes; ///< rows per cluster; 0 only when fewer rows are distinct than clusters were asked for
    double inertia = 0; ///< sum of squared distances to the centroids
    int iterations = 0; ///< of the fit that won; 0 for the exact optimum in one dimension
    bool converged = false; ///< the last iteration changed no label
    std::uint64_t seed = 0;
    int restart = 0; ///< which restart won, from 0
};

/// Seeded fit. Every row goes to its nearest centroid in float64, exact ties to the lowest index. A cluster that runs
/// empty takes the row farthest from its own centroid. Progress counts restarts. Throws Error{BadInput, Cancelled}.
KMeansResult kMeans(const FeatureMatrix& features, const KMeansSettings& settings, const CancelToken& cancel = {},
    const ProgressSink& progress = {});

/// Lloyd's iteration from given centroids (clusters × dimension): the warm-started preview. Throws as above.
KMeansResult kMeansFrom(const FeatureMatrix& features, std::span<const double> centroids, int maximumIterations = 300,
    const CancelToken& cancel = {});

/// The global optimum in one dimension by dynamic programming over the sorted distinct values, O(k n log n) (Grønlund et
/// al., arXiv 1701.07204); clusters in ascending order, equal values never split. `features.dimension` must be 1.
KMeansResult kMeansOneDimension(const FeatureMatrix& features, int clusters, const CancelToken& cancel = {});

} // namespace core::analysis
