// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/ingest.h"

#include "core/jobs/cell_results.h"
#include "core/jobs/experiment_cells.h"
#include "core/jobs/result_files.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <limits>

namespace core::jobs {

namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

/// The step up to which what an event tells is still valid, given the events that follow it.
std::int64_t validUpTo(std::int64_t known, const protocol::JobEvent& later)
{
    const auto* started = std::get_if<protocol::StartedEvent>(&later.body);
    return started == nullptr ? known : std::min(known, started->fromStep);
}

/// The step that an event's result belongs to, 0 where it belongs to none.
std::int64_t stepOf(const protocol::EventBody& body)
{
    if (const auto* step = std::get_if<protocol::StepEvent>(&body))
        return step->step;
    if (const auto* part = std::get_if<protocol::LossPartEvent>(&body))
        return part->step;
    if (const auto* point = std::get_if<protocol::RecordingPointEvent>(&body))
        return point->step;
    if (const auto* losses = std::get_if<protocol::TrainingLossesEvent>(&body))
        return losses->toStep;
    return 0;
}

OrderedJson summaryOf(const protocol::PlanEvent& plan)
{
    return { { "steps", plan.steps }, { "rows", plan.rows }, { "held_out", plan.heldOut }, { "tokens", plan.tokens },
        { "response_tokens", plan.responseTokens }, { "truncated", plan.truncated }, { "unscored", plan.unscored },
        { "dropped", plan.dropped }, { "seams", plan.seams }, { "recording_steps", plan.recordingSteps } };
}

/// Turns events into one batch.
class BatchMaker {
public:
    /// `results`: of a run that fine-tunes or evaluates, whose losses are those of its curves; else null.
    BatchMaker(const store::RunRecord& run, const std::filesystem::path& folder, std::int64_t rows, CellResults* results)
        : folder_(folder)
        , rows_(rows)
        , results_(results)
        , summary_(run.summary)
        , hasStarted_(run.startedAt != 0)
    {
        batch_.run = run.id;
        batch_.generation = run.generation;
    }

    /// `validUntil`: what belongs to later steps is void, a later event says so.
    void add(const protocol::JobEvent& event, std::int64_t validUntil)
    {
        if (stepOf(event.body) > validUntil)
            return;
        now_ = event.milliseconds;
        std::visit([this](const auto& body) { take(body); }, event.body);
    }

    store::RunBatch finish(const protocol::EventPosition& position)
    {
        batch_.eventOffset = position.offset;
        batch_.eventSequence = position.sequence;
        return std::move(batch_);
    }

private:
    void take(const protocol::StartedEvent& event)
    {
        batch_.generation = event.generation;
        batch_.dropAfterStep = std::min(batch_.dropAfterStep.value_or(never), event.fromStep);
        batch_.state = store::RunState::Running;
        batch_.finishedAt = 0;
        batch_.note = event.bitIdentical
            ? std::string()
            : "Continued on another machine: results may differ in the last bits from an unbroken run.";
        if (!hasStarted_)
            batch_.startedAt = now_;
        hasStarted_ = true;
    }
    void take(const protocol::PhaseEvent& event)
    {
        batch_.state = event.phase == protocol::Phase::Queued ? store::RunState::Queued
            : event.phase == protocol::Phase::Paused          ? store::RunState::Paused
                                                              : store::RunState::Running;
    }
    void take(const protocol::PlanEvent& event) { summarize("plan", summaryOf(event)); }
    void take(const protocol::TokensEvent& event) { batch_.tokenCounts = readTokenCounts(folder_, event, rows_); }
    void take(const protocol::StepEvent& event)
    {
        batch_.metrics.push_back({ event.step, event.loss, event.learningRate, event.gradientNorm, event.tokens,
            event.responseTokens, event.seconds });
    }
    void take(const protocol::LossPartEvent& event)
    {
        if (results_ != nullptr)
            results_->check(event);
        else
            batch_.losses.push_back(readLossPart(folder_, event, rows_));
        notePoint({ event.point, event.step });
    }
    void take(const protocol::RecordingPointEvent& event)
    {
        notePoint({ event.point, event.step });
        if (results_ == nullptr)
            return;
        for (auto& point : results_->curvePoints(event))
            batch_.curvePoints.push_back(std::move(point));
    }
    void take(const protocol::TrainingLossesEvent& event)
    {
        if (results_ == nullptr) // a cell's training is told by its steps
            batch_.trainingLosses.push_back(readTrainingLosses(folder_, event, rows_));
    }
    void take(const protocol::EvaluationPartEvent& event)
    {
        if (results_ == nullptr)
            throw refusal(ingest_faults::outsideRun, { (folder_ / event.result.file).string() }, "answers");
        batch_.evaluationParts.push_back(results_->part(event));
    }
    void take(const protocol::CellEvent&) { } // a cell is a run of its own
    void take(const protocol::CheckpointEvent&) { }
    void take(const protocol::HeartbeatEvent&) { }
    void take(const protocol::ControlEvent&) { }
    void take(const protocol::WarningEvent& event) { batch_.note = event.message; }
    void take(const protocol::FinishedEvent& event)
    {
        end(store::RunState::Finished);
        summarize("finished",
            { { "steps", event.steps }, { "seconds", jsonNumber(event.seconds) }, { "tokens", event.tokens },
                { "peak_memory_bytes", event.peakMemoryBytes } });
    }
    void take(const protocol::StoppedEvent&) { end(store::RunState::Interrupted); }
    void take(const protocol::FailedEvent& event)
    {
        end(store::RunState::Failed);
        batch_.note = event.hint.empty() ? event.message : event.message + " " + event.hint;
    }

    void end(store::RunState state)
    {
        batch_.state = state;
        batch_.finishedAt = now_;
    }
    void summarize(const char* part, const OrderedJson& value)
    {
        if (!summary_.is_object())
            summary_ = Json::object();
        summary_[part] = Json(value);
        batch_.summary = summary_;
    }
    void notePoint(store::RecordingPoint point)
    {
        if (std::find(batch_.points.begin(), batch_.points.end(), point) == batch_.points.end())
            batch_.points.push_back(point);
    }

    std::filesystem::path folder_;
    std::int64_t rows_;
    CellResults* results_;
    Json summary_;
    bool hasStarted_;
    std::int64_t now_ = 0;
    store::RunBatch batch_;
};

} // namespace

Ingester::Ingester(store::ProjectSession& session, RunId run)
    : session_(session)
    , run_(run)
    , follower_(
          session.sideFolder() / session.run(run).folder, { session.run(run).eventOffset, session.run(run).eventSequence })
    , isExperiment_(session.run(run).kind == protocol::nameOf(protocol::JobKind::Experiment))
{
}

Ingester::~Ingester() = default;

ExperimentCells* Ingester::cells()
{
    if (!cells_ && isExperiment_)
        cells_ = std::make_unique<ExperimentCells>(session_, run_, follower_.folder());
    return cells_.get();
}

CellResults& Ingester::results(const store::RunRecord& run)
{
    if (!results_)
        results_ = std::make_unique<CellResults>(session_, follower_.folder().path(), run.dataset);
    return *results_;
}

std::vector<RunId> Ingester::takeChangedCells()
{
    return cells_ ? cells_->takeChanged() : std::vector<RunId>{};
}

bool Ingester::readMore()
{
    auto events = follower_.poll();
    if (events.empty())
        return false;
    pending_.push_back({ std::move(events), follower_.position() });
    return true;
}

void Ingester::storeFirst()
{
    const Chunk& chunk = pending_.front();
    const auto record = session_.run(run_);
    const bool makesCellResults = record.kind == protocol::nameOf(protocol::JobKind::FineTune)
        || record.kind == protocol::nameOf(protocol::JobKind::Evaluate);
    BatchMaker maker(record, follower_.folder().path(), session_.dataset(record.dataset).rows,
        makesCellResults ? &results(record) : nullptr);
    std::int64_t validUntil = never;
    for (std::size_t later = 1; later < pending_.size(); ++later) {
        for (const auto& event : pending_[later].events)
            validUntil = validUpTo(validUntil, event);
    }
    std::vector<std::int64_t> limits(chunk.events.size());
    for (std::size_t i = chunk.events.size(); i > 0; --i) {
        limits[i - 1] = validUntil;
        validUntil = validUpTo(validUntil, chunk.events[i - 1]);
    }
    for (std::size_t i = 0; i < chunk.events.size(); ++i)
        maker.add(chunk.events[i], limits[i]);
    session_.applyRunBatch(maker.finish(chunk.end));
}

std::vector<protocol::JobEvent> Ingester::poll()
{
    if (session_.run(run_).folder.empty())
        return {}; // only its results were kept
    std::exception_ptr refused;
    try {
        while (readMore()) { }
    } catch (const Error&) {
        refused = std::current_exception(); // what came before the bad line is stored first
    }
    // First the cells: when the experiment's own events are stored, everything that they speak of is.
    if (auto* experiment = cells(); experiment != nullptr && !pending_.empty())
        experiment->poll();
    std::vector<protocol::JobEvent> events;
    while (!pending_.empty()) {
        try {
            if (cells_)
                cells_->apply(pending_.front().events);
            storeFirst();
        } catch (const Error& error) {
            // A newer worker may just be writing the file again; its start was announced before.
            if (error.code() != ingest_faults::resultChanged.code || !readMore())
                throw;
            continue;
        }
        std::move(pending_.front().events.begin(), pending_.front().events.end(), std::back_inserter(events));
        pending_.erase(pending_.begin());
    }
    if (refused && events.empty())
        std::rethrow_exception(refused);
    return events;
}

void Ingester::noteEnd(const std::string& sentence)
{
    if (auto* experiment = cells(); experiment != nullptr && follower_.liveness() != Liveness::Running)
        experiment->noteEnd(sentence);
    auto record = session_.run(run_);
    const bool ended = record.state == store::RunState::Finished || record.state == store::RunState::Failed
        || record.state == store::RunState::Interrupted;
    if (ended || follower_.liveness() == Liveness::Running)
        return;
    record.state = store::RunState::Interrupted;
    record.note = sentence;
    session_.updateRun(record);
}

} // namespace core::jobs
