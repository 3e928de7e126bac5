// SPDX-License-Identifier: Apache-2.0
// Where the centroids of one Lloyd iteration lie, and the search for the nearest one. Searches run in float32 with a margin
// for every rounding; what the margin cannot decide is decided in float64, so the answer is always that of float64.
#pragma once

#include "core/analysis/kmeans_rows.h"

#include <cstdint>
#include <vector>

namespace core::analysis {

/// The nearest centroid of a row; the distance to it is at most `upper`, that to every other one at least `lower`.
struct NearestCentroid {
    std::int32_t label = 0;
    float upper = 0;
    float lower = 0;
};

class CentroidGeometry {
public:
    CentroidGeometry(const PaddedRows& rows, std::size_t clusters);

    /// Takes over moved centroids (K × D).
    void update(const std::vector<double>& centroids);

    /// An upper bound of the row's distance to a centroid.
    float upperBound(const float* row, std::size_t centroid) const;
    /// Among all centroids; exact ties to the lowest index.
    NearestCentroid nearest(const float* row) const;
    /// The same for a row whose distance to centroid `own` is at most `upper`: only the neighbours of `own` within
    /// 2 upper + the gap to its nearest neighbour can be nearest or second (the Exponion rule, Newling and Fleuret 2016).
    NearestCentroid nearestAround(const float* row, std::size_t own, float upper) const;

    /// Lower bounds of half the distance from each centroid to its nearest neighbour: a row nearer than that belongs to it.
    const float* halfGaps() const { return halfGaps_.data(); }

private:
    struct Scan;

    void sortNeighbours(std::size_t centroid, bool first);
    void fillNeighbourBlocks(std::size_t centroid);
    NearestCentroid decided(const float* row, const Scan& scan, const std::int32_t* slots) const;
    NearestCentroid exactNearest(const float* row) const;
    bool hasNeighbours() const { return listed_ > 0; }

    std::size_t clusters_;
    std::size_t dimension_;
    std::size_t stride_;
    std::size_t listed_; ///< neighbours kept per centroid, itself included; 0: all centroids are always searched
    float largestMagnitude_;
    float relativeMargin_ = 0; ///< of a float32 distance
    float absoluteMargin_ = 0;
    bool sorted_ = false;

    std::vector<double> centroids_;
    AlignedFloats padded_; ///< K × stride, float32
    CentroidBlocks all_;
    std::vector<std::int32_t> identity_;
    std::vector<float> halfGaps_;
    std::vector<float> gaps_; ///< upper bounds
    std::vector<double> distances_; ///< K × K
    std::vector<std::int32_t> order_; ///< K × K: neighbours by distance
    std::vector<std::int32_t> slots_; ///< K × listed: centroid in each lane of the neighbour blocks
    CentroidBlocks neighbours_;
    std::vector<float> blockDistances_; ///< K × blocks: lower bound of the distance to the nearest neighbour in the block
};

} // namespace core::analysis
