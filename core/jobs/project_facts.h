// SPDX-License-Identifier: Apache-2.0
// What a ProjectMonitor tells of an open project's runs, as values. Results that a fact speaks of are in the project when
// the fact is told.
#pragma once

#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/jobs/control_call.h"
#include "core/store/run_records.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace core::jobs {

/// All runs of the project: told first, and whenever one is added (also by a terminal).
struct RunListChanged {
    std::vector<store::RunRecord> runs;
};

/// A run's state changed; the record as it stands now.
struct RunStateChanged {
    store::RunRecord run;
    store::RunState before = store::RunState::Queued;
};

/// Where an active run is; ten times a second at most.
struct RunProgressed {
    RunId run;
    RunProgress progress; ///< phase, step, memory, plan, ...
    Progress whole; ///< of the whole run, see overallProgress()
    std::optional<double> tokensPerSecond;
    std::optional<double> remainingSeconds;
};

/// New optimizer steps. With `dropAfterStep` a new worker continues there: forget the steps behind it first. Steps that
/// were read from the project before may come once more.
struct StepsArrived {
    RunId run;
    std::optional<std::int64_t> dropAfterStep;
    std::vector<store::StepMetric> steps;
};

/// A recording point is complete.
struct PointRecorded {
    RunId run;
    std::int64_t point = 0;
    std::int64_t step = 0;
};

/// Of an experiment: cells of which something new is in the project (state, steps, curves, answers).
struct CellsChanged {
    RunId experiment;
    std::vector<RunId> cells; ///< empty: another process stored it, any may have changed
};

/// The run's token counts are there.
struct TokensCounted {
    RunId run;
};

/// Something the user should read although the run goes on.
struct RunWarned {
    RunId run;
    std::string sentence;
};

/// The worker ended without a word; the run is interrupted and can be resumed.
struct WorkerDied {
    RunId run;
    std::string sentence; ///< how it ended and the end of its log
};

/// The answer to a request of this monitor.
struct RequestAnswered {
    std::uint64_t request = 0;
    RunId run; ///< 0: of a start that failed
    std::optional<ControlOutcome>
        outcome; ///< absent: it failed. Acknowledged for a start and a resume: a worker was started
    std::optional<Error> failure;
};

/// The project cannot take something in (a damaged event, a full disk, a folder of another project).
struct MonitorTroubled {
    RunId run; ///< 0: of no run in particular
    std::string sentence;
};

using ProjectFact = std::variant<RunListChanged, RunStateChanged, RunProgressed, StepsArrived, PointRecorded, CellsChanged,
    TokensCounted, RunWarned, WorkerDied, RequestAnswered, MonitorTroubled>;

} // namespace core::jobs
