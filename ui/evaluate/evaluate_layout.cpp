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
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

constexpr int mostChooser = 200;
constexpr int plotsHeight = 208;
constexpr int leastPlots = 150;
constexpr int leastLower = 150;
constexpr int leastContent = 540; ///< lower than this, the content is scrolled

QFrame* horizontalLine()
{
    auto* line = new QFrame;
    line->setFixedHeight(1);
    line->setProperty("look", "line");
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
    column->addWidget(makeChoosers());
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
    split->setSizes({ plotsHeight, plotsHeight });
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 1);
    rows->addWidget(split, 1);
    pages_->addWidget(state_);
    panel->setMinimumHeight(leastContent);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setWidget(panel);
    pages_->addWidget(scroll);
    column->addWidget(pages_, 1);
}

void EvaluatePage::makeHeader()
{
    export_ = new Button(theme_, ButtonKind::Primary, tr("Export report…"), "file-export", header_);
    export_->setObjectName("exportReport");
    header_->addWidget(export_);
}

/// "e1: hard against all on macro accuracy"
QWidget* EvaluatePage::makeChoosers()
{
    auto* bar = new QFrame;
    bar->setObjectName("evaluateChoosers");
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(8);
    const auto add = [&](QComboBox*& box, const char* name, const QString& label, const QString& spoken) {
        box = new QComboBox;
        box->setObjectName(name);
        box->setAccessibleName(spoken);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(6);
        box->setMaximumWidth(mostChooser);
        row->addWidget(new TextLabel(label, TextKind::Small));
        row->addWidget(box, 1);
    };
    add(experiments_, "evaluateExperiment", tr("Experiment"), tr("Experiment"));
    add(arm_, "evaluateArm", tr("arm"), tr("Arm"));
    add(against_, "evaluateAgainst", tr("against"), tr("Against"));
    add(column_, "evaluateOn", tr("on"), tr("On"));
    row->addStretch(1);
    markPane(*bar, Pane::Controls);
    return bar;
}

QWidget* EvaluatePage::makePlots()
{
    differences_->setObjectName("differencePlot");
    groups_->setObjectName("groupPlot");
    auto* plots = new QSplitter;
    plots->setObjectName("evaluatePlots");
    plots->setHandleWidth(1);
    plots->setChildrenCollapsible(false);
    plots->setMinimumHeight(leastPlots);
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
    lower->setMinimumHeight(leastLower);
    lower->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    auto* column = new QVBoxLayout(lower);
    column->setContentsMargins({});
    column->setSpacing(0);
    tabs_ = new TabRow(theme_);
    tabs_->setObjectName("evaluateTabs");
    tabs_->addTab(tr("Answers"));
    tabs_->addTab(tr("Learning times"));
    auto* heads = new QHBoxLayout;
    heads->setContentsMargins(10, 0, 10, 0);
    heads->addWidget(tabs_);
    heads->addStretch(1);
    column->addLayout(heads);
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
