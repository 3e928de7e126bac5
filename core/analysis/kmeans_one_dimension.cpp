// SPDX-License-Identifier: Apache-2.0
// The least sum of squared distances of the first j distinct values in t clusters is
//     best_t(j) = min over i of best_{t-1}(i) + cost(i, j),
// where i values lie before the last cluster. The best i never falls as j rises (cost is concave Monge), so a layer is
// computed by divide and conquer: the middle j first, then both halves within the bounds that its i sets.
#include "core/analysis/kmeans.h"

#include "core/base/error.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

namespace core::analysis {
namespace {

constexpr std::size_t mostClusters = 1000;
constexpr std::size_t taskSize = 16384; ///< a part of a layer worth a thread of its own

/// Row numbers by rising value, equal values by row: the value as an ordered integer before the row, sorted as one number.
std::vector<std::uint32_t> sortedOrder(const std::vector<float>& values)
{
    constexpr std::uint32_t sign = 0x80000000U;
    std::vector<std::uint64_t> keys(values.size());
    for (std::size_t row = 0; row < values.size(); ++row) {
        const auto bits = std::bit_cast<std::uint32_t>(values[row] + 0.0F); // -0 becomes 0
        const std::uint32_t ordered = (bits & sign) != 0 ? ~bits : bits | sign;
        keys[row] = static_cast<std::uint64_t>(ordered) << 32U | row;
    }
    std::sort(keys.begin(), keys.end());
    std::vector<std::uint32_t> order(values.size());
    std::transform(
        keys.begin(), keys.end(), order.begin(), [](std::uint64_t key) { return static_cast<std::uint32_t>(key); });
    return order;
}

/// Distinct values in rising order with running sums, centred so that the sums of squares keep their digits.
class SortedValues {
public:
    SortedValues(const std::vector<float>& values, const std::vector<std::uint32_t>& order)
        : weight_{ 0 }
        , sum_{ 0 }
        , squares_{ 0 }
    {
        const double centre = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
        for (std::size_t i = 0; i < order.size();) {
            const float value = values[order[i]];
            std::size_t next = i;
            while (next < order.size() && values[order[next]] == value)
                ++next;
            const auto count = static_cast<double>(next - i);
            const double centred = static_cast<double>(value) - centre;
            weight_.push_back(weight_.back() + count);
            sum_.push_back(sum_.back() + count * centred);
            squares_.push_back(squares_.back() + count * centred * centred);
            firstOf_.push_back(i);
            i = next;
        }
        firstOf_.push_back(order.size());
    }

    std::size_t distinct() const { return firstOf_.size() - 1; }
    /// Position in the sorted order of the first row with distinct value `index`.
    std::size_t firstRow(std::size_t index) const { return firstOf_[index]; }

    /// Sum of squared distances of distinct values [begin, end) to their mean.
    double cost(std::size_t begin, std::size_t end) const
    {
        const double sum = sum_[end] - sum_[begin];
        return std::max(0.0, squares_[end] - squares_[begin] - sum * sum / (weight_[end] - weight_[begin]));
    }

private:
    std::vector<double> weight_;
    std::vector<double> sum_;
    std::vector<double> squares_;
    std::vector<std::size_t> firstOf_;
};

/// Layer t out of layer t - 1: best(j) and the number of values before the last cluster, for j = t to n.
struct Layer {
    const SortedValues& values;
    const std::vector<double>& before;
    std::size_t clusters;
    std::vector<double>& best;
    std::vector<std::uint32_t>& split;

    void solve(std::size_t j, std::size_t least, std::size_t most)
    {
        double lowest = std::numeric_limits<double>::infinity();
        std::size_t at = least;
        for (std::size_t i = std::max(least, clusters - 1); i <= std::min(most, j - 1); ++i) {
            const double total = before[i] + values.cost(i, j);
            if (total < lowest) {
                lowest = total;
                at = i;
            }
        }
        best[j] = lowest;
        split[j] = static_cast<std::uint32_t>(at);
    }

    /// Solves [first, last], whose splits lie in [least, most].
    void solveRange(std::size_t first, std::size_t last, std::size_t least, std::size_t most)
    {
        const std::size_t middle = first + (last - first) / 2;
        solve(middle, least, most);
        const std::size_t at = split[middle];
        if (first < middle) {
#pragma omp task if (middle - first > taskSize)
            solveRange(first, middle - 1, least, at);
        }
        if (middle < last)
            solveRange(middle + 1, last, at, most);
#pragma omp taskwait
    }
};

/// ends[c] = number of distinct values in clusters 0 to c.
std::vector<std::size_t> optimalEnds(const SortedValues& values, std::size_t clusters, const CancelToken& cancel)
{
    const std::size_t n = values.distinct();
    std::vector<double> best(n + 1);
    for (std::size_t j = 1; j <= n; ++j)
        best[j] = values.cost(0, j);
    std::vector<std::vector<std::uint32_t>> splits(clusters + 1);
    for (std::size_t t = 2; t <= clusters; ++t) {
        cancel.check();
        splits[t].resize(n + 1);
        std::vector<double> next(n + 1, std::numeric_limits<double>::infinity());
        Layer layer{ values, best, t, next, splits[t] };
        if (t == clusters) {
            layer.solve(n, t - 1, n - 1);
        } else {
#pragma omp parallel
#pragma omp single
            layer.solveRange(t, n, t - 1, n - 1);
        }
        best.swap(next);
    }
    std::vector<std::size_t> ends(clusters);
    ends[clusters - 1] = n;
    for (std::size_t t = clusters; t > 1; --t)
        ends[t - 2] = splits[t][ends[t - 1]];
    return ends;
}

void describeClusters(KMeansResult& result, const std::vector<float>& values)
{
    const std::size_t clusters = result.sizes.size();
    result.centroids.assign(clusters, 0.0);
    for (std::size_t i = 0; i < values.size(); ++i)
        result.centroids[static_cast<std::size_t>(result.labels[i])] += static_cast<double>(values[i]);
    for (std::size_t c = 0; c < clusters; ++c)
        result.centroids[c]
            = result.sizes[c] > 0 ? result.centroids[c] / static_cast<double>(result.sizes[c]) : result.centroids[c - 1];
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double difference
            = static_cast<double>(values[i]) - result.centroids[static_cast<std::size_t>(result.labels[i])];
        result.inertia += difference * difference;
    }
}

} // namespace

KMeansResult kMeansOneDimension(const FeatureMatrix& features, int clusters, const CancelToken& cancel)
{
    const std::size_t rows = features.size();
    if (features.dimension != 1 || rows == 0 || features.values.size() != rows)
        throw Error(ErrorKind::BadInput, "exact k-means needs one value a row and at least one scored row");
    if (clusters < 1 || static_cast<std::size_t>(clusters) > std::min(rows, mostClusters))
        throw Error(ErrorKind::BadInput,
            "the number of clusters must be 1 to " + std::to_string(std::min(rows, mostClusters)) + ", not "
                + std::to_string(clusters));

    const std::vector<std::uint32_t> order = sortedOrder(features.values);
    const SortedValues values(features.values, order);
    const std::size_t used = std::min(static_cast<std::size_t>(clusters), values.distinct());
    const std::vector<std::size_t> ends = optimalEnds(values, used, cancel);

    KMeansResult result;
    result.labels.resize(rows);
    result.sizes.assign(static_cast<std::size_t>(clusters), 0);
    std::size_t position = 0;
    for (std::size_t c = 0; c < used; ++c) {
        for (; position < values.firstRow(ends[c]); ++position) {
            result.labels[order[position]] = static_cast<std::int32_t>(c);
            ++result.sizes[c];
        }
    }
    describeClusters(result, features.values);
    result.converged = true;
    return result;
}

} // namespace core::analysis
