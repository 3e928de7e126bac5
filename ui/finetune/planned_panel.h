// SPDX-License-Identifier: GPL-3.0-or-later
// What an experiment will be and take, beside the form: its cells, time, memory and disk.
#pragma once

#include "ui/finetune/experiment_form.h"
#include "ui/runs/run_plan.h"

#include <QtWidgets/QWidget>

class QStackedWidget;

namespace ui {

class CellMatrix;
class KeyValueList;
class MessageLine;
class StatePanel;
class TextLabel;

class PlannedPanel : public QWidget {
    Q_OBJECT

public:
    explicit PlannedPanel(const Theme& theme, QWidget* parent = nullptr);

    void showNoData();
    void showStarting();
    /// `problem`: why it cannot be started yet.
    void showPlan(const ExperimentForm& form, const QString& problem, const RunPlan& plan);

Q_SIGNALS:
    void importRequested();

private:
    QStackedWidget* pages_;
    StatePanel* state_;
    CellMatrix* matrix_;
    MessageLine* message_;
    TextLabel* stage_;
    KeyValueList* figures_;
    TextLabel* note_;
};

/// Beside Start: what is planned, or why it cannot be started.
QString plannedSummary(const ExperimentForm& form, const RunPlan& plan);
/// Why it cannot be started although the form is right; empty: it can.
QString plannedProblem(const ExperimentForm& form, const RunPlan& plan);

} // namespace ui
