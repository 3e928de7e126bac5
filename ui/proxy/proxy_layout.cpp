// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of the Proxy page lie.
#include "ui/proxy/proxy_page.h"

#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/page_header.h"
#include "ui/controls/panes.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/text_label.h"
#include "ui/proxy/plan_panel.h"
#include "ui/proxy/run_list.h"
#include "ui/proxy/run_view.h"
#include "ui/proxy/set_up_form.h"
#include "ui/runs/run_actions.h"
#include "ui/runs/settings_panel.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

constexpr int leftWidth = 226;

QScrollArea* scrolled(QWidget* widget, const QString& name, QWidget* parent)
{
    auto* area = new QScrollArea(parent);
    area->setObjectName(name);
    area->setFocusPolicy(Qt::NoFocus); // its controls take it
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(widget);
    area->viewport()->setAutoFillBackground(false);
    widget->setAutoFillBackground(false);
    return area;
}

} // namespace

void ProxyPage::makeLayout()
{
    makeHeader();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(header_);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(makeLeft());
    row->addWidget(makeRight(), 1);
    column->addLayout(row, 1);
}

void ProxyPage::makeHeader()
{
    beside_->setObjectName("besideStart");
    beside_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    beside_->setElided(true);
    beside_->setMinimumWidth(120);
    beside_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    cancel_->setObjectName("cancelSetUp");
    cancel_->setToolTip(tr("Back to the runs; what is filled in stays (Esc)"));
    start_->setObjectName("startRun");
    header_->addWidget(beside_);
    actions_ = new RunActions(theme_, workspace_, *header_, { tr("See trajectories"), "chart-line" }, this);
    header_->addWidget(cancel_);
    header_->addWidget(start_);
}

QWidget* ProxyPage::makeLeft()
{
    auto* side = new QFrame(this);
    side->setObjectName("proxySide");
    side->setFixedWidth(leftWidth);
    markPane(*side, Pane::Controls);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 12);
    column->setSpacing(0);
    runsHead_ = new SectionHeading(theme_, tr("Runs"), side);
    runsHead_->setContentsMargins(14, 10, 14, 2);
    Button* another = runsHead_->addLink(tr("New proxy"));
    another->setObjectName("newProxy");
    connect(another, &Button::clicked, this, &ProxyPage::setUpProxy);
    column->addWidget(runsHead_);
    runs_ = new RunList(theme_, side);
    column->addWidget(runs_);
    left_ = new QStackedWidget(side);
    left_->addWidget(scrolled(form_, "setUpScroll", left_));
    left_->addWidget(scrolled(settings_, "settingsScroll", left_));
    column->addWidget(left_, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(14, 8, 14, 0);
    copy_ = new Button(theme_, ButtonKind::Outlined, tr("Copy as command"), "terminal-2");
    copy_->setObjectName("copyCommand");
    again_ = new Button(theme_, ButtonKind::Link, tr("Set up again"));
    again_->setObjectName("setUpAgain");
    again_->setToolTip(tr("The form of a new proxy with these settings"));
    buttons->addWidget(copy_);
    buttons->addStretch(1);
    auto* links = new QHBoxLayout;
    links->setContentsMargins(14, 4, 14, 0);
    links->addWidget(again_);
    links->addStretch(1);
    column->addLayout(links);
    column->addLayout(buttons);
    return side;
}

QWidget* ProxyPage::makeRight()
{
    auto* panel = new QFrame(this);
    panel->setObjectName("proxyContent");
    markPane(*panel, Pane::Plot);
    panel->setProperty("look", "panel");
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins({});
    column->setSpacing(0);
    notice_ = new MessageLine(theme_, MessageKind::Error, {});
    notice_->setObjectName("proxyNotice");
    notice_->hide();
    column->addWidget(notice_);
    right_ = new QStackedWidget(panel);
    right_->addWidget(planPanel_);
    right_->addWidget(view_);
    column->addWidget(right_, 1);
    return panel;
}

} // namespace ui
