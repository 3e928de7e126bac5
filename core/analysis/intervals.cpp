// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/intervals.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace core::analysis {

Interval wilson(std::uint64_t successes, std::uint64_t trials, double z)
{
    if (successes > trials)
        throw Error(ErrorKind::BadInput, "an interval of a proportion needs no more successes than trials");
    if (trials == 0)
        return { 0, 1 };
    const auto n = static_cast<double>(trials);
    const double p = static_cast<double>(successes) / n;
    const double square = z * z;
    const double centre = (p + square / (2 * n)) / (1 + square / n);
    const double half = z / (1 + square / n) * std::sqrt(p * (1 - p) / n + square / (4 * n * n));
    return { successes == 0 ? 0 : std::max(0.0, centre - half), successes == trials ? 1 : std::min(1.0, centre + half) };
}

} // namespace core::analysis
