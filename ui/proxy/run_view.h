// SPDX-License-Identifier: GPL-3.0-or-later
// A run as it goes on: what happened to it, four figures, its loss (with others over it), losses by source, recording
// points.
#pragma once

#include "ui/proxy/loss_view.h"
#include "ui/proxy/points_model.h"
#include "ui/proxy/run_figures.h"
#include "ui/proxy/settings_comparison.h"
#include "ui/proxy/source_view.h"
#include "ui/session/workspace.h"

#include <QtWidgets/QWidget>

class QSplitter;
class QStackedWidget;
class QTableView;

namespace ui {

class MessageLine;
class TabRow;
class TextLabel;

/// What is shown of a run beyond its record.
struct ShownRun {
    const core::store::RunRecord* record = nullptr;
    const core::jobs::RunProgressed* progress = nullptr;
    const RunHistory* history = nullptr;
    int slot = 0;
};

class RunView : public QWidget {
    Q_OBJECT

public:
    RunView(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);

    /// The first one is the current run; the others are drawn over it and compared.
    void showRuns(const std::vector<ShownRun>& runs, const std::optional<core::jobs::RunEstimate>& plan);
    LossView& loss() { return *loss_; }
    SourceView& sources() { return *sources_; }

Q_SIGNALS:
    void resumeRequested(core::RunId run, bool allowDifferentMachine);

private:
    QWidget* makeLower();
    QTableView* makeTable(QAbstractItemModel* model, const QString& name);
    void showMessage(const ShownRun& run);
    void showLoss(const std::vector<ShownRun>& runs);
    void showPoints(const ShownRun& run);
    void compare(const std::vector<ShownRun>& runs);
    QString datasetName(core::DatasetId dataset) const;

    const Theme& theme_;
    Workspace& workspace_;
    MessageLine* message_;
    RunFigures* figures_;
    LossView* loss_;
    SourceView* sources_;
    PointsModel* points_;
    SettingsComparison* comparison_;
    TabRow* tabs_ = nullptr;
    QStackedWidget* tables_ = nullptr;
    QTableView* compared_ = nullptr;
    TextLabel* alike_ = nullptr;
    std::vector<core::RunId> comparedRuns_;
    QString said_; ///< what the message says of which run
    ShownRun current_;
};

} // namespace ui
