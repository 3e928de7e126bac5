// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/run_figures.h"

#include "ui/controls/big_figure.h"
#include "ui/controls/progress_bar.h"
#include "ui/theme/number_text.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

#include <cmath>

namespace ui {

namespace {

using core::store::RunRecord;
using core::store::RunState;

const core::protocol::PlanEvent* planOf(const core::jobs::RunProgressed* progress, const RunHistory* history)
{
    if (progress != nullptr && progress->progress.plan)
        return &*progress->progress.plan;
    return history != nullptr && history->events && history->events->plan ? &*history->events->plan : nullptr;
}

QString clock(qint64 milliseconds)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(milliseconds).time(), QLocale::ShortFormat);
}

const QString none = QString(QChar(0x2013));

} // namespace

std::int64_t plannedSteps(const core::jobs::RunProgressed* progress, const RunHistory* history)
{
    const auto* plan = planOf(progress, history);
    return plan != nullptr ? plan->steps : 0;
}

std::vector<std::int64_t> plannedPoints(const core::jobs::RunProgressed* progress, const RunHistory* history)
{
    const auto* plan = planOf(progress, history);
    return plan != nullptr ? plan->recordingSteps : std::vector<std::int64_t>();
}

RunFigures::RunFigures(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , progress_(new BigFigure(tr("Progress")))
    , speed_(new BigFigure(tr("Speed")))
    , left_(new BigFigure(tr("Left")))
    , took_(new BigFigure(tr("Took")))
    , memory_(new BigFigure(tr("Memory")))
    , bar_(new ProgressBar(theme))
{
    progress_->setObjectName("figureProgress");
    speed_->setObjectName("figureSpeed");
    left_->setObjectName("figureLeft");
    took_->setObjectName("figureTook");
    memory_->setObjectName("figureMemory");
    bar_->setObjectName("runBar");
    bar_->setAccessibleName(tr("Progress of the run"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 10);
    column->setSpacing(6);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    for (BigFigure* figure : { progress_, speed_, left_, took_, memory_ })
        row->addWidget(figure, 1, Qt::AlignTop);
    column->addLayout(row, 1);
    column->addWidget(bar_);
    setMinimumHeight(84); // more where a note needs two lines
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void RunFigures::showRun(const RunRecord& run, const core::jobs::RunProgressed* progress, const RunHistory* history,
    const std::optional<core::jobs::RunEstimate>& plan)
{
    showProgress(run, progress, history);
    showSpeed(run, progress, history);
    showTime(run, progress, plan);
    showMemory(run, progress, history, plan);
}

void RunFigures::showProgress(const RunRecord& run, const core::jobs::RunProgressed* progress, const RunHistory* history)
{
    const std::int64_t steps = plannedSteps(progress, history);
    const std::int64_t known = history != nullptr && history->steps && history->steps->size() > 0
        ? static_cast<std::int64_t>(history->steps->step.back())
        : 0;
    const std::int64_t step = progress != nullptr ? std::max(progress->progress.step, known) : known;
    progress_->setValue(steps > 0 ? tr("Step %1 of %2").arg(countText(step), countText(steps))
            : step > 0            ? tr("Step %1").arg(countText(step))
                                  : none);
    const auto request = requestOf(run);
    QString note = stateWords(run.state);
    if (run.state == RunState::Running && progress != nullptr)
        note = phaseWords(progress->progress.phase);
    if (steps > 0 && request)
        note += tr(", epoch %1 of %2")
                    .arg(numberText(static_cast<double>(step) * request->train.epochs / static_cast<double>(steps), 1),
                        shortNumberText(request->train.epochs));
    progress_->setNote(note);
    double share = std::nan("");
    if (run.state == RunState::Finished)
        share = 1;
    else if (progress != nullptr && progress->whole.total > 0)
        share = static_cast<double>(progress->whole.done) / static_cast<double>(progress->whole.total);
    else if (steps > 0)
        share = static_cast<double>(step) / static_cast<double>(steps);
    bar_->setShare(share);
}

void RunFigures::showSpeed(const RunRecord& run, const core::jobs::RunProgressed* progress, const RunHistory* history)
{
    if (isActive(run.state) && progress != nullptr && progress->tokensPerSecond) {
        speed_->setValue(tr("%1 tokens/s").arg(countText(std::llround(*progress->tokensPerSecond))));
        speed_->setNote(tr("of the last steps"));
        return;
    }
    const bool trained
        = history != nullptr && history->steps && history->steps->size() > 0 && history->steps->seconds.back() > 0;
    speed_->setValue(trained
            ? tr("%1 tokens/s").arg(countText(std::llround(history->steps->tokens.back() / history->steps->seconds.back())))
            : none);
    speed_->setNote(trained ? tr("mean of the training") : QString());
}

void RunFigures::showTime(
    const RunRecord& run, const core::jobs::RunProgressed* progress, const std::optional<core::jobs::RunEstimate>& plan)
{
    left_->setVisible(isActive(run.state));
    took_->setVisible(!isActive(run.state));
    if (isActive(run.state)) {
        const bool known = progress != nullptr && progress->remainingSeconds.has_value();
        left_->setValue(known ? tr("about %1").arg(durationText(*progress->remainingSeconds))
                : plan        ? tr("%1 planned").arg(durationText(plan->seconds()))
                              : none);
        const auto end
            = QDateTime::currentMSecsSinceEpoch() + static_cast<qint64>(known ? *progress->remainingSeconds * 1000 : 0);
        left_->setNote(known && run.state == RunState::Running ? tr("done near %1").arg(clock(end)) : QString());
        return;
    }
    const bool timed = run.startedAt > 0 && run.finishedAt > run.startedAt;
    took_->setValue(timed ? durationText(static_cast<double>(run.finishedAt - run.startedAt) / 1000) : none);
    took_->setNote(run.finishedAt > 0
            ? tr("ended %1").arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(run.finishedAt), QLocale::ShortFormat))
            : QString());
}

void RunFigures::showMemory(const RunRecord& run, const core::jobs::RunProgressed* progress, const RunHistory* history,
    const std::optional<core::jobs::RunEstimate>& plan)
{
    std::int64_t bytes = progress != nullptr && isActive(run.state) ? progress->progress.memoryBytes : 0;
    const std::int64_t peak = history != nullptr && history->events ? history->events->peakMemoryBytes : 0;
    const bool now = bytes > 0;
    bytes = now ? bytes : peak;
    memory_->setValue(bytes > 0 ? bytesText(static_cast<quint64>(bytes)) : none);
    memory_->setNote(plan     ? tr("of %1 planned").arg(bytesText(plan->memoryBytes))
            : now && peak > 0 ? tr("at most %1 so far").arg(bytesText(static_cast<quint64>(std::max(peak, bytes))))
            : bytes > 0       ? tr("at most")
                              : QString());
}

} // namespace ui
