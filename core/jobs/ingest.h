// SPDX-License-Identifier: Apache-2.0
// From a run folder into the project: reads new events and result files and hands them to the store in whole transactions
// together with the position reached, so that nothing is stored twice or lost, whoever does it and however often.
#pragma once

#include "core/jobs/follower.h"
#include "core/store/project_session.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace core::jobs {

namespace ingest_faults {
inline constexpr Fault resultChanged{ "ingest/result-changed", ErrorKind::BadFile,
    "the result file does not have the SHA-256 that its event named", "Resume the run: the file is then written again." };
inline constexpr Fault resultSize{ "ingest/result-size", ErrorKind::BadFile,
    "the result file has the wrong length for its rows" };
inline constexpr Fault outsideRun{ "ingest/outside-run", ErrorKind::BadFile,
    "the event speaks of rows that the run does not have" };
inline constexpr Fault otherItem{ "ingest/other-item", ErrorKind::BadFile,
    "the line answers another item than the benchmark has there" };
inline constexpr Fault all[] = { resultChanged, resultSize, outsideRun, otherItem };
} // namespace ingest_faults

class CellResults;
class ExperimentCells;

/// Takes one run's events into the project, and with an experiment's those of its cells. Use by one thread; the session is
/// only used inside poll().
class Ingester {
public:
    /// Continues behind what the project already holds of the run.
    Ingester(store::ProjectSession& session, RunId run);
    ~Ingester();

    /// Everything that is there now, in transactions of a few thousand events. Returns the events taken. Throws
    /// Error of event_faults and ingest_faults (what came before the bad event is stored) and the store's errors.
    std::vector<protocol::JobEvent> poll();
    /// Also records the end of a worker that died without a word: the run becomes Interrupted. Call when poll() gave
    /// nothing; does nothing while the worker lives or the run has ended.
    void noteEnd(const std::string& sentence);
    /// Of an experiment: cells whose record or results changed since the last call.
    std::vector<RunId> takeChangedCells();

    const Follower& follower() const { return follower_; }

private:
    struct Chunk { ///< events read at once and the position after them
        std::vector<protocol::JobEvent> events;
        protocol::EventPosition end;
    };
    bool readMore();
    void storeFirst();
    /// What the pending events speak of.
    void takeCells(ExperimentCells& experiment);
    /// Those of an experiment; null of another run.
    ExperimentCells* cells();
    CellResults& results(const store::RunRecord& run);

    store::ProjectSession& session_;
    RunId run_;
    Follower follower_;
    bool isExperiment_;
    std::vector<Chunk> pending_; ///< read, not stored yet
    std::unique_ptr<ExperimentCells> cells_;
    std::unique_ptr<CellResults> results_; ///< of a run that fine-tunes or evaluates
};

} // namespace core::jobs
