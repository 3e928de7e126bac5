// SPDX-License-Identifier: Apache-2.0
// How far a clustering can be trusted: silhouette, agreement between seeds, agreement between growing windows.
#pragma once

#include "core/analysis/clustering.h"

#include <cstdint>
#include <span>
#include <vector>

namespace core::analysis {

struct Silhouette {
    double value = 0; ///< mean over the rows used, -1 to 1; NaN with fewer than two non-empty clusters
    std::size_t rowsUsed = 0;
    bool sampled = false; ///< a seeded sample was taken, because there are more rows than `exactRows`
};

inline constexpr std::size_t silhouetteExactRows = 5000;

/// Mean silhouette (Rousseeuw 1987), Euclidean; a row alone in its cluster counts 0. `labels` holds one label per feature
/// row. Above `exactRows` rows it is computed within a seeded sample of that many. Throws Error{BadInput, Cancelled}.
Silhouette silhouette(const FeatureMatrix& features, std::span<const std::int32_t> labels, std::uint64_t seed = 0,
    std::size_t exactRows = silhouetteExactRows, const CancelToken& cancel = {});

/// The labels of the feature rows out of labels of all rows.
std::vector<std::int32_t> labelsOf(const FeatureMatrix& features, std::span<const std::int32_t> labels);

/// Adjusted Rand index (Hubert and Arabie 1985) over the rows that are scored (>= 0) in both; 1 when both put every row
/// in one cluster. Throws Error{BadInput} when the lengths differ.
double adjustedRandIndex(std::span<const std::int32_t> left, std::span<const std::int32_t> right);

struct SeedAgreement {
    double meanAdjustedRandIndex = 1; ///< over all pairs of fits
    double least = 1;
    int seeds = 0;
};

/// Fits with `seeds` seeds (settings.kmeans.seed, + 1, ...), `restarts` restarts each, and compares every pair. With the
/// exact optimum (one dimension) the answer is 1 by construction. At least two seeds.
SeedAgreement agreementBetweenSeeds(const LossView& losses, const ClusterSettings& settings, int seeds = 5, int restarts = 1,
    const CancelToken& cancel = {});

struct WindowAgreement {
    std::size_t lastPoint = 0; ///< the window [first, lastPoint]
    double withWhole = 1; ///< adjusted Rand index with the clustering of the whole window
    double withPrevious = 1; ///< with the clustering one point shorter; 1 for the shortest
    double hardShare = 0;
};

/// Clusters ever longer windows from the settings' first point, two points and more (one for FeatureKind::Last), up to the
/// whole window.
std::vector<WindowAgreement> agreementBetweenWindows(
    const LossView& losses, const ClusterSettings& settings, const CancelToken& cancel = {});

} // namespace core::analysis
