// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/lloyd.h"

#include "core/analysis/centroid_geometry.h"
#include "core/analysis/cluster_sums.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace core::analysis {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float slack = 0x1.0p-22F; ///< covers the rounding of one update of a bound
constexpr std::size_t fewChanges = 16; ///< sums are corrected, not formed anew, when less than 1/16 of the rows moved

constexpr std::size_t prefetched = 8; ///< rows that wait for assignment are fetched this far ahead

struct Change {
    std::size_t row = 0;
    std::int32_t from = 0;
    std::int32_t to = 0;
};

class Lloyd {
public:
    Lloyd(const PaddedRows& rows, std::vector<double> centroids)
        : rows_(rows)
        , clusters_(centroids.size() / rows.dimension())
        , geometry_(rows, clusters_)
        , centroids_(std::move(centroids))
        , labels_((rows.size() + laneCount - 1) / laneCount * laneCount)
        , upper_(labels_.size())
        , lower_(labels_.size())
        , sums_(rows, clusters_)
        , shifts_(clusters_)
        , movements_(clusters_)
        , changes_(rows.chunks())
    {
        std::fill_n(lower_.data(), labels_.size(), std::numeric_limits<float>::max());
    }

    LloydFit fit(int maximumIterations, const CancelToken& cancel)
    {
        LloydFit result;
        std::size_t changed = assignAnew();
        for (result.iterations = 1;; ++result.iterations) {
            cancel.check();
            if (changed == 0 && sums_.fresh()) {
                result.converged = true;
                break;
            }
            update(changed);
            changed = unassigned_ ? assignAnew() : assignMoved();
            if (result.iterations >= maximumIterations)
                break;
        }
        return finished(std::move(result));
    }

private:
    std::size_t dimension() const { return rows_.dimension(); }

    /// Every row against every centroid.
    std::size_t assignAnew()
    {
        geometry_.update(centroids_);
        const auto chunks = static_cast<std::int64_t>(rows_.chunks());
#pragma omp parallel for schedule(dynamic, 1) if (chunks > 1)
        for (std::int64_t chunk = 0; chunk < chunks; ++chunk) {
            const auto index = static_cast<std::size_t>(chunk);
            for (std::size_t row = rows_.chunkBegin(index); row < rows_.chunkEnd(index); ++row) {
                const NearestCentroid nearest = geometry_.nearest(rows_.row(row));
                labels_[row] = nearest.label;
                upper_.data()[row] = nearest.upper;
                lower_.data()[row] = nearest.lower;
            }
        }
        unassigned_ = false;
        return rows_.size();
    }

    /// Only the rows that the movement of the centroids may have put nearer to another one.
    std::size_t assignMoved()
    {
        geometry_.update(centroids_);
        for (std::size_t c = 0; c < clusters_; ++c)
            movements_[c] = geometry_.movement(c, shifts_);
        const auto chunks = static_cast<std::int64_t>(rows_.chunks());
#pragma omp parallel for schedule(dynamic, 1) if (chunks > 1)
        for (std::int64_t chunk = 0; chunk < chunks; ++chunk)
            assignChunk(static_cast<std::size_t>(chunk));
        std::size_t changed = 0;
        for (const auto& changes : changes_)
            changed += changes.size();
        return changed;
    }

    void assignChunk(std::size_t chunk)
    {
        const std::vector<std::uint32_t> open = moveBounds(chunk);
        changes_[chunk].clear();
        for (std::size_t i = 0; i < open.size(); ++i) {
            if (i + prefetched < open.size())
                _mm_prefetch(reinterpret_cast<const char*>(rows_.row(open[i + prefetched])), _MM_HINT_T0);
            assignRow(open[i], changes_[chunk]);
        }
    }

    /// Widens the bounds by what the centroids moved; returns the rows that they no longer keep in their cluster.
    std::vector<std::uint32_t> moveBounds(std::size_t chunk)
    {
        std::vector<std::uint32_t> open;
        const __m256 grow = _mm256_set1_ps(1 + slack);
        const __m256 shrink = _mm256_set1_ps(1 - slack);
        const std::size_t end = rows_.chunkEnd(chunk);
        for (std::size_t row = rows_.chunkBegin(chunk); row < end; row += laneCount) {
            const EightMovements moved = movementsOf(row);
            const __m256 upper = _mm256_mul_ps(_mm256_add_ps(_mm256_load_ps(upper_.data() + row), moved.own), grow);
            const __m256 near = _mm256_sub_ps(_mm256_mul_ps(_mm256_load_ps(lower_.data() + row), shrink), moved.near);
            const __m256 beyond = _mm256_sub_ps(_mm256_mul_ps(moved.reach, shrink), upper);
            const __m256 across = _mm256_sub_ps(_mm256_mul_ps(moved.gap, shrink), upper);
            const __m256 lower = _mm256_max_ps(across, _mm256_min_ps(near, beyond));
            _mm256_store_ps(upper_.data() + row, upper);
            _mm256_store_ps(lower_.data() + row, lower);
            auto mask = static_cast<unsigned>(_mm256_movemask_ps(_mm256_cmp_ps(upper, lower, _CMP_NLT_UQ)));
            for (; mask != 0; mask &= mask - 1) {
                const std::size_t index = row + static_cast<std::size_t>(std::countr_zero(mask));
                if (index < end)
                    open.push_back(static_cast<std::uint32_t>(index));
            }
        }
        return open;
    }

    struct EightMovements {
        __m256 own;
        __m256 near;
        __m256 reach;
        __m256 gap;
    };

    /// The movements around the centroids of eight rows: loaded one by one and transposed, faster than gathers.
    EightMovements movementsOf(std::size_t row) const
    {
        const auto pair = [&](std::size_t i) {
            const auto load
                = [&](std::size_t at) { return _mm_load_ps(&movements_[static_cast<std::size_t>(labels_[at])].own); };
            return _mm256_insertf128_ps(_mm256_castps128_ps256(load(row + i)), load(row + i + 4), 1);
        };
        const __m256 first = pair(0);
        const __m256 second = pair(1);
        const __m256 third = pair(2);
        const __m256 fourth = pair(3);
        const __m256 low = _mm256_unpacklo_ps(first, second);
        const __m256 high = _mm256_unpackhi_ps(first, second);
        const __m256 lowOther = _mm256_unpacklo_ps(third, fourth);
        const __m256 highOther = _mm256_unpackhi_ps(third, fourth);
        return { _mm256_shuffle_ps(low, lowOther, 0x44), _mm256_shuffle_ps(low, lowOther, 0xEE),
            _mm256_shuffle_ps(high, highOther, 0x44), _mm256_shuffle_ps(high, highOther, 0xEE) };
    }

    void assignRow(std::size_t row, std::vector<Change>& changes)
    {
        const std::int32_t label = labels_[row];
        const auto own = static_cast<std::size_t>(label);
        const float upper = geometry_.upperBound(rows_.row(row), own);
        upper_.data()[row] = upper;
        if (upper < std::max(lower_.data()[row], movements_[own].gap * (1 - slack) - upper))
            return;
        const NearestCentroid nearest = geometry_.nearestAround(rows_.row(row), own, upper);
        upper_.data()[row] = nearest.upper;
        lower_.data()[row] = nearest.lower;
        if (nearest.label == label)
            return;
        labels_[row] = nearest.label;
        changes.push_back({ row, label, nearest.label });
    }

    void update(std::size_t changed)
    {
        if (changed > 0 && changed < rows_.size() / fewChanges)
            correctSums();
        else
            sums_.form(labels_);
        std::vector<double> moved = centroids_;
        for (std::size_t c = 0; c < clusters_; ++c)
            sums_.setMean(moved, c);
        if (sums_.anyEmpty())
            fillEmptyClusters(moved);
        measureShifts(moved);
        centroids_ = std::move(moved);
    }

    void correctSums()
    {
        for (const auto& changes : changes_)
            for (const Change& change : changes)
                sums_.move(change.row, static_cast<std::size_t>(change.from), static_cast<std::size_t>(change.to));
    }

    /// Each empty cluster takes the row that is farthest from the centroid of its own cluster (the first of equals).
    void fillEmptyClusters(std::vector<double>& centroids)
    {
        for (std::size_t c = 0; c < clusters_; ++c) {
            if (sums_.count(c) > 0)
                continue;
            std::size_t farthest = 0;
            double most = 0;
            for (std::size_t row = 0; row < rows_.size(); ++row) {
                const auto own = static_cast<std::size_t>(labels_[row]);
                const double distance = squaredDistance(rows_.row(row), centroids.data() + own * dimension(), dimension());
                if (distance > most && sums_.count(own) > 1) {
                    most = distance;
                    farthest = row;
                }
            }
            if (!(most > 0))
                return; // fewer distinct rows than clusters
            const auto donor = static_cast<std::size_t>(labels_[farthest]);
            sums_.move(farthest, donor, c);
            labels_[farthest] = static_cast<std::int32_t>(c);
            sums_.setMean(centroids, donor);
            sums_.setMean(centroids, c);
            unassigned_ = true;
        }
    }

    /// How far each centroid moved, rounded up.
    void measureShifts(const std::vector<double>& moved)
    {
        for (std::size_t c = 0; c < clusters_; ++c) {
            double sum = 0;
            for (std::size_t d = 0; d < dimension(); ++d) {
                const double difference = moved[c * dimension() + d] - centroids_[c * dimension() + d];
                sum += difference * difference;
            }
            shifts_[c] = sum > 0 ? std::nextafter(static_cast<float>(std::sqrt(sum)), infinity) : 0.0F;
        }
    }

    LloydFit finished(LloydFit result)
    {
        std::vector<double> inertias(rows_.chunks());
        const auto chunks = static_cast<std::int64_t>(rows_.chunks());
#pragma omp parallel for schedule(dynamic, 1) if (chunks > 1)
        for (std::int64_t chunk = 0; chunk < chunks; ++chunk) {
            const auto index = static_cast<std::size_t>(chunk);
            double inertia = 0;
            for (std::size_t row = rows_.chunkBegin(index); row < rows_.chunkEnd(index); ++row)
                inertia += squaredDistance(
                    rows_.row(row), centroids_.data() + static_cast<std::size_t>(labels_[row]) * dimension(), dimension());
            inertias[index] = inertia;
        }
        for (const double inertia : inertias)
            result.inertia += inertia;
        labels_.resize(rows_.size());
        result.sizes.assign(clusters_, 0);
        for (const std::int32_t label : labels_)
            ++result.sizes[static_cast<std::size_t>(label)];
        result.labels = std::move(labels_);
        result.centroids = std::move(centroids_);
        return result;
    }

    const PaddedRows& rows_;
    std::size_t clusters_;
    CentroidGeometry geometry_;
    std::vector<double> centroids_; ///< K × D
    std::vector<std::int32_t> labels_; ///< N, padded to whole vectors
    AlignedFloats upper_; ///< bound of the distance to the own centroid
    AlignedFloats lower_; ///< bound of the distance to every other centroid
    ClusterSums sums_;
    std::vector<float> shifts_;
    std::vector<CentroidGeometry::Movement> movements_;
    std::vector<std::vector<Change>> changes_; ///< per chunk
    bool unassigned_ = false; ///< bounds do not hold: an empty cluster was filled
};

} // namespace

LloydFit lloyd(const PaddedRows& rows, std::vector<double> centroids, int maximumIterations, const CancelToken& cancel)
{
    return Lloyd(rows, std::move(centroids)).fit(maximumIterations, cancel);
}

} // namespace core::analysis
