// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/kmeans_seeding.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace core::analysis {
namespace {

using Lanes = std::array<double, laneCount>;

/// Draws rows by their squared distance to the nearest centre chosen so far.
class Seeding {
public:
    Seeding(const PaddedRows& rows, std::size_t candidates, RandomStream& random)
        : rows_(rows)
        , random_(random)
        , candidates_(std::min(candidates, laneCount))
        , block_(1, rows.dimension())
        , nearest_(rows.size() * laneCount)
        , potentials_(rows.chunks())
    {
        std::fill_n(nearest_.data(), rows.size() * laneCount, std::numeric_limits<float>::max());
    }

    std::size_t first()
    {
        const std::size_t row = static_cast<std::size_t>(random_.below(rows_.size()));
        tryRows({ row });
        return row;
    }

    std::size_t next()
    {
        std::vector<std::size_t> drawn;
        for (std::size_t i = 0; i < candidates_; ++i)
            drawn.push_back(draw());
        return drawn[tryRows(drawn)];
    }

    bool exhausted() const { return !(potential(lane_) > 0); }

private:
    double potential(std::size_t lane) const
    {
        double sum = 0;
        for (const Lanes& chunk : potentials_)
            sum += chunk[lane];
        return sum;
    }

    std::size_t draw()
    {
        double rest = random_.uniform() * potential(lane_);
        std::size_t chunk = 0;
        for (; chunk + 1 < potentials_.size() && rest >= potentials_[chunk][lane_]; ++chunk)
            rest -= potentials_[chunk][lane_];
        std::size_t lastPossible = rows_.chunkBegin(chunk);
        for (std::size_t row = rows_.chunkBegin(chunk); row < rows_.chunkEnd(chunk); ++row) {
            const double weight = static_cast<double>(nearest_.data()[row * laneCount + lane_]);
            if (weight <= 0)
                continue;
            lastPossible = row;
            if (rest < weight)
                break;
            rest -= weight;
        }
        return lastPossible;
    }

    /// Takes the best of the candidates into the set of centres and says which it was.
    std::size_t tryRows(const std::vector<std::size_t>& candidates)
    {
        block_.clear(0, 1);
        for (std::size_t i = 0; i < candidates.size(); ++i)
            block_.set(i, rows_.row(candidates[i]));
        const auto chunks = static_cast<std::int64_t>(rows_.chunks());
#pragma omp parallel for schedule(dynamic, 1) if (chunks > 1)
        for (std::int64_t chunk = 0; chunk < chunks; ++chunk)
            potentials_[static_cast<std::size_t>(chunk)] = tryChunk(static_cast<std::size_t>(chunk));
        std::size_t best = 0;
        double least = potential(0);
        for (std::size_t i = 1; i < candidates.size(); ++i) {
            const double value = potential(i);
            if (value < least) {
                least = value;
                best = i;
            }
        }
        lane_ = best;
        return best;
    }

    /// nearest_ of each row becomes, per candidate, its squared distance to the nearest centre were that one chosen.
    Lanes tryChunk(std::size_t chunk)
    {
        __m256d low = _mm256_setzero_pd();
        __m256d high = _mm256_setzero_pd();
        const __m256 most = _mm256_set1_ps(std::numeric_limits<float>::max());
        for (std::size_t row = rows_.chunkBegin(chunk); row < rows_.chunkEnd(chunk); ++row) {
            float* nearest = nearest_.data() + row * laneCount;
            __m256 distances = squaredDistances(rows_.row(row), block_.block(0), rows_.dimension());
            distances = _mm256_min_ps(_mm256_min_ps(distances, most), _mm256_broadcast_ss(nearest + lane_));
            _mm256_store_ps(nearest, distances);
            low = _mm256_add_pd(low, _mm256_cvtps_pd(_mm256_castps256_ps128(distances)));
            high = _mm256_add_pd(high, _mm256_cvtps_pd(_mm256_extractf128_ps(distances, 1)));
        }
        Lanes sums;
        _mm256_storeu_pd(sums.data(), low);
        _mm256_storeu_pd(sums.data() + 4, high);
        return sums;
    }

    const PaddedRows& rows_;
    RandomStream& random_;
    std::size_t candidates_;
    CentroidBlocks block_;
    AlignedFloats nearest_; ///< N × 8; the column `lane_` holds
    std::vector<Lanes> potentials_; ///< per chunk
    std::size_t lane_ = 0;
};

} // namespace

std::vector<double> seedCentroids(
    const PaddedRows& rows, std::size_t clusters, RandomStream& random, const CancelToken& cancel)
{
    const auto candidates = 2 + static_cast<std::size_t>(std::log(static_cast<double>(clusters)));
    Seeding seeding(rows, candidates, random);
    std::vector<std::size_t> chosen{ seeding.first() };
    std::size_t unchosen = 0;
    while (chosen.size() < clusters) {
        cancel.check();
        if (!seeding.exhausted()) {
            chosen.push_back(seeding.next());
            continue;
        }
        while (std::find(chosen.begin(), chosen.end(), unchosen) != chosen.end())
            ++unchosen;
        chosen.push_back(unchosen);
    }
    std::vector<double> centroids;
    centroids.reserve(clusters * rows.dimension());
    for (const std::size_t row : chosen)
        centroids.insert(centroids.end(), rows.row(row), rows.row(row) + rows.dimension());
    return centroids;
}

} // namespace core::analysis
