// SPDX-License-Identifier: Apache-2.0
// The cells of an experiment as runs of the project: recorded when the experiment is, and fed from their folders as those of
// any run are. Only for this folder's .cpp files.
#pragma once

#include "core/protocol/experiment_cell.h"
#include "core/protocol/job_event.h"
#include "core/protocol/run_folder.h"
#include "core/store/experiment_records.h"
#include "core/store/project_session.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace core::jobs {

class Ingester;

/// Runs for the cells of `job` that the project does not have yet.
void recordCells(store::ProjectSession& session, RunId experiment, const protocol::JobSpec& job);

class ExperimentCells {
public:
    ExperimentCells(store::ProjectSession& session, RunId experiment, const protocol::RunFolder& folder);
    ~ExperimentCells();

    /// Takes in what the cells' folders tell that is new. A result that cannot be read fails its cell, with the sentence;
    /// the others go on. Throws Error{Storage, Busy, ...} where none could be taken in.
    void poll();
    /// Notes what the experiment says of its cells; give it all events that are there before apply().
    void hear(const std::vector<protocol::JobEvent>& events);
    /// Takes over the last that was heard of each cell, which may never have begun. What a cell's folder told of its end
    /// stands: an event that was read late does not undo it.
    void apply();
    /// The experiment's worker died: so did the one of the cell that it worked on.
    void noteEnd(const std::string& sentence);
    /// Cells whose record or results changed since the last call.
    std::vector<RunId> takeChanged();

private:
    struct Cell {
        store::CellRecord record;
        std::unique_ptr<Ingester> ingester;
        std::uint64_t size = 0; ///< of events.jsonl when it was read last
    };
    void readCells();
    void poll(Cell& cell);
    void setState(Cell& cell, store::RunState state, const std::string& message);

    store::ProjectSession& session_;
    RunId experiment_;
    protocol::RunFolder folder_;
    std::map<std::string, Cell> cells_; ///< by name
    std::map<std::string, protocol::CellEvent> heard_; ///< the last of each cell since apply()
    std::vector<RunId> changed_;
};

} // namespace core::jobs
