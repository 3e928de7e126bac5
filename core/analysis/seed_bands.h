// SPDX-License-Identifier: Apache-2.0
// The curves of one arm over its seeds as one: mean and 95 % interval at every step.
#pragma once

#include "core/analysis/curves.h"

#include <cstddef>
#include <span>
#include <vector>

namespace core::analysis {

/// One entry a step. `low` and `high` are the t interval of the mean over seeds; NaN where fewer than two seeds have the
/// step.
struct SeedBand {
    std::vector<double> steps;
    std::vector<double> mean;
    std::vector<double> low;
    std::vector<double> high;
    std::size_t seeds = 0; ///< curves behind it
};

/// At the steps that every curve has, so that no seed comes or goes on the way. Curves without a step are left out.
SeedBand seedBand(std::span<const Curve> curves);

} // namespace core::analysis
