// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/cluster_sums.h"

#include <algorithm>

namespace core::analysis {
namespace {

void addRow(double* sum, const float* row, std::size_t stride)
{
    for (std::size_t d = 0; d < stride; d += 4)
        _mm256_storeu_pd(sum + d, _mm256_add_pd(_mm256_loadu_pd(sum + d), _mm256_cvtps_pd(_mm_load_ps(row + d))));
}

} // namespace

ClusterSums::ClusterSums(const PaddedRows& rows, std::size_t clusters)
    : rows_(rows)
    , sums_(clusters * rows.stride())
    , counts_(clusters)
{
}

void ClusterSums::form(const std::vector<std::int32_t>& labels)
{
    const std::size_t clusters = counts_.size();
    const auto chunks = static_cast<std::int64_t>(rows_.chunks());
    std::vector<double> sums(rows_.chunks() * sums_.size());
    std::vector<std::size_t> counts(rows_.chunks() * clusters);
#pragma omp parallel for schedule(dynamic, 1) if (chunks > 1)
    for (std::int64_t chunk = 0; chunk < chunks; ++chunk) {
        const auto index = static_cast<std::size_t>(chunk);
        for (std::size_t row = rows_.chunkBegin(index); row < rows_.chunkEnd(index); ++row) {
            const auto label = static_cast<std::size_t>(labels[row]);
            addRow(sums.data() + index * sums_.size() + label * rows_.stride(), rows_.row(row), rows_.stride());
            ++counts[index * clusters + label];
        }
    }
    std::fill(sums_.begin(), sums_.end(), 0.0);
    std::fill(counts_.begin(), counts_.end(), std::size_t{ 0 });
    for (std::size_t chunk = 0; chunk < rows_.chunks(); ++chunk) {
        for (std::size_t i = 0; i < sums_.size(); ++i)
            sums_[i] += sums[chunk * sums_.size() + i];
        for (std::size_t c = 0; c < clusters; ++c)
            counts_[c] += counts[chunk * clusters + c];
    }
    fresh_ = true;
}

void ClusterSums::move(std::size_t row, std::size_t from, std::size_t to)
{
    for (std::size_t d = 0; d < rows_.dimension(); ++d) {
        const auto value = static_cast<double>(rows_.row(row)[d]);
        sums_[from * rows_.stride() + d] -= value;
        sums_[to * rows_.stride() + d] += value;
    }
    --counts_[from];
    ++counts_[to];
    fresh_ = false;
}

bool ClusterSums::anyEmpty() const
{
    return std::find(counts_.begin(), counts_.end(), std::size_t{ 0 }) != counts_.end();
}

void ClusterSums::setMean(std::vector<double>& centroids, std::size_t cluster) const
{
    if (counts_[cluster] == 0)
        return;
    const std::size_t dimension = rows_.dimension();
    for (std::size_t d = 0; d < dimension; ++d)
        centroids[cluster * dimension + d] = sums_[cluster * rows_.stride() + d] / static_cast<double>(counts_[cluster]);
}

} // namespace core::analysis
