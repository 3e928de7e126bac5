// SPDX-License-Identifier: GPL-3.0-or-later
// The window's door to the runs of an open project: the facts of a core::jobs::ProjectMonitor as signals in the GUI thread,
// requests that return at once, and what the pages show of runs as of now.
#pragma once

#include "core/jobs/experiment_request.h"
#include "core/jobs/project_monitor.h"

#include <QtCore/QObject>
#include <QtCore/QString>

#include <map>
#include <memory>
#include <vector>

namespace ui {

class JobsDoor : public QObject {
    Q_OBJECT

public:
    /// Shares the open project; looks at its runs from now on.
    explicit JobsDoor(std::shared_ptr<core::store::ProjectSession> session, core::jobs::LaunchSettings settings = {},
        QObject* parent = nullptr);
    ~JobsDoor() override; ///< the runs go on

    /// In order of their ids; empty until runListChanged was emitted once.
    const std::vector<core::store::RunRecord>& runs() const { return runs_; }
    const core::store::RunRecord* run(core::RunId run) const;
    /// Where an active run is; null where nothing was told since the door was opened.
    const core::jobs::RunProgressed* progress(core::RunId run) const;

    // Requests: the number comes back in requestAnswered.

    quint64 startRun(const core::jobs::RunRequest& request);
    quint64 startExperiment(const core::jobs::ExperimentRequest& request);
    /// Its worker has ended; `spec` is its job with further seeds.
    quint64 addSeeds(core::RunId run, const core::protocol::JobSpec& spec);
    quint64 pauseRun(core::RunId run);
    quint64 resumeRun(core::RunId run, bool allowDifferentMachine = false);
    quint64 checkpointRun(core::RunId run);
    quint64 stopRun(core::RunId run);

Q_SIGNALS:
    void runListChanged();
    void runStateChanged(core::RunId run, core::store::RunState before);
    void runProgressed(core::RunId run);
    void stepsArrived(const core::jobs::StepsArrived& steps);
    void pointRecorded(core::RunId run, qint64 point, qint64 step);
    /// Of an experiment's cells something new is in the project; `cells` is empty where any may have changed.
    void cellsChanged(core::RunId experiment, const std::vector<core::RunId>& cells);
    void tokensCounted(core::RunId run);
    void runWarned(core::RunId run, const QString& sentence);
    void workerDied(core::RunId run, const QString& sentence);
    void requestAnswered(const core::jobs::RequestAnswered& answer);
    /// Something could not be taken into the project; `run` is 0 where it concerns none in particular.
    void troubled(core::RunId run, const QString& sentence);

private:
    quint64 steer(core::RunId run, core::protocol::ControlAction action);
    void take(const core::jobs::ProjectFact& fact);
    void take(const core::jobs::RunListChanged& fact);
    void take(const core::jobs::RunStateChanged& fact);
    void take(const core::jobs::RunProgressed& fact);
    void take(const core::jobs::StepsArrived& fact);
    void take(const core::jobs::PointRecorded& fact);
    void take(const core::jobs::CellsChanged& fact);
    void take(const core::jobs::TokensCounted& fact);
    void take(const core::jobs::RunWarned& fact);
    void take(const core::jobs::WorkerDied& fact);
    void take(const core::jobs::RequestAnswered& fact);
    void take(const core::jobs::MonitorTroubled& fact);

    std::shared_ptr<core::store::ProjectSession> session_;
    std::vector<core::store::RunRecord> runs_;
    std::map<core::RunId, core::jobs::RunProgressed> progress_;
    std::unique_ptr<core::jobs::ProjectMonitor> monitor_; // last: ends before what its facts change
};

} // namespace ui
