// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment as it goes on: what failed, the matrix of its cells, and two plots of its arms.
#pragma once

#include "ui/finetune/arm_curves_view.h"
#include "ui/finetune/cell_matrix.h"

#include <QtWidgets/QWidget>

class QComboBox;

namespace ui {

class Button;
class MessageLine;
class TextLabel;

class ExperimentView : public QWidget {
    Q_OBJECT

public:
    ExperimentView(const Theme& theme, Background& background, QWidget* parent = nullptr);

    /// `figures` null: it is being read, or `problem` says why it cannot be. `active`: a worker is at it, or it is queued.
    /// `ended`: how the experiment itself ended, where that is to be said.
    void showExperiment(const ExperimentPointer& figures, bool active, const QString& problem, const QString& ended);
    CellMatrix& matrix() { return *matrix_; }
    ArmCurvesView& left() { return *left_; }
    ArmCurvesView& right() { return *right_; }

Q_SIGNALS:
    void retryRequested();

private:
    QWidget* makeHead();
    void showMessage(const QString& problem, const QString& ended, bool active);
    void fillMeasures();
    void showMatrix();

    const Theme& theme_;
    MessageLine* message_;
    Button* retry_;
    QComboBox* measure_;
    TextLabel* about_;
    CellMatrix* matrix_;
    ArmCurvesView* left_;
    ArmCurvesView* right_;
    std::vector<std::pair<QString, std::string>> measures_;
    ExperimentPointer figures_;
    bool active_ = false;
};

} // namespace ui
