// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/brush_rows.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace core::analysis {
namespace {

void requirePositions(const LossView& losses, std::span<const double> positions)
{
    losses.validate();
    if (positions.size() != losses.points || !std::is_sorted(positions.begin(), positions.end()))
        throw Error(ErrorKind::BadInput, "every recording point needs a position, and the positions must rise");
}

void requireSameLength(std::span<const float> x, std::span<const float> y)
{
    if (x.size() != y.size())
        throw Error(ErrorKind::BadInput, "a map needs an x and a y for every point");
}

/// The part of [from, to] that lies in the box, as shares of the way between the two points.
struct Part {
    double begin = 0;
    double end = 1;
};

std::optional<Part> partBetween(double from, double to, double left, double right)
{
    if (to < left || from > right)
        return std::nullopt;
    const double length = to - from;
    if (!(length > 0))
        return Part{ 0, 1 };
    return Part{ std::max(0.0, (left - from) / length), std::min(1.0, (right - from) / length) };
}

void addSegment(std::span<const float> lefts, std::span<const float> rights, Part part, const PlaneBox& box,
    std::vector<std::uint8_t>& hit)
{
    const auto begin = static_cast<float>(part.begin);
    const auto end = static_cast<float>(part.end);
    const auto low = static_cast<float>(box.low);
    const auto high = static_cast<float>(box.high);
    for (std::size_t row = 0; row < lefts.size(); ++row) {
        const float fall = rights[row] - lefts[row];
        const float first = lefts[row] + fall * begin;
        const float last = lefts[row] + fall * end;
        // NaN compares false; an infinite end makes a NaN or an infinity on one side
        const bool inside = std::min(first, last) <= high && std::max(first, last) >= low && std::abs(fall) < HUGE_VALF;
        hit[row] = static_cast<std::uint8_t>(hit[row] | static_cast<std::uint8_t>(inside));
    }
}

/// Its edges in slabs of height, so that a point is held against the few edges beside it and not against all.
class Polygon {
public:
    explicit Polygon(const std::vector<PlanePoint>& corners)
        : slabs_(slabCount)
    {
        for (const PlanePoint& corner : corners)
            box_ = { std::min(box_.left, corner.x), std::max(box_.right, corner.x), std::min(box_.low, corner.y),
                std::max(box_.high, corner.y) };
        for (std::size_t corner = 0; corner < corners.size(); ++corner) {
            const PlanePoint a = corners[corner];
            const PlanePoint b = corners[(corner + 1) % corners.size()];
            if (a.y == b.y)
                continue;
            const Edge edge{ a, b.y, (b.x - a.x) / (b.y - a.y) };
            for (std::size_t slab = slabOf(std::min(a.y, b.y)); slab <= slabOf(std::max(a.y, b.y)); ++slab)
                slabs_[slab].push_back(edge);
        }
    }

    /// Not for NaN and infinities.
    bool holds(double x, double y) const
    {
        if (!(x >= box_.left && x <= box_.right && y >= box_.low && y <= box_.high))
            return false;
        bool inside = false;
        for (const Edge& edge : slabs_[slabOf(y)])
            inside ^= (edge.start.y > y) != (edge.endY > y) && x < edge.start.x + edge.slope * (y - edge.start.y);
        return inside;
    }

private:
    static constexpr std::size_t slabCount = 256;
    struct Edge {
        PlanePoint start;
        double endY;
        double slope;
    };

    /// Rises with y: an edge lies in every slab of the heights between its ends.
    std::size_t slabOf(double y) const
    {
        const double share = box_.high > box_.low ? (y - box_.low) / (box_.high - box_.low) : 0;
        return std::min(slabCount - 1, static_cast<std::size_t>(share * static_cast<double>(slabCount)));
    }

    PlaneBox box_{ HUGE_VAL, -HUGE_VAL, HUGE_VAL, -HUGE_VAL };
    std::vector<std::vector<Edge>> slabs_;
};

data::Selection selectionOf(const std::vector<std::uint8_t>& hit)
{
    data::Selection selection(hit.size());
    for (std::size_t row = 0; row < hit.size(); ++row)
        if (hit[row] != 0)
            selection.set(row, true);
    return selection;
}

} // namespace

data::Selection rowsThroughBox(const LossView& losses, std::span<const double> positions, const PlaneBox& box)
{
    requirePositions(losses, positions);
    std::vector<std::uint8_t> hit(losses.rows, 0);
    for (std::size_t point = 0; point + 1 < losses.points; ++point)
        if (const auto part = partBetween(positions[point], positions[point + 1], box.left, box.right))
            addSegment(losses.point(point), losses.point(point + 1), *part, box, hit);
    return selectionOf(hit);
}

data::Selection pointsInBox(std::span<const float> x, std::span<const float> y, const PlaneBox& box)
{
    requireSameLength(x, y);
    data::Selection selection(x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        if (x[i] >= box.left && x[i] <= box.right && y[i] >= box.low && y[i] <= box.high)
            selection.set(i, true);
    return selection;
}

data::Selection pointsInPolygon(std::span<const float> x, std::span<const float> y, const std::vector<PlanePoint>& corners)
{
    requireSameLength(x, y);
    data::Selection selection(x.size());
    if (corners.size() < 3)
        return selection;
    const Polygon polygon(corners);
    for (std::size_t i = 0; i < x.size(); ++i)
        if (polygon.holds(static_cast<double>(x[i]), static_cast<double>(y[i])))
            selection.set(i, true);
    return selection;
}

std::optional<std::size_t> nearestTrajectory(const LossView& losses, std::span<const double> positions,
    std::span<const std::int32_t> labels, PlanePoint at, double reach)
{
    requirePositions(losses, positions);
    if (labels.size() != losses.rows)
        throw Error(ErrorKind::BadInput, "every row needs a label");
    if (losses.points < 2 || at.x < positions.front() || at.x > positions.back())
        return std::nullopt;
    std::size_t right = 1;
    while (right + 1 < losses.points && positions[right] < at.x)
        ++right;
    const double length = positions[right] - positions[right - 1];
    const auto share = static_cast<float>(length > 0 ? (at.x - positions[right - 1]) / length : 1);
    std::optional<std::size_t> nearest;
    double least = reach;
    for (std::size_t row = 0; row < losses.rows; ++row) {
        const float before = losses.at(right - 1, row);
        const float loss = before + (losses.at(right, row) - before) * share;
        const double distance = std::abs(static_cast<double>(loss) - at.y);
        if (labels[row] >= 0 && distance <= least) {
            least = distance;
            nearest = row;
        }
    }
    return nearest;
}

std::optional<std::size_t> nearestPoint(std::span<const float> x, std::span<const float> y,
    std::span<const std::int32_t> labels, PlanePoint at, PlanePoint reach)
{
    requireSameLength(x, y);
    if (labels.size() != x.size() || !(reach.x > 0) || !(reach.y > 0))
        throw Error(ErrorKind::BadInput, "every point needs a label, and a reach is above 0");
    std::optional<std::size_t> nearest;
    double least = 1;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double across = (static_cast<double>(x[i]) - at.x) / reach.x;
        const double up = (static_cast<double>(y[i]) - at.y) / reach.y;
        const double distance = across * across + up * up;
        if (labels[i] >= 0 && distance <= least) {
            least = distance;
            nearest = i;
        }
    }
    return nearest;
}

} // namespace core::analysis
