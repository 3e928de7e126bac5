// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/run_settings.h"

#include <cstdint>

namespace core::optim {

/// The learning rate of step `step` (from 0) of `steps`: linear warm-up from 0, then cosine to finalShare of the rate
/// (transformers' get_cosine_schedule_with_warmup where finalShare is 0) or constant.
double learningRateAt(const protocol::ScheduleSettings& schedule, double rate, std::int64_t step, std::int64_t steps);

} // namespace core::optim
