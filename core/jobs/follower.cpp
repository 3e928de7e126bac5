// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/follower.h"

#include "core/base/files.h"

#include <algorithm>

namespace core::jobs {

namespace {

constexpr std::chrono::seconds longestSilence{ 60 };
constexpr std::int64_t mostCells = 100000; // of an experiment: 100 arms × 1,000 seeds

/// By the lock where that is enough: nullopt when a worker on another machine may hold it unseen.
std::optional<Liveness> livenessHere(const protocol::RunFolder& folder)
{
    if (FileLock::isHeld(folder.lock()))
        return Liveness::Running;
    const auto identity = protocol::readWorkerIdentity(folder.worker());
    if (!identity)
        return Liveness::NotStarted;
    return protocol::isThisMachine(*identity) ? std::optional(Liveness::Ended) : std::nullopt;
}

} // namespace

void RunProgress::apply(const protocol::JobEvent& event)
{
    lastMilliseconds = event.milliseconds;
    const auto& body = event.body;
    if (const auto* started = std::get_if<protocol::StartedEvent>(&body)) {
        generation = started->generation;
        bitIdentical = started->bitIdentical;
        step = started->fromStep;
        ending.reset();
        cells.clear();
        pointRows = 0;
        pointOver = false;
        pointsDone = plan ? std::ranges::count_if(plan->recordingSteps, [&](auto at) { return at < started->fromStep; }) : 0;
    } else if (const auto* entered = std::get_if<protocol::PhaseEvent>(&body)) {
        phase = entered->phase;
        done = 0;
        total = 0;
        pointOver = false;
        if (phase == protocol::Phase::Training)
            pointRows = 0;
    } else if (const auto* planned = std::get_if<protocol::PlanEvent>(&body)) {
        plan = *planned;
    } else if (const auto* stepped = std::get_if<protocol::StepEvent>(&body)) {
        lastStep = *stepped;
        step = stepped->step;
    } else if (const auto* beat = std::get_if<protocol::HeartbeatEvent>(&body)) {
        phase = beat->phase;
        if (!cells.empty())
            step = beat->step; // its steps are told in the cells' folders
        done = beat->done;
        total = beat->total;
        if (phase == protocol::Phase::Scoring && !pointOver)
            pointRows = done;
        memoryBytes = beat->memoryBytes;
    } else if (const auto* point = std::get_if<protocol::RecordingPointEvent>(&body)) {
        pointsDone = point->point + 1;
        done = 0;
        pointRows = 0;
        pointOver = true;
    } else if (const auto* cell = std::get_if<protocol::CellEvent>(&body)) {
        if (cell->number >= static_cast<std::int64_t>(cells.size()))
            cells.resize(static_cast<std::size_t>(std::min<std::int64_t>(cell->number + 1, mostCells)));
        if (cell->number < static_cast<std::int64_t>(cells.size()))
            cells[static_cast<std::size_t>(cell->number)] = *cell;
        step = 0;
        done = 0;
    } else if (protocol::isFinal(body)) {
        ending = body;
    }
}

Follower::Follower(std::filesystem::path folder, protocol::EventPosition from)
    : folder_(std::move(folder))
    , position_(from)
    , heard_(std::chrono::steady_clock::now())
{
    try {
        const auto spec = protocol::readJobSpec(folder_.job());
        progress_.epochs = spec.train.epochs;
        progress_.onlyTokens = spec.kind == protocol::JobKind::Tokenize;
    } catch (const Error&) {
        // without a readable job only the remaining time is less exact
    }
}

std::vector<protocol::JobEvent> Follower::poll()
{
    auto events = protocol::readEvents(folder_.events(), position_);
    for (const auto& event : events) {
        progress_.apply(event);
        pace_.apply(event);
    }
    if (!events.empty())
        heard_ = std::chrono::steady_clock::now();
    return events;
}

Liveness Follower::liveness() const
{
    if (const auto here = livenessHere(folder_))
        return *here;
    if (progress_.ending)
        return Liveness::Ended;
    return std::chrono::steady_clock::now() - heard_ < longestSilence ? Liveness::Running : Liveness::Silent;
}

Liveness livenessOf(const protocol::RunFolder& folder)
{
    if (const auto here = livenessHere(folder))
        return *here;
    std::error_code code;
    const auto written = std::filesystem::last_write_time(folder.events(), code);
    const bool fresh = !code && std::filesystem::file_time_type::clock::now() - written < longestSilence;
    return fresh ? Liveness::Running : Liveness::Silent;
}

} // namespace core::jobs
