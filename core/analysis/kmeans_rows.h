// SPDX-License-Identifier: Apache-2.0
// How k-means keeps its numbers so that AVX2 can work on them: rows padded to whole vectors, centroids in blocks of eight.
// N rows, D dimension, K clusters.
#pragma once

#include "core/analysis/trajectories.h"

#include <immintrin.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace core::analysis {

inline constexpr std::size_t laneCount = 8;

/// Zeroed floats at a 64-byte boundary.
class AlignedFloats {
public:
    AlignedFloats() = default;
    explicit AlignedFloats(std::size_t count);

    float* data() { return floats_.get(); }
    const float* data() const { return floats_.get(); }

private:
    struct Release {
        void operator()(float* floats) const;
    };
    std::unique_ptr<float[], Release> floats_;
};

/// The rows in fixed chunks. Sums are formed chunk by chunk and added in the order of the chunks, so no result depends on
/// the number of threads.
class PaddedRows {
public:
    explicit PaddedRows(const FeatureMatrix& features);

    std::size_t size() const { return size_; }
    std::size_t dimension() const { return dimension_; }
    std::size_t stride() const { return stride_; } ///< floats from row to row, a multiple of laneCount; the rest is 0
    const float* row(std::size_t index) const { return values_.data() + index * stride_; }
    std::size_t chunks() const { return (size_ + chunkRows_ - 1) / chunkRows_; }
    std::size_t chunkBegin(std::size_t chunk) const { return chunk * chunkRows_; }
    std::size_t chunkEnd(std::size_t chunk) const;
    float largestMagnitude() const { return largestMagnitude_; }

private:
    std::size_t size_ = 0;
    std::size_t dimension_ = 0;
    std::size_t stride_ = 0;
    std::size_t chunkRows_ = 0; ///< a multiple of laneCount, a function of size_ alone
    float largestMagnitude_ = 0;
    AlignedFloats values_;
};

/// Centroids as float32 in blocks of eight, [block][D][8]; the lanes that no centroid fills are infinitely far.
class CentroidBlocks {
public:
    CentroidBlocks(std::size_t blocks, std::size_t dimension);

    void clear(std::size_t firstBlock, std::size_t blockCount);
    void set(std::size_t slot, const double* centroid);
    void set(std::size_t slot, const float* centroid);
    const float* block(std::size_t index) const { return values_.data() + index * dimension_ * laneCount; }

private:
    std::size_t dimension_;
    AlignedFloats values_;
};

/// Squared distances of one row to the eight centroids of a block, in float32.
inline __m256 squaredDistances(const float* row, const float* block, std::size_t dimension)
{
    __m256 even = _mm256_setzero_ps();
    __m256 odd = _mm256_setzero_ps();
    std::size_t d = 0;
    for (; d + 1 < dimension; d += 2) {
        const __m256 first = _mm256_sub_ps(_mm256_broadcast_ss(row + d), _mm256_load_ps(block + d * laneCount));
        const __m256 second = _mm256_sub_ps(_mm256_broadcast_ss(row + d + 1), _mm256_load_ps(block + (d + 1) * laneCount));
        even = _mm256_fmadd_ps(first, first, even);
        odd = _mm256_fmadd_ps(second, second, odd);
    }
    if (d < dimension) {
        const __m256 last = _mm256_sub_ps(_mm256_broadcast_ss(row + d), _mm256_load_ps(block + d * laneCount));
        even = _mm256_fmadd_ps(last, last, even);
    }
    return _mm256_add_ps(even, odd);
}

/// The squared distance that decides: float64, dimension by dimension.
inline double squaredDistance(const float* row, const double* centroid, std::size_t dimension)
{
    double sum = 0;
    for (std::size_t d = 0; d < dimension; ++d) {
        const double difference = static_cast<double>(row[d]) - centroid[d];
        sum += difference * difference;
    }
    return sum;
}

} // namespace core::analysis
