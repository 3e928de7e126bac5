// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/detectable_effect.h"

#include "core/analysis/distributions.h"
#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace core::analysis {

namespace {

void requireSettings(const DetectionSettings& settings)
{
    if (!(settings.alpha > 0 && settings.alpha < settings.power && settings.power < 1))
        throw Error(ErrorKind::BadInput, "power must lie between the level of the test and 1");
}

} // namespace

double seedTestPower(double effect, double deviation, std::size_t units, double alpha)
{
    if (units < 2 || !(deviation >= 0) || !(alpha > 0 && alpha < 1))
        throw Error(ErrorKind::BadInput, "the power of a comparison over seeds needs two units and a spread");
    if (deviation == 0)
        return effect == 0 ? 0 : 1;
    const auto n = static_cast<double>(units);
    const double critical = studentTwoSidedQuantile(alpha, n - 1);
    return noncentralStudentTwoSided(critical, n - 1, std::abs(effect) / deviation * std::sqrt(n));
}

double detectableSeedEffect(double deviation, std::size_t units, const DetectionSettings& settings)
{
    requireSettings(settings);
    if (seedTestPower(0, deviation, units, settings.alpha) == 0)
        return 0;
    double low = 0;
    double high = deviation;
    while (seedTestPower(high, deviation, units, settings.alpha) < settings.power)
        high *= 2;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (seedTestPower(middle, deviation, units, settings.alpha) < settings.power ? low : high) = middle;
    }
    return high;
}

double detectableItemEffect(std::uint64_t items, double discordant, const DetectionSettings& settings)
{
    requireSettings(settings);
    if (items == 0 || !(discordant >= 0 && discordant <= 1))
        throw Error(ErrorKind::BadInput, "a detectable effect needs items and a share of them that differs");
    const double forLevel = normalQuantile(1 - settings.alpha / 2);
    const double forPower = normalQuantile(settings.power);
    const auto n = static_cast<double>(items);
    const auto itemsNeeded = [&](double effect) { // Connor's sample size
        const double root = forLevel * std::sqrt(discordant) + forPower * std::sqrt(discordant - effect * effect);
        return root * root / (effect * effect);
    };
    double low = 0;
    double high = discordant;
    if (discordant == 0 || itemsNeeded(high) > n)
        return discordant;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (itemsNeeded(middle) > n ? low : high) = middle;
    }
    return high;
}

} // namespace core::analysis
