// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/jobs_door.h"

#include <QtCore/QMetaObject>

#include <algorithm>
#include <utility>

namespace ui {

using namespace core::jobs;

JobsDoor::JobsDoor(std::shared_ptr<core::store::ProjectSession> session, LaunchSettings settings, QObject* parent)
    : QObject(parent)
    , session_(std::move(session))
{
    // A queued call is dropped with the door, so late facts reach nobody.
    monitor_ = std::make_unique<ProjectMonitor>(
        *session_,
        [this](const ProjectFact& fact) {
            QMetaObject::invokeMethod(
                this, [this, fact] { take(fact); }, Qt::QueuedConnection);
        },
        std::move(settings));
}

JobsDoor::~JobsDoor() = default;

const core::store::RunRecord* JobsDoor::run(core::RunId run) const
{
    const auto found = std::ranges::find(runs_, run, &core::store::RunRecord::id);
    return found == runs_.end() ? nullptr : &*found;
}

const RunProgressed* JobsDoor::progress(core::RunId run) const
{
    const auto found = progress_.find(run);
    return found == progress_.end() ? nullptr : &found->second;
}

quint64 JobsDoor::startRun(const RunRequest& request)
{
    return monitor_->start(request);
}

quint64 JobsDoor::startExperiment(const ExperimentRequest& request)
{
    return monitor_->start(request.spec, request.dataset);
}

quint64 JobsDoor::addSeeds(core::RunId run, const core::protocol::JobSpec& spec)
{
    return monitor_->addSeeds(run, spec);
}

quint64 JobsDoor::pauseRun(core::RunId run)
{
    return steer(run, core::protocol::ControlAction::Pause);
}

quint64 JobsDoor::resumeRun(core::RunId run, bool allowDifferentMachine)
{
    return monitor_->resume(run, allowDifferentMachine);
}

quint64 JobsDoor::checkpointRun(core::RunId run)
{
    return steer(run, core::protocol::ControlAction::Checkpoint);
}

quint64 JobsDoor::stopRun(core::RunId run)
{
    return steer(run, core::protocol::ControlAction::Stop);
}

quint64 JobsDoor::steer(core::RunId run, core::protocol::ControlAction action)
{
    return monitor_->steer(run, action);
}

void JobsDoor::take(const ProjectFact& fact)
{
    std::visit([this](const auto& value) { take(value); }, fact);
}

void JobsDoor::take(const RunListChanged& fact)
{
    runs_ = fact.runs;
    Q_EMIT runListChanged();
}

void JobsDoor::take(const RunStateChanged& fact)
{
    for (auto& run : runs_)
        if (run.id == fact.run.id)
            run = fact.run;
    Q_EMIT runStateChanged(fact.run.id, fact.before);
}

void JobsDoor::take(const RunProgressed& fact)
{
    progress_.insert_or_assign(fact.run, fact);
    Q_EMIT runProgressed(fact.run);
}

void JobsDoor::take(const StepsArrived& fact)
{
    Q_EMIT stepsArrived(fact);
}

void JobsDoor::take(const PointRecorded& fact)
{
    Q_EMIT pointRecorded(fact.run, fact.point, fact.step);
}

void JobsDoor::take(const CellsChanged& fact)
{
    Q_EMIT cellsChanged(fact.experiment, fact.cells);
}

void JobsDoor::take(const TokensCounted& fact)
{
    Q_EMIT tokensCounted(fact.run);
}

void JobsDoor::take(const RunWarned& fact)
{
    Q_EMIT runWarned(fact.run, QString::fromStdString(fact.sentence));
}

void JobsDoor::take(const WorkerDied& fact)
{
    Q_EMIT workerDied(fact.run, QString::fromStdString(fact.sentence));
}

void JobsDoor::take(const RequestAnswered& fact)
{
    Q_EMIT requestAnswered(fact);
}

void JobsDoor::take(const MonitorTroubled& fact)
{
    Q_EMIT troubled(fact.run, QString::fromStdString(fact.sentence));
}

} // namespace ui
