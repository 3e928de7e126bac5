// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of the Fine-tune page lie.
#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/page_header.h"
#include "ui/controls/panes.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/text_label.h"
#include "ui/finetune/experiment_form.h"
#include "ui/finetune/experiment_view.h"
#include "ui/finetune/finetune_page.h"
#include "ui/finetune/planned_panel.h"
#include "ui/runs/run_actions.h"
#include "ui/runs/settings_panel.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

constexpr int leftWidth = 226;
constexpr int leastView = 440; ///< lower than this, it is scrolled

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

void FinetunePage::makeLayout()
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

void FinetunePage::makeHeader()
{
    beside_->setObjectName("besideStartExperiment");
    beside_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    beside_->setElided(true);
    beside_->setMinimumWidth(120);
    beside_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    start_->setObjectName("startExperiment");
    header_->addWidget(beside_);
    actions_ = new RunActions(theme_, workspace_, *header_, { tr("See results"), "scale" }, this);
    header_->addWidget(start_);
}

QWidget* FinetunePage::makeLeft()
{
    auto* side = new QFrame(this);
    side->setObjectName("finetuneSide");
    side->setFixedWidth(leftWidth);
    markPane(*side, Pane::Controls);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 12);
    column->setSpacing(0);
    head_ = new SectionHeading(theme_, tr("Experiment"), side);
    head_->setContentsMargins(14, 10, 14, 4);
    Button* another = head_->addLink(tr("New experiment"));
    another->setObjectName("newExperiment");
    connect(another, &Button::clicked, this, &FinetunePage::setUpExperiment);
    column->addWidget(head_);
    experiments_ = new QComboBox;
    experiments_->setObjectName("experiments");
    experiments_->setAccessibleName(tr("Experiment"));
    experiments_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    experiments_->setMinimumContentsLength(8);
    auto* chooser = new QHBoxLayout;
    chooser->setContentsMargins(14, 0, 14, 4);
    chooser->addWidget(experiments_);
    column->addLayout(chooser);
    left_ = new QStackedWidget(side);
    left_->addWidget(scrolled(form_, "experimentScroll", left_));
    left_->addWidget(scrolled(facts_, "factsScroll", left_));
    column->addWidget(left_, 1);
    addSeeds_ = new Button(theme_, ButtonKind::Outlined, tr("Add seeds…"), "plus");
    addSeeds_->setObjectName("addSeeds");
    copy_ = new Button(theme_, ButtonKind::Outlined, tr("Copy as command"), "terminal-2");
    copy_->setObjectName("copyExperiment");
    for (Button* button : { addSeeds_, copy_ }) {
        auto* row = new QHBoxLayout;
        row->setContentsMargins(14, 8, 14, 0);
        row->addWidget(button);
        row->addStretch(1);
        column->addLayout(row);
    }
    return side;
}

QWidget* FinetunePage::makeRight()
{
    auto* panel = new QFrame(this);
    panel->setObjectName("finetuneContent");
    panel->setProperty("look", "panel");
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins({});
    column->setSpacing(0);
    notice_ = new MessageLine(theme_, MessageKind::Error, {});
    notice_->setObjectName("finetuneNotice");
    notice_->hide();
    column->addWidget(notice_);
    right_ = new QStackedWidget(panel);
    view_->setMinimumHeight(leastView);
    right_->addWidget(scrolled(planned_, "plannedScroll", right_));
    right_->addWidget(scrolled(view_, "experimentViewScroll", right_));
    column->addWidget(right_, 1);
    return panel;
}

} // namespace ui
