// SPDX-License-Identifier: Apache-2.0
// How a series was smoothed, as a value that goes with it: a curve is never shown smoothed without saying how.
#pragma once

#include "core/analysis/curves.h"

#include <cstddef>
#include <string>

namespace core::analysis {

struct Smoothing {
    std::size_t points = 1; ///< measured points in the centred mean, odd; 1 = as measured
    double steps = 0; ///< that they span in the middle of the series
    friend bool operator==(const Smoothing&, const Smoothing&) = default;
};

/// The odd number of points nearest to `share` of the series, 1 at least.
Smoothing smoothingFor(const Curve& curve, double share);

struct SmoothedCurve {
    Curve curve;
    Smoothing smoothing;
};

/// smoothed() and what was done. Throws Error{BadInput}.
SmoothedCurve smoothSeries(const Curve& curve, Smoothing smoothing);

/// "centred mean of 51 points", "as measured": the name of the series in legends, files and reports.
std::string name(const Smoothing& smoothing);

} // namespace core::analysis
