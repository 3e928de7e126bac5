// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace core::analysis {

struct SeriesPoint {
    double x = 0;
    double y = 0;
    friend bool operator==(const SeriesPoint&, const SeriesPoint&) = default;
};

/// The points of a series that its drawing needs: in each column between two of the rising `edges` the lowest and the
/// highest one, in their order, so at most two a column; a spike is never lost. The last column holds its right edge.
/// Points without a finite y, or with one that is not above `floor` (for logarithmic axes), are skipped; points outside
/// are left out but for the last before and the first behind. x must not fall. Throws Error{BadInput}.
std::vector<SeriesPoint> decimate(std::span<const double> x, std::span<const double> y, std::span<const double> edges,
    double floor = std::numeric_limits<double>::lowest());

/// Edges of `columns` equal columns of [left, right]. Throws Error{BadInput} when there is nothing between them.
std::vector<double> equalEdges(double left, double right, std::size_t columns);

} // namespace core::analysis
