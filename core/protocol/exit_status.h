// SPDX-License-Identifier: Apache-2.0
// The exit statuses of datalever-worker, for whoever started it and for schedulers of a cluster.
#pragma once

#include <string_view>

namespace core::protocol::exit_status {

inline constexpr int finished = 0;
inline constexpr int failed = 1; ///< events.jsonl ends with the reason
inline constexpr int usage = 2;
inline constexpr int stopped = 3; ///< on request or by SIGTERM, SIGINT; a checkpoint was written
inline constexpr int refused = 4; ///< the folder was not taken: no job, another worker, another machine; see stderr
inline constexpr int storage = 5; ///< the run folder cannot be written (disk full, read-only); see stderr
inline constexpr int unsupportedCpu = 6;

/// "the disk of the run folder is full or cannot be written"; empty for a status that says nothing.
constexpr std::string_view meaning(int status)
{
    switch (status) {
    case usage:
        return "it was called wrongly";
    case refused:
        return "it could not take the run folder";
    case storage:
        return "the disk of the run folder is full or cannot be written";
    case unsupportedCpu:
        return "this processor lacks instructions that it needs (x86-64-v3)";
    case 127:
        return "the program or one of its libraries could not be loaded";
    default:
        return {};
    }
}

} // namespace core::protocol::exit_status
