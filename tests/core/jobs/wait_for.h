// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace support {

/// Waits for a fact: true as soon as it holds, false when it did not within the deadline.
inline bool waitFor(const std::function<bool()>& fact, std::chrono::seconds deadline = std::chrono::seconds(60))
{
    const auto last = std::chrono::steady_clock::now() + deadline;
    while (!fact()) {
        if (std::chrono::steady_clock::now() >= last)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

} // namespace support
