// SPDX-License-Identifier: Apache-2.0
// How fast a run works and when it will be done, from what its worker told. One code for the window and the command line.
#pragma once

#include "core/base/progress.h"
#include "core/jobs/cell_pace.h"
#include "core/protocol/job_event.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace core::jobs {

struct RunProgress;

/// Work done of a whole run in rows seen: a row trained on counts three times a row scored (forward and backward). `total`
/// is 0 before the plan is known. Tokenizing counts rows, an experiment thousandths of a cell.
Progress overallProgress(const RunProgress& progress);

/// Feed it every event of a run in order. Only the worker's own clock counts, so that it does not matter when somebody
/// began to follow.
class RunPace {
public:
    void apply(const protocol::JobEvent& event);

    /// Of the last steps, or of the rows being scored; nullopt before either was measured and while nothing is worked on.
    std::optional<double> tokensPerSecond(const RunProgress& progress) const;
    /// Steps and scored rows that are left, each at its own measured pace; what was not measured yet is taken from the
    /// other (three to one a row). An experiment: its cells, each at the pace of those of its arm. A job that only counts
    /// tokens: the rows left at the pace so far. While the run waits or is paused: from when it goes on. Nullopt: not known
    /// yet.
    std::optional<double> remainingSeconds(const RunProgress& progress) const;

private:
    struct Step {
        double seconds = 0;
        std::int64_t tokens = 0;
    };
    struct Mark { ///< rows scored, or tokenized, at a time
        std::int64_t milliseconds = 0;
        std::int64_t rows = 0;
    };
    void measureScoring(Mark now);
    std::optional<double> secondsPerStep() const;

    CellPace cells_; ///< of an experiment
    std::deque<Step> steps_; ///< the last few
    std::optional<Mark> scoringFrom_;
    std::optional<double> secondsPerRow_; ///< scored
    std::optional<Mark> tokenizingFrom_;
    std::optional<double> secondsPerTokenizedRow_;
    std::int64_t rows_ = 0; ///< of the dataset
    bool wholePoint_ = false; ///< the point being scored was begun by this worker and not interrupted
    protocol::Phase phase_ = protocol::Phase::Loading;
};

} // namespace core::jobs
