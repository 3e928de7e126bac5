// SPDX-License-Identifier: Apache-2.0
// Starting a program without fork: nothing of this process but what is named reaches it. Only for this folder's .cpp files.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace core::jobs {

struct SpawnRequest {
    std::filesystem::path program;
    std::vector<std::string> arguments; ///< without the program's name
    std::vector<std::pair<std::string, std::string>> environment; ///< replaces these variables
    bool newSession = false; ///< out of reach of the terminal's signals
    std::filesystem::path log; ///< stdout and stderr are appended here, stdin is /dev/null; empty: see the next two
    int standardInput = -1; ///< descriptors of this process that become the program's
    int standardOutput = -1;
};

/// The variables that LibTorch's thread pools read at their start: so many threads, asleep while they wait. A waiting thread
/// that spins takes a core from the one that it waits for as soon as anything else runs: with two other processes on two
/// cores, spinning made training 5 to 10 times slower.
std::vector<std::pair<std::string, std::string>> threadEnvironment(std::int64_t threads);

/// Throws Error{Unsupported} naming a program that cannot be started.
pid_t spawn(const SpawnRequest& request);

} // namespace core::jobs
