// SPDX-License-Identifier: Apache-2.0
// Rows of a run in easy and hard clusters: features, k-means or a manual threshold, names by mean raw loss.
#pragma once

#include "core/analysis/kmeans.h"
#include "core/analysis/trajectories.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace core::analysis {

/// Label of a row that is left out.
inline constexpr std::int32_t unscored = -1;

struct ClusterSettings {
    FeatureSettings features;
    KMeansSettings kmeans;
    friend bool operator==(const ClusterSettings&, const ClusterSettings&) = default;
};

enum class ThresholdStatistic {
    WindowMean, ///< mean raw loss over the window
    Last, ///< loss at the window's last point
};

struct ThresholdSettings {
    ThresholdStatistic statistic = ThresholdStatistic::WindowMean;
    double threshold = 0; ///< a row at or above it is hard
    std::optional<Window> window;
    friend bool operator==(const ThresholdSettings&, const ThresholdSettings&) = default;
};

struct ClusterSummary {
    std::size_t rows = 0;
    double meanLoss = 0; ///< mean raw loss of its rows over the window; NaN for an empty cluster
};

/// Clusters are numbered by rising mean raw loss over the window, whatever the features, so the last one is the hardest.
struct Clustering {
    std::vector<std::int32_t> labels; ///< one per row of the run; -1 = unscored
    std::vector<ClusterSummary> clusters;
    std::vector<std::int32_t> hardClusters; ///< ascending; at first the one with the highest mean raw loss
    std::vector<double> centroids; ///< clusters × dimension in feature space; empty for a threshold
    std::size_t dimension = 0;
    Window window;
    std::size_t scoredRows = 0;
    double inertia = 0;
    int iterations = 0;
    bool converged = true;
    std::uint64_t seed = 0;
    int restart = 0;
    bool exact = false; ///< the global optimum (one dimension)

    bool isHard(std::size_t row) const;
};

/// The stored result: in one dimension the exact optimum, else seeded k-means++ with restarts. Throws Error{BadInput,
/// Cancelled}.
Clustering clusterRows(const LossView& losses, const ClusterSettings& settings, const CancelToken& cancel = {},
    const ProgressSink& progress = {});

/// The preview while a control is dragged: one fit warm-started from `centroids` (those of the last clustering with the
/// same features and number of clusters), or a single seeded restart where they do not fit.
Clustering previewClusters(const LossView& losses, const ClusterSettings& settings, std::span<const double> centroids,
    const CancelToken& cancel = {});

/// Two clusters: 0 below the threshold, 1 at or above it.
Clustering clusterByThreshold(const LossView& losses, const ThresholdSettings& settings);

/// One entry per row: 1 hard, 0 not hard or unscored.
std::vector<std::uint8_t> hardMask(const Clustering& clustering);

} // namespace core::analysis
