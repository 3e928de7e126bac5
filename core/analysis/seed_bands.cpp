// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/seed_bands.h"

#include "core/analysis/paired_seeds.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace core::analysis {

namespace {

std::vector<double> commonSteps(const std::vector<const Curve*>& curves)
{
    std::vector<double> common = curves.front()->steps;
    for (const Curve* curve : curves) {
        std::vector<double> both;
        std::set_intersection(
            common.begin(), common.end(), curve->steps.begin(), curve->steps.end(), std::back_inserter(both));
        common = std::move(both);
    }
    return common;
}

double lossAt(const Curve& curve, double step)
{
    const auto place = std::lower_bound(curve.steps.begin(), curve.steps.end(), step);
    return curve.losses[static_cast<std::size_t>(place - curve.steps.begin())];
}

} // namespace

SeedBand seedBand(std::span<const Curve> curves)
{
    std::vector<const Curve*> measured;
    for (const Curve& curve : curves)
        if (!curve.steps.empty())
            measured.push_back(&curve);
    SeedBand band;
    band.seeds = measured.size();
    if (measured.empty())
        return band;
    band.steps = commonSteps(measured);
    std::vector<double> values(measured.size());
    for (const double step : band.steps) {
        std::transform(
            measured.begin(), measured.end(), values.begin(), [step](const Curve* curve) { return lossAt(*curve, step); });
        const MeanInterval interval = meanInterval(values);
        const bool spread = values.size() > 1;
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        band.mean.push_back(interval.mean);
        band.low.push_back(spread ? interval.interval.low : none);
        band.high.push_back(spread ? interval.interval.high : none);
    }
    return band;
}

} // namespace core::analysis
