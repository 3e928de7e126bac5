// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finetune/experiment_view.h"

#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/panes.h"
#include "ui/controls/text_label.h"
#include "ui/controls/whole_names.h"
#include "ui/finetune/experiment_words.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr int measureWidth = 200;

} // namespace

ExperimentView::ExperimentView(const Theme& theme, Background& background, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , message_(new MessageLine(theme, MessageKind::Error, {}))
    , retry_(nullptr)
    , measure_(new QComboBox)
    , about_(new TextLabel({}, TextKind::Small))
    , matrix_(new CellMatrix(theme))
    , left_(new ArmCurvesView(theme, background, "armCurves", 0))
    , right_(new ArmCurvesView(theme, background, "sourceCurvesPlot", -1))
{
    message_->setObjectName("cellMessage");
    message_->hide();
    retry_ = message_->addAction(tr("Retry"), ButtonKind::Outlined);
    retry_->setObjectName("retryCells");
    connect(retry_, &Button::clicked, this, &ExperimentView::retryRequested);
    measure_->setObjectName("measure");
    measure_->setAccessibleName(tr("What the cells show"));
    measure_->setFixedWidth(measureWidth);
    connect(measure_, &QComboBox::currentIndexChanged, this, &ExperimentView::showMatrix);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(message_);
    column->addWidget(makeHead());
    auto* line = new QFrame;
    line->setObjectName("matrixLine");
    line->setFixedHeight(1);
    line->setProperty("look", "line");
    column->addWidget(line);
    auto* plots = new QSplitter;
    plots->setObjectName("curvesSplitter");
    plots->setHandleWidth(1);
    plots->setChildrenCollapsible(false);
    markPane(*plots, Pane::Plot);
    plots->addWidget(left_);
    plots->addWidget(right_);
    plots->setSizes({ 1000, 1000 });
    column->addWidget(plots, 1);
}

QWidget* ExperimentView::makeHead()
{
    auto* head = new QWidget;
    markPane(*head, Pane::Table);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(14, 10, 14, 10);
    column->setSpacing(4);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(measure_);
    row->addWidget(about_, 1);
    column->addLayout(row);
    column->addWidget(matrix_);
    return head;
}

void ExperimentView::fillMeasures()
{
    const auto measures
        = figures_ ? measureChoices(figures_->job.experiment) : std::vector<std::pair<QString, std::string>>{};
    if (measures == measures_)
        return;
    const QSignalBlocker quiet(measure_);
    measures_ = measures;
    measure_->clear();
    for (const auto& [words, benchmark] : measures_)
        measure_->addItem(words);
    measure_->setEnabled(measures_.size() > 1);
    measure_->setVisible(!measures_.empty());
    showWholeNames(*measure_);
}

void ExperimentView::showMatrix()
{
    const int chosen = measure_->currentIndex();
    const std::string measure = chosen >= 0 ? measures_[static_cast<std::size_t>(chosen)].second : std::string();
    matrix_->cells().setFigures(figures_, measure, active_);
    std::int64_t items = 0;
    if (figures_)
        for (const auto& cell : figures_->cells)
            for (const auto& [name, score] : cell.benchmarks)
                if (name == measure || (measure.empty() && name != core::protocol::heldOutBenchmark))
                    items = std::max(items, score.items);
    about_->setText(items > 0 ? tr("one cell is one fine-tune run and its evaluation, %1 items").arg(countText(items))
                              : tr("one cell is one fine-tune run and its evaluation"));
}

void ExperimentView::showMessage(const QString& problem, const QString& ended, bool active)
{
    const QString failures = figures_ ? failureWords(*figures_, active) : QString();
    const QString words = !problem.isEmpty() ? problem : !failures.isEmpty() ? failures : ended;
    message_->setVisible(!words.isEmpty());
    if (words.isEmpty())
        return;
    message_->setMessage(problem.isEmpty() && failures.isEmpty() ? MessageKind::Warning : MessageKind::Error, words);
    retry_->setVisible(problem.isEmpty() && !failures.isEmpty());
    retry_->setEnabled(!active);
    retry_->setToolTip(active ? tr("The other cells go on first; then it can be tried again.") : QString());
}

void ExperimentView::showExperiment(
    const ExperimentPointer& figures, bool active, const QString& problem, const QString& ended)
{
    figures_ = figures;
    active_ = active;
    fillMeasures();
    showMatrix();
    showMessage(problem, ended, active);
    left_->setFigures(figures);
    right_->setFigures(figures);
}

} // namespace ui
