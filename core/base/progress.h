// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

namespace core {

/// How far long work is. `total` 0 means unknown.
struct Progress {
    std::uint64_t done = 0;
    std::uint64_t total = 0;
};

/// Called at most a few dozen times a second by the working thread; may be empty.
using ProgressSink = std::function<void(const Progress&)>;

} // namespace core
