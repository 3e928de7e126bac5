// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/experiment_cells.h"

#include "core/jobs/ingest.h"
#include "core/store/project_experiments.h"

#include <algorithm>

namespace core::jobs {

namespace {

using store::RunState;

/// Whatever else may be wrong lies with the project or the machine, not with the cell.
bool blamesCell(const Error& error)
{
    return error.kind() == ErrorKind::BadFile || error.kind() == ErrorKind::BadInput
        || error.kind() == ErrorKind::Unsupported;
}

} // namespace

void recordCells(store::ProjectSession& session, RunId experiment, const protocol::JobSpec& job)
{
    std::vector<store::CellRecord> cells;
    for (const protocol::ExperimentCell& cell : protocol::cellsOf(job.experiment)) {
        store::CellRecord record;
        record.name = nameOf(job.experiment, cell);
        record.number = static_cast<std::int64_t>(cells.size());
        record.arm = job.experiment.arms.at(cell.arm).name;
        record.seed = cell.seed;
        cells.push_back(std::move(record));
    }
    store::insertCells(session, experiment, cells);
}

ExperimentCells::ExperimentCells(store::ProjectSession& session, RunId experiment, const protocol::RunFolder& folder)
    : session_(session)
    , experiment_(experiment)
    , folder_(folder)
{
    readCells();
}

ExperimentCells::~ExperimentCells() = default;

void ExperimentCells::readCells()
{
    const auto job = protocol::readJobSpec(folder_.job());
    auto run = session_.run(experiment_);
    if (Json spec(toJson(job)); spec != run.spec) { // seeds were added while another process had the project
        run.spec = std::move(spec);
        session_.updateRun(run);
    }
    recordCells(session_, experiment_, job);
    for (auto& record : store::experimentCells(session_, experiment_)) {
        const std::string name = record.name;
        cells_[name].record = std::move(record);
    }
}

void ExperimentCells::poll()
{
    for (auto& [name, cell] : cells_) {
        std::error_code missing;
        const auto size = std::filesystem::file_size(protocol::RunFolder(folder_.cells() / name).events(), missing);
        if (missing || size == cell.size)
            continue;
        try {
            poll(cell);
        } catch (const Error& error) {
            if (!blamesCell(error))
                throw;
            setState(cell, RunState::Failed, error.message());
        }
        cell.size = size; // what was written meanwhile is looked at again
    }
}

void ExperimentCells::poll(Cell& cell)
{
    auto run = session_.run(cell.record.run);
    if (!run.spec.is_object()) {
        run.spec = Json(toJson(protocol::readJobSpec(protocol::RunFolder(session_.sideFolder() / run.folder).job())));
        session_.updateRun(run);
    }
    if (!cell.ingester)
        cell.ingester = std::make_unique<Ingester>(session_, cell.record.run);
    bool changed = false;
    while (!cell.ingester->poll().empty()) // what follows a bad event is refused by the next call
        changed = true;
    if (changed)
        changed_.push_back(cell.record.run);
}

void ExperimentCells::setState(Cell& cell, RunState state, const std::string& message)
{
    auto run = session_.run(cell.record.run);
    if (run.state == state && run.note == message)
        return;
    run.state = state;
    run.note = message;
    session_.updateRun(run);
    changed_.push_back(run.id);
}

void ExperimentCells::hear(const std::vector<protocol::JobEvent>& events)
{
    for (const auto& event : events) {
        if (std::holds_alternative<protocol::StartedEvent>(event.body))
            readCells(); // seeds may have been added
        if (const auto* cell = std::get_if<protocol::CellEvent>(&event.body))
            heard_.insert_or_assign(cell->cell, *cell);
    }
}

void ExperimentCells::apply()
{
    for (const auto& [name, event] : heard_) {
        const auto found = cells_.find(name);
        if (found == cells_.end())
            continue;
        const RunState now = session_.run(found->second.record.run).state;
        if (now == RunState::Finished)
            continue;
        if (event.state == protocol::CellState::Failed && now != RunState::Failed)
            setState(found->second, RunState::Failed, event.message);
        else if (event.state == protocol::CellState::Waiting)
            setState(found->second, RunState::Queued, {});
    }
    heard_.clear();
}

void ExperimentCells::noteEnd(const std::string& sentence)
{
    poll();
    for (auto& [name, cell] : cells_) {
        const RunState state = session_.run(cell.record.run).state;
        if (state == RunState::Running || state == RunState::Paused)
            setState(cell, RunState::Interrupted, sentence);
    }
}

std::vector<RunId> ExperimentCells::takeChanged()
{
    auto changed = std::move(changed_);
    changed_.clear();
    std::sort(changed.begin(), changed.end());
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    return changed;
}

} // namespace core::jobs
