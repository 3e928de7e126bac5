// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/task_line.h"

#include "ui/controls/button.h"
#include "ui/controls/progress_bar.h"
#include "ui/controls/text_label.h"
#include "ui/data/long_task.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QHBoxLayout>

namespace ui {

TaskLine::TaskLine(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , words_(new TextLabel({}, TextKind::Body, this))
    , bar_(new ProgressBar(theme, this))
    , share_(new TextLabel({}, TextKind::Small, this))
    , stop_(new Button(theme, ButtonKind::Outlined, tr("Cancel"), this))
{
    setObjectName("task line");
    bar_->setObjectName("task progress");
    stop_->setObjectName("task stop");
    share_->setMinimumWidth(120);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(words_);
    layout->addWidget(bar_, 1);
    layout->addWidget(share_);
    layout->addWidget(stop_);
    hide();
    connect(stop_, &Button::clicked, this, [this] {
        if (task_ != nullptr)
            task_->cancel();
        Q_EMIT stopRequested();
    });
}

void TaskLine::begin(const QString& words, const QString& stop)
{
    words_->setText(words);
    stop_->setText(stop);
    setProgress(0, 0);
    show();
}

void TaskLine::follow(LongTask& task, const QString& words, const QString& stop)
{
    if (task_ != nullptr)
        disconnect(task_, nullptr, this, nullptr);
    task_ = &task;
    connect(&task, &LongTask::runningChanged, this, [this, &task] { setVisible(task.running()); });
    connect(&task, &LongTask::progressed, this, &TaskLine::setProgress);
    begin(words, stop);
    setVisible(task.running());
}

void TaskLine::setProgress(quint64 done, quint64 total)
{
    bar_->setShare(total == 0 ? 0.0 : static_cast<double>(done) / static_cast<double>(total));
    share_->setText(total == 0 ? QString() : tr("%1 of %2").arg(bytesText(done), bytesText(total)));
}

} // namespace ui
