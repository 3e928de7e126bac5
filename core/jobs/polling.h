// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel_token.h"

#include <chrono>
#include <thread>

namespace core::jobs {

/// How often a run folder is looked at. There are no watchers: they fail on network file systems.
inline constexpr std::chrono::milliseconds pollInterval{ 100 };

/// Waits for the next look; throws Error{Cancelled} when that was asked.
inline void pauseForPoll(const CancelToken& cancel = {})
{
    cancel.check();
    std::this_thread::sleep_for(pollInterval);
}

} // namespace core::jobs
