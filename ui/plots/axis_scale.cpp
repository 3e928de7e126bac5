// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/axis_scale.h"

#include "ui/theme/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

namespace ui {

namespace {

constexpr double tolerance = 1e-9; ///< of a step: where a tick counts as inside

std::vector<AxisTick> linearTicks(AxisRange visible, int most)
{
    const double step = roundStep(visible.span(), most);
    const int decimals = decimalsOf(step);
    std::vector<AxisTick> ticks;
    for (double index = std::ceil(visible.low / step - tolerance); index * step <= visible.high + tolerance * step; ++index)
        ticks.push_back({ index * step, numberText(index * step + 0.0, decimals) });
    return ticks;
}

std::vector<AxisTick> decadeTicks(AxisRange visible, std::span<const double> mantissas, int everyDecade)
{
    std::vector<AxisTick> ticks;
    for (int decade = static_cast<int>(std::floor(visible.low)); decade <= visible.high; ++decade) {
        if (decade % everyDecade != 0)
            continue;
        for (const double mantissa : mantissas) {
            const double place = decade + std::log10(mantissa);
            const double value = mantissa * std::pow(10.0, decade);
            if (place >= visible.low - tolerance && place <= visible.high + tolerance)
                ticks.push_back(
                    { value, decade < -4 || decade > 6 ? shortNumberText(value) : numberText(value, std::max(0, -decade)) });
        }
    }
    return ticks;
}

std::vector<AxisTick> logarithmicTicks(AxisRange visible, int most)
{
    static constexpr std::array<double, 9> all{ 1, 2, 3, 4, 5, 6, 7, 8, 9 };
    static constexpr std::array<double, 6> six{ 1, 2, 3, 4, 6, 8 };
    static constexpr std::array<double, 3> three{ 1, 2, 5 };
    static constexpr std::array<double, 1> one{ 1 };
    const auto limit = static_cast<std::size_t>(most);
    for (const std::span<const double> mantissas :
        { std::span<const double>(all), std::span<const double>(six), std::span<const double>(three) }) {
        const std::vector<AxisTick> ticks = decadeTicks(visible, mantissas, 1);
        if (ticks.size() <= limit && ticks.size() >= 3)
            return ticks;
        if (ticks.size() < 3) // less than two steps of the finest set: as good as linear
            return linearTicks({ std::pow(10.0, visible.low), std::pow(10.0, visible.high) }, most);
    }
    for (int every = 1; every < 600; ++every)
        if (const auto ticks = decadeTicks(visible, one, every); ticks.size() <= limit)
            return ticks;
    return {};
}

} // namespace

double roundStep(double span, int most)
{
    if (!(span > 0) || !std::isfinite(span))
        return 1;
    const double least = span / std::max(most, 1);
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : { 1.0, 2.0, 5.0, 10.0, 20.0 })
        if (std::floor(span / (factor * power) + tolerance) + 1 <= most)
            return factor * power;
    return 50 * power;
}

int decimalsOf(double step)
{
    return std::clamp(static_cast<int>(-std::floor(std::log10(step) + tolerance)), 0, 12);
}

AxisScale::AxisScale(const AxisSettings& settings, double low, double high)
    : logarithmic_(settings.logarithmic)
    , given_(settings.ticks)
{
    low = place(settings.low.value_or(low));
    high = place(settings.high.value_or(high));
    if (!std::isfinite(low) && !std::isfinite(high))
        low = 0, high = 1;
    else if (!std::isfinite(low))
        low = high - 1;
    else if (!std::isfinite(high))
        high = low + 1;
    if (!(low < high)) {
        const double middle = low;
        const double room = std::max(std::abs(middle) * 0.05, 0.5);
        low = settings.low ? middle : middle - room; // an end that is set stays
        high = settings.low ? middle + 2 * room : middle + room;
    }
    whole_ = { low, high };
}

double AxisScale::place(double value) const
{
    if (!logarithmic_)
        return value;
    return value > 0 ? std::log10(value) : std::numeric_limits<double>::quiet_NaN();
}

double AxisScale::value(double place) const
{
    return logarithmic_ ? std::pow(10.0, place) : place;
}

std::vector<AxisTick> AxisScale::ticks(AxisRange visible, int most) const
{
    if (given_.empty())
        return logarithmic_ ? logarithmicTicks(visible, std::max(most, 2)) : linearTicks(visible, std::max(most, 2));
    std::vector<AxisTick> ticks;
    const double slack = tolerance * visible.span();
    for (const AxisTick& tick : given_)
        if (const double at = place(tick.value); at >= visible.low - slack && at <= visible.high + slack)
            ticks.push_back(tick);
    return ticks;
}

} // namespace ui
