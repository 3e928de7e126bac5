// SPDX-License-Identifier: GPL-3.0-or-later
// What only a run's own events tell and the project does not hold: the plan, when things happened, how much memory it took.
// Read from the run folder, away from the GUI thread, and continued where the last reading ended.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/protocol/event_codec.h"
#endif

#include <filesystem>
#include <optional>
#include <vector>

namespace ui {

struct RunEvents {
    struct Point {
        std::int64_t step = 0;
        std::optional<double> seconds; ///< of scoring; absent where it was interrupted
    };
    core::protocol::EventPosition position;
    std::optional<core::protocol::PlanEvent> plan;
    std::vector<Point> points; ///< complete ones, in order
    std::vector<std::int64_t> stepTimes; ///< milliseconds since 1970 when step i + 1 was done
    std::int64_t peakMemoryBytes = 0;
    std::uint64_t folderBytes = 0; ///< of the run folder
    std::vector<std::string> warnings;

    // of the reading itself
    std::optional<std::int64_t> scoringSince; ///< milliseconds
    bool brokenPoint = false; ///< the point being scored was begun by an earlier worker
};

/// The events behind those that `known` holds. What cannot be read leaves it as it was. `measure`: add up the folder's
/// files.
RunEvents readOn(const std::filesystem::path& folder, RunEvents known, bool measure);

} // namespace ui
