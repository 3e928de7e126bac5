// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/kmeans_rows.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace core::analysis {

/// Sum (float64) and number of the rows of each cluster.
class ClusterSums {
public:
    ClusterSums(const PaddedRows& rows, std::size_t clusters);

    /// From nothing: chunk sums, added in the order of the chunks.
    void form(const std::vector<std::int32_t>& labels);
    /// Moves one row; rounding errors stay until the sums are formed again.
    void move(std::size_t row, std::size_t from, std::size_t to);

    /// Formed from the labels as they are, not corrected since.
    bool fresh() const { return fresh_; }
    std::size_t count(std::size_t cluster) const { return counts_[cluster]; }
    bool anyEmpty() const;
    /// Puts the mean of a cluster into `centroids` (K × D); an empty one keeps its centroid.
    void setMean(std::vector<double>& centroids, std::size_t cluster) const;

private:
    const PaddedRows& rows_;
    std::vector<double> sums_; ///< K × stride
    std::vector<std::size_t> counts_; ///< K
    bool fresh_ = false;
};

} // namespace core::analysis
