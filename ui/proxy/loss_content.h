// SPDX-License-Identifier: GPL-3.0-or-later
// The training loss of one run or several, ready to be drawn: smoothing, plateaus and drops are computed here, away from the
// GUI thread, on all steps.
#pragma once

#include "ui/plots/line_content.h"
#include "ui/proxy/step_columns.h"

#include <QtCore/QString>

#include <memory>
#include <vector>

namespace ui {

enum class LossAxis { Step, Epoch, Tokens, Time };

struct LossSettings {
    LossAxis axis = LossAxis::Step;
    bool logarithmicLoss = true;
    bool logarithmicAxis = false;
    double smoothing = 0.05; ///< share of the run that is averaged
    bool marks = true; ///< plateaus and drops of the current run
    friend bool operator==(const LossSettings&, const LossSettings&) = default;
};

struct LossRun {
    QString name;
    StepColumnsPointer steps;
    std::int64_t plannedSteps = 0; ///< 0: not known
    double epochs = 1;
    bool ended = false; ///< nothing more will come: marks are certain
    int slot = 0; ///< of its colour where there are several
    std::vector<std::int64_t> recordingSteps;
    std::size_t pointsDone = 0;
    std::int64_t rows = 0; ///< scored at each point
    std::shared_ptr<const std::vector<std::int64_t>> stepTimes; ///< see RunEvents
};

/// The first run is the current one: its recording points and marks are drawn.
LineContent lossContent(const std::vector<LossRun>& runs, const LossSettings& settings);

} // namespace ui
