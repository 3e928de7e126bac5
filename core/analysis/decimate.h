// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace core::analysis {

struct SeriesPoint {
    double x = 0;
    double y = 0;
    friend bool operator==(const SeriesPoint&, const SeriesPoint&) = default;
};

/// The points of a series that its drawing needs: in each of `columns` equal columns of [left, right] the lowest and the
/// highest one, in their order, so at most 2 × columns; a spike is never lost. Points with a NaN are skipped, points
/// outside are left out but for the last before and the first behind. x must not fall. Throws Error{BadInput}.
std::vector<SeriesPoint> decimate(
    std::span<const double> x, std::span<const double> y, double left, double right, std::size_t columns);

} // namespace core::analysis
