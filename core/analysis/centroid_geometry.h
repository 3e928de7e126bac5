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
    float upperBound(const float* row, std::size_t centroid) const
    {
        const float* other = padded_.data() + centroid * stride_;
        __m256 sum = _mm256_setzero_ps();
        for (std::size_t d = 0; d < stride_; d += laneCount) {
            const __m256 difference = _mm256_sub_ps(_mm256_load_ps(row + d), _mm256_load_ps(other + d));
            sum = _mm256_fmadd_ps(difference, difference, sum);
        }
        __m128 half = _mm_add_ps(_mm256_castps256_ps128(sum), _mm256_extractf128_ps(sum, 1));
        half = _mm_add_ps(half, _mm_movehl_ps(half, half));
        half = _mm_add_ss(half, _mm_movehdup_ps(half));
        return _mm_cvtss_f32(_mm_sqrt_ss(half)) * (1 + relativeMargin_) + absoluteMargin_;
    }
    /// Among all centroids; exact ties to the lowest index.
    NearestCentroid nearest(const float* row) const;
    /// The same for a row whose distance to centroid `own` is at most `upper`: only the neighbours of `own` within
    /// 2 upper + the gap to its nearest neighbour can be nearest or second (the Exponion rule, Newling and Fleuret 2016).
    NearestCentroid nearestAround(const float* row, std::size_t own, float upper) const;

    /// What the last update did around a centroid. Every other centroid is near and moved by `near` at most, or lies at
    /// least `reach` away; none lies nearer than `gap`.
    struct alignas(16) Movement {
        float own = 0; ///< how far the centroid itself moved
        float near = 0;
        float reach = 0;
        float gap = 0;
    };
    /// `shifts`: how far each centroid moved, rounded up.
    Movement movement(std::size_t centroid, const std::vector<float>& shifts) const;

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
    std::vector<float> gaps_; ///< upper bounds of the distance to the nearest other centroid
    std::vector<float> gapsBelow_; ///< lower bounds of it
    std::vector<double> distances_; ///< K × K
    std::vector<std::int32_t> order_; ///< K × K: neighbours by distance
    std::vector<std::int32_t> slots_; ///< K × listed: centroid in each lane of the neighbour blocks
    CentroidBlocks neighbours_;
    std::vector<float> blockDistances_; ///< K × blocks: lower bound of the distance to the nearest neighbour in the block
};

} // namespace core::analysis
