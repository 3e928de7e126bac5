// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/job_row_widget.h"

#include "ui/controls/button.h"
#include "ui/controls/progress_bar.h"
#include "ui/controls/text_label.h"

#include <QtWidgets/QHBoxLayout>

#include <cmath>

namespace ui {

namespace {

TextLabel* makeText(QHBoxLayout& row, TextKind kind, int width, int stretch = 0)
{
    auto* label = new TextLabel({}, kind);
    label->setElided(true);
    if (width > 0)
        label->setFixedWidth(width);
    row.addWidget(label, stretch);
    return label;
}

} // namespace

JobRowWidget::JobRowWidget(const Theme& theme, QWidget* parent)
    : QWidget(parent)
{
    setFixedHeight(28);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 12, 0);
    row->setSpacing(12);
    name_ = makeText(*row, TextKind::Head, 140);
    state_ = makeText(*row, TextKind::Small, 0, 1);
    bar_ = new ProgressBar(theme);
    bar_->setFixedWidth(160);
    row->addWidget(bar_);
    remaining_ = makeText(*row, TextKind::Small, 150);
    speed_ = makeText(*row, TextKind::Small, 100);
    memory_ = makeText(*row, TextKind::Small, 64);
    checkpoint_ = new IconButton(theme, "device-floppy", tr("Write a checkpoint now"));
    pause_ = new IconButton(theme, "player-pause", tr("Pause"));
    stop_ = new IconButton(theme, "player-stop", tr("Stop with a checkpoint"));
    for (IconButton* button : { checkpoint_, pause_, stop_ })
        row->addWidget(button);
    checkpoint_->setObjectName("jobCheckpoint");
    pause_->setObjectName("jobPause");
    stop_->setObjectName("jobStop");
    connect(checkpoint_, &IconButton::clicked, this, [this] { Q_EMIT checkpointRequested(line_.run); });
    connect(stop_, &IconButton::clicked, this, [this] { Q_EMIT stopRequested(line_.run); });
    connect(pause_, &IconButton::clicked, this, [this] {
        if (line_.actions.resume)
            Q_EMIT resumeRequested(line_.run);
        else
            Q_EMIT pauseRequested(line_.run);
    });
}

void JobRowWidget::setLine(const JobLine& line)
{
    line_ = line;
    name_->setText(line.name);
    state_->setText(line.problem.isEmpty() ? line.state : line.state + " · " + line.problem);
    bar_->setVisible(line.active && !std::isnan(line.share));
    bar_->setShare(line.share);
    remaining_->setText(line.remaining);
    speed_->setText(line.speed);
    memory_->setText(line.memory);
    checkpoint_->setVisible(line.actions.checkpoint);
    pause_->setVisible(line.actions.pause || line.actions.resume);
    pause_->setIconName(line.actions.resume ? "player-play" : "player-pause");
    pause_->setName(line.actions.resume ? tr("Resume %1").arg(line.name) : tr("Pause %1").arg(line.name));
    stop_->setVisible(line.actions.stop);
}

} // namespace ui
