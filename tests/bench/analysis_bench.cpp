// SPDX-License-Identifier: Apache-2.0
// Milliseconds of core/analysis on synthetic loss trajectories. `analysis_bench` prints the whole table;
// `analysis_bench ROWS.f32 CENTRES.f64 DIMENSION` fits given rows from given centres (kmeans_vs_sklearn.py calls that).
#include "core/analysis/cluster_quality.h"
#include "core/analysis/clustering.h"
#include "core/analysis/density_image.h"
#include "core/analysis/kmeans.h"
#include "core/analysis/quantile_bands.h"
#include "core/base/files.h"
#include "core/base/random.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

namespace {

using namespace core::analysis;

struct Trajectories {
    std::vector<float> values;
    std::size_t points;
    std::size_t rows;
    LossView view() const { return { values, points, rows }; }
};

/// Rows that start near 3 and fall at their own speed to their own floor, with noise.
Trajectories trajectories(std::size_t points, std::size_t rows)
{
    core::RandomStream random(7, "bench");
    Trajectories result{ std::vector<float>(points * rows), points, rows };
    for (std::size_t row = 0; row < rows; ++row) {
        const double floor = 0.3 + 1.5 * random.uniform() * random.uniform();
        const double speed = std::exp(random.normal() - 1);
        const double start = 3 + 0.4 * random.normal();
        for (std::size_t point = 0; point < points; ++point) {
            const double fall = std::exp(-speed * static_cast<double>(point));
            result.values[point * rows + row]
                = static_cast<float>(std::max(0.01, floor + (start - floor) * fall + 0.05 * random.normal()));
        }
    }
    return result;
}

struct Cost {
    double wall = 1e300; ///< milliseconds
    double processor = 1e300; ///< of all threads together, waiting at barriers included
};

/// The least of a few runs.
Cost costOf(int runs, const std::function<void()>& work)
{
    Cost least;
    for (int run = 0; run < runs; ++run) {
        const std::clock_t processor = std::clock();
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - start;
        least.wall = std::min(least.wall, wall.count());
        least.processor = std::min(least.processor, 1e3 * static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC);
    }
    return least;
}

void report(const char* what, Cost cost)
{
    std::printf("%-72s %9.1f ms %9.1f ms processor\n", what, cost.wall, cost.processor);
}

void benchClustering()
{
    const Trajectories losses = trajectories(12, 262144);
    ClusterSettings settings;
    Clustering stored;
    report("stored result, 262,144 x 12, k = 2, 10 restarts",
        costOf(3, [&] { stored = clusterRows(losses.view(), settings); }));
    ClusterSettings shorter = settings;
    shorter.features = { FeatureKind::Window, Window{ 0, 10 } };
    const std::vector<double> start = clusterRows(losses.view(), shorter).centroids;
    ClusterSettings moved = settings;
    moved.features = { FeatureKind::Window, Window{ 1, 11 } };
    report("preview, 262,144 x 11, k = 2, window moved by one point",
        costOf(5, [&] { previewClusters(losses.view(), moved, start); }));
    report("preview, 262,144 x 12, k = 2, warm start from the result",
        costOf(5, [&] { previewClusters(losses.view(), settings, stored.centroids); }));
    const FeatureMatrix features = buildFeatures(losses.view(), settings.features);
    report("features alone, 262,144 x 12", costOf(3, [&] { buildFeatures(losses.view(), settings.features); }));
    report(
        "silhouette, seeded sample of 5,000", costOf(3, [&] { silhouette(features, labelsOf(features, stored.labels)); }));

    std::vector<double> positions(12);
    std::iota(positions.begin(), positions.end(), 0.0);
    DensitySettings picture;
    picture.high = 4.5;
    picture.right = 11;
    report("density image, 262,144 x 12, 1024 x 512, two clusters",
        costOf(5, [&] { densityImage(losses.view(), positions, stored.labels, 2, picture); }));
    picture.low = 0.5;
    picture.high = 1.5;
    report("the same, zoomed in", costOf(5, [&] { densityImage(losses.view(), positions, stored.labels, 2, picture); }));
    report("quantile bands, 262,144 x 12, 5 levels, two clusters", costOf(3, [&] {
        quantileBands(losses.view(), stored.labels, 2, { 0.05, 0.25, 0.5, 0.75, 0.95 });
    }));
}

void benchManyClusters()
{
    const Trajectories losses = trajectories(10, 262144);
    const FeatureMatrix features = buildFeatures(losses.view(), {});
    std::vector<double> start;
    core::RandomStream random(1, "centres");
    for (int c = 0; c < 100; ++c) {
        const float* row = features.row(static_cast<std::size_t>(random.below(features.size())));
        start.insert(start.end(), row, row + features.dimension);
    }
    KMeansResult fit;
    const Cost time = costOf(3, [&] { fit = kMeansFrom(features, start, 1000); });
    report("Lloyd to convergence, 262,144 x 10, k = 100, given centres", time);
    std::printf("    %d iterations, %.2f ms each, inertia %.6f\n", fit.iterations, time.wall / fit.iterations, fit.inertia);
    KMeansSettings settings;
    settings.clusters = 100;
    settings.restarts = 1;
    settings.maximumIterations = 1;
    report("one seeding and one iteration, k = 100", costOf(3, [&] { kMeans(features, settings); }));
}

void benchOneDimension()
{
    const Trajectories losses = trajectories(1, 1000000);
    const FeatureMatrix features = buildFeatures(losses.view(), {});
    report("exact k-means in one dimension, 1,000,000 rows, k = 2", costOf(3, [&] { kMeansOneDimension(features, 2); }));
    report("exact k-means in one dimension, 1,000,000 rows, k = 10", costOf(3, [&] { kMeansOneDimension(features, 10); }));
}

template <typename T> std::vector<T> numbersOf(const char* file)
{
    const std::string bytes = core::readFile(file, std::uint64_t{ 1 } << 32U);
    std::vector<T> numbers(bytes.size() / sizeof(T));
    std::memcpy(numbers.data(), bytes.data(), numbers.size() * sizeof(T));
    return numbers;
}

void fitFiles(const char* rowsFile, const char* centresFile, std::size_t dimension)
{
    FeatureMatrix features;
    features.dimension = dimension;
    features.values = numbersOf<float>(rowsFile);
    features.rows.resize(features.values.size() / dimension);
    std::iota(features.rows.begin(), features.rows.end(), 0U);
    const std::vector<double> centres = numbersOf<double>(centresFile);
    KMeansResult fit;
    const Cost time = costOf(1, [&] { fit = kMeansFrom(features, centres, 1000); });
    std::printf("{\"ms\": %.3f, \"iterations\": %d, \"inertia\": %.17g}\n", time.wall, fit.iterations, fit.inertia);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 4) {
        fitFiles(argv[1], argv[2], std::stoul(argv[3]));
        return 0;
    }
    benchClustering();
    benchManyClusters();
    benchOneDimension();
    return 0;
}
