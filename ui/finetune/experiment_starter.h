// SPDX-License-Identifier: GPL-3.0-or-later
// From the form to an experiment at work: files are read and hashed in the background, then it is set up and started. One
// start at a time; seeds are added in the same way.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/jobs/experiment_draft.h"
#endif

#include "ui/session/workspace.h"

#include <QtCore/QObject>

#include <functional>

namespace ui {

class ExperimentStarter : public QObject {
    Q_OBJECT

public:
    explicit ExperimentStarter(Workspace& workspace, QObject* parent = nullptr);

    void start(const core::jobs::ExperimentDraft& draft);
    /// Its worker must have ended; it goes on with all seeds.
    void addSeeds(core::RunId experiment, const std::vector<std::uint64_t>& seeds);
    bool isIdle() const { return idle_; }

Q_SIGNALS:
    void stageChanged();
    void started(core::RunId run);
    void failed(const QString& sentence, const QString& wayOut);

private:
    void begin();
    void end();
    void giveUp(const core::Error& error);

    Workspace& workspace_;
    bool idle_ = true;
    quint64 request_ = 0;
};

} // namespace ui
