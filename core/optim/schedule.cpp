// SPDX-License-Identifier: Apache-2.0
#include "core/optim/schedule.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace core::optim {

double learningRateAt(const protocol::ScheduleSettings& schedule, double rate, std::int64_t step, std::int64_t steps)
{
    const auto warmup = static_cast<std::int64_t>(std::ceil(schedule.warmupShare * static_cast<double>(steps) - 1e-9));
    if (step < warmup)
        return rate * static_cast<double>(step) / static_cast<double>(warmup);
    if (schedule.name == "constant")
        return rate;
    if (schedule.name != "cosine")
        throw Error(ErrorKind::Unsupported, "schedule \"" + schedule.name + "\" is not known", "Use cosine or constant.");
    const double done = static_cast<double>(step - warmup) / static_cast<double>(std::max<std::int64_t>(1, steps - warmup));
    const double share = 0.5 * (1 + std::cos(std::numbers::pi * std::min(done, 1.0)));
    return rate * (schedule.finalShare + (1 - schedule.finalShare) * share);
}

} // namespace core::optim
