// SPDX-License-Identifier: GPL-3.0-or-later
// A plot of an experiment's curves with a chooser of what it shows. What is drawn is computed on another thread.
#pragma once

#include "ui/finetune/arm_curves.h"
#include "ui/plots/line_plot.h"
#include "ui/session/background.h"

#include <QtWidgets/QWidget>

class QComboBox;

namespace ui {

class ArmCurvesView : public QWidget {
    Q_OBJECT

public:
    /// `usual`: which of the choices is shown first, where there are so many.
    ArmCurvesView(const Theme& theme, Background& background, const QString& name, int usual, QWidget* parent = nullptr);

    void setFigures(const ExperimentPointer& figures);
    LinePlot& plot() { return *plot_; }

private:
    void fillChoices();
    void compute();
    void take(LineContent content);

    Background& background_;
    QComboBox* chooser_;
    LinePlot* plot_;
    int usual_;
    std::vector<std::pair<QString, CurveChoice>> choices_;
    ExperimentPointer figures_;
    bool computing_ = false;
    bool again_ = false;
};

} // namespace ui
