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

struct LabelledRows {
    const FeatureMatrix& features;
    std::vector<std::size_t> rows;
    std::vector<std::size_t> labels;
    std::vector<std::size_t> sizes;
};

double distance(const float* left, const float* right, std::size_t dimension)
{
    double sum = 0;
    for (std::size_t d = 0; d < dimension; ++d) {
        const double difference = static_cast<double>(left[d]) - static_cast<double>(right[d]);
        sum += difference * difference;
    }
    return std::sqrt(sum);
}

/// (b - a) / max(a, b): a = mean distance to the own cluster's other rows, b = to the rows of the nearest other one.
double silhouetteOf(const LabelledRows& set, std::size_t index)
{
    const std::size_t own = set.labels[index];
    if (set.sizes[own] < 2)
        return 0;
    std::vector<double> sums(set.sizes.size());
    const float* row = set.features.row(set.rows[index]);
    for (std::size_t i = 0; i < set.rows.size(); ++i)
        sums[set.labels[i]] += distance(row, set.features.row(set.rows[i]), set.features.dimension);
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t c = 0; c < sums.size(); ++c)
        if (c != own && set.sizes[c] > 0)
            nearest = std::min(nearest, sums[c] / static_cast<double>(set.sizes[c]));
    const double within = sums[own] / static_cast<double>(set.sizes[own] - 1);
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
    LabelledRows set{ features, sampleRows(features.size(), exactRows, seed), {}, {} };
    for (const std::size_t row : set.rows) {
        set.labels.push_back(static_cast<std::size_t>(labels[row]));
        set.sizes.resize(std::max(set.sizes.size(), set.labels.back() + 1));
        ++set.sizes[set.labels.back()];
    }
    Silhouette result;
    result.rowsUsed = set.rows.size();
    result.sampled = set.rows.size() < features.size();
    result.value = std::numeric_limits<double>::quiet_NaN();
    if (std::count_if(set.sizes.begin(), set.sizes.end(), [](std::size_t size) { return size > 0; }) < 2)
        return result;

    std::vector<double> values(set.rows.size());
    const auto count = static_cast<std::int64_t>(values.size());
#pragma omp parallel for schedule(static)
    for (std::int64_t i = 0; i < count; ++i)
        if (!cancel.cancelled())
            values[static_cast<std::size_t>(i)] = silhouetteOf(set, static_cast<std::size_t>(i));
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
