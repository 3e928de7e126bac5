// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/jobs_strip.h"

#include "ui/controls/button.h"
#include "ui/controls/panes.h"
#include "ui/controls/progress_bar.h"
#include "ui/controls/tab_row.h"
#include "ui/controls/text_label.h"
#include "ui/shell/job_row_widget.h"
#include "ui/shell/log_view.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr int bodyHeight = 168;
constexpr int leastBodyHeight = 60; ///< in a low window

} // namespace

JobsStrip::JobsStrip(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , theme_(theme)
{
    setObjectName("jobsStrip");
    markPane(*this, Pane::Strip);
    setProperty("look", "strip");
    setAccessibleName(tr("Jobs"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    makeHead();
    makeBody();
    setOpened(false);
}

void JobsStrip::makeHead()
{
    auto* head = new QWidget;
    head->setFixedHeight(26);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    toggle_ = new IconButton(theme_, "chevron-up", tr("Show all jobs"));
    toggle_->setObjectName("toggleJobs");
    connect(toggle_, &IconButton::clicked, this, [this] { setOpened(!isOpened()); });
    row->addWidget(toggle_);
    row->addWidget(new TextLabel(tr("Jobs"), TextKind::Head));
    headText_ = new TextLabel({}, TextKind::Small);
    headText_->setObjectName("jobsHead");
    headText_->setElided(true);
    row->addWidget(headText_, 1);
    bar_ = new ProgressBar(theme_);
    bar_->setFixedWidth(220);
    row->addWidget(bar_);
    headRight_ = new TextLabel({}, TextKind::Small);
    row->addWidget(headRight_);
    pause_ = new IconButton(theme_, "player-pause", tr("Pause"));
    pause_->setObjectName("pauseFirstJob");
    stop_ = new IconButton(theme_, "player-stop", tr("Stop with a checkpoint"));
    stop_->setObjectName("stopFirstJob");
    connect(pause_, &IconButton::clicked, this, [this] {
        if (jobs_.empty())
            return;
        if (jobs_.front().actions.resume)
            Q_EMIT resumeRequested(jobs_.front().run);
        else
            Q_EMIT pauseRequested(jobs_.front().run);
    });
    connect(stop_, &IconButton::clicked, this, [this] {
        if (!jobs_.empty())
            Q_EMIT stopRequested(jobs_.front().run);
    });
    row->addWidget(pause_);
    row->addWidget(stop_);
    logButton_ = new Button(theme_, ButtonKind::Link, tr("Log"));
    logButton_->setObjectName("showLog");
    connect(logButton_, &Button::clicked, this, [this] {
        tabs_->setCurrentIndex(1);
        setOpened(true);
    });
    row->addWidget(logButton_);
    layout()->addWidget(head);
}

void JobsStrip::makeBody()
{
    body_ = new QWidget;
    body_->setMinimumHeight(leastBodyHeight);
    body_->setMaximumHeight(bodyHeight);
    auto* column = new QVBoxLayout(body_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    tabs_ = new TabRow(theme_);
    tabs_->addTab(tr("Jobs"));
    tabs_->addTab(tr("Log"));
    auto* tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(16, 0, 16, 0);
    tabRow->addWidget(tabs_);
    tabRow->addStretch();
    column->addLayout(tabRow);
    stack_ = new QStackedWidget;
    auto* rows = new QWidget;
    rowsLayout_ = new QVBoxLayout(rows);
    rowsLayout_->setContentsMargins(0, 4, 0, 4);
    rowsLayout_->setSpacing(0);
    none_ = new TextLabel(tr("No run yet. A proxy that is started stands here."), TextKind::Quiet);
    none_->setObjectName("noJobs");
    none_->setContentsMargins(16, 4, 16, 4);
    rowsLayout_->addWidget(none_);
    rowsLayout_->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(rows);
    stack_->addWidget(scroll);
    log_ = new LogView(theme_);
    stack_->addWidget(log_);
    column->addWidget(stack_, 1);
    connect(tabs_, &QTabBar::currentChanged, stack_, &QStackedWidget::setCurrentIndex);
    layout()->addWidget(body_);
}

void JobsStrip::setJobs(const std::vector<JobLine>& jobs, const QString& idle)
{
    if (jobs == jobs_ && idle == idle_)
        return;
    jobs_ = jobs;
    idle_ = idle;
    showHead();
    showTable();
}

void JobsStrip::showHead()
{
    const auto active = std::count_if(jobs_.begin(), jobs_.end(), [](const JobLine& job) { return job.active; });
    const bool one = active > 0;
    const JobLine first = one ? jobs_.front() : JobLine{};
    const QString others = active > 1 ? tr(" · %1 more").arg(active - 1) : QString();
    headText_->setText(one ? first.name + " · " + first.state + others : idle_);
    bar_->setVisible(one && !std::isnan(first.share));
    bar_->setShare(first.share);
    const QString share = std::isnan(first.share) ? QString() : percentText(first.share, 0);
    headRight_->setText(first.remaining.isEmpty() ? share : share + "   " + first.remaining);
    headRight_->setVisible(one);
    pause_->setVisible(first.actions.pause || first.actions.resume);
    pause_->setIconName(first.actions.resume ? "player-play" : "player-pause");
    pause_->setName(first.actions.resume ? tr("Resume %1").arg(first.name) : tr("Pause %1").arg(first.name));
    stop_->setVisible(first.actions.stop);
}

void JobsStrip::showTable()
{
    none_->setVisible(jobs_.empty());
    while (rows_.size() < jobs_.size()) {
        auto* row = new JobRowWidget(theme_);
        connect(row, &JobRowWidget::pauseRequested, this, &JobsStrip::pauseRequested);
        connect(row, &JobRowWidget::resumeRequested, this, &JobsStrip::resumeRequested);
        connect(row, &JobRowWidget::checkpointRequested, this, &JobsStrip::checkpointRequested);
        connect(row, &JobRowWidget::stopRequested, this, &JobsStrip::stopRequested);
        rowsLayout_->insertWidget(static_cast<int>(rows_.size()), row);
        rows_.push_back(row);
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        rows_[i]->setVisible(i < jobs_.size());
        if (i < jobs_.size())
            rows_[i]->setLine(jobs_[i]);
    }
}

void JobsStrip::setOpened(bool opened)
{
    body_->setVisible(opened);
    toggle_->setIconName(opened ? "chevron-down" : "chevron-up");
    toggle_->setName(opened ? tr("Show one line") : tr("Show all jobs"));
    Q_EMIT openedChanged(opened);
}

bool JobsStrip::isOpened() const
{
    return !body_->isHidden();
}

} // namespace ui
