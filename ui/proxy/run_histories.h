// SPDX-License-Identifier: GPL-3.0-or-later
// What the page shows of runs beyond their records: steps, recording points and events. Read from the project and the run
// folder on threads when a run is first looked at, then kept up to date by the facts of the jobs door; told ten times a
// second at most, less often for long runs.
#pragma once

#include "ui/proxy/run_events.h"
#include "ui/proxy/step_columns.h"
#include "ui/session/workspace.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <map>
#include <memory>

namespace ui {

struct RunHistory {
    bool loaded = false;
    StepColumnsPointer steps; ///< null before
    std::vector<core::store::RecordingPoint> points; ///< complete ones
    std::shared_ptr<const RunEvents> events; ///< null where the folder is gone
    std::optional<core::jobs::RunEstimate> plan; ///< what it was expected to take, where that was kept with the run
    QString problem; ///< why it could not be read
};

class RunHistories : public QObject {
    Q_OBJECT

public:
    explicit RunHistories(Workspace& workspace, QObject* parent = nullptr);
    ~RunHistories() override;

    /// Starts reading it where that was not done yet.
    void want(core::RunId run);
    /// Null until it was wanted.
    const RunHistory* history(core::RunId run) const;

Q_SIGNALS:
    void historyChanged(core::RunId run);

private:
    struct Entry {
        RunHistory history;
        std::vector<StepBatch> waiting;
        bool reading = false; ///< a thread is at it
        bool again = false; ///< points or events have changed meanwhile
        QTimer* soon = nullptr;
    };
    struct Reading; ///< what a thread brings back

    void onSteps(const core::jobs::StepsArrived& fact);
    void refreshLater(core::RunId run, bool pointsToo);
    void read(core::RunId run);
    void take(core::RunId run, Reading reading);
    int pauseFor(const Entry& entry) const;

    Workspace& workspace_;
    std::map<core::RunId, Entry> entries_;
};

} // namespace ui
