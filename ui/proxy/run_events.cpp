// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/run_events.h"

#include "core/protocol/run_folder.h"

#include <algorithm>

namespace ui {

namespace {

using namespace core::protocol;

void takeStarted(RunEvents& events, const StartedEvent& started)
{
    const auto from = static_cast<std::size_t>(std::max<std::int64_t>(started.fromStep, 0));
    if (events.stepTimes.size() > from)
        events.stepTimes.resize(from);
    while (!events.points.empty() && events.points.back().step > started.fromStep)
        events.points.pop_back();
    events.scoringSince.reset();
    events.brokenPoint = started.generation > 1;
}

void takePoint(RunEvents& events, const RecordingPointEvent& point, std::int64_t milliseconds)
{
    RunEvents::Point done;
    done.step = point.step;
    if (events.scoringSince && !events.brokenPoint)
        done.seconds = static_cast<double>(milliseconds - *events.scoringSince) / 1000;
    if (const auto place = static_cast<std::size_t>(point.point); place < events.points.size())
        events.points[place] = done;
    else
        events.points.push_back(done);
    events.scoringSince.reset();
    events.brokenPoint = false;
}

void takeStep(RunEvents& events, const StepEvent& step, std::int64_t milliseconds)
{
    const auto place = static_cast<std::size_t>(std::max<std::int64_t>(step.step, 1));
    if (place > events.stepTimes.size() + 1)
        return; // what came between is not there
    events.stepTimes.resize(place - 1);
    events.stepTimes.push_back(milliseconds);
    events.brokenPoint = false;
}

void take(RunEvents& events, const JobEvent& event)
{
    if (const auto* started = std::get_if<StartedEvent>(&event.body))
        takeStarted(events, *started);
    else if (const auto* plan = std::get_if<PlanEvent>(&event.body))
        events.plan = *plan;
    else if (const auto* phase = std::get_if<PhaseEvent>(&event.body))
        events.scoringSince = phase->phase == Phase::Scoring ? std::optional(event.milliseconds) : events.scoringSince;
    else if (const auto* point = std::get_if<RecordingPointEvent>(&event.body))
        takePoint(events, *point, event.milliseconds);
    else if (const auto* step = std::get_if<StepEvent>(&event.body))
        takeStep(events, *step, event.milliseconds);
    else if (const auto* beat = std::get_if<HeartbeatEvent>(&event.body))
        events.peakMemoryBytes = std::max(events.peakMemoryBytes, beat->memoryBytes);
    else if (const auto* finished = std::get_if<FinishedEvent>(&event.body))
        events.peakMemoryBytes = std::max(events.peakMemoryBytes, finished->peakMemoryBytes);
    else if (const auto* warning = std::get_if<WarningEvent>(&event.body))
        events.warnings.push_back(warning->message);
}

std::uint64_t bytesBelow(const std::filesystem::path& folder)
{
    std::uint64_t bytes = 0;
    std::error_code code;
    for (auto entry = std::filesystem::recursive_directory_iterator(folder, code); !code && entry != decltype(entry)();
         entry.increment(code)) {
        std::error_code missing;
        if (entry->is_regular_file(missing))
            bytes += entry->file_size(missing);
    }
    return bytes;
}

} // namespace

RunEvents readOn(const std::filesystem::path& folder, RunEvents known, bool measure)
{
    try {
        for (;;) {
            const auto events = readEvents(RunFolder(folder).events(), known.position);
            if (events.empty())
                break;
            for (const JobEvent& event : events)
                take(known, event);
        }
    } catch (const core::Error&) {
        // what follows is told by the door that ingests it
    }
    if (measure)
        known.folderBytes = bytesBelow(folder);
    return known;
}

} // namespace ui
