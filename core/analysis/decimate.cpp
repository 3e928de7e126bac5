// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/decimate.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace core::analysis {
namespace {

struct Series {
    std::span<const double> x;
    std::span<const double> y;
    double floor;

    bool has(std::size_t i) const { return y[i] > floor && std::isfinite(y[i]) && std::isfinite(x[i]); }
    SeriesPoint point(std::size_t i) const { return { x[i], y[i] }; }
};

/// The extremes of points [begin, end) in the order of the series.
void addExtremes(const Series& series, std::size_t begin, std::size_t end, std::vector<SeriesPoint>& out)
{
    while (begin < end && !series.has(begin))
        ++begin;
    if (begin == end)
        return;
    std::size_t lowest = begin;
    std::size_t highest = begin;
    for (std::size_t i = begin + 1; i < end; ++i) {
        if (!(series.y[i] < series.y[lowest]) && !(series.y[i] > series.y[highest]))
            continue;
        if (!series.has(i))
            continue;
        if (series.y[i] < series.y[lowest])
            lowest = i;
        else
            highest = i;
    }
    out.push_back(series.point(std::min(lowest, highest)));
    if (lowest != highest)
        out.push_back(series.point(std::max(lowest, highest)));
}

} // namespace

std::vector<SeriesPoint> decimate(
    std::span<const double> x, std::span<const double> y, std::span<const double> edges, double floor)
{
    if (x.size() != y.size() || edges.size() < 2 || !std::is_sorted(edges.begin(), edges.end()))
        throw Error(
            ErrorKind::BadInput, "a series needs one y for every x, and its drawing a width and at least one column");
    if (const auto falls = std::is_sorted_until(x.begin(), x.end()); falls != x.end())
        throw Error(
            ErrorKind::BadInput, "the x of a series must not fall, entry " + std::to_string(falls - x.begin()) + " does");
    const Series series{ x, y, floor };
    const auto placeOf = [&](auto found) { return static_cast<std::size_t>(found - x.begin()); };
    std::size_t begin = placeOf(std::lower_bound(x.begin(), x.end(), edges.front()));
    const std::size_t end = placeOf(std::upper_bound(x.begin(), x.end(), edges.back()));
    std::vector<SeriesPoint> out;
    for (std::size_t before = begin; before-- > 0;)
        if (series.has(before)) {
            out.push_back(series.point(before));
            break;
        }
    for (std::size_t column = 0; column + 1 < edges.size() && begin < end; ++column) {
        std::size_t next = end;
        if (column + 2 < edges.size())
            next = placeOf(std::lower_bound(x.begin() + static_cast<std::ptrdiff_t>(begin),
                x.begin() + static_cast<std::ptrdiff_t>(end), edges[column + 1]));
        addExtremes(series, begin, next, out);
        begin = next;
    }
    for (std::size_t behind = end; behind < x.size(); ++behind)
        if (series.has(behind)) {
            out.push_back(series.point(behind));
            break;
        }
    return out;
}

std::vector<double> equalEdges(double left, double right, std::size_t columns)
{
    if (columns == 0 || !(left < right))
        throw Error(ErrorKind::BadInput, "columns need a width, and at least one of them");
    std::vector<double> edges(columns + 1);
    for (std::size_t i = 0; i <= columns; ++i)
        edges[i] = left + (right - left) * static_cast<double>(i) / static_cast<double>(columns);
    return edges;
}

} // namespace core::analysis
