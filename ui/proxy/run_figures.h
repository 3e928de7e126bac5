// SPDX-License-Identifier: GPL-3.0-or-later
// The four figures of a run and its progress bar.
#pragma once

#include "ui/proxy/run_histories.h"
#include "ui/runs/run_words.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

namespace ui {

class BigFigure;
class ProgressBar;

class RunFigures : public QWidget {
    Q_OBJECT

public:
    explicit RunFigures(const Theme& theme, QWidget* parent = nullptr);

    void showRun(const core::store::RunRecord& run, const core::jobs::RunProgressed* progress, const RunHistory* history,
        const std::optional<core::jobs::RunEstimate>& plan);

private:
    void showProgress(
        const core::store::RunRecord& run, const core::jobs::RunProgressed* progress, const RunHistory* history);
    void showSpeed(const core::store::RunRecord& run, const core::jobs::RunProgressed* progress, const RunHistory* history);
    void showTime(const core::store::RunRecord& run, const core::jobs::RunProgressed* progress,
        const std::optional<core::jobs::RunEstimate>& plan);
    void showMemory(const core::store::RunRecord& run, const core::jobs::RunProgressed* progress, const RunHistory* history,
        const std::optional<core::jobs::RunEstimate>& plan);

    BigFigure* progress_;
    BigFigure* speed_;
    BigFigure* left_; ///< while it is active
    BigFigure* took_; ///< afterwards
    BigFigure* memory_;
    ProgressBar* bar_;
};

/// Steps of the whole run; 0: not known.
std::int64_t plannedSteps(const core::jobs::RunProgressed* progress, const RunHistory* history);
/// Steps of all recording points; empty: not known.
std::vector<std::int64_t> plannedPoints(const core::jobs::RunProgressed* progress, const RunHistory* history);

} // namespace ui
