// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/centroid_geometry.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace core::analysis {
namespace {

constexpr std::size_t fewClusters = 16; ///< up to here two blocks hold all centroids and lists do not pay
constexpr std::size_t mostListed = 64;
constexpr std::size_t mostNear = 24; ///< of the listed; 8 were half as fast, 16 to 48 the same within a tenth
constexpr std::size_t leastParallel = 64; ///< fewer centroids are faster on one thread
constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float roundingUnit = 0x1.0p-23F;
constexpr float safeMagnitude = 1e15F; ///< squares of larger numbers may leave the range of float32

float roundedUp(double value)
{
    return value < static_cast<double>(std::numeric_limits<float>::max())
        ? std::nextafter(static_cast<float>(value), infinity)
        : infinity;
}

float roundedDown(double value)
{
    return value < static_cast<double>(std::numeric_limits<float>::max())
        ? std::nextafter(static_cast<float>(value), -infinity)
        : std::numeric_limits<float>::max();
}

std::size_t listLength(std::size_t clusters)
{
    if (clusters <= fewClusters)
        return 0;
    return std::min(mostListed, (clusters + laneCount - 1) / laneCount * laneCount);
}

/// The least lane, in every lane.
__m256 leastOfAll(__m256 lanes)
{
    lanes = _mm256_min_ps(lanes, _mm256_permute2f128_ps(lanes, lanes, 1));
    lanes = _mm256_min_ps(lanes, _mm256_permute_ps(lanes, 0x4E));
    return _mm256_min_ps(lanes, _mm256_permute_ps(lanes, 0xB1));
}

/// All bits of one lane.
__m256 laneMask(std::size_t lane)
{
    const __m256i numbers = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_castsi256_ps(_mm256_cmpeq_epi32(numbers, _mm256_set1_epi32(static_cast<int>(lane))));
}

std::size_t blocksFor(std::size_t count)
{
    return (count + laneCount - 1) / laneCount;
}

} // namespace

/// The least and the second least squared distance of a row over the blocks seen so far.
struct CentroidGeometry::Scan {
    __m256 least = _mm256_set1_ps(infinity);
    __m256 second = _mm256_set1_ps(infinity);
    __m256 leastBlock = _mm256_setzero_ps();

    void add(__m256 distances, std::size_t block)
    {
        const __m256 nearer = _mm256_cmp_ps(distances, least, _CMP_LT_OQ);
        second = _mm256_min_ps(second, _mm256_max_ps(distances, least));
        leastBlock = _mm256_blendv_ps(leastBlock, _mm256_set1_ps(static_cast<float>(block)), nearer);
        least = _mm256_min_ps(least, distances);
    }
};

CentroidGeometry::CentroidGeometry(const PaddedRows& rows, std::size_t clusters)
    : clusters_(clusters)
    , dimension_(rows.dimension())
    , stride_(rows.stride())
    , listed_(listLength(clusters))
    , largestMagnitude_(rows.largestMagnitude())
    , padded_(clusters * stride_)
    , all_(blocksFor(clusters), dimension_)
    , identity_(blocksFor(clusters) * laneCount)
    , gaps_(clusters)
    , gapsBelow_(clusters)
    , distances_(clusters * clusters)
    , order_(listed_ > 0 ? clusters * clusters : 0)
    , slots_(clusters * listed_)
    , neighbours_(clusters * listed_ / laneCount, dimension_)
    , blockDistances_(clusters * listed_ / laneCount, infinity)
{
    std::iota(identity_.begin(), identity_.end(), 0);
}

void CentroidGeometry::update(const std::vector<double>& centroids)
{
    centroids_ = centroids;
    double largestNorm = 0;
    for (std::size_t c = 0; c < clusters_; ++c) {
        double norm = 0;
        for (std::size_t d = 0; d < dimension_; ++d) {
            const double value = centroids_[c * dimension_ + d];
            norm += value * value;
            padded_.data()[c * stride_ + d] = static_cast<float>(value);
        }
        largestNorm = std::max(largestNorm, std::sqrt(norm));
        all_.set(c, centroids_.data() + c * dimension_);
    }
    relativeMargin_ = static_cast<float>(dimension_ + 8) * roundingUnit;
    absoluteMargin_ = largestMagnitude_ < safeMagnitude ? static_cast<float>(largestNorm) * roundingUnit + 1e-18F : infinity;

    const auto count = static_cast<std::int64_t>(clusters_);
#pragma omp parallel for schedule(static) if (clusters_ >= leastParallel)
    for (std::int64_t index = 0; index < count; ++index) {
        const auto c = static_cast<std::size_t>(index);
        double gap = std::numeric_limits<double>::infinity();
        for (std::size_t other = 0; other < clusters_; ++other) {
            double sum = 0;
            for (std::size_t d = 0; d < dimension_; ++d) {
                const double difference = centroids_[c * dimension_ + d] - centroids_[other * dimension_ + d];
                sum += difference * difference;
            }
            distances_[c * clusters_ + other] = std::sqrt(sum);
            if (other != c)
                gap = std::min(gap, std::sqrt(sum));
        }
        gaps_[c] = roundedUp(gap);
        gapsBelow_[c] = roundedDown(gap);
        if (hasNeighbours()) {
            sortNeighbours(c, !sorted_);
            fillNeighbourBlocks(c);
        }
    }
    sorted_ = true;
}

void CentroidGeometry::sortNeighbours(std::size_t centroid, bool first)
{
    const double* distances = distances_.data() + centroid * clusters_;
    std::int32_t* order = order_.data() + centroid * clusters_;
    if (first) {
        std::iota(order, order + clusters_, 0);
        std::sort(order, order + clusters_, [&](std::int32_t left, std::int32_t right) {
            return distances[left] != distances[right] ? distances[left] < distances[right] : left < right;
        });
        return;
    }
    // The order of the iteration before is almost right: insertion sort.
    for (std::size_t i = 1; i < clusters_; ++i) {
        const std::int32_t moved = order[i];
        std::size_t j = i;
        for (; j > 0 && distances[moved] < distances[order[j - 1]]; --j)
            order[j] = order[j - 1];
        order[j] = moved;
    }
}

void CentroidGeometry::fillNeighbourBlocks(std::size_t centroid)
{
    const std::size_t blocks = listed_ / laneCount;
    const std::int32_t* order = order_.data() + centroid * clusters_;
    for (std::size_t i = 0; i < std::min(listed_, clusters_); ++i) {
        const auto neighbour = static_cast<std::size_t>(order[i]);
        slots_[centroid * listed_ + i] = order[i];
        neighbours_.set(centroid * listed_ + i, centroids_.data() + neighbour * dimension_);
        if (i % laneCount == 0)
            blockDistances_[centroid * blocks + i / laneCount] = roundedDown(distances_[centroid * clusters_ + neighbour]);
    }
}

CentroidGeometry::Movement CentroidGeometry::movement(std::size_t centroid, const std::vector<float>& shifts) const
{
    Movement result{ shifts[centroid], 0, infinity, gapsBelow_[centroid] };
    if (!hasNeighbours()) {
        for (std::size_t c = 0; c < clusters_; ++c)
            result.near = c == centroid ? result.near : std::max(result.near, shifts[c]);
        return result;
    }
    const std::int32_t* order = order_.data() + centroid * clusters_;
    const std::size_t near = std::min(mostNear, listed_ - laneCount);
    for (std::size_t i = 0; i < near; ++i)
        if (static_cast<std::size_t>(order[i]) != centroid)
            result.near = std::max(result.near, shifts[static_cast<std::size_t>(order[i])]);
    result.reach = blockDistances_[centroid * (listed_ / laneCount) + near / laneCount];
    return result;
}

NearestCentroid CentroidGeometry::nearest(const float* row) const
{
    Scan scan;
    const std::size_t blocks = blocksFor(clusters_);
    for (std::size_t block = 0; block < blocks; ++block)
        scan.add(squaredDistances(row, all_.block(block), dimension_), block);
    return decided(row, scan, identity_.data());
}

NearestCentroid CentroidGeometry::nearestAround(const float* row, std::size_t own, float upper) const
{
    if (!hasNeighbours())
        return nearest(row);
    const float radius = (2 * upper + gaps_[own]) * (1 + 4 * roundingUnit);
    const std::size_t blocks = listed_ / laneCount;
    const float* blockDistances = blockDistances_.data() + own * blocks;
    Scan scan;
    std::size_t block = 0;
    for (; block < blocks && blockDistances[block] <= radius; ++block)
        scan.add(squaredDistances(row, neighbours_.block(own * blocks + block), dimension_), block);
    if (block == blocks && listed_ < clusters_)
        return nearest(row);
    return decided(row, scan, slots_.data() + own * listed_);
}

NearestCentroid CentroidGeometry::decided(const float* row, const Scan& scan, const std::int32_t* slots) const
{
    const __m256 first8 = leastOfAll(scan.least);
    const auto winners = static_cast<unsigned>(_mm256_movemask_ps(_mm256_cmp_ps(scan.least, first8, _CMP_EQ_OQ)));
    const auto lane = static_cast<std::size_t>(std::countr_zero(winners | 1U << (laneCount - 1)));
    alignas(32) float block[laneCount];
    _mm256_store_ps(block, scan.leastBlock);
    const __m256 others = _mm256_blendv_ps(scan.least, _mm256_set1_ps(infinity), laneMask(lane));
    const float first = _mm256_cvtss_f32(first8);
    const float next = _mm256_cvtss_f32(leastOfAll(_mm256_min_ps(scan.second, others)));
    const float upper = std::sqrt(first) * (1 + relativeMargin_) + absoluteMargin_;
    const float lower = std::sqrt(next) * (1 - relativeMargin_) - absoluteMargin_;
    if (!(upper < lower))
        return exactNearest(row);
    const std::size_t slot = static_cast<std::size_t>(block[lane]) * laneCount + lane;
    return { slots[slot], upper, lower };
}

NearestCentroid CentroidGeometry::exactNearest(const float* row) const
{
    double first = std::numeric_limits<double>::infinity();
    double next = first;
    std::size_t label = 0;
    for (std::size_t c = 0; c < clusters_; ++c) {
        const double distance = squaredDistance(row, centroids_.data() + c * dimension_, dimension_);
        if (distance < first) {
            next = first;
            first = distance;
            label = c;
        } else {
            next = std::min(next, distance);
        }
    }
    return { static_cast<std::int32_t>(label), roundedUp(std::sqrt(first)), roundedDown(std::sqrt(next)) };
}

} // namespace core::analysis
