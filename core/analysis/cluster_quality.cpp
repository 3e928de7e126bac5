// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/cluster_quality.h"

#include "core/analysis/shares.h"
#include "core/base/error.h"
#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace core::analysis {
namespace {

/// Seeded choice of `count` of `size` rows without replacement, in ascending order (a partial Fisher-Yates shuffle).
std::vector<std::size_t> sampleRows(std::size_t size, std::size_t count, std::uint64_t seed)
{
    std::vector<std::size_t> rows(size);
    std::iota(rows.begin(), rows.end(), std::size_t{ 0 });
    if (count >= size)
        return rows;
    RandomStream random(seed, "silhouette sample");
    for (std::size_t i = 0; i < count; ++i)
        std::swap(rows[i], rows[i + static_cast<std::size_t>(random.below(size - i))]);
    rows.resize(count);
    std::sort(rows.begin(), rows.end());
    return rows;
}

/// The rows sorted by cluster, each dimension in one piece, so that distances are computed many at a time.
struct SortedRows {
    std::size_t count = 0;
    std::size_t dimension = 0;
    std::vector<double> values; ///< dimension × count
    std::vector<std::size_t> begin; ///< of each cluster; one more at the end
    std::vector<std::size_t> labels;

    SortedRows(const FeatureMatrix& features, std::span<const std::int32_t> clusters, std::vector<std::size_t> rows)
        : count(rows.size())
        , dimension(features.dimension)
        , values(count * dimension)
    {
        std::stable_sort(
            rows.begin(), rows.end(), [&](std::size_t left, std::size_t right) { return clusters[left] < clusters[right]; });
        for (std::size_t i = 0; i < count; ++i) {
            const auto label = static_cast<std::size_t>(clusters[rows[i]]);
            begin.resize(label + 1, i);
            labels.push_back(label);
            for (std::size_t d = 0; d < dimension; ++d)
                values[d * count + i] = static_cast<double>(features.row(rows[i])[d]);
        }
        begin.push_back(count);
    }

    std::size_t clusters() const { return begin.size() - 1; }
    std::size_t size(std::size_t cluster) const { return begin[cluster + 1] - begin[cluster]; }

    void distancesFrom(std::size_t index, std::vector<double>& distances) const
    {
        distances.assign(count, 0.0);
        for (std::size_t d = 0; d < dimension; ++d) {
            const double* column = values.data() + d * count;
            const double value = column[index];
            for (std::size_t i = 0; i < count; ++i)
                distances[i] += (column[i] - value) * (column[i] - value);
        }
        for (double& distance : distances)
            distance = std::sqrt(distance);
    }
};

/// (b - a) / max(a, b): a = mean distance to the own cluster's other rows, b = to the rows of the nearest other one.
double silhouetteOf(const SortedRows& rows, std::size_t index, std::vector<double>& distances)
{
    const std::size_t own = rows.labels[index];
    if (rows.size(own) < 2)
        return 0;
    rows.distancesFrom(index, distances);
    double nearest = std::numeric_limits<double>::infinity();
    double within = 0;
    for (std::size_t c = 0; c < rows.clusters(); ++c) {
        const auto first = distances.begin() + static_cast<std::ptrdiff_t>(rows.begin[c]);
        const double sum = std::accumulate(first, first + static_cast<std::ptrdiff_t>(rows.size(c)), 0.0);
        if (c == own)
            within = sum / static_cast<double>(rows.size(c) - 1);
        else if (rows.size(c) > 0)
            nearest = std::min(nearest, sum / static_cast<double>(rows.size(c)));
    }
    const double larger = std::max(within, nearest);
    return larger > 0 ? (nearest - within) / larger : 0;
}

double pairs(std::uint64_t count)
{
    const auto n = static_cast<double>(count);
    return n * (n - 1) / 2;
}

} // namespace

Silhouette silhouette(const FeatureMatrix& features, std::span<const std::int32_t> labels, std::uint64_t seed,
    std::size_t exactRows, const CancelToken& cancel)
{
    if (labels.size() != features.size() || std::any_of(labels.begin(), labels.end(), [](auto label) { return label < 0; }))
        throw Error(ErrorKind::BadInput, "the silhouette needs a label for every feature row");
    const SortedRows rows(features, labels, sampleRows(features.size(), exactRows, seed));
    Silhouette result;
    result.rowsUsed = rows.count;
    result.sampled = rows.count < features.size();
    result.value = std::numeric_limits<double>::quiet_NaN();
    if (rows.count == 0 || rows.labels.front() == rows.labels.back())
        return result;

    std::vector<double> values(rows.count);
    const auto count = static_cast<std::int64_t>(rows.count);
#pragma omp parallel
    {
        std::vector<double> distances;
#pragma omp for schedule(dynamic, 64)
        for (std::int64_t i = 0; i < count; ++i)
            if (!cancel.cancelled())
                values[static_cast<std::size_t>(i)] = silhouetteOf(rows, static_cast<std::size_t>(i), distances);
    }
    cancel.check();
    result.value = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    return result;
}

std::vector<std::int32_t> labelsOf(const FeatureMatrix& features, std::span<const std::int32_t> labels)
{
    std::vector<std::int32_t> result;
    result.reserve(features.size());
    for (const std::uint32_t row : features.rows) {
        if (row >= labels.size())
            throw Error(ErrorKind::BadInput, "the labels and the features are of different runs");
        result.push_back(labels[row]);
    }
    return result;
}

double adjustedRandIndex(std::span<const std::int32_t> left, std::span<const std::int32_t> right)
{
    if (left.size() != right.size())
        throw Error(ErrorKind::BadInput, "two clusterings can only be compared over the same rows");
    std::unordered_map<std::uint64_t, std::uint64_t> cells;
    std::unordered_map<std::int32_t, std::uint64_t> leftSizes;
    std::unordered_map<std::int32_t, std::uint64_t> rightSizes;
    std::uint64_t rows = 0;
    for (std::size_t row = 0; row < left.size(); ++row) {
        if (left[row] < 0 || right[row] < 0)
            continue;
        ++rows;
        ++cells[static_cast<std::uint64_t>(left[row]) << 32U | static_cast<std::uint64_t>(right[row])];
        ++leftSizes[left[row]];
        ++rightSizes[right[row]];
    }
    // Whole numbers below 2^53: the order of the sums does not matter.
    double together = 0;
    double leftPairs = 0;
    double rightPairs = 0;
    for (const auto& [cell, size] : cells)
        together += pairs(size);
    for (const auto& [label, size] : leftSizes)
        leftPairs += pairs(size);
    for (const auto& [label, size] : rightSizes)
        rightPairs += pairs(size);
    const double expected = rows > 1 ? leftPairs * rightPairs / pairs(rows) : 0;
    const double most = (leftPairs + rightPairs) / 2;
    return most == expected ? 1 : (together - expected) / (most - expected);
}

SeedAgreement agreementBetweenSeeds(
    const LossView& losses, const ClusterSettings& settings, int seeds, int restarts, const CancelToken& cancel)
{
    if (seeds < 2)
        throw Error(ErrorKind::BadInput, "agreement between seeds needs at least two seeds");
    std::vector<std::vector<std::int32_t>> fits;
    for (int i = 0; i < seeds; ++i) {
        ClusterSettings one = settings;
        one.kmeans.seed = settings.kmeans.seed + static_cast<std::uint64_t>(i);
        one.kmeans.restarts = restarts;
        fits.push_back(clusterRows(losses, one, cancel).labels);
    }
    SeedAgreement agreement;
    agreement.seeds = seeds;
    double sum = 0;
    int compared = 0;
    for (std::size_t i = 0; i < fits.size(); ++i) {
        for (std::size_t j = i + 1; j < fits.size(); ++j) {
            const double index = adjustedRandIndex(fits[i], fits[j]);
            agreement.least = std::min(agreement.least, index);
            sum += index;
            ++compared;
        }
    }
    agreement.meanAdjustedRandIndex = sum / compared;
    return agreement;
}

std::vector<WindowAgreement> agreementBetweenWindows(
    const LossView& losses, const ClusterSettings& settings, const CancelToken& cancel)
{
    losses.validate();
    const Window whole = resolveWindow(settings.features, losses.points);
    ClusterSettings part = settings;
    if (part.features.kind == FeatureKind::Raw)
        part.features.kind = FeatureKind::Window;
    const std::size_t shortest = settings.features.kind == FeatureKind::Last ? whole.first : whole.first + 1;
    std::vector<WindowAgreement> result;
    std::vector<std::vector<std::int32_t>> fits;
    for (std::size_t last = std::min(shortest, whole.last); last <= whole.last; ++last) {
        part.features.window = Window{ whole.first, last };
        const Clustering clustering = clusterRows(losses, part, cancel);
        WindowAgreement agreement;
        agreement.lastPoint = last;
        agreement.hardShare = hardShare(clustering).share;
        agreement.withPrevious = fits.empty() ? 1 : adjustedRandIndex(fits.back(), clustering.labels);
        result.push_back(agreement);
        fits.push_back(clustering.labels);
    }
    for (std::size_t i = 0; i < fits.size(); ++i)
        result[i].withWhole = adjustedRandIndex(fits[i], fits.back());
    return result;
}

} // namespace core::analysis
