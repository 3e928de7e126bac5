// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/kmeans_rows.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <new>

namespace core::analysis {
namespace {

constexpr std::size_t alignment = 64;
constexpr std::size_t mostChunks = 64;
constexpr std::size_t leastChunkRows = 4096;

std::size_t roundUp(std::size_t value, std::size_t multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

} // namespace

AlignedFloats::AlignedFloats(std::size_t count)
{
    if (count > (std::numeric_limits<std::size_t>::max() / 2) / sizeof(float))
        throw std::bad_alloc();
    const std::size_t bytes = roundUp(std::max<std::size_t>(count, 1) * sizeof(float), alignment);
    void* memory = std::aligned_alloc(alignment, bytes);
    if (memory == nullptr)
        throw std::bad_alloc();
    std::memset(memory, 0, bytes);
    floats_.reset(static_cast<float*>(memory));
}

void AlignedFloats::Release::operator()(float* floats) const
{
    std::free(floats);
}

PaddedRows::PaddedRows(const FeatureMatrix& features)
    : size_(features.size())
    , dimension_(features.dimension)
    , stride_(roundUp(features.dimension, laneCount))
    , chunkRows_(std::max(leastChunkRows, roundUp((features.size() + mostChunks - 1) / mostChunks, laneCount)))
    , values_(size_ * stride_)
{
    float largest = 0;
    const auto rows = static_cast<std::int64_t>(size_);
#pragma omp parallel for schedule(static) reduction(max : largest) if (rows > 16384)
    for (std::int64_t index = 0; index < rows; ++index) {
        const auto row = static_cast<std::size_t>(index);
        const float* from = features.row(row);
        float* to = values_.data() + row * stride_;
        for (std::size_t d = 0; d < dimension_; ++d) {
            to[d] = from[d];
            largest = std::max(largest, std::fabs(from[d]));
        }
    }
    largestMagnitude_ = largest;
}

std::size_t PaddedRows::chunkEnd(std::size_t chunk) const
{
    return std::min(size_, (chunk + 1) * chunkRows_);
}

CentroidBlocks::CentroidBlocks(std::size_t blocks, std::size_t dimension)
    : dimension_(dimension)
    , values_(blocks * dimension * laneCount)
{
    clear(0, blocks);
}

void CentroidBlocks::clear(std::size_t firstBlock, std::size_t blockCount)
{
    float* values = values_.data() + firstBlock * dimension_ * laneCount;
    std::fill(values, values + blockCount * dimension_ * laneCount, std::numeric_limits<float>::infinity());
}

void CentroidBlocks::set(std::size_t slot, const double* centroid)
{
    float* lane = values_.data() + slot / laneCount * dimension_ * laneCount + slot % laneCount;
    for (std::size_t d = 0; d < dimension_; ++d)
        lane[d * laneCount] = static_cast<float>(centroid[d]);
}

void CentroidBlocks::set(std::size_t slot, const float* centroid)
{
    float* lane = values_.data() + slot / laneCount * dimension_ * laneCount + slot % laneCount;
    for (std::size_t d = 0; d < dimension_; ++d)
        lane[d * laneCount] = centroid[d];
}

} // namespace core::analysis
