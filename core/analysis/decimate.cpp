// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/decimate.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace core::analysis {
namespace {

/// The extremes of one pixel column, in the order of the series.
class Column {
public:
    void add(SeriesPoint point, std::size_t index)
    {
        if (!lowest_ || point.y < lowest_->point.y)
            lowest_ = Entry{ point, index };
        if (!highest_ || point.y > highest_->point.y)
            highest_ = Entry{ point, index };
    }

    void emit(std::vector<SeriesPoint>& out)
    {
        if (!lowest_)
            return;
        const bool lowFirst = lowest_->index <= highest_->index;
        out.push_back(lowFirst ? lowest_->point : highest_->point);
        if (lowest_->index != highest_->index)
            out.push_back(lowFirst ? highest_->point : lowest_->point);
        lowest_.reset();
        highest_.reset();
    }

private:
    struct Entry {
        SeriesPoint point;
        std::size_t index;
    };
    std::optional<Entry> lowest_;
    std::optional<Entry> highest_;
};

} // namespace

std::vector<SeriesPoint> decimate(
    std::span<const double> x, std::span<const double> y, double left, double right, std::size_t columns)
{
    if (x.size() != y.size() || columns == 0 || !(left < right))
        throw Error(
            ErrorKind::BadInput, "a series needs one y for every x, and its drawing a width and at least one column");
    std::vector<SeriesPoint> out;
    std::optional<SeriesPoint> before;
    Column column;
    std::size_t current = 0;
    const double scale = static_cast<double>(columns) / (right - left);
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (i > 0 && x[i] < x[i - 1])
            throw Error(ErrorKind::BadInput, "the x of a series must not fall, entry " + std::to_string(i) + " does");
        if (!std::isfinite(x[i]) || !std::isfinite(y[i]))
            continue;
        const SeriesPoint point{ x[i], y[i] };
        if (x[i] < left) {
            before = point;
            continue;
        }
        if (before) {
            out.push_back(*before);
            before.reset();
        }
        if (x[i] > right) {
            column.emit(out);
            out.push_back(point);
            return out;
        }
        const std::size_t at = std::min(columns - 1, static_cast<std::size_t>((x[i] - left) * scale));
        if (at != current) {
            column.emit(out);
            current = at;
        }
        column.add(point, i);
    }
    column.emit(out);
    if (before)
        out.push_back(*before);
    return out;
}

} // namespace core::analysis
