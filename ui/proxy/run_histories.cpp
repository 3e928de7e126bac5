// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/run_histories.h"

#include "core/jobs/plan_file.h"

#include <algorithm>
#include <utility>

namespace ui {

using namespace core::store;

struct RunHistories::Reading {
    StepColumnsPointer steps;
    std::optional<std::vector<RecordingPoint>> points; ///< absent: not read again
    std::shared_ptr<const RunEvents> events;
    std::optional<core::jobs::RunEstimate> plan;
};

namespace {

/// A plan that cannot be read is none: the run's own figures are there all the same.
std::optional<core::jobs::RunEstimate> planIn(const std::filesystem::path& folder)
{
    try {
        return core::jobs::readPlan(folder);
    } catch (const core::Error&) {
        return std::nullopt;
    }
}

} // namespace

RunHistories::RunHistories(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
{
    connect(&workspace.jobs(), &JobsDoor::stepsArrived, this, &RunHistories::onSteps);
    connect(&workspace.jobs(), &JobsDoor::pointRecorded, this, [this](core::RunId run) { refreshLater(run, true); });
    connect(&workspace.jobs(), &JobsDoor::runStateChanged, this, [this](core::RunId run) { refreshLater(run, true); });
}

RunHistories::~RunHistories() = default;

const RunHistory* RunHistories::history(core::RunId run) const
{
    const auto found = entries_.find(run);
    return found == entries_.end() ? nullptr : &found->second.history;
}

void RunHistories::want(core::RunId run)
{
    if (entries_.contains(run) || workspace_.jobs().run(run) == nullptr)
        return;
    Entry& entry = entries_[run];
    entry.again = true;
    entry.soon = new QTimer(this);
    entry.soon->setSingleShot(true);
    connect(entry.soon, &QTimer::timeout, this, [this, run] { read(run); });
    read(run);
}

void RunHistories::onSteps(const core::jobs::StepsArrived& fact)
{
    const auto found = entries_.find(fact.run);
    if (found == entries_.end())
        return; // it is read from the project when it is looked at
    found->second.waiting.push_back({ fact.dropAfterStep, fact.steps });
    refreshLater(fact.run, false);
}

void RunHistories::refreshLater(core::RunId run, bool pointsToo)
{
    const auto found = entries_.find(run);
    if (found == entries_.end())
        return;
    Entry& entry = found->second;
    entry.again = entry.again || pointsToo;
    if (!entry.reading && !entry.soon->isActive())
        entry.soon->start(pauseFor(entry));
}

/// Copying and drawing all steps takes longer the more there are, and changes the picture less.
int RunHistories::pauseFor(const Entry& entry) const
{
    const std::size_t steps = entry.history.steps ? entry.history.steps->size() : 0;
    return steps < 5000 ? 100 : steps < 50000 ? 500 : 1000;
}

void RunHistories::read(core::RunId run)
{
    Entry& entry = entries_.at(run);
    const RunRecord* record = workspace_.jobs().run(run);
    if (entry.reading || record == nullptr)
        return;
    entry.reading = true;
    const auto batches = std::exchange(entry.waiting, {});
    const bool all = std::exchange(entry.again, false);
    const auto session = workspace_.session();
    const auto work = [session, run, all, batches, known = entry.history, folder = session->sideFolder() / record->folder] {
        Reading reading;
        reading.steps = known.steps;
        reading.events = known.events;
        reading.plan = known.plan ? known.plan : planIn(folder);
        if (!known.loaded) {
            const std::vector<StepBatch> stored{ { std::nullopt, session->stepMetrics(run) } };
            reading.steps = extended(nullptr, stored);
        }
        reading.steps = extended(reading.steps, batches);
        if (all)
            reading.points = session->recordingPoints(run);
        std::error_code missing;
        if (std::filesystem::is_directory(folder, missing))
            reading.events
                = std::make_shared<const RunEvents>(readOn(folder, known.events ? *known.events : RunEvents{}, all));
        if (reading.points && reading.events) // the last one that is stored may be half scored
            reading.points->resize(std::min(reading.points->size(), reading.events->points.size()));
        return reading;
    };
    workspace_.background().run(
        this, work, [this, run](Reading reading) { take(run, std::move(reading)); },
        [this, run](const core::Error& error) {
            Entry& failed = entries_.at(run);
            failed.reading = false;
            failed.history.loaded = false; // all of it the next time
            failed.history.problem = QString::fromStdString(error.message());
            Q_EMIT historyChanged(run);
        });
}

void RunHistories::take(core::RunId run, Reading reading)
{
    Entry& entry = entries_.at(run);
    entry.reading = false;
    entry.history.loaded = true;
    entry.history.problem.clear();
    entry.history.steps = std::move(reading.steps);
    entry.history.events = std::move(reading.events);
    entry.history.plan = std::move(reading.plan);
    if (reading.points)
        entry.history.points = std::move(*reading.points);
    Q_EMIT historyChanged(run);
    if (!entry.waiting.empty() || entry.again)
        refreshLater(run, false);
}

} // namespace ui
