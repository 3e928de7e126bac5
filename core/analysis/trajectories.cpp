// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/trajectories.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace core::analysis {
namespace {

constexpr float notScored = std::numeric_limits<float>::quiet_NaN();
constexpr double epsilonShare = 0.01; ///< of the mean first loss
constexpr double mostRelative = 3;

constexpr std::string_view names[] = { "raw", "last", "window", "relative", "log-relative", "zscore" };

void checkWindow(Window window, std::size_t points)
{
    if (window.first > window.last || window.last >= points)
        throw Error(ErrorKind::BadInput,
            "the window from point " + std::to_string(window.first) + " to " + std::to_string(window.last)
                + " does not lie within the " + std::to_string(points) + " recording points",
            "points count from 0");
}

constexpr std::size_t blockRows = 2048; ///< of the matrix that is stored point by point, so that a block stays in cache

/// Calls work(first row, end) for every block of rows, on several threads; blocks share nothing.
template <typename Work> void forBlocks(std::size_t rows, Work work)
{
    const auto blocks = static_cast<std::int64_t>((rows + blockRows - 1) / blockRows);
#pragma omp parallel for schedule(static) if (blocks > 8)
    for (std::int64_t block = 0; block < blocks; ++block) {
        const std::size_t begin = static_cast<std::size_t>(block) * blockRows;
        work(begin, std::min(rows, begin + blockRows));
    }
}

/// 0 for rows with a value in the window that is not finite, else 1.
std::vector<std::uint8_t> scoredRows(const LossView& losses, Window window)
{
    std::vector<std::uint8_t> scored(losses.rows, 1);
    forBlocks(losses.rows, [&](std::size_t begin, std::size_t end) {
        for (std::size_t point = window.first; point <= window.last; ++point) {
            const auto here = losses.point(point);
            for (std::size_t row = begin; row < end; ++row)
                scored[row]
                    = static_cast<std::uint8_t>(scored[row] & static_cast<std::uint8_t>(std::abs(here[row]) < HUGE_VALF));
        }
    });
    return scored;
}

double meanOfPoint(const LossView& losses, std::size_t point, const std::vector<std::uint32_t>& rows)
{
    double sum = 0;
    for (const std::uint32_t row : rows)
        sum += static_cast<double>(losses.at(point, row));
    return rows.empty() ? 0 : sum / static_cast<double>(rows.size());
}

struct Moments {
    double mean = 0;
    double deviation = 0;
};

Moments momentsOf(const LossView& losses, Window window, std::size_t row)
{
    const auto count = static_cast<double>(window.size());
    double sum = 0;
    for (std::size_t point = window.first; point <= window.last; ++point)
        sum += static_cast<double>(losses.at(point, row));
    const double mean = sum / count;
    double squares = 0;
    for (std::size_t point = window.first; point <= window.last; ++point) {
        const double difference = static_cast<double>(losses.at(point, row)) - mean;
        squares += difference * difference;
    }
    return { mean, std::sqrt(squares / count) };
}

void fillRelative(FeatureMatrix& features, const LossView& losses, Window window, bool logarithmic)
{
    const double epsilon = epsilonShare * meanOfPoint(losses, window.first, features.rows);
    if (!(epsilon > 0))
        throw Error(ErrorKind::BadInput,
            "relative features need a positive mean loss at point " + std::to_string(window.first),
            "use raw features or another window");
    for (std::size_t i = 0; i < features.size(); ++i) {
        const double first = static_cast<double>(losses.at(window.first, features.rows[i])) + epsilon;
        for (std::size_t d = 0; d < features.dimension; ++d) {
            const double ratio = (static_cast<double>(losses.at(window.first + d, features.rows[i])) + epsilon) / first;
            features.values[i * features.dimension + d]
                = static_cast<float>(logarithmic ? std::log(ratio) : std::min(ratio, mostRelative));
        }
    }
}

void fillShape(FeatureMatrix& features, const LossView& losses, Window window)
{
    for (std::size_t i = 0; i < features.size(); ++i) {
        const Moments moments = momentsOf(losses, window, features.rows[i]);
        for (std::size_t d = 0; d < features.dimension && moments.deviation > 0; ++d) {
            const double difference = static_cast<double>(losses.at(window.first + d, features.rows[i])) - moments.mean;
            features.values[i * features.dimension + d] = static_cast<float>(difference / moments.deviation);
        }
    }
}

void fillLosses(FeatureMatrix& features, const LossView& losses, std::size_t firstPoint)
{
    forBlocks(features.size(), [&](std::size_t begin, std::size_t end) {
        for (std::size_t d = 0; d < features.dimension; ++d) {
            const auto here = losses.point(firstPoint + d);
            for (std::size_t i = begin; i < end; ++i)
                features.values[i * features.dimension + d] = here[features.rows[i]];
        }
    });
}

} // namespace

void LossView::validate() const
{
    if (points == 0 || values.size() / points != rows || values.size() % points != 0)
        throw Error(ErrorKind::BadInput,
            std::to_string(values.size()) + " losses are not " + std::to_string(points) + " points of "
                + std::to_string(rows) + " rows");
}

std::string_view name(FeatureKind kind)
{
    return names[static_cast<std::size_t>(kind)];
}

std::optional<FeatureKind> featureKind(std::string_view name)
{
    for (const FeatureKind kind : allFeatureKinds)
        if (names[static_cast<std::size_t>(kind)] == name)
            return kind;
    return std::nullopt;
}

Window resolveWindow(const FeatureSettings& settings, std::size_t points)
{
    if (settings.kind == FeatureKind::Raw && settings.window)
        throw Error(ErrorKind::BadInput, "raw features take every recording point", "choose window features for a window");
    if (settings.kind == FeatureKind::Window && !settings.window)
        throw Error(ErrorKind::BadInput, "window features need a window", "give its first and last recording point");
    const Window window = settings.window.value_or(Window{ 0, points > 0 ? points - 1 : 0 });
    checkWindow(window, points);
    return window;
}

FeatureMatrix buildFeatures(const LossView& losses, const FeatureSettings& settings)
{
    losses.validate();
    const Window window = resolveWindow(settings, losses.points);
    FeatureMatrix features;
    const std::vector<std::uint8_t> scored = scoredRows(losses, window);
    features.rows.reserve(losses.rows);
    for (std::size_t row = 0; row < losses.rows; ++row)
        if (scored[row] != 0)
            features.rows.push_back(static_cast<std::uint32_t>(row));
    features.dimension = settings.kind == FeatureKind::Last ? 1 : window.size();
    features.values.assign(features.size() * features.dimension, 0.0F);
    if (features.rows.empty())
        return features;
    switch (settings.kind) {
    case FeatureKind::Raw:
    case FeatureKind::Window:
        fillLosses(features, losses, window.first);
        break;
    case FeatureKind::Last:
        fillLosses(features, losses, window.last);
        break;
    case FeatureKind::Relative:
        fillRelative(features, losses, window, false);
        break;
    case FeatureKind::LogRelative:
        fillRelative(features, losses, window, true);
        break;
    case FeatureKind::ZScore:
        fillShape(features, losses, window);
        break;
    }
    return features;
}

std::vector<float> meanLosses(const LossView& losses, Window window)
{
    return dataMap(losses, window).mean;
}

DataMap dataMap(const LossView& losses, Window window)
{
    losses.validate();
    checkWindow(window, losses.points);
    DataMap map{ std::vector<float>(losses.rows), std::vector<float>(losses.rows) };
    const std::vector<std::uint8_t> scored = scoredRows(losses, window);
    const auto count = static_cast<double>(window.size());
    forBlocks(losses.rows, [&](std::size_t begin, std::size_t end) {
        std::array<double, blockRows> means{};
        std::array<double, blockRows> squares{};
        for (std::size_t point = window.first; point <= window.last; ++point) {
            const float* here = losses.point(point).data() + begin;
            for (std::size_t i = 0; i < end - begin; ++i)
                means[i] += static_cast<double>(here[i]);
        }
        for (double& mean : means)
            mean /= count;
        for (std::size_t point = window.first; point <= window.last; ++point) {
            const float* here = losses.point(point).data() + begin;
            for (std::size_t i = 0; i < end - begin; ++i) {
                const double difference = static_cast<double>(here[i]) - means[i];
                squares[i] += difference * difference;
            }
        }
        for (std::size_t row = begin; row < end; ++row) {
            const bool known = scored[row] != 0;
            map.mean[row] = known ? static_cast<float>(means[row - begin]) : notScored;
            map.variability[row] = known ? static_cast<float>(std::sqrt(squares[row - begin] / count)) : notScored;
        }
    });
    return map;
}

} // namespace core::analysis
