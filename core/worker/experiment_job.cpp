// SPDX-License-Identifier: Apache-2.0
// Runs the cells of an experiment one after the other, each in a run folder of its own. What is finished is skipped; what
// fails is recorded, and the others go on.
#include "core/base/files.h"
#include "core/protocol/experiment_cell.h"
#include "core/protocol/session_message.h"
#include "core/worker/experiment_targets.h"
#include "core/worker/machine_facts.h"
#include "core/worker/run_context.h"
#include "core/worker/translate_errors.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace core::worker {

namespace {

using protocol::CellState;
using Clock = std::chrono::steady_clock;

/// One cell: its folder, and the job that it shall hold.
struct Cell {
    protocol::RunFolder folder;
    protocol::JobSpec job;
    CellState state = CellState::Waiting;
    std::string message;
    std::optional<Error> problem; ///< its target cannot be had
};

/// Whether the folder holds the finished results of the job.
bool isFinished(const Cell& cell)
{
    std::error_code missing;
    if (!std::filesystem::exists(cell.folder.job(), missing)
        || hashOf(protocol::readJobSpec(cell.folder.job())) != hashOf(cell.job))
        return false;
    bool finished = false;
    protocol::EventPosition position;
    for (auto events = protocol::readEvents(cell.folder.events(), position); !events.empty();
         events = protocol::readEvents(cell.folder.events(), position)) {
        for (const auto& event : events) {
            if (std::holds_alternative<protocol::StartedEvent>(event.body) || protocol::isFinal(event.body))
                finished = std::holds_alternative<protocol::FinishedEvent>(event.body);
        }
    }
    return finished;
}

/// Only a resume needs them.
void dropCheckpoints(const Cell& cell)
{
    std::error_code ignored;
    std::filesystem::remove_all(cell.folder.checkpoints(), ignored);
}

/// The work on one cell, from its job.json to its last event; the experiment's control steers it.
class CellRun {
public:
    CellRun(RunContext& experiment, const Cell& cell)
        : experiment_(experiment)
        , cell_(cell)
        , lock_(FileLock::tryAcquire(cell.folder.lock()))
    {
        if (!lock_.held())
            throw Error(ErrorKind::Busy, cell.folder.path().string() + ": another process works on this cell",
                "Wait for its end, then resume the experiment.");
        std::error_code missing;
        if (std::filesystem::exists(cell.folder.job(), missing)
            && hashOf(protocol::readJobSpec(cell.folder.job())) != hashOf(cell.job))
            throw Error(ErrorKind::BadFile, cell.folder.path().string() + ": the folder holds other work than this cell's",
                "Move it away, then resume the experiment.");
        protocol::writeJobSpec(cell.folder.job(), cell.job); // with the places of today
        events_.emplace(cell.folder);
    }

    RunEnd work()
    {
        std::int64_t step = 0;
        try {
            const RunEnd ended = run(step);
            end(ended, step);
            return ended;
        } catch (...) {
            const Error error = asError(std::current_exception());
            if (error.kind() == ErrorKind::Cancelled && experiment_.control.stopRequested()) {
                end(RunEnd::Stopped, step);
                return RunEnd::Stopped;
            }
            events_->write(
                protocol::FailedEvent{ std::string(protocol::nameOf(error.kind())), error.message(), error.hint() });
            events_->sync();
            throw error;
        }
    }

private:
    RunEnd run(std::int64_t& step)
    {
        auto identity = protocol::thisWorker();
        identity.generation = events_->lastGeneration() + 1;
        writeFileAtomically(cell_.folder.worker(), protocol::toJson(identity).dump(2) + "\n");
        const auto before = resolvedBefore(cell_.folder, cell_.job, !experiment_.resolved.bitIdentical);
        protocol::ResolvedSettings resolved = before ? *before : resolvedFirst();
        step = newestCheckpoint(cell_.folder, *events_);
        events_->write(protocol::StartedEvent{ identity.generation, step, resolved.bitIdentical });
        RunContext context{ cell_.folder, cell_.job, resolved, !before, step, *events_, experiment_.control };
        const RunEnd ended = runFineTuneJob(context, step);
        tokens_ = context.tokens;
        experiment_.tokens += context.tokens;
        return ended;
    }

    /// Every cell is given what the experiment was given, so that cells can be compared to the last bit.
    protocol::ResolvedSettings resolvedFirst() const
    {
        protocol::ResolvedSettings resolved = experiment_.resolved;
        resolved.specHash = hashOf(cell_.job);
        resolved.packPlan = Json::object();
        resolved.bitIdentical = true;
        return resolved;
    }

    void end(RunEnd ended, std::int64_t step)
    {
        const double seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
        if (ended == RunEnd::Finished)
            events_->write(protocol::FinishedEvent{ step, seconds, tokens_, peakResidentBytes() });
        else
            events_->write(protocol::StoppedEvent{ step });
        events_->sync();
    }

    RunContext& experiment_;
    const Cell& cell_;
    FileLock lock_;
    std::optional<EventWriter> events_;
    std::int64_t tokens_ = 0;
    Clock::time_point begin_ = Clock::now();
};

class Experiment {
public:
    explicit Experiment(RunContext& context)
        : context_(context)
    {
    }

    RunEnd run()
    {
        prepare();
        for (std::size_t number = 0; number < cells_.size(); ++number) {
            if (cells_[number].state == CellState::Waiting && !runCell(number))
                return RunEnd::Stopped;
        }
        refuseFailures();
        return RunEnd::Finished;
    }

private:
    void prepare()
    {
        const protocol::ExperimentSpec& spec = context_.spec.experiment;
        ExperimentTargets targets(context_);
        protocol::PlanEvent plan;
        for (const protocol::ExperimentCell& place : protocol::cellsOf(spec)) {
            const protocol::RunFolder folder(context_.folder.cells() / protocol::nameOf(spec, place));
            const SeededTarget& target = targets.of(place.seed);
            Cell cell{ folder, protocol::jobOf(targets.experiment(), place, target.model, target.steps), {}, {},
                target.problem };
            plan.steps = std::max(plan.steps, target.steps);
            settle(cell);
            cells_.push_back(std::move(cell));
        }
        context_.events.write(plan);
        for (std::size_t number = 0; number < cells_.size(); ++number)
            tell(number);
    }

    /// What can be said of a cell before it is worked on.
    static void settle(Cell& cell)
    {
        try {
            if (cell.problem)
                throw Error(*cell.problem);
            if (isFinished(cell)) {
                cell.state = CellState::Finished;
                dropCheckpoints(cell);
            }
        } catch (const Error& error) {
            cell.state = CellState::Failed;
            cell.message = error.message();
        }
    }

    /// False when a stop was asked for.
    bool runCell(std::size_t number)
    {
        Cell& cell = cells_[number];
        context_.control.poll();
        if (context_.control.stopRequested())
            return false;
        context_.control.at(0, 0, 0); // heartbeats speak of this cell from now on
        cell.state = CellState::Running;
        tell(number);
        try {
            createFolders(cell.folder.path());
            if (CellRun(context_, cell).work() == RunEnd::Stopped)
                return false;
            cell.state = CellState::Finished;
            dropCheckpoints(cell);
        } catch (const Error& error) {
            context_.control.allowCheckpoints(false);
            cell.state = CellState::Failed;
            cell.message = error.message();
            if (error.kind() == ErrorKind::Storage) { // the others would meet it too
                tell(number);
                throw;
            }
        }
        tell(number);
        return true;
    }

    void tell(std::size_t number)
    {
        const Cell& cell = cells_[number];
        context_.events.write(protocol::CellEvent{ cell.folder.name(), cell.state, static_cast<std::int64_t>(number),
            static_cast<std::int64_t>(cells_.size()), cell.message });
        context_.events.sync();
    }

    void refuseFailures() const
    {
        std::size_t failed = 0;
        std::string first;
        for (const Cell& cell : cells_) {
            if (cell.state != CellState::Failed)
                continue;
            if (++failed == 1)
                first = cell.folder.name() + ": " + cell.message;
        }
        if (failed > 0)
            throw Error(ErrorKind::BadInput,
                std::to_string(failed) + " of " + std::to_string(cells_.size()) + " cells failed; " + first,
                "The other cells are finished and stay so; resume the experiment to try the failed ones again.");
    }

    RunContext& context_;
    std::vector<Cell> cells_;
};

/// Memory is decided once, for all cells.
void settle(RunContext& context)
{
    if (!context.firstStart)
        return;
    if (context.resolved.memoryBytes == 0)
        context.resolved.memoryBytes = static_cast<std::int64_t>(training::defaultMemoryBytes());
    writeResolved(context.folder, context.resolved);
    context.firstStart = false;
}

} // namespace

RunEnd runExperimentJob(RunContext& context)
{
    settle(context);
    return Experiment(context).run();
}

} // namespace core::worker
