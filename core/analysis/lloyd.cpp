// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/lloyd.h"

#include "core/analysis/centroid_geometry.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace core::analysis {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float slack = 0x1.0p-22F; ///< covers the rounding of one update of a bound
constexpr std::size_t fewChanges = 16; ///< sums are corrected, not formed anew, when less than 1/16 of the rows moved

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
        , sums_(clusters_ * rows.stride())
        , counts_(clusters_)
        , ownShift_(clusters_)
        , otherShift_(clusters_)
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
            if (changed == 0 && sumsAreFresh_) {
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
        changes_[chunk].clear();
        const __m256 grow = _mm256_set1_ps(1 + slack);
        const __m256 shrink = _mm256_set1_ps(1 - slack);
        for (std::size_t row = rows_.chunkBegin(chunk); row < rows_.chunkEnd(chunk); row += laneCount) {
            const __m256i labels = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(labels_.data() + row));
            const __m256 ownShift = _mm256_i32gather_ps(ownShift_.data(), labels, sizeof(float));
            const __m256 otherShift = _mm256_i32gather_ps(otherShift_.data(), labels, sizeof(float));
            const __m256 halfGap = _mm256_i32gather_ps(geometry_.halfGaps(), labels, sizeof(float));
            const __m256 upper = _mm256_mul_ps(_mm256_add_ps(_mm256_load_ps(upper_.data() + row), ownShift), grow);
            const __m256 lower = _mm256_sub_ps(_mm256_mul_ps(_mm256_load_ps(lower_.data() + row), shrink), otherShift);
            _mm256_store_ps(upper_.data() + row, upper);
            _mm256_store_ps(lower_.data() + row, lower);
            const __m256 open = _mm256_cmp_ps(upper, _mm256_max_ps(lower, halfGap), _CMP_NLT_UQ);
            for (auto mask = static_cast<unsigned>(_mm256_movemask_ps(open)); mask != 0; mask &= mask - 1)
                assignRow(row + static_cast<std::size_t>(std::countr_zero(mask)), changes_[chunk]);
        }
    }

    void assignRow(std::size_t row, std::vector<Change>& changes)
    {
        if (row >= rows_.size())
            return;
        const std::int32_t label = labels_[row];
        const auto own = static_cast<std::size_t>(label);
        const float upper = geometry_.upperBound(rows_.row(row), own);
        upper_.data()[row] = upper;
        if (upper < std::max(lower_.data()[row], geometry_.halfGaps()[own]))
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
            formSums();
        std::vector<double> moved = centroids_;
        for (std::size_t c = 0; c < clusters_; ++c)
            setMean(moved, c);
        if (std::find(counts_.begin(), counts_.end(), std::size_t{ 0 }) != counts_.end())
            fillEmptyClusters(moved);
        measureShifts(moved);
        centroids_ = std::move(moved);
    }

    void setMean(std::vector<double>& centroids, std::size_t cluster) const
    {
        if (counts_[cluster] == 0)
            return;
        for (std::size_t d = 0; d < dimension(); ++d)
            centroids[cluster * dimension() + d]
                = sums_[cluster * rows_.stride() + d] / static_cast<double>(counts_[cluster]);
    }

    void addToSum(double* sum, std::size_t row) const
    {
        const float* values = rows_.row(row);
        for (std::size_t d = 0; d < rows_.stride(); d += 4)
            _mm256_storeu_pd(sum + d, _mm256_add_pd(_mm256_loadu_pd(sum + d), _mm256_cvtps_pd(_mm_load_ps(values + d))));
    }

    void formSums()
    {
        const std::size_t chunks = rows_.chunks();
        std::vector<double> sums(chunks * sums_.size());
        std::vector<std::size_t> counts(chunks * clusters_);
        const auto chunkCount = static_cast<std::int64_t>(chunks);
#pragma omp parallel for schedule(dynamic, 1) if (chunks > 1)
        for (std::int64_t chunk = 0; chunk < chunkCount; ++chunk) {
            const auto index = static_cast<std::size_t>(chunk);
            for (std::size_t row = rows_.chunkBegin(index); row < rows_.chunkEnd(index); ++row) {
                const auto label = static_cast<std::size_t>(labels_[row]);
                addToSum(sums.data() + index * sums_.size() + label * rows_.stride(), row);
                ++counts[index * clusters_ + label];
            }
        }
        std::fill(sums_.begin(), sums_.end(), 0.0);
        std::fill(counts_.begin(), counts_.end(), std::size_t{ 0 });
        for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
            for (std::size_t i = 0; i < sums_.size(); ++i)
                sums_[i] += sums[chunk * sums_.size() + i];
            for (std::size_t c = 0; c < clusters_; ++c)
                counts_[c] += counts[chunk * clusters_ + c];
        }
        sumsAreFresh_ = true;
    }

    void correctSums()
    {
        for (const auto& changes : changes_)
            for (const Change& change : changes)
                moveRow(change.row, static_cast<std::size_t>(change.from), static_cast<std::size_t>(change.to));
        sumsAreFresh_ = false;
    }

    void moveRow(std::size_t row, std::size_t from, std::size_t to)
    {
        for (std::size_t d = 0; d < dimension(); ++d) {
            const auto value = static_cast<double>(rows_.row(row)[d]);
            sums_[from * rows_.stride() + d] -= value;
            sums_[to * rows_.stride() + d] += value;
        }
        --counts_[from];
        ++counts_[to];
    }

    /// Each empty cluster takes the row that is farthest from the centroid of its own cluster (the first of equals).
    void fillEmptyClusters(std::vector<double>& centroids)
    {
        for (std::size_t c = 0; c < clusters_; ++c) {
            if (counts_[c] > 0)
                continue;
            std::size_t farthest = 0;
            double most = 0;
            for (std::size_t row = 0; row < rows_.size(); ++row) {
                const auto own = static_cast<std::size_t>(labels_[row]);
                const double distance = squaredDistance(rows_.row(row), centroids.data() + own * dimension(), dimension());
                if (distance > most && counts_[own] > 1) {
                    most = distance;
                    farthest = row;
                }
            }
            if (!(most > 0))
                return; // fewer distinct rows than clusters
            const auto donor = static_cast<std::size_t>(labels_[farthest]);
            moveRow(farthest, donor, c);
            labels_[farthest] = static_cast<std::int32_t>(c);
            setMean(centroids, donor);
            setMean(centroids, c);
            unassigned_ = true;
            sumsAreFresh_ = false;
        }
    }

    /// How far each centroid moved, and the most that any other one moved.
    void measureShifts(const std::vector<double>& moved)
    {
        float most = 0;
        float second = 0;
        std::size_t mover = 0;
        for (std::size_t c = 0; c < clusters_; ++c) {
            double sum = 0;
            for (std::size_t d = 0; d < dimension(); ++d) {
                const double difference = moved[c * dimension() + d] - centroids_[c * dimension() + d];
                sum += difference * difference;
            }
            const float shift = sum > 0 ? std::nextafter(static_cast<float>(std::sqrt(sum)), infinity) : 0.0F;
            ownShift_[c] = shift;
            if (shift > most) {
                second = most;
                most = shift;
                mover = c;
            } else {
                second = std::max(second, shift);
            }
        }
        for (std::size_t c = 0; c < clusters_; ++c)
            otherShift_[c] = c == mover ? second : most;
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
    std::vector<double> sums_; ///< K × stride
    std::vector<std::size_t> counts_;
    std::vector<float> ownShift_;
    std::vector<float> otherShift_;
    std::vector<std::vector<Change>> changes_; ///< per chunk
    bool sumsAreFresh_ = false; ///< formed from the labels as they are, not corrected
    bool unassigned_ = false; ///< bounds do not hold: an empty cluster was filled
};

} // namespace

LloydFit lloyd(const PaddedRows& rows, std::vector<double> centroids, int maximumIterations, const CancelToken& cancel)
{
    return Lloyd(rows, std::move(centroids)).fit(maximumIterations, cancel);
}

} // namespace core::analysis
