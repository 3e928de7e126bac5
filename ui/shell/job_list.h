// SPDX-License-Identifier: GPL-3.0-or-later
// The runs of the open project in the words of the jobs strip; told anew ten times a second at most.
#pragma once

#include "ui/session/jobs_door.h"
#include "ui/shell/job_line.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <map>
#include <vector>

namespace ui {

class JobList : public QObject {
    Q_OBJECT

public:
    explicit JobList(JobsDoor& door, QObject* parent = nullptr);

    /// Active ones first, then those that failed or were interrupted, then those that finished; newest first.
    const std::vector<JobLine>& lines() const { return lines_; }
    /// What stands where nothing runs: the last run that ended.
    const QString& idle() const { return idle_; }

Q_SIGNALS:
    void changed();

private:
    void makeLines();
    JobLine lineOf(const core::store::RunRecord& run) const;

    JobsDoor& door_;
    QTimer soon_;
    std::vector<JobLine> lines_;
    QString idle_;
    std::map<core::RunId, QString> warnings_;
};

/// "Proxy p1", "Scoring s1", "Token count t1".
QString jobName(const core::store::RunRecord& run);

} // namespace ui
