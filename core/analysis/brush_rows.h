// SPDX-License-Identifier: Apache-2.0
// Which rows a brush on a picture takes: trajectories through a box, points in a rectangle or in a lasso, and the row
// nearest to the pointer.
#pragma once

#include "core/analysis/trajectories.h"
#include "core/data/selection.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace core::analysis {

/// A box of the plane, edges included.
struct PlaneBox {
    double left = 0;
    double right = 0;
    double low = 0;
    double high = 0;
    friend bool operator==(const PlaneBox&, const PlaneBox&) = default;
};

struct PlanePoint {
    double x = 0;
    double y = 0;
    friend bool operator==(const PlanePoint&, const PlanePoint&) = default;
};

/// Rows whose poly-line passes through the box; segments with a value that is not finite do not count. `positions` as in
/// densityImage. Throws Error{BadInput}.
data::Selection rowsThroughBox(const LossView& losses, std::span<const double> positions, const PlaneBox& box);

/// Points in the box; NaN never is. Throws Error{BadInput} when x and y differ in length.
data::Selection pointsInBox(std::span<const float> x, std::span<const float> y, const PlaneBox& box);

/// Points inside the polygon by the even-odd rule (closed by itself; fewer than three corners hold nothing).
data::Selection pointsInPolygon(std::span<const float> x, std::span<const float> y, const std::vector<PlanePoint>& corners);

/// The drawn row (label ≥ 0) whose poly-line is vertically nearest to (x, y), if it is not farther than `reach`.
std::optional<std::size_t> nearestTrajectory(const LossView& losses, std::span<const double> positions,
    std::span<const std::int32_t> labels, PlanePoint at, double reach);

/// The drawn point nearest to `at`, measured in units of `reach` along each axis, if it is not farther than 1.
std::optional<std::size_t> nearestPoint(std::span<const float> x, std::span<const float> y,
    std::span<const std::int32_t> labels, PlanePoint at, PlanePoint reach);

} // namespace core::analysis
