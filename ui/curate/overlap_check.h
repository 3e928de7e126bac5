// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the dataset against benchmark files, checked in the background and kept while the rows are the same.
#pragma once

#include "ui/curate/curate_plots.h"
#include "ui/session/workspace.h"

#include "core/jobs/contamination_check.h"

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QTimer>

#include <atomic>
#include <memory>

namespace ui {

class OverlapCheck : public QObject {
    Q_OBJECT

public:
    using ReportPointer = std::shared_ptr<const core::jobs::ContaminationReport>;

    explicit OverlapCheck(Workspace& workspace, QObject* parent = nullptr);
    ~OverlapCheck() override; ///< cancels

    /// What is under way is cancelled. Without files nothing is checked.
    void start(const QStringList& files);
    void cancel();
    bool isRunning() const { return running_; }
    std::int64_t done() const { return done_ ? done_->load() : 0; } ///< rows compared
    const QStringList& files() const { return files_; }
    const ReportPointer& report() const { return report_; } ///< of the dataset that is looked at; null: none
    const QString& problem() const { return problem_; }

    /// What of it is in a curated dataset.
    OverlapFigures figures(const CuratePreviewPointer& preview) const;
    /// The rows that were found.
    core::data::Selection rows() const;

Q_SIGNALS:
    void changed();

private:
    void followDataset();

    Workspace& workspace_;
    QStringList files_;
    ReportPointer report_;
    std::optional<core::DatasetId> dataset_; ///< of the report or the check
    QString problem_;
    bool running_ = false;
    quint64 generation_ = 0;
    core::CancelToken cancel_;
    std::shared_ptr<std::atomic<std::int64_t>> done_;
    QTimer tick_;
};

} // namespace ui
