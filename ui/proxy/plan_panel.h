// SPDX-License-Identifier: GPL-3.0-or-later
// What will be trained, and what it will take, before it is started.
#pragma once

#include "ui/runs/run_plan.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

class QStackedWidget;

namespace ui {

class KeyValueList;
class MessageLine;
class StatePanel;
class TextLabel;

class PlanPanel : public QWidget {
    Q_OBJECT

public:
    explicit PlanPanel(const Theme& theme, QWidget* parent = nullptr);

    /// No dataset: the one next step.
    void showNoData();
    void showStarting();
    /// `problem`: why it cannot be planned yet; else the plan in its stage.
    void showPlan(const SetUpValues& values, const QString& problem, const RunPlan& plan);

Q_SIGNALS:
    void importRequested();

private:
    void showEstimate(const SetUpValues& values, const core::jobs::RunEstimate& estimate);
    void showMessage(const SetUpValues& values, const core::jobs::RunEstimate& estimate);

    QStackedWidget* pages_;
    StatePanel* state_;
    TextLabel* sentence_;
    KeyValueList* work_;
    KeyValueList* cost_;
    TextLabel* note_;
    MessageLine* message_;
};

/// "planned: 26 min, 2.4 GB of memory, 312 MB of disk (9.1 GB free)", or that it is being measured.
QString planSummary(const RunPlan& plan);
/// Why it cannot be started although the form is right: the disk is too full, or the plan failed. Empty: it can.
QString planProblem(const RunPlan& plan);

} // namespace ui
