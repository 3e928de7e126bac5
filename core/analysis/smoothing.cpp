// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/smoothing.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace core::analysis {

Smoothing smoothingFor(const Curve& curve, double share)
{
    if (!(share >= 0 && share <= 1))
        throw Error(ErrorKind::BadInput, "the share of a series that is averaged lies between 0 and 1");
    const auto size = curve.steps.size();
    const auto reach = static_cast<std::size_t>(std::floor(share * static_cast<double>(size) / 2));
    Smoothing smoothing{ 2 * reach + 1, 0 };
    if (size > 2 * reach && reach > 0) {
        const std::size_t middle = size / 2;
        const std::size_t from = std::min(middle - std::min(middle, reach), size - 1);
        smoothing.steps = curve.steps[std::min(from + 2 * reach, size - 1)] - curve.steps[from];
    }
    return smoothing;
}

SmoothedCurve smoothSeries(const Curve& curve, Smoothing smoothing)
{
    return { smoothed(curve, smoothing.points), smoothing };
}

std::string name(const Smoothing& smoothing)
{
    return smoothing.points <= 1 ? "as measured" : "centred mean of " + std::to_string(smoothing.points) + " points";
}

} // namespace core::analysis
