// SPDX-License-Identifier: Apache-2.0
// When an experiment will be done, from how long its cells took. Only for this folder's .cpp files.
#pragma once

#include "core/protocol/job_event.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace core::jobs {

class CellPace {
public:
    void apply(const protocol::JobEvent& event);

    /// `cells`: the last word of each, by number; `running`: how much of the cell at work is done, 0 to 1. A cell that waits
    /// takes what finished ones of its arm took, else what all took in the mean; the first one is judged by its own share.
    /// Pauses do not count. Nullopt: nothing was measured yet.
    std::optional<double> remainingSeconds(const std::vector<protocol::CellEvent>& cells, double running) const;

private:
    struct Took {
        double seconds = 0;
        std::int64_t cells = 0;
    };
    double secondsAtWork() const;
    std::optional<double> expected(const std::string& cell) const;

    std::map<std::string, Took> arms_; ///< by the cell's name without its seed
    std::string cell_; ///< at work
    std::int64_t begun_ = 0; ///< milliseconds
    std::int64_t now_ = 0;
    std::int64_t pausedAt_ = 0; ///< 0: not paused
    std::int64_t paused_ = 0; ///< milliseconds of pauses since the cell began
};

} // namespace core::jobs
