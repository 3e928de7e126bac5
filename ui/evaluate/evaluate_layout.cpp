// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of the Evaluate page lie.
#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/page_header.h"
#include "ui/controls/panes.h"
#include "ui/controls/state_panel.h"
#include "ui/controls/tab_row.h"
#include "ui/controls/text_label.h"
#include "ui/evaluate/answers_panel.h"
#include "ui/evaluate/evaluate_page.h"
#include "ui/evaluate/score_table.h"
#include "ui/evaluate/verdict_panel.h"
#include "ui/plots/interval_plot.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

constexpr int chooserWidth = 132;

QFrame* horizontalLine()
{
    auto* line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    return line;
}

} // namespace

void EvaluatePage::makeLayout()
{
    makeHeader();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(header_);
    notice_ = new MessageLine(theme_, MessageKind::Error, {});
    notice_->setObjectName("evaluateNotice");
    notice_->setDismissable();
    notice_->hide();
    column->addWidget(notice_);
    pages_ = new QStackedWidget;
    pages_->setObjectName("evaluatePages");
    state_ = new StatePanel(theme_);
    state_->setObjectName("evaluateState");
    auto* panel = new QFrame;
    panel->setProperty("look", "panel");
    auto* rows = new QVBoxLayout(panel);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addWidget(verdict_);
    rows->addWidget(horizontalLine());
    markPane(*scores_, Pane::Table);
    rows->addWidget(scores_);
    rows->addWidget(horizontalLine());
    auto* split = new QSplitter(Qt::Vertical);
    split->setObjectName("evaluateSplitter");
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    split->addWidget(makePlots());
    split->addWidget(makeLower());
    split->setSizes({ 238, 200 });
    rows->addWidget(split, 1);
    pages_->addWidget(state_);
    pages_->addWidget(panel);
    column->addWidget(pages_, 1);
}

void EvaluatePage::makeHeader()
{
    const auto chooser = [this](const char* name, const QString& spoken, int width) {
        auto* box = new QComboBox(header_);
        box->setObjectName(name);
        box->setAccessibleName(spoken);
        box->setFixedWidth(width);
        return box;
    };
    experiments_ = chooser("evaluateExperiment", tr("Experiment"), chooserWidth + 18);
    arm_ = chooser("evaluateArm", tr("Arm"), chooserWidth);
    against_ = chooser("evaluateAgainst", tr("Against"), chooserWidth);
    column_ = chooser("evaluateOn", tr("On"), chooserWidth + 18);
    export_ = new Button(theme_, ButtonKind::Primary, tr("Export report…"), "file-export", header_);
    export_->setObjectName("exportReport");
    header_->addWidget(experiments_);
    header_->addWidget(arm_);
    header_->addWidget(new TextLabel(tr("against"), TextKind::Small, header_));
    header_->addWidget(against_);
    header_->addWidget(new TextLabel(tr("on"), TextKind::Small, header_));
    header_->addWidget(column_);
    header_->addWidget(export_);
}

QWidget* EvaluatePage::makePlots()
{
    differences_->setObjectName("differencePlot");
    groups_->setObjectName("groupPlot");
    auto* plots = new QSplitter;
    plots->setObjectName("evaluatePlots");
    plots->setHandleWidth(1);
    plots->setChildrenCollapsible(false);
    markPane(*plots, Pane::Plot);
    plots->addWidget(differences_);
    plots->addWidget(groups_);
    plots->setSizes({ 580, 420 });
    plots->setStretchFactor(0, 58);
    plots->setStretchFactor(1, 42);
    return plots;
}

QWidget* EvaluatePage::makeLower()
{
    auto* lower = new QWidget;
    auto* column = new QVBoxLayout(lower);
    column->setContentsMargins({});
    column->setSpacing(0);
    tabs_ = new TabRow(theme_);
    tabs_->setObjectName("evaluateTabs");
    tabs_->addTab(tr("Answers"));
    tabs_->addTab(tr("Learning times"));
    column->addWidget(tabs_);
    lower_ = new QStackedWidget;
    lower_->addWidget(answers_);
    auto* learning = new QWidget;
    auto* rows = new QVBoxLayout(learning);
    rows->setContentsMargins(12, 8, 12, 8);
    rows->setSpacing(6);
    learningWords_ = new TextLabel({}, TextKind::Small);
    learningWords_->setObjectName("learningWords");
    learningWords_->setWordWrap(true);
    learningTable_ = new QTableView;
    learningTable_->setObjectName("learningTable");
    learningTable_->setAccessibleName(tr("Learning times"));
    learningTable_->setModel(learning_);
    learningTable_->setShowGrid(false);
    learningTable_->setFrameShape(QFrame::NoFrame);
    learningTable_->setSelectionMode(QAbstractItemView::NoSelection);
    learningTable_->setTabKeyNavigation(false);
    learningTable_->verticalHeader()->hide();
    learningTable_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    learningTable_->verticalHeader()->setMinimumSectionSize(26);
    learningTable_->verticalHeader()->setDefaultSectionSize(26);
    learningTable_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    learningTable_->horizontalHeader()->setHighlightSections(false);
    rows->addWidget(learningWords_);
    rows->addWidget(learningTable_, 1);
    lower_->addWidget(learning);
    column->addWidget(lower_, 1);
    connect(tabs_, &QTabBar::currentChanged, lower_, &QStackedWidget::setCurrentIndex);
    return lower;
}

} // namespace ui
