// SPDX-License-Identifier: GPL-3.0-or-later
// The training loss as it comes in: the plot and the few choices behind its settings button. What is drawn is computed on
// another thread; a picture of other runs or settings is never shown late.
#pragma once

#include "ui/plots/line_plot.h"
#include "ui/proxy/loss_content.h"
#include "ui/session/background.h"

#include <QtWidgets/QWidget>

class QCheckBox;
class QFrame;

namespace ui {

class SegmentedChoice;
class SliderBox;

class LossView : public QWidget {
    Q_OBJECT

public:
    LossView(const Theme& theme, Background& background, QWidget* parent = nullptr);

    /// The first one is the current run. Without steps `waiting` stands in the picture's place.
    void setRuns(std::vector<LossRun> runs, const PlotState& waiting);
    const LossSettings& settings() const { return settings_; }
    void setSettings(const LossSettings& settings);
    LinePlot& plot() { return *plot_; }

private:
    void makeSettings();
    void showSettings();
    void readSettings();
    void compute();
    void take(LineContent content);

    const Theme& theme_;
    Background& background_;
    LinePlot* plot_;
    QFrame* panel_ = nullptr;
    SegmentedChoice* axis_ = nullptr;
    SegmentedChoice* scale_ = nullptr;
    QCheckBox* logarithmicAxis_ = nullptr;
    SliderBox* smoothing_ = nullptr;
    QCheckBox* marks_ = nullptr;
    LossSettings settings_;
    std::vector<LossRun> runs_;
    PlotState waiting_;
    bool computing_ = false;
    bool again_ = false;
    quint64 generation_ = 0; ///< of the runs and settings; steps that are added keep it
};

} // namespace ui
