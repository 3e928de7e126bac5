// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/learning_times.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::analysis {

namespace {

constexpr std::size_t blockRows = 2048; ///< of the matrix that is stored point by point, so that a block stays in cache

void checkWindow(const LossView& losses, std::span<const double> steps, Window window)
{
    losses.validate();
    if (steps.size() != losses.points || window.first > window.last || window.last >= losses.points)
        throw Error(ErrorKind::BadInput, "learning times need a step for every recording point and a window within them");
    for (std::size_t i = 1; i < steps.size(); ++i)
        if (!(steps[i] > steps[i - 1]))
            throw Error(ErrorKind::BadInput, "the steps of the recording points must rise");
}

/// The step at which the line between two points reaches `loss`.
float crossing(std::span<const double> steps, std::size_t point, double before, double after, double loss)
{
    const double share = (before - loss) / (before - after);
    return static_cast<float>(steps[point - 1] + share * (steps[point] - steps[point - 1]));
}

} // namespace

LearningTimes learningTimes(const LossView& losses, std::span<const double> steps, Window window, double censoredShare)
{
    checkWindow(losses, steps, window);
    LearningTimes times;
    times.steps.assign(losses.rows, std::numeric_limits<float>::quiet_NaN());
    times.states.assign(losses.rows, Learning::Censored);
    const auto first = losses.point(window.first);
    const auto last = losses.point(window.last);
    std::vector<double> half(blockRows);
    for (std::size_t begin = 0; begin < losses.rows; begin += blockRows) {
        const std::size_t end = std::min(losses.rows, begin + blockRows);
        for (std::size_t row = begin; row < end; ++row) {
            const double descent = static_cast<double>(first[row]) - last[row];
            const bool learned = descent > 0 && !(descent < censoredShare * first[row]);
            half[row - begin] = learned ? first[row] - descent / 2 : -std::numeric_limits<double>::infinity();
        }
        for (std::size_t point = window.first; point <= window.last; ++point) {
            const auto here = losses.point(point);
            for (std::size_t row = begin; row < end; ++row) {
                if (!std::isfinite(here[row])) {
                    times.states[row] = Learning::Unscored;
                } else if (point > window.first && times.states[row] == Learning::Censored
                    && here[row] <= half[row - begin]) {
                    times.states[row] = Learning::Learned;
                    times.steps[row] = crossing(steps, point, losses.at(point - 1, row), here[row], half[row - begin]);
                }
            }
        }
        for (std::size_t row = begin; row < end; ++row)
            if (times.states[row] != Learning::Learned)
                times.steps[row] = std::numeric_limits<float>::quiet_NaN();
    }
    return times;
}

std::vector<double> learningEdges(std::span<const double> steps, Window window)
{
    if (window.first > window.last || window.last >= steps.size())
        throw Error(ErrorKind::BadInput, "the window lies outside the recording points");
    const auto within = steps.subspan(window.first, window.size());
    return { within.begin(), within.end() };
}

LearningHistogram learningHistogram(
    const LearningTimes& times, std::span<const std::int32_t> labels, std::size_t groups, std::vector<double> edges)
{
    if (labels.size() != times.steps.size() || edges.size() < 2 || !std::is_sorted(edges.begin(), edges.end()))
        throw Error(ErrorKind::BadInput, "a histogram of learning times needs a label per row and rising edges");
    LearningHistogram histogram;
    histogram.edges = std::move(edges);
    histogram.groups = groups;
    const std::size_t bins = histogram.bins();
    histogram.counts.assign(groups * bins, 0);
    histogram.censored.assign(groups, 0);
    histogram.unscored.assign(groups, 0);
    for (std::size_t row = 0; row < labels.size(); ++row) {
        if (labels[row] < 0)
            continue;
        const auto group = static_cast<std::size_t>(labels[row]);
        if (group >= groups)
            throw Error(ErrorKind::BadInput, "row " + std::to_string(row) + " lies in a group that is not there");
        if (times.states[row] != Learning::Learned) {
            ++(times.states[row] == Learning::Censored ? histogram.censored : histogram.unscored)[group];
            continue;
        }
        const auto above
            = std::upper_bound(histogram.edges.begin(), histogram.edges.end(), static_cast<double>(times.steps[row]));
        const auto place = above - histogram.edges.begin() - 1;
        const auto bin
            = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(place, 0, static_cast<std::ptrdiff_t>(bins) - 1));
        ++histogram.counts[group * bins + bin];
    }
    return histogram;
}

} // namespace core::analysis
