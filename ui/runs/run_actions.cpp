// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_actions.h"

#include "ui/controls/button.h"
#include "ui/controls/page_header.h"
#include "ui/session/read_only_words.h"

namespace ui {

using core::store::RunState;

RunActions::RunActions(const Theme& theme, Workspace& workspace, PageHeader& header, Results results, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
    , results_(std::move(results))
    , checkpoint_(new Button(theme, ButtonKind::Outlined, tr("Checkpoint now"), "device-floppy"))
    , stop_(new Button(theme, ButtonKind::Destructive, tr("Stop…"), "player-stop"))
    , primary_(new Button(theme, ButtonKind::Primary, tr("Pause"), "player-pause"))
{
    checkpoint_->setObjectName("checkpointNow");
    stop_->setObjectName("stopRun");
    primary_->setObjectName("runPrimary");
    for (Button* button : { checkpoint_, stop_, primary_ }) {
        button->hide();
        header.addWidget(button);
    }
    connect(checkpoint_, &Button::clicked, this, [this] {
        if (run_)
            ask(workspace_.jobs().checkpointRun(*run_),
                { *run_, tr("writing a checkpoint after this step"), tr("No checkpoint was written."),
                    tr("A checkpoint was asked for.") });
    });
    connect(stop_, &Button::clicked, this, [this] {
        if (run_)
            Q_EMIT stopAsked(*run_);
    });
    connect(primary_, &Button::clicked, this, &RunActions::press);
    connect(&workspace.jobs(), &JobsDoor::requestAnswered, this, &RunActions::onAnswer);
}

void RunActions::press()
{
    if (!run_)
        return;
    if (what_ == Primary::Pause)
        ask(workspace_.jobs().pauseRun(*run_),
            { *run_, tr("pausing after this step"), tr("The run could not be paused."), {} });
    else if (what_ == Primary::Resume)
        resume(*run_, false);
    else if (what_ == Primary::Results)
        Q_EMIT resultsRequested(*run_);
}

void RunActions::resume(core::RunId run, bool allowDifferentMachine)
{
    ask(workspace_.jobs().resumeRun(run, allowDifferentMachine),
        { run, tr("resuming"), tr("The run could not be resumed."), {} });
}

void RunActions::stop(core::RunId run)
{
    ask(workspace_.jobs().stopRun(run),
        { run, tr("stopping after this step"), tr("The run could not be stopped."), tr("The run was stopped.") });
}

void RunActions::ask(quint64 number, Request request)
{
    waiting_.emplace(number, std::move(request));
    refresh();
    Q_EMIT changed();
}

void RunActions::onAnswer(const core::jobs::RequestAnswered& answer)
{
    const auto found = waiting_.find(answer.request);
    if (found == waiting_.end())
        return;
    const Request request = found->second;
    waiting_.erase(found);
    if (answer.failure)
        Q_EMIT failed(request.couldNot + ' ' + QString::fromStdString(answer.failure->message()),
            QString::fromStdString(answer.failure->hint()));
    else if (answer.outcome == core::jobs::ControlOutcome::NoAnswer)
        Q_EMIT failed(request.couldNot + ' ' + tr("The worker does not answer; the request stays."), {});
    else if (answer.outcome == core::jobs::ControlOutcome::Killed)
        Q_EMIT failed(tr("The worker did not answer in time and was ended. The last checkpoint stays."), {});
    else if (!request.done.isEmpty())
        Q_EMIT done(request.done);
    refresh();
    Q_EMIT changed();
}

QString RunActions::underWay() const
{
    for (const auto& [number, request] : waiting_)
        if (request.run == run_)
            return request.doing;
    return {};
}

void RunActions::showRun(const core::store::RunRecord* run)
{
    run_ = run != nullptr ? std::optional(run->id) : std::nullopt;
    refresh();
}

void RunActions::refresh()
{
    const auto* run = run_ ? workspace_.jobs().run(*run_) : nullptr;
    const RunState state = run != nullptr ? run->state : RunState::Finished;
    const bool active = state == RunState::Queued || state == RunState::Running || state == RunState::Paused;
    what_ = run == nullptr                                        ? Primary::None
        : state == RunState::Queued || state == RunState::Running ? Primary::Pause
        : state == RunState::Finished                             ? Primary::Results
                                                                  : Primary::Resume;
    primary_->setText(what_ == Primary::Pause ? tr("Pause") : what_ == Primary::Resume ? tr("Resume") : results_.text);
    primary_->setIconName(what_ == Primary::Pause ? "player-pause"
            : what_ == Primary::Resume            ? "player-play"
                                                  : results_.iconName);
    checkpoint_->setVisible(run != nullptr && active && run->kind == "proxy");
    stop_->setVisible(run != nullptr && active);
    primary_->setVisible(run != nullptr);
    const bool free = underWay().isEmpty() && !workspace_.readOnly();
    checkpoint_->setEnabled(free && state == RunState::Running);
    stop_->setEnabled(free);
    primary_->setEnabled(what_ == Primary::Results || (free && state != RunState::Queued));
    const QString why = workspace_.readOnly() ? readOnlyWords(workspace_)
        : state == RunState::Queued           ? tr("It waits for another run on this machine.")
                                              : QString();
    for (Button* button : { checkpoint_, stop_, primary_ })
        button->setToolTip(button->isEnabled() ? QString() : why);
}

} // namespace ui
