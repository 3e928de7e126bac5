// SPDX-License-Identifier: GPL-3.0-or-later
// Plays a worker that is much faster than a real one: a run with many steps behind it, then hundreds of steps a second and
// a recording point of every row every few seconds.
#pragma once

#include "core/base/files.h"
#include "tests/core/jobs/run_writer.h"

#include <atomic>
#include <thread>

namespace bench {

class LiveRun {
public:
    static constexpr std::int64_t stepsBefore = 100000;
    static constexpr int stepsPerSecond = 500;
    static constexpr int secondsBetweenPoints = 3;

    /// Makes the run in the project, which nobody has open, and writes what lies behind it.
    explicit LiveRun(const std::filesystem::path& project);
    ~LiveRun();

    void start(); ///< on a thread of its own
    void finish(); ///< and waits for that thread

private:
    std::int64_t rows_ = 0;
    std::filesystem::path folder_;
    std::unique_ptr<support::RunWriter> writer_;
    core::FileLock lock_;
    std::int64_t step_ = 0;
    std::int64_t point_ = 0;
    std::atomic<bool> ending_ = false;
    std::thread thread_;

    void write();
    void step();
    void point();
};

} // namespace bench
